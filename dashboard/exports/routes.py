"""The one way out for files: who asks, what they may see, the page's own results, then the file."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard import errors, gate
from dashboard.exports.tables import DRILLED, TABLES
from dashboard.looking import scope_of
from dashboard.middleware.document_language import asked_language
from dashboard.notices import NothingToShow
from dashboard.scope import Refusal, Scope
from dashboard.table import as_csv
from dashboard.words import text
from data.access import Principal
from data.importers.templates import template, template_names

NEVER_KEPT = {"Cache-Control": "no-store"}


async def csv_file(request: Request) -> Response:
    """Answer `GET /eksport/{kind}.csv` with the table of a page as a CSV file."""
    words = asked_language(request.scope)
    principal = _principal(request)
    if principal is None:
        return _refused(words, "sign_in", 401)
    return await run_in_threadpool(_answer, principal, words, request.path_params["kind"], dict(request.query_params))


async def template_file(request: Request) -> Response:
    """Answer `GET /eksport/mal/{name}.csv` with the empty file of that kind, with its example rows."""
    words, name = asked_language(request.scope), request.path_params["name"]
    if _principal(request) is None:
        return _refused(words, "sign_in", 401)
    if name not in template_names():
        return _refused(words, "unknown_file", 404)
    return _download(template(name).encode(), f"{name}.csv")


def _principal(request: Request) -> Principal | None:
    address = request.client.host if request.client else None
    return gate.principal_of(address, dict(request.headers))


def _answer(principal: Principal, words: str, kind: str, asked: dict[str, str]) -> Response:
    if kind not in TABLES and kind not in DRILLED:
        return _refused(words, "unknown_file", 404)
    try:
        found = scope_of(principal, words, asked)
        return _refused(words, found.name, 404) if isinstance(found, Refusal) else _file(found, kind, asked)
    except NothingToShow as nothing:
        return _refused(words, nothing.name, 404, **nothing.slots)
    except Exception as error:  # whatever breaks, the reader gets an id and the log the cause
        return _refused(words, "failed", 500, id=errors.reported(error))


def _file(scope: Scope, kind: str, asked: dict[str, str]) -> Response:
    table = TABLES[kind](scope) if kind in TABLES else DRILLED[kind](scope, asked)
    name = f"{table.name}-{scope.municipality_id}-{scope.unit_id}-{scope.quarter}.csv"
    return _download(as_csv(scope.language, table), name)


def _download(content: bytes, name: str) -> Response:
    safe = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-._") else "_" for letter in name)
    headers = {"Content-Disposition": f'attachment; filename="{safe}"', **NEVER_KEPT}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _refused(words: str, name: str, status: int, **slots: object) -> Response:
    shown = {"found": "", **slots}
    said = f"{text(words, f'notice.{name}.title', **shown)}. {text(words, f'notice.{name}.body', **shown)}"
    return PlainTextResponse(said, status_code=status, headers=NEVER_KEPT | {"Content-Language": words})


ROUTES = [
    Route("/eksport/{kind}.csv", csv_file, methods=["GET"]),
    Route("/eksport/mal/{name}.csv", template_file, methods=["GET"]),
]
