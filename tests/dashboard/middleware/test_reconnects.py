"""A Streamlit session is given back to the sign-in session that it was given to, and to no other."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.middleware.reconnects import Reconnects


def opening(*parts: str) -> dict[str, Any]:
    header = ", ".join(parts).encode()
    headers = [(b"host", b"localhost"), (b"sec-websocket-protocol", header)]
    return {"type": "websocket", "headers": headers, "subprotocols": list(parts)}


def given(reconnects: Reconnects, session_id: str, owner: str, before: int = 1) -> list[Message]:
    """Let the app give a session to an owner, after some other messages."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def whole() -> None:
        sending = reconnects.learning(send, owner)
        await sending({"type": "websocket.accept"})
        for _ in range(before):
            await sending({"type": "websocket.send", "bytes": ForwardMsg(script_finished=0).SerializeToString()})
        message = ForwardMsg()
        message.new_session.initialize.session_id = session_id
        await sending({"type": "websocket.send", "bytes": message.SerializeToString()})

    asyncio.run(whole())
    return sent


def asked(reconnects: Reconnects, owner: str, *parts: str) -> tuple[bytes, list[str]]:
    found = reconnects.checked(opening(*parts), owner)
    return dict(found["headers"])[b"sec-websocket-protocol"], found["subprotocols"]


def test_ones_own_session_is_given_back() -> None:
    reconnects = Reconnects()
    assert len(given(reconnects, "s1", "mine")) == 3
    header, protocols = asked(reconnects, "mine", "streamlit", "xsrf", "s1")
    assert header == b"streamlit, xsrf, s1"
    assert protocols == ["streamlit", "xsrf", "s1"]


@pytest.mark.parametrize(("owner", "session_id"), [("theirs", "s1"), ("", "s1"), ("mine", "s2"), ("mine", "")])
def test_no_other_is(owner: str, session_id: str) -> None:
    reconnects = Reconnects()
    given(reconnects, "s1", "mine")
    header, protocols = asked(reconnects, owner, "streamlit", "xsrf", session_id)
    assert header == b"streamlit, xsrf"
    assert protocols == ["streamlit", "xsrf"]


def test_an_opening_that_asks_for_none_passes_as_it_is() -> None:
    header, protocols = asked(Reconnects(), "mine", "streamlit", "xsrf")
    assert (header, protocols) == (b"streamlit, xsrf", ["streamlit", "xsrf"])
    assert Reconnects().checked({"headers": [], "subprotocols": []}, "mine") == {"headers": [], "subprotocols": []}


def test_the_oldest_is_forgotten_when_there_are_too_many() -> None:
    reconnects = Reconnects(most=1)
    given(reconnects, "s1", "mine")
    given(reconnects, "s2", "mine")
    assert asked(reconnects, "mine", "streamlit", "x", "s1")[1] == ["streamlit", "x"]
    assert asked(reconnects, "mine", "streamlit", "x", "s2")[1] == ["streamlit", "x", "s2"]
