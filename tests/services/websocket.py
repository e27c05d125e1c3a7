"""Somebody's browser without a screen: it speaks to the app in the app's own messages, over a WebSocket.

The handshake and the messages are the browser's; the caller may send any other frame in their place.
"""

import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from time import monotonic
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.services.shown import Shown

XSRF_COOKIE = "_streamlit_xsrf"
ANSWER_SECONDS = 60.0
KNOCKS_MOST = 3
START_SECONDS = 0.25
"""How long a message that asks for a run may take until the run says that it has begun."""
KNOCK = "knock-"
ANSWERS = frozenset({"new_session", "file_urls_response", "backend_operation_response", "git_info_changed"})
"""What comes back only when the app has acted on a message."""


class NoAnswerError(Exception):
    """The app did not answer in time."""


@dataclass(frozen=True)
class Doorstep:
    """What a browser brings to the handshake.

    Attributes:
        url: Where the app answers.
        cookies: Its cookies; the app's own against forged requests is fetched where it is not among them.
        origin: The page that opens the connection; the app's own where none is given.
        xsrf: The token it says; the cookie's where none is given.
        resumes: The session that it says it had.
    """

    url: str
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    origin: str | None = None
    xsrf: str | None = None
    resumes: str = ""

    def with_xsrf_cookie(self) -> dict[str, str]:
        """Return the cookies with the one that Streamlit gives to whoever asks how it is."""
        if XSRF_COOKIE in self.cookies:
            return dict(self.cookies)
        with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - the address is ours
            given = SimpleCookie(answer.headers["Set-Cookie"])
        return {**self.cookies, XSRF_COOKIE: given[XSRF_COOKIE].value}


@dataclass
class Answer:
    """What came back on one frame.

    Attributes:
        messages: Every message, in order.
        reached: Whether the app acted on it: something came back that it says only then.
        closed: Whether the connection is closed.
    """

    messages: list[ForwardMsg] = field(default_factory=list)
    reached: bool = False
    closed: bool = False


class Visitor:
    """An open connection, and what the app has shown on it; use it with `with`."""

    def __init__(self, doorstep: Doorstep) -> None:
        """Shake hands.

        Raises:
            websockets.exceptions.InvalidStatus: The app refuses.
        """
        self.cookies = doorstep.with_xsrf_cookie()
        self.doorstep = doorstep
        self.shown = Shown()
        self._running, self._knocks = False, 0
        self._stack = ExitStack()
        self._socket = self._connected(doorstep)

    def __enter__(self) -> Self:
        """Return the open connection."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._stack.close()

    @property
    def socket(self) -> ClientConnection:
        """The connection itself, for those who break it."""
        return self._socket

    def open(self, page: str, asked: Mapping[str, str] | str = "") -> Answer:
        """Open a page by its name in the address, the first one's is empty; as a browser does on a link."""
        query = asked if isinstance(asked, str) else urlencode(asked)
        return self.answer(self.framed(ClientState(page_name=page, query_string=query)))

    def change(self, *states: WidgetState, fragment: str = "") -> Answer:
        """Say what a person has changed on the page that is open."""
        return self.answer(self.framed(self.state(*states, fragment=fragment)))

    def state(self, *states: WidgetState, fragment: str = "") -> ClientState:
        """Return the state of the page that is open, with widgets as the person has left them."""
        said = ClientState(
            query_string=self.shown.query, page_script_hash=self.shown.page_script_hash, fragment_id=fragment
        )
        said.widget_states.widgets.extend(states)
        return said

    @staticmethod
    def framed(state: ClientState) -> bytes:
        """Return the frame that asks for a run."""
        return bytes(BackMsg(rerun_script=state).SerializeToString())

    def answer(self, frame: bytes | str, *, patient: bool = True) -> Answer:
        """Send a frame, text as a text frame, and return what came back until the app is at rest again.

        Args:
            frame: What is sent.
            patient: Whether to wait for the end of a run; without, what is sent next meets it under way.

        Raises:
            NoAnswerError: A run does not come to its end, or the app gives no sign of life.
        """
        heard = Answer()
        try:
            self._socket.send(frame)
            if not (asks_for_a_run(frame) and self._hear(heard, "new_session", START_SECONDS)):
                self._knock(heard)
            while self._running and patient:
                if not self._hear(heard, "script_finished", ANSWER_SECONDS):
                    raise NoAnswerError(f"No end of a run within {ANSWER_SECONDS:.0f} seconds")
        except ConnectionClosed:
            heard.closed = True
        return heard

    def _knock(self, heard: Answer) -> None:
        """Ask for something small by a name of its own, so that all that was sent before is behind us.

        A run that begins late throws away what waits to be sent, this answer with it; so it is asked more than once.
        """
        for _ in range(KNOCKS_MOST):
            self._knocks += 1
            asked = FileURLsRequest(request_id=f"{KNOCK}{self._knocks}")
            self._socket.send(BackMsg(file_urls_request=asked).SerializeToString())
            if self._hear(heard, f"new_session {asked.request_id}", ANSWER_SECONDS / KNOCKS_MOST):
                return
        raise NoAnswerError(f"No sign of life within {ANSWER_SECONDS:.0f} seconds")

    def _hear(self, heard: Answer, awaited: str, seconds: float) -> bool:
        """Take messages until one of an awaited kind or answer; return whether it came in time."""
        deadline = monotonic() + seconds
        kind = ""
        while kind not in awaited.split():
            try:
                frame = self._socket.recv(timeout=max(deadline - monotonic(), 0.0), decode=False)
            except TimeoutError:
                return False
            message = ForwardMsg()
            message.ParseFromString(frame)
            kind = message.WhichOneof("type") or ""
            if kind == "file_urls_response" and message.file_urls_response.response_id.startswith(KNOCK):
                kind = message.file_urls_response.response_id
            self._take(heard, message, kind)
        return True

    def _take(self, heard: Answer, message: ForwardMsg, kind: str) -> None:
        self.shown.take(message)
        heard.messages.append(message)
        heard.reached = heard.reached or kind in ANSWERS
        if kind == "new_session":
            self._running = True
        elif kind == "script_finished":
            self._running = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN  # the next one follows

    def _connected(self, doorstep: Doorstep) -> ClientConnection:
        said = self.cookies[XSRF_COOKIE] if doorstep.xsrf is None else doorstep.xsrf
        spoken: Sequence[str] = ["streamlit", said, *([doorstep.resumes] if doorstep.resumes else [])]
        return self._stack.enter_context(
            connect(
                f"{doorstep.url.replace('http', 'ws', 1)}/_stcore/stream",
                origin=Origin(doorstep.origin or doorstep.url),
                subprotocols=[Subprotocol(part) for part in spoken],
                additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())},
                compression=None,
                proxy=None,
                ping_interval=None,
                max_size=None,
                close_timeout=1,
            )
        )


def asks_for_a_run(frame: bytes | str) -> bool:
    """Return whether a frame decodes to a message that asks for a run."""
    found = decoded(frame)
    return found is not None and found.WhichOneof("type") == "rerun_script"


def decoded(frame: bytes | str) -> BackMsg | None:
    """Return the message of a frame by the parser that the app has; None where it is none."""
    if isinstance(frame, str):
        return None
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return None
    return message
