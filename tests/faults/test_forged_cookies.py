"""Cookies that are not what the app gave, or no longer are: each differs in one property from one that lets in."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.gate import COOKIE
from data.principal import Identity
from data.schema.people import Person, RoleAssignment, SignInSession
from data.sessions import EndedBecause, hashed
from data.vocabulary import Role
from tests.faults.gated import ELSEWHERE, MUNICIPALITY, PLAIN, SUBJECT, Gated, in_time, opened
from tests.services.people import grant, revoke, session_token
from tests.services.plain_http import DOCUMENT, LET_IN, STRANGER, asked, standing
from tests.tooling.visitor import auth_section

STREAMLITS = "_streamlit_user"
FORGED: dict[str, Callable[[str], str | bytes]] = {
    "its first letter is another": lambda token: ("A" if token[0] != "A" else "B") + token[1:],
    "its last letter is another": lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
    "it is a letter short": lambda token: token[:-1],
    "it is a letter long": lambda token: token + "A",
    "its small letters are capitals": lambda token: token.swapcase(),
    "it is what the database holds": hashed,
    "it is empty": lambda _: "",
    "it is twice there": lambda token: token * 2,
    "it is as long as cookies get": lambda token: (token * 100)[:4000],
    "it is not text": lambda token: b"\xff\xfe\x80" + token.encode(),
    "it has a mark of another alphabet": lambda token: token[:-1].encode() + "é".encode(),
    "it is a question to the database": lambda _: "'or'1'='1",
}
HOURS, MINUTES, SECOND = timedelta(hours=8), timedelta(minutes=30), timedelta(seconds=1)
SOME = timedelta(minutes=2)
"""More than a slow test takes."""


def held(token: str | bytes, name: str = COOKIE) -> dict[str, str | bytes]:
    """Return the header of a browser that holds a session."""
    return {"Cookie": f"{name}=".encode() + (token if isinstance(token, bytes) else token.encode())}


def new_token(town: Gated) -> str:
    return session_token(town.url, town.identity(PLAIN), PLAIN)


def change(town: Gated, token: str, **values: Any) -> None:
    """Change what the database holds of a session that the app has not met yet."""
    with opened(town.url) as connection:
        connection.execute(sa.update(SignInSession).where(SignInSession.token_hash == hashed(token)).values(values))


def eventually(town: Gated, token: str, wanted: tuple[int, str, int]) -> bool:
    """Tell whether somebody stands as wanted within the time that the app promises."""
    return in_time(lambda: standing(town.server.localhost, held(token)) == wanted)


def test_the_cookie_that_the_app_gave_lets_in(town: Gated) -> None:
    assert standing(town.server.localhost, held(new_token(town))) == LET_IN
    assert standing(town.server.url, held(new_token(town))) == LET_IN


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_cookie_that_was_changed_lets_nobody_in(town: Gated, forged: Callable[[str], str | bytes]) -> None:
    assert standing(town.server.localhost, held(forged(new_token(town)))) == STRANGER


@pytest.mark.parametrize("name", [f"__Host-{COOKIE}", COOKIE.upper(), f"{COOKIE}s", STREAMLITS])
def test_a_cookie_of_another_name_lets_nobody_in(town: Gated, name: str) -> None:
    assert standing(town.server.localhost, held(new_token(town), name)) == STRANGER


def test_a_session_is_brought_in_its_cookie_and_nowhere_else(town: Gated) -> None:
    token = new_token(town)
    elsewhere = {"Authorization": f"Bearer {token}", f"X-{COOKIE}": token, "X-Streamlit-User": json.dumps({"sub": 1})}
    assert standing(town.server.localhost, elsewhere) == STRANGER
    assert asked(town.server.localhost, "GET", f"/?{COOKIE}={token}", DOCUMENT).status == 303


def test_a_cookie_longer_than_any_browser_keeps_lets_nobody_in_and_breaks_nothing(town: Gated) -> None:
    status = asked(town.server.localhost, "GET", "/", {**DOCUMENT, **held(new_token(town) + "A" * 50_000)}).status
    assert status == 303
    assert standing(town.server.localhost, held(new_token(town))) == LET_IN


def test_a_cookie_of_another_database_lets_nobody_in(town: Gated, sqlite_url: str) -> None:
    grant(sqlite_url, town.identity(PLAIN), Role.CONTROLLER, MUNICIPALITY)
    assert standing(town.server.localhost, held(session_token(sqlite_url, town.identity(PLAIN)))) == STRANGER


def test_the_id_of_a_session_is_not_its_token(town: Gated) -> None:
    token = new_token(town)
    with opened(town.url) as connection:
        found = sa.select(SignInSession.session_id).where(SignInSession.token_hash == hashed(token))
        session_id = connection.execute(found).scalar_one()
    assert standing(town.server.localhost, held(session_id)) == STRANGER
    assert standing(town.server.localhost, held(session_id.replace("-", ""))) == STRANGER


@pytest.mark.parametrize("old", ["", "an old secret, as long as the app's own, and random once"])
def test_streamlits_own_cookie_lets_nobody_in(town: Gated, old: str) -> None:
    secret = old or str(auth_section(town.secrets)["cookie_secret"])
    person = town.identity(PLAIN)
    said = {"iss": person.issuer, "sub": person.subject, "provider": PLAIN, "is_logged_in": True}
    value = create_signed_value(secret, STREAMLITS, json.dumps(said)).decode()
    assert standing(town.server.localhost, held(value, STREAMLITS)) == STRANGER
    wrong = f"{COOKIE}={new_token(town)[:-1]}; {STREAMLITS}={value}"
    assert standing(town.server.localhost, {"Cookie": wrong}) == STRANGER
    back = asked(town.server.localhost, "GET", "/oauth2callback?code=any&state=any", held(value, STREAMLITS))
    assert back.status == 403
    assert COOKIE not in back.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    ("started", "seen", "wanted"),
    [
        (HOURS - SOME, timedelta(), LET_IN),
        (HOURS + SECOND, timedelta(), STRANGER),
        (MINUTES, MINUTES - SOME, LET_IN),
        (MINUTES + SECOND, MINUTES + SECOND, STRANGER),
    ],
)
def test_a_session_ends_after_eight_hours_and_after_half_an_hour_idle(
    town: Gated, started: timedelta, seen: timedelta, wanted: tuple[int, str, int]
) -> None:
    token, now = new_token(town), datetime.now(UTC)
    change(town, token, started_at=now - started, seen_at=now - seen)
    assert standing(town.server.localhost, held(token)) == wanted


@pytest.mark.parametrize("why", EndedBecause)
def test_a_session_that_was_ended_lets_nobody_in(town: Gated, why: EndedBecause) -> None:
    token = new_token(town)
    change(town, token, ended_at=datetime.now(UTC), ended_because=why)
    assert standing(town.server.localhost, held(token)) == STRANGER
    told = asked(town.server.localhost, "GET", "/", {**DOCUMENT, **held(token)})
    assert told.headers["location"] == f"/logg-inn?why={why}"
    assert f"{COOKIE}=; Path=/; Max-Age=0" in told.headers["set-cookie"]


def test_signing_out_ends_the_session_at_once_and_only_where_a_page_of_ours_asks(town: Gated) -> None:
    token = new_token(town)
    for site in ("cross-site", "same-site", "none"):
        answer = asked(town.server.localhost, "GET", "/auth/logout", {**held(token), "Sec-Fetch-Site": site})
        assert answer.status == 403
    assert asked(town.server.localhost, "GET", "/auth/logout", held(token)).status == 403
    assert standing(town.server.localhost, held(token)) == LET_IN
    out = asked(town.server.localhost, "GET", "/auth/logout", {**held(token), "Sec-Fetch-Site": "same-origin"})
    assert (out.status, out.leads_to) == (303, "/logg-inn")
    assert standing(town.server.localhost, held(token)) == STRANGER


def test_without_a_role_a_session_is_worth_nothing_within_seconds(town: Gated) -> None:
    person = Identity(town.issuers[PLAIN].registration.issuer, "leaver")
    grant(town.url, person, Role.AUDITOR, MUNICIPALITY)
    grant(town.url, person, Role.COUNCIL, MUNICIPALITY)
    token = session_token(town.url, person)
    assert standing(town.server.localhost, held(token)) == LET_IN
    revoke(town.url, person, Role.AUDITOR, MUNICIPALITY)
    assert standing(town.server.localhost, held(token)) == LET_IN  # the other role is left
    revoke(town.url, person, Role.COUNCIL, MUNICIPALITY)
    assert eventually(town, token, STRANGER)


def test_a_role_that_has_not_begun_lets_nobody_in(town: Gated) -> None:
    person = Identity(town.issuers[PLAIN].registration.issuer, "starter")
    grant(town.url, person, Role.AUDITOR, MUNICIPALITY)
    theirs = sa.select(Person.person_id).where(Person.subject == person.subject)
    with opened(town.url) as connection:
        tomorrow = datetime.now(UTC).date() + timedelta(days=2)
        mine = sa.update(RoleAssignment).where(RoleAssignment.person_id.in_(theirs))
        connection.execute(mine.values(valid_from=tomorrow))
    assert standing(town.server.localhost, held(session_token(town.url, person))) == STRANGER


@pytest.mark.parametrize("issuer", ["", ELSEWHERE])
def test_a_subject_is_somebody_only_with_its_issuer(town: Gated, issuer: str) -> None:
    person = Identity(f"{issuer}/x", SUBJECT)
    assert standing(town.server.localhost, held(session_token(town.url, person))) == STRANGER


def test_a_page_of_another_host_opens_no_connection(town: Gated) -> None:
    token = new_token(town)
    for origin in ("https://evil.example", "http://localhost.evil.example", "null"):
        assert standing(town.server.localhost, {**held(token), "Origin": origin}) == (200, "", 403)


def test_signing_in_takes_nothing_over_from_the_browser(town: Gated) -> None:
    planted = new_token(town)
    with town.caller() as caller:
        caller.client.cookies.set(COOKIE, planted, domain="localhost.local")
        caller.sign_in(PLAIN)
        token = next(cookie.value for cookie in caller.client.cookies.jar if cookie.name == COOKIE)
    assert token != planted
    assert standing(town.server.localhost, held(planted)) == STRANGER


@pytest.mark.parametrize(
    "kept", ["//evil.example", "/\\evil.example", "https://evil.example", "/%0d%0aX: 1", "/auth/logout"]
)
def test_the_way_back_leads_nowhere_else(town: Gated, kept: str) -> None:
    with town.caller() as caller:
        caller.client.cookies.set("brobygger_return", kept.replace("/", "%2F"), domain="localhost.local")
        answer = caller.sign_in(PLAIN)
        assert str(answer.url) == f"{town.server.localhost}/"


def test_a_secret_on_disk_is_not_shown(town: Gated) -> None:
    for path in (".streamlit/secrets.toml", "app/static/../../.streamlit/secrets.toml", str(Path(town.secrets))):
        answer = asked(town.server.localhost, "GET", f"/{path}", held(new_token(town)))
        assert b"cookie_secret" not in answer.body
