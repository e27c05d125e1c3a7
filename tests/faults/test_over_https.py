"""The app that browsers reach over HTTPS, as its settings say: its cookies, its headers, and who gets in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.gate import COOKIE
from data import one_time
from data.database import URL_VARIABLE, engine
from data.people import DEMO_ISSUER
from data.principal import Identity
from data.vocabulary import Role
from tests.services.app import AppServer, start_app
from tests.services.openid import Registration
from tests.services.people import TESTER, grant, session_token
from tests.services.plain_http import DOCUMENT, LET_IN, STRANGER, asked, standing
from tests.services.sign_in import write_secrets

REDIRECT = "https://brobygger.example.org/oauth2callback"
STAFF = Registration("staff", "https://issuer.example", REDIRECT, "brobygger", "0f5c1d9e7b3a48261c9d5e7f3b1a0842")
SECURE = f"__Host-{COOKIE}"


@dataclass
class Town:
    server: AppServer
    url: str


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("https")
    file = folder / "town.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{file}"
    for person in (TESTER, Identity(DEMO_ISSUER, "director")):
        grant(url, person, Role.CONTROLLER, "9901", fictional=True)
    with start_app(url, secrets=write_secrets(folder, [STAFF])) as server:
        yield Town(server, url)


def test_only_the_cookie_that_browsers_take_from_this_host_alone_lets_in(town: Town) -> None:
    token = session_token(town.url)
    assert standing(town.server.localhost, {"Cookie": f"{SECURE}={token}"}) == LET_IN
    assert standing(town.server.localhost, {"Cookie": f"{COOKIE}={token}"}) == STRANGER


def test_every_cookie_is_secure(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, town.url)
    link = one_time.make_link(TESTER)
    engine().dispose()
    entered = asked(town.server.localhost, "GET", f"/logg-inn/engang/{link}")
    given = {line.partition("=")[0]: line for line in entered.headers["set-cookie"].splitlines()}
    assert entered.status == 303
    assert set(given[SECURE].split("; ")[1:]) == {"Path=/", "Max-Age=28800", "HttpOnly", "SameSite=Lax", "Secure"}
    others = [("/", DOCUMENT), ("/budget", DOCUMENT), ("/_stcore/health", {}), ("/?lang=nn", DOCUMENT)]
    for path, headers in others:
        held = {**headers, "Cookie": f"{SECURE}={session_token(town.url)}"}
        for brought in (headers, held):
            reply = asked(town.server.localhost, "GET", path, brought)
            lines = reply.headers.get("set-cookie", "").splitlines()
            assert [line for line in lines if "; Secure" not in line or "; SameSite=" not in line] == []


def test_the_link_of_the_command_line_is_good_once_and_only_here(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, town.url)
    path = f"/logg-inn/engang/{one_time.make_link(TESTER)}"
    engine().dispose()
    for proxy in ({"X-Forwarded-For": "192.0.2.1"}, {"Forwarded": "for=192.0.2.1"}, {"Host": "brobygger.example.org"}):
        assert asked(town.server.localhost, "GET", path, proxy).status in (400, 403)
    assert [asked(town.server.localhost, "GET", path).status for _ in range(2)] == [303, 403]


def test_the_demos_people_are_not_let_in_where_there_is_a_provider(town: Town) -> None:
    page = asked(town.server.localhost, "GET", "/logg-inn", DOCUMENT)
    assert b"/logg-inn/staff" in page.body
    assert b"/logg-inn/demo" not in page.body
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    refused = asked(town.server.localhost, "POST", "/logg-inn/demo", headers, b"person=director")
    assert refused.status == 403
    assert "set-cookie" not in refused.headers


@pytest.mark.parametrize(
    "path", ["/", "/budget", "/logg-inn", "/eksport/scorecard.csv", "/_stcore/host-config", "/media/1"]
)
def test_every_answer_carries_the_headers(town: Town, path: str) -> None:
    for cookie in ("", f"{SECURE}={session_token(town.url)}"):
        found = asked(town.server.localhost, "GET", path, {**DOCUMENT, "Cookie": cookie}).headers
        policy = dict(part.split(" ", 1) for part in found["content-security-policy"].split("; "))
        assert found["strict-transport-security"] == "max-age=31536000; includeSubDomains"
        assert found["x-content-type-options"] == "nosniff"
        assert found["cache-control"] == "no-store"
        assert (policy["default-src"], policy["frame-ancestors"], policy["connect-src"]) == (
            "'none'",
            "'none'",
            "'self'",
        )
        assert "unsafe" not in policy["script-src"]
        assert "*" not in found["content-security-policy"]
