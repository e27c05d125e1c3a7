"""The gate before the app: strangers, sessions, the public, the machine itself, uploads and connections."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from starlette.types import Message, Receive, Scope, Send

from dashboard import gate
from dashboard.middleware import gatekeeper
from dashboard.middleware.gatekeeper import Gatekeeper
from data import people, sessions
from data.access import Identity, at_the_gate
from data.database import URL_VARIABLE
from data.vocabulary import Role
from tests.dashboard.asgi import Answer, answered, request
from tests.services.people import TESTER, grant, let_the_public_in, session_token

PAGE = {"accept": "text/html,application/xhtml+xml"}
IMPORTER = Identity("https://issuer.example", "importer")
DIRECTOR = Identity(people.DEMO_ISSUER, "director")


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with who the gate says it is."""
    if scope["type"] == "websocket":
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept"})
        return
    while (await receive()).get("more_body"):
        pass
    known = gate.known_of(scope)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send(
        {"type": "http.response.body", "body": (known.name or known.provider or "public").encode() if known else b""}
    )


@pytest.fixture(autouse=True)
def _set_up(access: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    del access
    monkeypatch.setattr(gatekeeper, "_TOUCHED", {})


@pytest.fixture
def town(sqlite_database: str) -> str:
    grant(sqlite_database, TESTER, Role.LEADER, "0001", name="Tester", fictional=True)
    grant(sqlite_database, IMPORTER, Role.CONTROLLER, "0001", name="Importer", fictional=True)
    grant(sqlite_database, DIRECTOR, Role.LEADER, "0001", name="Director", fictional=True)
    return sqlite_database


def asked(scope: dict[str, Any], body: tuple[bytes, ...] = ()) -> Answer:
    async def whole() -> Answer:
        answer = await answered(Gatekeeper(app), scope, body)
        await asyncio.gather(*gatekeeper._UNDER_WAY)
        return answer

    return asyncio.run(whole())


def with_session(database: str, identity: Identity = TESTER, provider: str = "test") -> dict[str, str]:
    return {"cookie": f"brobygger_session={session_token(database, identity, provider)}"}


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/static/js/a.js", "/app/static/a.css", "/logg-inn", "/oauth2callback?code=1"]
)
def test_what_is_open_needs_no_database(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, "postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert asked(request(path)).status == 200


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("path", ["/", "/budget?unit=300&lang=nn", "/no-such-page", "/a%20b"])
def test_a_stranger_is_led_to_the_sign_in_page_and_back_afterwards(path: str) -> None:
    answer = asked(request(path, **PAGE))
    assert answer.status == 303
    assert answer.headers["location"] == ("/logg-inn?lang=nn" if "lang=nn" in path else "/logg-inn")
    kept = answer.cookie("brobygger_return")
    if path == "/":
        assert kept is None
    else:
        assert kept is not None
        assert "; Path=/; Max-Age=600; HttpOnly; SameSite=Lax" in kept
    assert answer.body == b""


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("path", "method", "headers", "status"),
    [
        ("/", "GET", {}, 401),
        ("/", "POST", PAGE, 401),
        ("/", "GET", PAGE | {"sec_fetch_dest": "script"}, 401),
        ("/eksport/scorecard.csv", "GET", PAGE, 401),
        ("/eksport/hent/x", "GET", PAGE, 401),
        ("/media/x.csv", "GET", {}, 401),
        ("/_stcore/upload_file/a/b", "PUT", {}, 401),
        ("/_stcore/upload_file/a/b", "OPTIONS", {}, 401),
        ("/_stcore/metrics", "GET", {}, 401),
        ("/_stcore/host-config", "GET", {}, 401),
        ("/_stcore/agent/openapi.json", "GET", {}, 404),
    ],
)
def test_a_stranger_gets_nothing_else(path: str, method: str, headers: dict[str, str], status: int) -> None:
    answer = asked(request(path, method, **headers))
    assert answer.status == status
    assert b"public" not in answer.body
    if status == 401:
        assert answer.text == "Du må logge inn først."


def test_who_has_a_session_is_let_in_and_known(town: str) -> None:
    answer = asked(request("/budget", **PAGE, **with_session(town)))
    assert (answer.status, answer.text) == (200, "Tester")


@pytest.mark.parametrize(
    ("path", "method", "leader", "importer"),
    [
        ("/media/x.csv", "GET", 200, 200),
        ("/_stcore/upload_file/a/b", "PUT", 403, 200),
        ("/_stcore/upload_file/a/b", "DELETE", 403, 200),
        ("/_stcore/metrics", "GET", 403, 403),
        ("/_stcore/agent/interact", "POST", 404, 404),
    ],
)
def test_a_session_alone_does_not_open_everything(
    town: str, path: str, method: str, leader: int, importer: int
) -> None:
    assert asked(request(path, method, **with_session(town))).status == leader
    assert asked(request(path, method, **with_session(town, IMPORTER))).status == importer


def test_a_session_that_is_over_says_why_and_takes_the_cookie_away(town: str) -> None:
    headers = with_session(town)
    sessions.end(headers["cookie"].partition("=")[2])
    answer = asked(request("/budget", **PAGE, **headers))
    assert (answer.status, answer.headers["location"]) == (303, "/logg-inn?why=signed_out")
    assert (answer.cookie("brobygger_session") or "").startswith("brobygger_session=; Path=/; Max-Age=0;")
    assert answer.cookie("brobygger_return") is not None


def test_the_public_sees_pages_and_files_and_no_more(town: str) -> None:
    let_the_public_in(town, "0001")
    gate.MEMO.forget("")
    assert asked(request("/", **PAGE)).text == "public"
    assert asked(request("/eksport/scorecard.csv")).status == 200
    for path in ("/media/x", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/auth/logout"):
        assert asked(request(path)).status == 401


@pytest.mark.parametrize("provider", [gate.DEMO, gate.COMMAND_LINE])
@pytest.mark.parametrize(
    "changed",
    [
        {"client": ("192.0.2.7", 50000)},
        {"server": ("192.0.2.1", 8501)},
        {"headers": [(b"host", b"brobygger.example.org")]},
        {"headers": [(b"host", b"localhost:8501"), (b"x-forwarded-for", b"192.0.2.7")]},
    ],
)
def test_who_is_known_on_this_machine_alone_is_a_stranger_from_elsewhere(
    town: str, provider: str, changed: dict[str, Any]
) -> None:
    headers = with_session(town, DIRECTOR, provider)
    here = request("/media/x", **headers)
    assert asked(here).status == 200
    further = [(b"cookie", headers["cookie"].encode())] if "headers" in changed else []
    elsewhere = {**here, **changed, "headers": [*changed.get("headers", here["headers"]), *further]}
    assert asked(elsewhere).status == 401


def test_use_is_noted_once_in_a_while(town: str, monkeypatch: pytest.MonkeyPatch) -> None:
    touched: list[str] = []
    monkeypatch.setattr(sessions, "touch", lambda token, _limits: touched.append(token))
    headers = with_session(town)
    for path in ("/static/a.js", "/_stcore/health"):
        asked(request(path, **headers))
    assert touched == []
    for path in ("/", "/budget"):
        asked(request(path, **headers))
    assert touched == [headers["cookie"].partition("=")[2]]


@pytest.mark.usefixtures("sqlite_database")
def test_while_the_database_is_away_a_person_gets_words_and_the_log_the_cause(caplog: pytest.LogCaptureFixture) -> None:
    with at_the_gate() as session:
        session.execute(text("DROP TABLE export_ticket"))
        session.execute(text("DROP TABLE sign_in_session"))
    answer = asked(request("/", **PAGE, cookie="brobygger_session=new-to-the-memo"))
    assert answer.status == 503
    noted = caplog.records[-1]
    assert noted.args
    assert str(noted.args[0]) in answer.text
    assert "sign_in_session" not in answer.text


def connected(scope: dict[str, Any]) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Gatekeeper(app)(scope, receive, send))
    return sent


def test_a_strangers_connection_is_refused_before_it_is_open(town: str) -> None:
    stream = request("/_stcore/stream") | {"type": "websocket", "subprotocols": []}
    assert connected(stream) == [{"type": "websocket.close", "code": 1008}]
    signed_in = request("/_stcore/stream", **with_session(town)) | {"type": "websocket", "subprotocols": []}
    assert connected(signed_in) == [{"type": "websocket.accept"}]
    shut = request("/_stcore/agent/x", **with_session(town)) | {"type": "websocket", "subprotocols": []}
    assert connected(shut) == [{"type": "websocket.close", "code": 1008}]
