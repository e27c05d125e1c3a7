"""What a browser may say on its connection."""

import asyncio
from collections.abc import Iterable

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from dashboard.middleware.expected_messages import ExpectedMessages

OURS = "$$ID-0123456789abcdef0123456789abcdef-bb-unit"
LAST = {"type": "websocket.disconnect", "code": 1001}


def conversation(*frames: bytes | str) -> tuple[list[Message], list[Message]]:
    """Return what reaches the app of what a browser sends before it leaves, and what the app's side sends."""
    coming = iter([{"type": "websocket.connect"}, *map(received, frames), LAST])
    reached: list[Message] = []
    sent: list[Message] = []

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        while not reached or reached[-1]["type"] != "websocket.disconnect":
            reached.append(await receive())
            await send({"type": "websocket.send", "bytes": b"answer"})

    async def receive() -> Message:
        return dict(next(coming))

    async def send(message: Message) -> None:
        assert {"type": "websocket.close", "code": 1003} not in sent, "nothing may follow the end"
        if message["type"] != "websocket.send":
            sent.append(message)

    asyncio.run(ExpectedMessages(app)({"type": "websocket"}, receive, send))
    return reached, sent


def received(frame: bytes | str) -> Message:
    text, data = (frame, None) if isinstance(frame, str) else (None, frame)
    return {"type": "websocket.receive", "bytes": data, "text": text}


def run_with(*names: str) -> bytes:
    states = WidgetStates(widgets=[WidgetState(id=name, string_value="x") for name in names])
    return bytes(BackMsg(rerun_script=ClientState(widget_states=states)).SerializeToString())


def passed(frames: Iterable[Message]) -> list[bytes]:
    return [message["bytes"] for message in frames if message["type"] == "websocket.receive"]


@pytest.mark.parametrize(
    "frame",
    [
        run_with(),
        run_with(OURS, f"{OURS}\nwith a second line"),
        BackMsg(stop_script=True).SerializeToString(),
        BackMsg(app_heartbeat=True).SerializeToString(),
        BackMsg(file_urls_request={"file_names": ["a.csv"]}).SerializeToString(),
        b"\xff\xff no message: Streamlit ends the connection",
    ],
)
def test_what_pages_ask_passes(frame: bytes) -> None:
    reached, sent = conversation(frame)
    assert passed(reached) == [frame]
    assert sent == []


@pytest.mark.parametrize(
    "frame",
    [
        BackMsg(clear_cache=True).SerializeToString(),
        BackMsg(load_git_info=True).SerializeToString(),
        BackMsg(set_run_on_save=True).SerializeToString(),
        BackMsg(debug_shutdown_runtime=True).SerializeToString(),
        BackMsg(debug_disconnect_websocket=True).SerializeToString(),
        BackMsg(backend_operation_request={"install_skills": {}}).SerializeToString(),
        BackMsg().SerializeToString(),
        run_with("bb-scope"),
        run_with(OURS, "bb-scope"),
        run_with(OURS.replace("f", "F")),
        run_with(f"x{OURS}"),
        run_with("$$WIDGET_ID-1"),
        run_with(""),
    ],
)
def test_what_no_page_asks_is_dropped_and_the_conversation_goes_on(frame: bytes) -> None:
    after = run_with(OURS)
    reached, sent = conversation(frame, after)
    assert passed(reached) == [after]
    assert reached[-1] == LAST
    assert sent == []


def test_text_ends_the_connection() -> None:
    reached, sent = conversation("rerun", run_with(OURS))
    assert passed(reached) == []
    assert reached[-1] == {"type": "websocket.disconnect", "code": 1003}
    assert sent == [{"type": "websocket.close", "code": 1003}]


def test_a_request_is_none_of_its_business() -> None:
    seen: list[Receive] = []

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        seen.append(receive)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(_message: Message) -> None:
        raise AssertionError("nothing is sent")

    asyncio.run(ExpectedMessages(app)({"type": "http"}, receive, send))
    assert seen == [receive]
