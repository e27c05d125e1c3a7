"""What a browser may ask of Streamlit over its connection: what this app's own pages ask, and nothing else.

Streamlit also takes wishes that no page of ours makes: to empty the caches of everybody, to say which files of its
source have been changed, to write files for a programmer. They come from somebody who is signed in, and are dropped.
"""

import re

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

ASKED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
"""The kinds of messages that pass. No page hands out files or rows of a table afterwards, which are further kinds."""
WIDGET_ID = re.compile(r"\$\$ID-[0-9a-f]{32}-.*", re.DOTALL)
"""How Streamlit names a widget; any other name would reach for what the app keeps in the session by that name."""
UNSUPPORTED = 1003
"""The code of closing a connection that says what is not understood (RFC 6455, section 7.4.1)."""


class ExpectedMessages:
    """Passes on what a browser of ours would say on its connection; everything else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a connection; drop what nobody asked for, and end it where it speaks in text."""
        over = False

        async def receiving() -> Message:
            nonlocal over
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                frame = message.get("bytes")
                if frame is None:
                    over = True
                    await send({"type": "websocket.close", "code": UNSUPPORTED})
                    return {"type": "websocket.disconnect", "code": UNSUPPORTED}
                if is_expected(frame):
                    return message

        async def sending(message: Message) -> None:
            if not over:  # what the app was about to say when the connection was ended
                await send(message)

        if scope["type"] == "websocket":
            await self.app(scope, receiving, sending)
        else:
            await self.app(scope, receive, send)


def is_expected(frame: bytes) -> bool:
    """Tell whether a frame may pass: a message of a kind that pages send, or none at all, which Streamlit refuses."""
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return True
    kind = message.WhichOneof("type")
    if kind != "rerun_script":
        return kind in ASKED
    return all(WIDGET_ID.fullmatch(state.id) for state in message.rerun_script.widget_states.widgets)
