"""An OpenID provider that forges what it is told to forge, in a thread of the tests."""

import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc.util import urlsafe_b64encode

from tests.services.forgery import Claims, Forgery, new_signer
from tests.services.openid import SUBSTANTIAL, Registration

TENANT = "tenant-1"


class Refused(Exception):
    """The provider does not answer this, as an honest one would not either."""


class HostileIssuer:
    """A provider at which everybody is signed in at once; `with HostileIssuer(name, redirect_uri) as issuer`.

    Attributes:
        registration: What an app must know of it.
        forgery: What it forges from now on; nothing to begin with.
        claims: What its ID tokens say of whoever signs in.
    """

    def __init__(self, name: str, redirect_uri: str) -> None:
        """Make the provider; it answers from here on and only inside `with`."""
        self.forgery = Forgery()
        self.claims: Claims = {"sub": "subject-1", "acr": SUBSTANTIAL, "tid": TENANT}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self.server.daemon_threads = True
        issuer = f"http://127.0.0.1:{self.server.server_port}"
        client = f"brobygger-{name}", secrets.token_urlsafe(32)
        self.registration = Registration(name, issuer, redirect_uri, *client)
        self.signer = new_signer(*client)
        self.waiting: dict[str, Claims] = {}

    def __enter__(self) -> Self:
        """Start to answer."""
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Answer no more."""
        self.server.shutdown()
        self.server.server_close()

    def metadata(self) -> Claims:
        """Return what the provider says of itself."""
        issuer = self.registration.issuer
        honest = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "end_session_endpoint": f"{issuer}/end",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }
        return self.forgery.metadata(honest)

    def authorized(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent back to, with a code.

        Raises:
            Refused: The client, its address or the way of its question is not what was agreed.
        """
        known = self.registration
        wanted = {
            "client_id": known.client_id,
            "redirect_uri": known.redirect_uri,
            "response_type": "code",
            "code_challenge_method": "S256",
        }
        if any(asked.get(name) != wanted[name] for name in wanted):
            raise Refused("unauthorized_client")
        code = secrets.token_urlsafe(16)
        self.waiting[code] = asked
        brought = self.forgery.redirect({"code": code, "state": asked["state"]})
        return f"{known.redirect_uri}?{urlencode(brought)}"

    def answer(self, asked: dict[str, str]) -> Claims:
        """Return the tokens for a code, which is good for once.

        Raises:
            Refused: There is no such code, or somebody else brings it.
        """
        waiting = self.waiting.pop(asked.get("code", ""), None)
        challenge = urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest()).decode()
        if not waiting or waiting["code_challenge"] != challenge:
            raise Refused("invalid_grant")
        access = secrets.token_urlsafe(16)
        token = self.forgery.sign(self.forgery.claims(self.honest_claims(waiting, access)), self.signer)
        return self.forgery.answer(
            {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token}
        )

    def honest_claims(self, waiting: Claims, access: str) -> Claims:
        """Return what an honest ID token says."""
        half = hashlib.sha256(access.encode()).digest()[:16]
        now = int(time.time())
        return self.claims | {
            "iss": self.registration.issuer,
            "aud": self.registration.client_id,
            "nonce": waiting.get("nonce"),
            "iat": now,
            "exp": now + 300,
            "at_hash": urlsafe_b64encode(half).decode(),
        }


def handler(issuer: HostileIssuer) -> type[BaseHTTPRequestHandler]:
    """Return what answers the requests to a provider."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            asked = dict(parse_qsl(address.query))
            match address.path:
                case "/.well-known/openid-configuration":
                    self.tell(200, issuer.metadata())
                case "/keys":
                    self.tell(200, issuer.forgery.keys(issuer.signer))
                case "/authorize":
                    self.attempt(lambda: self.send_to(issuer.authorized(asked)))
                case "/end":
                    self.send_to(issuer.registration.redirect_uri)
                case _:
                    self.tell(404, {})

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            asked = dict(parse_qsl(self.rfile.read(length).decode()))
            self.attempt(lambda: self.tell(200, issuer.answer(asked)))

        def attempt(self, act: Any) -> None:
            try:
                act()
            except Refused as error:
                self.tell(400, {"error": str(error)})

        def tell(self, status: int, content: Claims) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def send_to(self, address: str) -> None:
            self.send_response(302)
            self.send_header("Location", address)
            self.end_headers()

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing."""

    return Handler
