"""Open connections: nothing is lost, a page runs once more when a session is over, and then nothing is heard."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import gate
from dashboard.gate import Known, Memo
from dashboard.middleware import sockets
from dashboard.middleware.sockets import OpenSockets, Socket
from data.vocabulary import Role
from tests.principals import somebody

LEADER = Known(somebody(Role.LEADER, "0001", "300"), "session")
COUNCIL = Known(somebody(Role.COUNCIL, "0001"), "session")


def rerun(page: str, query: str = "", *, by_itself: bool = False, pressed: str = "") -> bytes:
    message = BackMsg()
    message.rerun_script.page_script_hash = page
    message.rerun_script.query_string = query
    message.rerun_script.is_auto_rerun = by_itself
    if pressed:
        message.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)
    return message.SerializeToString()


def heartbeat() -> bytes:
    return BackMsg(app_heartbeat=True).SerializeToString()


class Browser:
    """What a browser sends, one after the other."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[Message] = asyncio.Queue()
        self.sent.put_nowait({"type": "websocket.connect"})

    def sends(self, *content: bytes) -> None:
        for one in content:
            self.sent.put_nowait({"type": "websocket.receive", "bytes": one})

    def leaves(self) -> None:
        self.sent.put_nowait({"type": "websocket.disconnect", "code": 1001})


def told(message: Message) -> tuple[str, str]:
    sent = BackMsg.FromString(message["bytes"]).rerun_script
    return sent.page_script_hash, sent.query_string


def run(story: Callable[[Browser, Socket, list[str]], Awaitable[None]]) -> None:
    async def whole() -> None:
        used: list[str] = []
        browser = Browser()
        socket = Socket(browser.sent.get, "token", LEADER, used.append)
        try:
            await asyncio.wait_for(story(browser, socket, used), 5)
        finally:
            await socket.close()

    asyncio.run(whole())


def test_everything_arrives_in_order() -> None:
    async def story(browser: Browser, socket: Socket, used: list[str]) -> None:
        browser.sends(rerun("a"), b"\xff not a message", rerun("b"))
        browser.leaves()
        got = [await socket.receive() for _ in range(5)]
        assert [message["type"] for message in got] == [
            "websocket.connect",
            *["websocket.receive"] * 3,
            "websocket.disconnect",
        ]
        assert [message.get("bytes") for message in got[1:4]] == [rerun("a"), b"\xff not a message", rerun("b")]
        assert used == ["token", "token"]

    run(story)


def test_a_page_that_runs_by_itself_is_nobody_at_work() -> None:
    async def story(browser: Browser, socket: Socket, used: list[str]) -> None:
        browser.sends(heartbeat(), rerun("a", by_itself=True), b"")
        for _ in range(4):
            await socket.receive()
        assert used == []

    run(story)


def test_when_the_session_is_over_the_page_runs_once_more_and_is_not_heard_again() -> None:
    async def story(browser: Browser, socket: Socket, used: list[str]) -> None:
        browser.sends(rerun("budget", "unit=300", pressed="save"))
        await socket.receive()
        await socket.receive()
        waiting = asyncio.ensure_future(socket.receive())
        await asyncio.sleep(0)
        assert not waiting.done()
        socket.told(None)
        again = await waiting
        assert told(again) == ("budget", "unit=300")
        assert not BackMsg.FromString(again["bytes"]).rerun_script.HasField("widget_states")  # nothing is pressed
        browser.sends(rerun("imports"), rerun("imports"))
        browser.leaves()
        assert (await socket.receive())["type"] == "websocket.disconnect"
        assert used == ["token"]

    run(story)


def test_when_the_roles_change_the_page_runs_once_more_and_goes_on() -> None:
    async def story(browser: Browser, socket: Socket, used: list[str]) -> None:
        browser.sends(rerun("budget"))
        await socket.receive()
        await socket.receive()
        socket.told(LEADER)
        socket.told(COUNCIL)
        assert told(await socket.receive()) == ("budget", "")
        browser.sends(rerun("imports"))
        assert told(await socket.receive()) == ("imports", "")
        assert used == ["token", "token"]

    run(story)


def test_nothing_comes_before_the_connection_is_open() -> None:
    async def story(browser: Browser, socket: Socket, used: list[str]) -> None:
        del browser, used
        socket.told(None)
        assert (await socket.receive())["type"] == "websocket.connect"
        assert (await socket.receive())["type"] == "websocket.receive"

    run(story)


def test_the_sessions_behind_open_pages_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    holds: dict[str, Known | None] = {"one": LEADER, "two": LEADER}
    asked: list[str] = []

    def ask(token: str) -> Known | None:
        asked.append(token)
        return holds[token]

    monkeypatch.setattr(gate, "MEMO", Memo(ask))
    monkeypatch.setattr(sockets, "LOOKED_AT_EVERY", 0.01)
    heard: dict[str, list[Message]] = {"one": [], "two": []}

    async def app(scope: Scope, receive: Receive, _send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            heard[scope["path"]].append(message)

    async def whole() -> None:
        open_sockets = OpenSockets(app, lambda _token: None)
        browsers = {name: Browser() for name in holds}
        running = [
            asyncio.ensure_future(open_sockets(stream(name), browsers[name].sent.get, nothing, LEADER, name))
            for name in holds
        ]
        await asyncio.sleep(0.1)
        holds["one"] = None
        await asyncio.sleep(0.1)
        assert [message["type"] for message in heard["one"]] == ["websocket.connect", "websocket.receive"]
        assert [message["type"] for message in heard["two"]] == ["websocket.connect"]
        since = len(asked)
        await asyncio.sleep(0.1)
        assert set(asked[since:]) == {"two"}  # what is over is not asked about again
        for browser in browsers.values():
            browser.leaves()
        await asyncio.wait_for(asyncio.gather(*running), 5)
        assert open_sockets.sockets == set()

    asyncio.run(whole())


@pytest.mark.parametrize(
    ("known", "given_back"),
    [(Known(somebody(Role.PUBLIC, "0001")), ["streamlit", "token"]), (LEADER, ["streamlit", "token", "first"])],
    ids=["the public", "one person"],
)
def test_of_the_public_nobody_is_given_anothers_page_back(known: Known, given_back: list[str]) -> None:
    asked: list[list[str]] = []

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        asked.append(scope["subprotocols"])
        message = ForwardMsg()
        message.new_session.initialize.session_id = "first"
        await send({"type": "websocket.send", "bytes": message.SerializeToString()})

    async def whole() -> None:
        open_sockets = OpenSockets(app, lambda _token: None)
        for protocols in (["streamlit", "token"], ["streamlit", "token", "first"]):
            opening = stream("/_stcore/stream") | {"subprotocols": protocols}
            await open_sockets(opening, Browser().sent.get, nothing, known, "token")
        assert open_sockets._watch is not None
        open_sockets._watch.cancel()

    asyncio.run(whole())
    assert asked == [["streamlit", "token"], given_back]


def test_two_seconds_lie_between_two_looks() -> None:
    assert sockets.LOOKED_AT_EVERY == 2.0


def stream(path: str) -> dict[str, Any]:
    return {"type": "websocket", "path": path, "headers": [], "subprotocols": []}


async def nothing(_message: Message) -> None:
    """Send to nobody."""
