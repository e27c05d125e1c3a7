"""Requests put together by hand, for what no browser and no client would send."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

ANSWER_SECONDS = 30.0
DOCUMENT = {"Accept": "text/html"}
"""How a browser asks for a page."""
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Protocol": "streamlit, any",
}
Headers = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Reply:
    """What came back.

    Attributes:
        status: The status.
        headers: By name in small letters; of several of one name, all in lines.
        body: The content.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def leads_to(self) -> str:
        """The path that it leads to, without what follows it; empty where it leads nowhere."""
        return urlsplit(self.headers.get("location", "")).path


def asked(server: str, method: str, target: str, headers: Headers | None = None, body: bytes = b"") -> Reply:
    """Send one request, its target as it is written here, and return the answer; nothing is followed.

    A WebSocket that opens is an answer with status 101, and is closed at once.
    """
    address = urlsplit(server)
    with closing(HTTPConnection(str(address.hostname), address.port, timeout=ANSWER_SECONDS)) as connection:
        sent = {"Host": address.netloc, **(headers or {})}
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name, value)
        if body or method in ("POST", "PUT", "PATCH"):
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        content = b"" if answer.status == 101 else answer.read()
        found: dict[str, str] = {}
        for name, value in answer.getheaders():
            found[name.lower()] = f"{found[name.lower()]}\n{value}" if name.lower() in found else value
        return Reply(answer.status, found, content)


def standing(server: str, headers: Headers) -> tuple[int, str, int]:
    """Return how the app treats whoever sends these headers.

    Returns:
        The status of the first page and the path that it leads to, and the status of a WebSocket's handshake.
    """
    page = asked(server, "GET", "/", {**DOCUMENT, **headers})
    socket = asked(server, "GET", "/_stcore/stream", {"Origin": server, **UPGRADE, **headers})
    return page.status, page.leads_to, socket.status


STRANGER = (303, "/logg-inn", 403)
LET_IN = (200, "", 101)
