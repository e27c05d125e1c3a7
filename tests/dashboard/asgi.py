"""Ask an ASGI app without a server in between."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.types import Message

HERE = ("127.0.0.1", 50000)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def cookie(self, name: str) -> str | None:
        """Return the header that sets a cookie; None where none does."""
        found = [header for header in self.headers.getlist("set-cookie") if header.startswith(f"{name}=")]
        assert len(found) <= 1
        return found[0] if found else None


def request(path: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    """Return the scope of a request from this machine; underscores in names of headers stand for hyphens."""
    target, _, query = path.partition("?")
    named = {"host": "localhost:8501", **headers}
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": target,
        "raw_path": target.encode(),
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in named.items()],
        "client": HERE,
        "server": ("127.0.0.1", 8501),
        "extensions": {},
    }


def asked(app: Any, scope: dict[str, Any], body: Iterable[bytes] = ()) -> Answer:
    """Return the whole answer of an app."""
    return asyncio.run(answered(app, scope, body))


async def answered(app: Any, scope: dict[str, Any], body: Iterable[bytes] = ()) -> Answer:
    """Return the whole answer of an app, inside a loop."""
    parts, messages = list(body), []

    async def receive() -> Message:
        part = parts.pop(0) if parts else b""
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, send)
    start = messages[0]
    whole = b"".join(message.get("body", b"") for message in messages[1:])
    return Answer(start["status"], Headers(raw=list(start["headers"])), whole)
