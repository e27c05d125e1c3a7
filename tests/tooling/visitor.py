"""Somebody who signs in at the smallest app, without a browser that runs scripts."""

import json
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from tests.services.app import AppServer, start_app

PAGE = Path(__file__).parent / "sign_in_page.py"
STREAMLIT = [sys.executable, "-m", "streamlit", "run", str(PAGE), "--"]
COOKIE = "_streamlit_user"


def streamlit_app(secrets: Path) -> AppServer:
    """Start the smallest app where its secrets say that it is."""
    port = httpx2.URL(auth_section(secrets)["redirect_uri"]).port
    return start_app(
        "sqlite://", port, environment={"STREAMLIT_SERVER_PORT": str(port)}, secrets=secrets, command=STREAMLIT
    )


def auth_section(secrets: Path) -> dict[str, Any]:
    return dict(tomllib.loads(secrets.read_text())["auth"])


@dataclass
class Visitor:
    app: AppServer
    cookie_secret: str
    browser: httpx2.Client

    def go_to(self, provider: str) -> httpx2.Response:
        """Go to a provider, as the button of `st.login` leads, and wherever it leads from there."""
        claims = {"provider": provider, "exp": int(time.time()) + 60}
        token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(self.cookie_secret))
        return self.browser.get(f"{self.app.localhost}/auth/login", params={"provider": token})

    def identity(self) -> Any:
        """Return what the app knows of this visitor, None where it is a stranger."""
        cookie = self.browser.cookies.get(COOKIE)
        known = decode_signed_value(self.cookie_secret, COOKIE, cookie.encode()) if cookie else None
        return json.loads(known) if known else None


@contextmanager
def visiting(app: AppServer, secrets: Path) -> Iterator[Visitor]:
    with httpx2.Client(follow_redirects=True) as browser:
        yield Visitor(app, auth_section(secrets)["cookie_secret"], browser)
