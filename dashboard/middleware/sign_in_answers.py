"""What Streamlit answers on the way to a provider and back, turned into our sessions and our words.

Streamlit and Authlib talk with the provider. What they find out they put into a cookie on the way back; here it is read
as it leaves, judged, and turned into a session of the database.
"""

import logging
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import errors, gate, settings
from dashboard.signing_in import cookies, page
from dashboard.signing_in.claims import Refusal, Vouched, judged, said_by
from dashboard.signing_in.here import is_same_origin
from data import signing_in

LOG = logging.getLogger("brobygger")
LOGIN, CALLBACK, LOGOUT = "/auth/login", "/oauth2callback", "/auth/logout"


@dataclass
class Answer:
    """A whole answer, held back."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    async def take(self, message: Message) -> None:
        """Take a part of the answer."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    @property
    def leads_to(self) -> str:
        """Where it leads; empty where it leads nowhere."""
        return Headers(raw=self.headers).get("location", "") if self.status in (302, 303, 307) else ""

    @property
    def cookies(self) -> list[str]:
        """The cookies that it sets."""
        return Headers(raw=self.headers).getlist("set-cookie")


class SignInAnswers:
    """Rewrites the answers of the three addresses of Streamlit's sign-in; everything else passes."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self.app = app
        self.handled = {LOGIN: self._login, CALLBACK: self._callback, LOGOUT: self._logout}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one of the three, or pass the request on."""
        handle = self.handled.get(str(scope["path"])) if scope["type"] == "http" else None
        if handle is None:
            await self.app(scope, receive, send)
            return
        try:
            answer = await handle(scope, receive)
        except Exception as error:  # whatever breaks, the person gets an id and the log the cause
            answer = page.answer(scope, "broken", 500, id=errors.reported(error))
        await answer(scope, receive, send)

    async def _asked(self, scope: Scope, receive: Receive) -> Answer:
        answer = Answer()
        await self.app(scope, receive, answer.take)
        return answer

    async def _login(self, scope: Scope, receive: Receive) -> Response:
        """Lead to the provider, or say that it cannot be reached."""
        answer = await self._asked(scope, receive)
        if answer.leads_to == "/":  # the link that leads here was too old
            return _with(RedirectResponse("/logg-inn", 303), answer.cookies)
        if not answer.leads_to:
            LOG.warning("a sign-in could not begin: the provider did not answer")
            return page.answer(scope, "unreachable", 503)
        return _with(RedirectResponse(answer.leads_to, 303), answer.cookies)

    async def _callback(self, scope: Scope, receive: Receive) -> Response:
        """Let in whom the provider vouches for, or say why not."""
        answer = await self._asked(scope, receive)
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        if not asked.keys() & {"code", "error"}:  # back from signing out at the provider
            return _with(RedirectResponse("/logg-inn?why=signed_out", 303), answer.cookies)
        said = said_by(answer.cookies)
        if said is None:
            LOG.warning("a sign-in was refused: the provider or its answer was not what it must be")
            return page.answer(scope, "denied" if "error" in asked else "failed", 403)
        vouched = judged(said, settings.current())
        if vouched.refusal is not None:
            return await _refused(scope, vouched, vouched.refusal)
        token = await run_in_threadpool(signing_in.sign_in, vouched.identity, vouched.provider, vouched.acr)
        if token is None:
            LOG.warning("a sign-in was refused: no role; provider %s", vouched.provider)
            return page.unknown(scope, vouched.identity)
        LOG.info("somebody signed in; provider %s", vouched.provider)
        return _with(await let_in(scope, token), answer.cookies)

    async def _logout(self, scope: Scope, receive: Receive) -> Response:
        """End the session, then sign out at the provider too; only where a page of ours leads here."""
        if not is_same_origin(scope):
            return page.answer(scope, "sign_out", 403)
        await end_session(scope)
        answer = await self._asked(scope, receive)
        leads_to = answer.leads_to if answer.leads_to not in ("", "/") else "/logg-inn?why=signed_out"
        return _with(RedirectResponse(leads_to, 303), [*answer.cookies, cookies.no_session_cookie()])


async def let_in(scope: Scope, token: str) -> Response:
    """Return the answer that gives a browser its session and leads where somebody was going."""
    await end_session(scope)
    answer = RedirectResponse(cookies.return_path(scope), 303)
    return _with(answer, [cookies.session_cookie(token), cookies.no_return_cookie()])


async def end_session(scope: Scope) -> None:
    """End the session that a browser has, if it has one."""
    token = gate.token_of(scope)
    if token:
        await run_in_threadpool(signing_in.sign_out, token, settings.current().limits)
        gate.MEMO.forget(token)
        LOG.info("somebody signed out")


async def _refused(scope: Scope, vouched: Vouched, refusal: Refusal) -> Response:
    LOG.warning("a sign-in was refused: %s; provider %s", refusal, vouched.provider)
    await run_in_threadpool(signing_in.note_refusal, vouched.identity, vouched.provider, refusal)
    return page.answer(scope, refusal, 403)


def _with(answer: Response, set_cookies: list[str]) -> Response:
    for header in set_cookies:
        answer.headers.append("set-cookie", header)
    return answer
