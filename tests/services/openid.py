"""OpenID providers for the tests, certified ones that run on Node: a pytest plugin."""

import json
import secrets
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import Any, Self

import pytest

from tests.services.machine import MissingServiceError, this_machine
from tests.services.node import HOW_TO_GET_IT, SOURCE, Installation, find_openid

PROGRAM = SOURCE / "provider.mjs"
STOP_SECONDS = 5.0
SUBSTANTIAL = "urn:brobygger:acr:substantial"
HIGH = "urn:brobygger:acr:high"
Claims = Mapping[str, Any]


class OpenidProviderError(Exception):
    """The provider did not do what was asked; the text holds what it said."""


@dataclass(frozen=True)
class Registration:
    """What an app must know of a provider at which it is registered, and the provider of the app.

    Attributes:
        name: What the app calls the provider, without an underscore, which Streamlit does not take.
        issuer: Where the provider answers, and who it says it is.
        redirect_uri: Where it sends people back to, after signing in and after signing out.
        client_id: What the provider calls the app.
        client_secret: How the app proves that it is this client.
    """

    name: str
    issuer: str
    redirect_uri: str
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def metadata_url(self) -> str:
        """Where the provider describes itself."""
        return f"{self.issuer}/.well-known/openid-configuration"


@dataclass(frozen=True)
class Wanted:
    """What a provider is to be.

    Attributes:
        name: What its page calls it, and what the app calls it.
        redirect_uri: Where it may send people back to, after signing in and after signing out.
        accounts: For each subject that can sign in what the ID token says of it, beside `sub`.
        levels: The levels of assurance somebody can sign in with, as the claim `acr` names them.
        token_seconds: How long an ID token is valid.
    """

    name: str
    redirect_uri: str
    accounts: Mapping[str, Claims] = field(default_factory=lambda: {"subject-1": {}, "subject-2": {}})
    levels: Sequence[str] = (SUBSTANTIAL, HIGH)
    token_seconds: int = 3600

    def question(self, client_id: str, client_secret: str) -> dict[str, Any]:
        """Return this as the program is told it."""
        client = {
            "client_id": client_id,
            "client_secret": client_secret,
            "redirect_uris": [self.redirect_uri],
            "post_logout_redirect_uris": [self.redirect_uri],
            # The claim `acr` is only told to those who ask for it.
            "default_acr_values": list(self.levels) or None,
        }
        return asdict(self) | {"client": {key: value for key, value in client.items() if value}}


class OpenidProvider:
    """A running provider in a process of its own; use it with `with`, or stop it.

    Its host is 127.0.0.1, so that it shares no cookies with an app on localhost: to a browser they are two sites.
    """

    def __init__(self, installation: Installation, wanted: Wanted) -> None:
        """Start the program and wait until it answers.

        Raises:
            OpenidProviderError: It did not start.
        """
        self.said = tempfile.TemporaryFile()  # noqa: SIM115 - it is open as long as the process may write to it
        # The program is handed over as text, because Node looks for packages from the folder that it runs in.
        self.process = subprocess.Popen(
            [str(installation.node), "--input-type=module", "--eval", PROGRAM.read_text(encoding="utf-8")],
            cwd=installation.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            text=True,
        )
        client = f"brobygger-{wanted.name}", secrets.token_urlsafe(32)
        try:
            issuer = self._asked(wanted.question(*client))["issuer"]
        except BaseException:
            self.stop()
            raise
        self.registration = Registration(wanted.name, issuer, wanted.redirect_uri, *client)

    def __enter__(self) -> Self:
        """Return the running provider."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the provider."""
        self.stop()

    def add_account(self, subject: str, **claims: object) -> None:
        """Let a subject sign in, or change what the ID token says of it from the next sign-in on."""
        self._asked({"subject": subject, "claims": claims})

    def stop(self) -> None:
        """End the process, at once where it does not end by itself."""
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                assert stream
                stream.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.said.close()

    def _asked(self, question: Mapping[str, Any]) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        try:
            print(json.dumps(question), file=self.process.stdin, flush=True)
            answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        except (OSError, ValueError) as error:
            self.said.seek(0)
            raise OpenidProviderError(f"The OpenID provider did not answer:\n{self.said.read().decode()}") from error
        return answer


def start_provider(wanted: Wanted) -> OpenidProvider:
    """Start a provider.

    Raises:
        MissingServiceError: This machine does not have it.
        OpenidProviderError: It did not start.
    """
    installation = find_openid(this_machine())
    if not installation:
        raise MissingServiceError(f"{HOW_TO_GET_IT} «python -m tests.services» does it for you.")
    return OpenidProvider(installation, wanted)


@pytest.fixture(scope="session")
def openid_provider() -> Iterator[Callable[..., OpenidProvider]]:
    """Start a provider, once for each configuration: `openid_provider(name, redirect_uri, accounts=…, levels=…)`.

    The arguments are those of `Wanted`. All providers stop at the end of the run.
    """
    running: dict[str, OpenidProvider] = {}

    def started(name: str, redirect_uri: str, **wishes: Any) -> OpenidProvider:
        wanted = Wanted(name, redirect_uri, **wishes)
        key = json.dumps(asdict(wanted), sort_keys=True)
        if key not in running:
            running[key] = start_provider(wanted)
        return running[key]

    yield started
    for provider in running.values():
        provider.stop()
