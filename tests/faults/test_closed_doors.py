"""What a stranger gets from the app: the way in, what a browser needs to draw it, and nothing else."""

import json
import re
import subprocess
import sys
from functools import cache

import pytest

from dashboard.gate import COOKIE
from dashboard.navigation import PAGES
from data.principal import Identity
from data.vocabulary import Role
from tests.faults.gated import MUNICIPALITY, PLAIN, Gated
from tests.services.app import ROOT
from tests.services.people import grant, session_token
from tests.services.plain_http import DOCUMENT, UPGRADE, Reply, asked
from tests.services.websocket import XSRF_COOKIE, Doorstep

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
OPEN = {
    "/_stcore/health",
    "/app/static/{path:path}",
    "/auth/login",
    "/logg-inn",
    "/logg-inn/demo",
    "/logg-inn/engang/{token}",
    "/logg-inn/{provider}",
    "/oauth2callback",
}
"""Everything that is for everybody, beside Streamlit's own scripts and styles under /static."""
SHUT = {"/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"}
KNOWN_TO_BE_THERE = {
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/stream",
    "/_stcore/upload_file/{session_id}/{file_id}",
    "/component/{path:path}",
    "/eksport/hent/{ticket}",
    "/eksport/{file}",
    "/media/{file_id:path}",
}
ROUTES = """
import json
from dashboard.app import app
print(json.dumps([route.path for route in app._build_starlette_app().routes]))
"""
DISGUISED = (
    "//_stcore/metrics",
    "/./_stcore/metrics",
    "/_stcore//metrics",
    "/_stcore/metrics/",
    "/_stcore/metrics;.css",
    "/_stcore/metrics%00",
    "/_STCORE/METRICS",
    "/%5fstcore/metrics",
    "/_stcore/health/../metrics",
    "/_stcore/health%2f..%2fmetrics",
    "/static/../_stcore/metrics",
    "/static/%2e%2e/_stcore/metrics",
    "/static/..%2f_stcore/metrics",
    "/static/..%5c_stcore%5cmetrics",
    "/logg-inn/../_stcore/metrics",
    "/logg-inn/..;/_stcore/metrics",
    "/app/static/../../dashboard/app.py",
    "/app/static/%2e%2e/app.py",
    "/app/static/..%2fapp.py",
    "/app/static//etc/passwd",
    "/logg-inn/engang/..%2f..%2f",
    "/budget/_stcore/metrics",
    "/budget/_stcore/host-config",
)
SECRETS = (b"# TYPE", b"# EOF", b"allowedOrigins", b"import ", b"root:", b"Fjellvik")


@cache
def routes() -> frozenset[str]:
    """Return the path of each route of the app, as it builds them itself."""
    told = subprocess.run(  # noqa: S603 - the command is our own
        [sys.executable, "-c", ROUTES], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return frozenset(json.loads(told.stdout))


def paths() -> list[str]:
    """Return an address for each route, and for each page."""
    filled = {re.sub(r"\{[^}]*\}", "1", route) or "/" for route in routes() - OPEN - SHUT}
    return sorted(filled | {f"/{page}" for page in PAGES} | {"/nowhere", "/budget/deeper", "/static"})


def turned_away(reply: Reply) -> bool:
    """Tell whether an answer sends somebody to the sign-in page, or away."""
    return reply.status in (401, 403) or (reply.status == 303 and reply.leads_to == "/logg-inn")


def test_the_routes_are_found_and_the_open_ones_among_them() -> None:
    assert (OPEN | SHUT | KNOWN_TO_BE_THERE) - routes() == set()


@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_is_turned_away_everywhere_but_at_the_way_in(town: Gated, method: str) -> None:
    found = {path: asked(town.server.localhost, method, path, DOCUMENT) for path in paths()}
    assert [path for path, reply in found.items() if not turned_away(reply)] == []
    told = {path: reply.body for path, reply in found.items() if any(secret in reply.body for secret in SECRETS)}
    assert told == {}
    assert {reply.headers["cache-control"] for reply in found.values()} == {"no-store"}


@pytest.mark.parametrize("method", METHODS)
def test_who_does_not_want_a_page_is_not_sent_to_one(town: Gated, method: str) -> None:
    found = {asked(town.server.localhost, method, path, {"Accept": "*/*"}).status for path in paths()}
    assert found == {401}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", sorted(SHUT))
def test_some_addresses_are_nobodys(town: Gated, method: str, path: str) -> None:
    token = session_token(town.url, town.identity(PLAIN))
    for headers in ({}, {"Cookie": f"{COOKIE}={token}"}):
        reply = asked(town.server.localhost, method, path, headers)
        assert (reply.status, reply.body) == (404, b"")


@pytest.mark.parametrize("path", DISGUISED)
def test_an_address_in_disguise_opens_nothing(town: Gated, path: str) -> None:
    for method in ("GET", "POST"):
        reply = asked(town.server.localhost, method, path, DOCUMENT)
        assert turned_away(reply) or reply.status in (303, 400, 404, 405), reply.status
        assert not any(secret in reply.body for secret in SECRETS)


def test_a_connection_is_refused_wherever_it_is_asked_for(town: Gated) -> None:
    for path in (
        "/_stcore/stream",
        "/stream",
        "/",
        "/_stcore/health",
        "/static/stream",
        "/logg-inn",
        "/budget/_stcore/stream",
    ):
        reply = asked(town.server.localhost, "GET", path, {"Origin": town.server.localhost, **UPGRADE})
        assert reply.status in (403, 404, 500), path
        assert reply.status != 101


def test_what_is_open_tells_nothing_of_the_municipality(town: Gated) -> None:
    for path in (
        "/_stcore/health",
        "/logg-inn",
        "/logg-inn/unknown",
        "/auth/login",
        "/oauth2callback",
        "/app/static/brobygger.svg",
    ):
        reply = asked(town.server.localhost, "GET", path, DOCUMENT)
        assert reply.status in (200, 303), path
        assert not any(secret in reply.body for secret in SECRETS)
    assert asked(town.server.localhost, "POST", "/logg-inn/demo", {"Sec-Fetch-Site": "same-origin"}).status == 403
    assert asked(town.server.localhost, "GET", "/logg-inn/engang/any").status == 403


@pytest.mark.parametrize(
    ("role", "metrics"),
    [(Role.COUNCIL, 403), (Role.CONTROLLER, 403), (Role.ADMINISTRATOR, 200), (Role.AUDITOR, 403)],
)
def test_who_is_let_in_finds_only_the_doors_of_their_role(town: Gated, role: Role, metrics: int) -> None:
    person = Identity(town.issuers[PLAIN].registration.issuer, f"with the role {role}")
    grant(town.url, person, role, MUNICIPALITY)
    token = session_token(town.url, person)
    held = Doorstep(town.server.localhost, {COOKIE: token}).with_xsrf_cookie()
    cookies = "; ".join(f"{name}={value}" for name, value in held.items())
    both = {"Cookie": cookies, "X-Xsrftoken": held[XSRF_COOKIE]}
    assert asked(town.server.localhost, "GET", "/_stcore/metrics", both).status == metrics
    assert asked(town.server.localhost, "PUT", "/_stcore/upload_file/none/1", both, b"1").status == 403
    assert asked(town.server.localhost, "GET", "/media/none", both).status == 404
    assert asked(town.server.localhost, "GET", "/", {**both, **DOCUMENT}).status == 200
