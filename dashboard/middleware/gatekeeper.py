"""The gate: every request and every connection passes it before anything else of the app sees them."""

import asyncio
import logging
import time
from urllib.parse import urlencode

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import errors, gate, language, settings
from dashboard.gate import Known
from dashboard.middleware.doors import Door, door_of, lets_in
from dashboard.middleware.sockets import OpenSockets
from dashboard.middleware.uploads import UploadQuota
from dashboard.signing_in import cookies
from dashboard.signing_in.here import from_this_machine
from dashboard.words import text
from data import sessions

LOG = logging.getLogger("brobygger")
TOUCHED_MOST = 4096
UPLOADS = "/_stcore/upload_file/"


class Gatekeeper:
    """Lets in who may come in, notes in the request who it is, and turns the others away."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self.app = app
        self.uploads = UploadQuota(app)
        self.sockets = OpenSockets(app, noted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is for everybody, and what somebody sends who is let in."""
        door = door_of(str(scope["path"])) if scope["type"] in ("http", "websocket") else Door.OPEN
        if door is Door.OPEN:
            await self.app(scope, receive, send)
            return
        try:
            known = await known_at(scope)
        except SQLAlchemyError as error:
            await unreachable(scope, error)(scope, receive, send)
            return
        if not lets_in(door, known) or known is None:
            await (await turned_away(scope, door, known))(scope, receive, send)
            return
        admitted = {**scope, gate.KNOWN: known}
        token = gate.token_of(scope)
        if scope["type"] == "websocket":
            await self.sockets(admitted, receive, send, known, token)
            return
        noted(token)
        await self._behind(door, admitted, known)(admitted, receive, send)

    def _behind(self, door: Door, scope: Scope, known: Known) -> ASGIApp:
        """Return what answers somebody who was let in; a file is taken for a page that they have open themselves."""
        if door is not Door.SENDER:
            return self.app
        page = str(scope["path"]).removeprefix(UPLOADS).partition("/")[0]
        own = self.sockets.reconnects.is_of(page, known.session_id)
        return self.uploads if own else in_words(scope, "forbidden", 403)


async def known_at(scope: Scope) -> Known | None:
    """Return who sends a request; who is known on this machine alone is nobody from elsewhere."""
    known = await run_in_threadpool(gate.MEMO.get, gate.token_of(scope))
    if known is not None and known.provider in gate.ONLY_HERE and not from_this_machine(scope):
        return await run_in_threadpool(gate.MEMO.get, "")
    return known


async def turned_away(scope: Scope, door: Door, known: Known | None) -> ASGIApp:
    """Return the answer to somebody who is not let in: the sign-in page for a page, and else a few words."""
    if scope["type"] == "websocket":
        return closed
    if door is Door.SHUT:
        return Response(status_code=404)
    if known is not None and known.session_id is not None:
        return in_words(scope, "forbidden", 403)
    return await to_sign_in(scope) if is_page(scope) else in_words(scope, "first", 401)


async def to_sign_in(scope: Scope) -> Response:
    """Return the way to the sign-in page, which says why where a session is over, with the way back kept."""
    token = gate.token_of(scope)
    why = await run_in_threadpool(sessions.why_over, token, settings.current().limits) if token else None
    lang = language.known(language.parameter(scope))
    query = urlencode({name: value for name, value in (("why", why), ("lang", lang)) if value})
    answer = RedirectResponse(f"/logg-inn?{query}" if query else "/logg-inn", 303)
    asked = scope.get("query_string", b"").decode("latin-1")
    path = scope.get("raw_path", b"").decode("latin-1") or str(scope["path"])
    kept = cookies.local(f"{path}?{asked}" if asked else path)
    if kept != "/":
        answer.headers.append("set-cookie", cookies.return_cookie(kept))
    if why:
        answer.headers.append("set-cookie", cookies.no_session_cookie())
    return answer


def is_page(scope: Scope) -> bool:
    """Tell whether a request is for a page that a person will look at."""
    headers = Headers(scope=scope)
    wanted = headers.get("sec-fetch-dest", "document") == "document" and "text/html" in headers.get("accept", "")
    return scope["method"] in ("GET", "HEAD") and wanted and not str(scope["path"]).startswith("/eksport/")


def in_words(scope: Scope, name: str, status: int, **slots: object) -> Response:
    """Return a refusal as one line of text."""
    words = language.asked(scope)
    said = text(words, f"signin.refused.{name}", **slots)
    return PlainTextResponse(said, status, {"Content-Language": words})


def unreachable(scope: Scope, error: SQLAlchemyError) -> ASGIApp:
    """Return the answer while the database cannot be asked; the log has the cause."""
    error_id = errors.reported(error)
    return closed if scope["type"] == "websocket" else in_words(scope, "database", 503, id=error_id)


async def closed(_scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse a connection before it is opened."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})


_TOUCHED: dict[str, float] = {}
_UNDER_WAY: set[asyncio.Task[None]] = set()


def noted(token: str) -> None:
    """Note, in the background and now and then, that somebody uses their session."""
    limits, now = settings.current().limits, time.monotonic()
    pause = min(sessions.TOUCHED_EVERY, limits.idle / 10).total_seconds()
    if not token or now - _TOUCHED.get(token, -pause) < pause:
        return
    if len(_TOUCHED) >= TOUCHED_MOST:
        _TOUCHED.clear()
    _TOUCHED[token] = now
    task = asyncio.create_task(_touch(token))
    _UNDER_WAY.add(task)
    task.add_done_callback(_UNDER_WAY.discard)


async def _touch(token: str) -> None:
    try:
        await run_in_threadpool(sessions.touch, token, settings.current().limits)
    except SQLAlchemyError as error:
        _TOUCHED.pop(token, None)
        LOG.warning("the use of a session was not noted: %s", type(error).__name__)
