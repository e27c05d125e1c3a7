"""Whose Streamlit session is whose.

A browser that lost its connection asks for its Streamlit session back by an id, with what was chosen and uploaded in
it. Streamlit gives it to whoever names the id, as long as Streamlit's own sign-in says the same of both; that says
nothing here. So an id is passed on only to the sign-in session that it was given to, and files are taken for it from
that one alone.
"""

from collections import OrderedDict

from starlette.types import Message, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

HEADER = b"sec-websocket-protocol"
REMEMBERED = 10_000
LOOKED_AT = 20
"""In how many of the first messages of a connection its id is looked for."""


class Reconnects:
    """Remembers to which sign-in session each Streamlit session was given."""

    def __init__(self, most: int = REMEMBERED) -> None:
        """Know none yet."""
        self.most = most
        self._owners: OrderedDict[str, str] = OrderedDict()

    def checked(self, scope: Scope, owner: str) -> Scope:
        """Return the opening of a connection without the id of a session that is not the owner's."""
        headers = [(name, self._own(value, owner) if name == HEADER else value) for name, value in scope["headers"]]
        offered = [self._own(part.encode(), owner).decode() for part in [",".join(scope.get("subprotocols", []))]]
        protocols = [part.strip() for part in offered[0].split(",") if part.strip()]
        return {**scope, "headers": headers, "subprotocols": protocols}

    def is_of(self, session_id: str, owner: str | None) -> bool:
        """Tell whether a Streamlit session was given to a sign-in session."""
        return owner is not None and self._owners.get(session_id) == owner

    def _own(self, value: bytes, owner: str) -> bytes:
        parts = value.decode("latin-1").split(",")
        if len(parts) < 3 or self._owners.get(parts[2].strip()) == owner:
            return value
        return ",".join(parts[:2]).encode("latin-1")

    def learning(self, send: Send, owner: str) -> Send:
        """Return what sends, and learns meanwhile which id the app gives to the owner."""
        left = LOOKED_AT

        async def sending(message: Message) -> None:
            nonlocal left
            if left and message["type"] == "websocket.send":
                left = 0 if self._learn(message, owner) else left - 1
            await send(message)

        return sending

    def _learn(self, message: Message, owner: str) -> bool:
        sent = ForwardMsg()
        sent.ParseFromString(message.get("bytes") or b"")
        if not sent.HasField("new_session"):
            return False
        self._owners[sent.new_session.initialize.session_id] = owner
        while len(self._owners) > self.most:
            self._owners.popitem(last=False)
        return True
