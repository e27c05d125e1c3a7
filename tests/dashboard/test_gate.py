"""Who holds a session, what the database says of it now, and for how long that is kept."""

from collections.abc import Callable
from typing import Any

import pytest

from dashboard import gate
from dashboard.gate import Known, Memo
from data import people, sessions
from data.access import NOBODY, Identity
from data.sessions import EndedBecause
from data.vocabulary import Role
from tests.dashboard.asgi import request
from tests.services.people import TESTER, grant, let_the_public_in, municipality, revoke, session_token

HTTPS = {"auth": {"redirect_uri": "https://app.example/oauth2callback"}}
DIRECTOR = Identity(people.DEMO_ISSUER, "director")


@pytest.fixture(autouse=True)
def _set_up(access: Callable[..., Any]) -> None:
    del access


@pytest.fixture
def town(sqlite_database: str) -> str:
    grant(sqlite_database, TESTER, Role.CONTROLLER, "0001", name="Prøveperson")
    return sqlite_database


def test_a_session_tells_who_it_is(town: str) -> None:
    found = gate.MEMO.get(session_token(town))
    assert found is not None
    assert found.name == "Prøveperson"
    assert found.provider == "test"
    assert found.principal.roles == {Role.CONTROLLER}
    assert found.principal.identity == TESTER


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --"])
def test_without_one_nobody_is_anybody(town: str, token: str) -> None:
    session_token(town)
    assert gate.MEMO.get(token) is None


def test_a_session_without_a_role_is_none(town: str) -> None:
    token = session_token(town)
    revoke(town, TESTER, Role.CONTROLLER, "0001")
    assert gate.MEMO.get(token) is None
    assert sessions.why_over(token, sessions.Limits()) is EndedBecause.ROLE_REMOVED


def test_the_public_is_let_in_where_a_municipality_says_so(town: str) -> None:
    assert gate.MEMO.fresh("") is None
    let_the_public_in(town, "0001")
    found = gate.MEMO.fresh("")
    assert found is not None
    assert (found.session_id, found.principal.roles) == (None, {Role.PUBLIC})


def test_the_demos_people_are_nobody_once_a_real_municipality_is_there(sqlite_database: str) -> None:
    grant(sqlite_database, DIRECTOR, Role.LEADER, "fjellvik", fictional=True)
    token = session_token(sqlite_database, DIRECTOR, gate.DEMO)
    assert gate.MEMO.fresh(token) is not None
    municipality(sqlite_database, "0301")
    assert gate.MEMO.fresh(token) is None


def test_an_answer_is_kept_for_a_moment_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, asked = [100.0], []
    monkeypatch.setattr(gate.time, "monotonic", lambda: clock[0])
    memo = Memo(lambda token: asked.append(token))  # type: ignore[func-returns-value]
    for moment in (100.0, 101.9, 102.1):
        clock[0] = moment
        memo.get("a")
    assert asked == ["a", "a"]
    memo.get("b")
    memo.forget("a")
    memo.get("a")
    assert asked == ["a", "a", "b", "a"]
    assert gate.KEPT_SECONDS == 2.0


def test_no_more_answers_are_kept_than_there_is_room_for() -> None:
    asked: list[str] = []
    memo = Memo(lambda token: asked.append(token), size=2)  # type: ignore[func-returns-value]
    for token in ("a", "b", "c", "c", "b", "a"):
        memo.get(token)
    assert asked == ["a", "b", "c", "a"]


def test_the_name_of_the_cookie_binds_it_to_the_host_over_https(access: Callable[..., Any]) -> None:
    assert gate.cookie_name() == "brobygger_session"
    access(HTTPS)
    assert gate.cookie_name() == "__Host-brobygger_session"


@pytest.mark.parametrize(
    ("cookie", "token"),
    [
        ("brobygger_session=abc", "abc"),
        ("other=1; brobygger_session=abc; _streamlit_user=x", "abc"),
        ("_streamlit_user=x", ""),
        ("__Host-brobygger_session=abc", ""),
        ("", ""),
    ],
)
def test_the_token_of_a_request(cookie: str, token: str) -> None:
    assert gate.token_of(request("/", cookie=cookie)) == token


def test_who_did_not_pass_the_gate_is_nobody() -> None:
    known = Known(NOBODY, "s")
    assert gate.known_of(request("/")) is None
    assert gate.known_of(request("/") | {gate.KNOWN: known}) is known
    assert gate.known_of(request("/") | {gate.KNOWN: "controller"}) is None
