"""The open connections of browsers, and the watch over them.

A connection lives as long as the page is open, and Streamlit asks who somebody is only when it begins. So the sessions
behind the open connections are looked at every two seconds. Where one is over, the page is made to run once more, which
turns it into the notice of that, and nothing that it sends is heard any more. Where somebody's roles have changed, the
page is made to run once more with what they may see now.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard import gate
from dashboard.gate import Known
from dashboard.middleware.reconnects import Reconnects

LOG = logging.getLogger("brobygger")
LOOKED_AT_EVERY = 2.0


class Socket:
    """One connection: what the browser sends, and a run of the page put in between where one is due."""

    def __init__(self, receive: Receive, token: str, known: Known, used: Callable[[str], None]) -> None:
        """Begin with who has been let in; `used` is told when the person does something."""
        self.token, self.known, self.over = token, known, False
        self._receive, self._used = receive, used
        self._begun, self._due = False, asyncio.Event()
        self._coming: asyncio.Task[Message] | None = None
        self._place = BackMsg().rerun_script

    def told(self, known: Known | None) -> None:
        """Hear who holds the session now."""
        if known is not None and known.principal == self.known.principal:
            return
        self.over = known is None
        self.known = known or self.known
        self._due.set()

    async def receive(self) -> Message:
        """Return what comes next: what the browser sent, or a run of the page that is due."""
        if not self._begun:  # the opening of the connection: nothing may come before it
            self._begun = True
            return await self._receive()
        while True:
            await self._next()
            if self._due.is_set():
                self._due.clear()
                return {"type": "websocket.receive", "bytes": self._run_again()}
            message = self._taken()
            if message["type"] != "websocket.receive":
                return message
            if not self.over:
                self._look_at(message)
                return message

    async def _next(self) -> None:
        """Wait until something is there; what the browser sends is never lost, whichever comes first."""
        self._coming = self._coming or asyncio.ensure_future(self._receive())
        due = asyncio.ensure_future(self._due.wait())
        try:
            await asyncio.wait({self._coming, due}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            due.cancel()

    def _taken(self) -> Message:
        assert self._coming is not None  # noqa: S101 - it has just been waited for
        message, self._coming = self._coming.result(), None
        return message

    def _look_at(self, message: Message) -> None:
        """Keep which page it is about, and note that somebody is there; a page that runs by itself is nobody."""
        sent = BackMsg()
        try:
            sent.ParseFromString(message.get("bytes") or b"")
        except Exception:  # whatever it is, Streamlit says so itself
            return
        kind = sent.WhichOneof("type")
        if kind == "rerun_script":
            self._place = sent.rerun_script
        if kind not in (None, "app_heartbeat") and not (kind == "rerun_script" and sent.rerun_script.is_auto_rerun):
            self._used(self.token)

    def _run_again(self) -> bytes:
        """Return the message that makes the page run once more, where it is, with nothing pressed or chosen."""
        again, place = BackMsg(), self._place
        again.rerun_script.query_string = place.query_string
        again.rerun_script.page_script_hash = place.page_script_hash
        again.rerun_script.page_name = place.page_name
        again.rerun_script.context_info.CopyFrom(place.context_info)
        return bytes(again.SerializeToString())

    async def close(self) -> None:
        """Stop waiting for the browser."""
        if self._coming is not None:
            self._coming.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await self._coming


class OpenSockets:
    """Passes connections on to the app, and looks at the sessions behind them while they are open."""

    def __init__(self, app: ASGIApp, used: Callable[[str], None]) -> None:
        """Stand before the app."""
        self.app, self.used = app, used
        self.reconnects = Reconnects()
        self.sockets: set[Socket] = set()
        self._watch: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send, known: Known, token: str) -> None:
        """Pass on a connection of somebody who has been let in."""
        owner = known.session_id or secrets.token_hex()  # the public is many: nobody is given another's page back
        socket = Socket(receive, token, known, self.used)
        self.sockets.add(socket)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._keep_watch(), name="watch over open pages")
        try:
            await self.app(self.reconnects.checked(scope, owner), socket.receive, self.reconnects.learning(send, owner))
        finally:
            self.sockets.discard(socket)
            await socket.close()

    async def _keep_watch(self) -> None:
        while self.sockets:
            await asyncio.sleep(LOOKED_AT_EVERY)
            try:
                await self.look()
            except SQLAlchemyError as error:
                LOG.warning("the open pages could not be looked at: %s", type(error).__name__)

    async def look(self) -> None:
        """Ask who holds each session now, and tell the connections."""
        open_ones = [socket for socket in self.sockets if not socket.over]
        tokens = sorted({socket.token for socket in open_ones})
        found = await run_in_threadpool(lambda: {token: gate.MEMO.fresh(token) for token in tokens})
        for socket in open_ones:
            socket.told(found[socket.token])
