"""How much a person may upload in an hour: files and bytes, counted as they arrive, whatever a request says."""

import time
from collections import deque
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import gate, language, settings
from dashboard.words import text

HOUR_SECONDS = 3600.0


class TooMuch(Exception):
    """More arrived than the person has left."""


@dataclass
class Account:
    """What a person has uploaded lately: moments and bytes, the oldest first."""

    files: deque[list[float]] = field(default_factory=deque)

    def since(self, moment: float) -> tuple[int, float]:
        """Forget what is older than a moment; return the files and bytes of what is left."""
        while self.files and self.files[0][0] < moment:
            self.files.popleft()
        return len(self.files), sum(size for _, size in self.files)


class UploadQuota:
    """Passes on uploads of people who have something left of their hour."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self.app = app
        self.accounts: dict[object, Account] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an upload on, counting what arrives; taking a file away costs nothing."""
        if scope["method"] not in ("PUT", "POST"):
            await self.app(scope, receive, send)
            return
        access, now = settings.current(), time.monotonic()
        account = self._account(scope, now)
        files, taken = account.since(now - HOUR_SECONDS)
        if files >= access.upload_files:
            await self._refused(scope, 429)(scope, receive, send)
        elif taken + _announced(scope) > access.upload_bytes:
            await self._refused(scope, 413)(scope, receive, send)
        else:
            await self._counted(scope, receive, send, account, [now, 0.0])

    async def _counted(self, scope: Scope, receive: Receive, send: Send, account: Account, entry: list[float]) -> None:
        """Pass on, and stop as soon as more has arrived than is left."""
        answered, most = False, settings.current().upload_bytes
        account.files.append(entry)

        async def counting() -> Message:
            message = await receive()
            entry[1] += len(message.get("body", b""))
            if account.since(0.0)[1] > most:
                raise TooMuch
            return message

        async def sending(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, counting, sending)
        except TooMuch:
            if not answered:
                await self._refused(scope, 413)(scope, receive, send)

    def _account(self, scope: Scope, now: float) -> Account:
        known = gate.known_of(scope)
        if known is None:
            raise TooMuch  # nobody comes here past the gate
        for person in [one for one, account in self.accounts.items() if not account.since(now - HOUR_SECONDS)[0]]:
            del self.accounts[person]
        return self.accounts.setdefault(known.principal.identity, Account())

    def _refused(self, scope: Scope, status: int) -> Response:
        access, words = settings.current(), language.asked(scope)
        megabytes = f"{access.upload_bytes / 1_000_000:g}"
        said = text(words, f"signin.refused.{status}", megabytes=megabytes, files=access.upload_files)
        headers = {"Content-Language": words} | ({"Retry-After": "3600"} if status == 429 else {})
        return PlainTextResponse(said, status, headers)


def _announced(scope: Scope) -> int:
    """Return how much a request says it brings; 0 where it says nothing that can be read."""
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else 0
