"""The addresses of the way in."""

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import encode_provider_token

from dashboard import gate, language, settings
from dashboard.middleware.sign_in_answers import let_in
from dashboard.signing_in import cookies, demo, page
from dashboard.signing_in.here import from_this_machine, is_same_origin
from dashboard.words import text
from data import one_time, signing_in

LONGEST_FORM = 1000


async def sign_in_page(request: Request) -> Response:
    """Answer `GET /logg-inn` with the ways in; who has signed in already goes on."""
    known = await run_in_threadpool(gate.MEMO.get, gate.token_of(request.scope))
    if known is not None and known.session_id is not None and _counts_here(known, request):
        return RedirectResponse(cookies.return_path(request.scope), 303)
    people = await run_in_threadpool(demo.offered, request.scope)
    why = request.query_params.get("why", "")
    return page.ways_in(request.scope, settings.current().providers, people, why)


async def to_provider(request: Request) -> Response:
    """Answer `GET /logg-inn/{provider}` with the way to a provider, as `st.login` does."""
    provider = settings.current().provider(request.path_params["provider"])
    if provider is None:
        return RedirectResponse("/logg-inn", 303)
    return RedirectResponse(f"/auth/login?provider={encode_provider_token(provider.name)}", 303)


async def as_demo_person(request: Request) -> Response:
    """Answer `POST /logg-inn/demo` by letting somebody in as one of the demo's people, if they are offered."""
    if not is_same_origin(request.scope):
        return _not_offered(request)
    subject = parse_qs(await _form(request)).get("person", [""])[0]
    token = await run_in_threadpool(demo.become, request.scope, subject)
    return await let_in(request.scope, token) if token else _not_offered(request)


async def by_link(request: Request) -> Response:
    """Answer `GET /logg-inn/engang/{token}`: the link that the command line of this machine gives, good once."""
    if not from_this_machine(request.scope):
        return page.answer(request.scope, "link", 403)
    identity = await run_in_threadpool(one_time.use_link, request.path_params["token"])
    if identity is None:
        return page.answer(request.scope, "link", 403)
    token = await run_in_threadpool(signing_in.sign_in, identity, gate.COMMAND_LINE)
    return await let_in(request.scope, token) if token else page.unknown(request.scope, identity)


def _counts_here(known: gate.Known, request: Request) -> bool:
    return known.provider not in gate.ONLY_HERE or from_this_machine(request.scope)


def _not_offered(request: Request) -> Response:
    words = language.asked(request.scope)
    return PlainTextResponse(text(words, "signin.refused.demo"), 403, {"Content-Language": words})


async def _form(request: Request) -> str:
    """Return the body of a small form; nothing of a large one."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            return ""
    return body.decode("latin-1")


ROUTES = [
    Route("/logg-inn", sign_in_page, methods=["GET"]),
    Route("/logg-inn/demo", as_demo_person, methods=["POST"]),
    Route("/logg-inn/engang/{token}", by_link, methods=["GET"]),
    Route("/logg-inn/{provider}", to_provider, methods=["GET"]),
]
