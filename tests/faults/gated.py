"""The app behind its gate, with two providers that forge what they are told to, on the demo municipality."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import httpx2
import sqlalchemy as sa

from dashboard.gate import COOKIE
from data.principal import Identity
from data.schema.people import SignInSession
from data.vocabulary import Role
from tests.services.app import AppServer, start_app
from tests.services.forgery import ELSEWHERE, Forgery
from tests.services.hostile_issuer import TENANT, HostileIssuer
from tests.services.openid import HIGH, SUBSTANTIAL
from tests.services.people import grant
from tests.services.plain_http import standing
from tests.services.server import free_port
from tests.services.sign_in import callback, write_secrets

MUNICIPALITY = "fjellvik"
PROMISED_SECONDS = 5.0
"""Within what time the app hears what somebody may see now."""
FILES_AN_HOUR, MEGABYTES_AN_HOUR = 4, 2
TENANTS, PLAIN = "tenants", "plain"
"""Two providers: one whose people are known by tenant and object id, as Entra's are, and one as OpenID has it."""
SUBJECT, OBJECT = "subject-1", "object-1"
TRAPS = (SUBJECT, OBJECT, "", "1", "somebody-else")
"""Subjects that are known wherever nobody may be known from: who is taken for one of them is let in."""


def in_time(happened: Callable[[], bool]) -> bool:
    """Tell whether something happens within the time that the app promises; it is asked once more at the end."""
    until = monotonic() + PROMISED_SECONDS
    while monotonic() < until:
        if happened():
            return True
        sleep(0.1)
    return happened()


@dataclass
class Caller:
    """Somebody who signs in without a browser, and what they hold then."""

    server: AppServer
    client: httpx2.Client

    def sign_in(self, provider: str) -> httpx2.Response:
        """Go to a provider and wherever it leads; return what stands at the end."""
        return self.client.get(f"{self.server.localhost}/logg-inn/{provider}")

    @property
    def token(self) -> str:
        """The session they hold; empty where they hold none."""
        return self.client.cookies.get(COOKIE) or ""

    def standing(self) -> tuple[int, str, int]:
        """Return how the app treats them now, with every cookie that they hold."""
        held = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.client.cookies.jar)
        return standing(self.server.localhost, {"Cookie": held})


@dataclass
class Gated:
    """The running app.

    Attributes:
        server: Its process.
        url: Its database.
        issuers: Its providers by name.
        secrets: What it reads of them.
    """

    server: AppServer
    url: str
    issuers: dict[str, HostileIssuer]
    secrets: Path

    def identity(self, provider: str) -> Identity:
        """Return whom a provider vouches for when it is honest."""
        issuer = self.issuers[provider].registration.issuer
        return Identity(issuer, OBJECT if provider == TENANTS else SUBJECT)

    @contextmanager
    def caller(self, provider: str = PLAIN, forgery: Forgery | None = None) -> Iterator[Caller]:
        """Yield somebody who has not signed in yet, and what the provider forges when they do."""
        self.issuers[provider].forgery = forgery or Forgery()
        with httpx2.Client(follow_redirects=True, headers={"Accept": "text/html"}) as client:
            yield Caller(self.server, client)

    def sessions(self) -> set[str]:
        """Return the ids of all sessions there ever were."""
        with opened(self.url) as connection:
            return set(connection.scalars(sa.select(SignInSession.session_id)))


@contextmanager
def opened(url: str) -> Iterator[sa.Connection]:
    """Open a transaction of the test's own."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@contextmanager
def gated(template: Path, folder: Path) -> Iterator[Gated]:
    """Start the app on a copy of the demo municipality, with the people whom its providers vouch for."""
    url = f"sqlite:///{shutil.copy(template, folder / 'gated.sqlite')}"
    port = free_port()
    with ExitStack() as stack:
        issuers = {name: stack.enter_context(HostileIssuer(name, callback(port))) for name in (TENANTS, PLAIN)}
        issuers[TENANTS].claims |= {"oid": OBJECT}
        levels = {"acr": [SUBSTANTIAL, HIGH]}
        rules = {
            "access": {"upload_files": FILES_AN_HOUR, "upload_megabytes": MEGABYTES_AN_HOUR},
            f"access.{TENANTS}": {**levels, "tenants": [TENANT, "tenant-2"]},
            f"access.{PLAIN}": levels,
        }
        secrets = write_secrets(folder, [issuer.registration for issuer in issuers.values()], rules)
        server = stack.enter_context(start_app(url, port, secrets=secrets))
        found = Gated(server, url, issuers, secrets)
        populate(found)
        yield found


def populate(town: Gated) -> None:
    """Make the two people known, and the traps beside them."""
    for name in town.issuers:
        grant(town.url, town.identity(name), Role.CONTROLLER, MUNICIPALITY, name="Prøveperson")
    known = {town.identity(name) for name in town.issuers}
    issuers = [*(issuer.registration.issuer for issuer in town.issuers.values()), f"{ELSEWHERE}", ""]
    traps = {Identity(issuer, subject) for issuer in issuers for subject in TRAPS} - known
    for trap in sorted(traps, key=lambda one: (one.issuer, one.subject)):
        grant(town.url, trap, Role.CONTROLLER, MUNICIPALITY)
