"""The one way out for files: who asks, what they may see, the page's own results, then the file.

A link to a file is asked twice. The first time it says whether the person may have it, and gives a ticket that is good
once, for a minute and for that session; the ticket is asked again what the person may see when it is spent.
"""

from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard import errors, gate, language
from dashboard.exports.documents import DOCUMENTS, FORMS
from dashboard.exports.files import ENDING, FILES
from dashboard.exports.tables import DRILLED, TABLES
from dashboard.gate import Known
from dashboard.looking import scope_of
from dashboard.notices import NothingToShow
from dashboard.scope import Refusal, Scope
from dashboard.table import as_csv
from dashboard.words import text
from data import one_time
from data.access import Principal
from data.importers.templates import template, template_names

NEVER_KEPT = {"Cache-Control": "no-store"}
CSV = "text/csv; charset=utf-8"
UNREAD = "application/octet-stream"
"""What a browser is told that a stored file is: something to keep, and not to open by itself."""


async def asked_file(request: Request) -> Response:
    """Answer `GET /eksport/{kind}.csv`, `.pdf`, `.xlsx` or `.file`: whether the person may have it, and where it is."""
    words, known = language.asked(request.scope), gate.known_of(request.scope)
    if known is None:
        return _refused(words, "sign_in", 401)
    return await run_in_threadpool(_asked, known, words, request.path_params["file"], dict(request.query_params))


async def fetched_file(request: Request) -> Response:
    """Answer `GET /eksport/hent/{ticket}` with the file that the ticket is for, once."""
    words, known = language.asked(request.scope), gate.known_of(request.scope)
    if known is None:
        return _refused(words, "sign_in", 401)
    return await run_in_threadpool(_spent, known, words, request.path_params["ticket"])


async def template_file(request: Request) -> Response:
    """Answer `GET /eksport/mal/{name}.csv` with the empty file of that kind, with its example rows."""
    words, name = language.asked(request.scope), request.path_params["name"]
    if gate.known_of(request.scope) is None:
        return _refused(words, "sign_in", 401)
    if name not in template_names():
        return _refused(words, "unknown_file", 404)
    return _download(template(name).encode(), f"{name}.csv", CSV)


def _asked(known: Known, words: str, file: str, asked: dict[str, str]) -> Response:
    """Return the way to the file, or why there is none; the public, which has no session, gets the file at once."""
    if known.session_id is None:
        return _answer(known.principal, words, file, asked)
    found = _scope(known.principal, words, file, asked)
    if isinstance(found, Response):
        return found
    ticket = one_time.make_ticket(known.session_id, {"file": file, "asked": asked, "words": words})
    return RedirectResponse(f"/eksport/hent/{ticket}", 303, NEVER_KEPT)


def _spent(known: Known, words: str, ticket: str) -> Response:
    wanted: dict[str, Any] | None = one_time.use_ticket(ticket, known.session_id) if known.session_id else None
    if wanted is None:
        return _refused(words, "spent_ticket", 404)
    return _answer(known.principal, wanted["words"], wanted["file"], wanted["asked"])


def _scope(principal: Principal, words: str, file: str, asked: dict[str, str]) -> Scope | Response:
    """Return what a file is about, or why it cannot be had, as far as that can be told without making it."""
    if not _is_known(*_kind_and_form(file)):
        return _refused(words, "unknown_file", 404)
    try:
        found = scope_of(principal, words, asked)
    except Exception as error:  # whatever breaks, the reader gets an id and the log the cause
        return _refused(words, "failed", 500, id=errors.reported(error))
    return _refused(words, found.name, 404) if isinstance(found, Refusal) else found


def _kind_and_form(file: str) -> tuple[str, str]:
    kind, _, form = file.rpartition(".")
    return kind, form


def _is_known(kind: str, form: str) -> bool:
    if form == ENDING:
        return kind in FILES
    return kind in DOCUMENTS if form in FORMS else form == "csv" and (kind in TABLES or kind in DRILLED)


def _answer(principal: Principal, words: str, file: str, asked: dict[str, str]) -> Response:
    found = _scope(principal, words, file, asked)
    if isinstance(found, Response):
        return found
    try:
        return _file(found, *_kind_and_form(file), asked)
    except NothingToShow as nothing:
        return _refused(words, nothing.name, 404, **nothing.slots)
    except Exception as error:  # whatever breaks, the reader gets an id and the log the cause
        return _refused(words, "failed", 500, id=errors.reported(error))


def _file(scope: Scope, kind: str, form: str, asked: dict[str, str]) -> Response:
    if form == ENDING:
        stored = FILES[kind](scope, asked)
        return _download(stored.content, stored.name, UNREAD)
    if form in FORMS:
        write, media = FORMS[form]
        document = DOCUMENTS[kind](scope, asked)
        return _download(write(scope.language, document), _name(document.name, scope, form), media)
    table = TABLES[kind](scope) if kind in TABLES else DRILLED[kind](scope, asked)
    return _download(as_csv(scope.language, table), _name(table.name, scope, form), CSV)


def _name(name: str, scope: Scope, form: str) -> str:
    return f"{name}-{scope.municipality_id}-{scope.unit_id}-{scope.quarter}.{form}"


def _download(content: bytes, name: str, media: str) -> Response:
    safe = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-._") else "_" for letter in name)
    own = "" if safe == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"Content-Disposition": f'attachment; filename="{safe}"{own}', **NEVER_KEPT}
    return Response(content, media_type=media, headers=headers)


def _refused(words: str, name: str, status: int, **slots: object) -> Response:
    shown = {"found": "", **slots}
    said = f"{text(words, f'notice.{name}.title', **shown)}. {text(words, f'notice.{name}.body', **shown)}"
    return PlainTextResponse(said, status_code=status, headers=NEVER_KEPT | {"Content-Language": words})


ROUTES = [
    Route("/eksport/{file}", asked_file, methods=["GET"]),
    Route("/eksport/hent/{ticket}", fetched_file, methods=["GET"]),
    Route("/eksport/mal/{name}.csv", template_file, methods=["GET"]),
]
