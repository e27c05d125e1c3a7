"""The page's own language: `<html lang>` and the title, written into the document before the browser sees it.

A screen reader takes its voice from `<html lang>`, which Streamlit fixes to «en». A change of language is an ordinary
link with `?lang=`, so the document is fetched anew and no script has to mend it afterwards.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import language

YEAR_SECONDS = 31_536_000
_UNCHANGED = b'<html lang="en">'
_TITLE = b"<title>Streamlit</title>"
_OWN = b'<title>Brobygger</title><script src="/app/static/no_web_assembly.js"></script>'
"""A library tries WebAssembly, which the policy of the page forbids, and does without where there is none: so there is
none."""
_CONDITIONS = {b"if-none-match", b"if-modified-since", b"accept-encoding"}


class DocumentLanguage:
    """Rewrites the document that starts the app; everything else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; rewrite the answer if it is an HTML document."""
        if scope["type"] != "http" or scope["method"] != "GET" or "text/html" not in _accept(scope):
            await self.app(scope, receive, send)
            return
        # Neither «not modified» nor compressed: the bytes differ by language, and we must read them.
        whole = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]}
        await self.app(whole, receive, _Rewriting(send, language.asked(scope), _explicit(scope)))


class _Rewriting:
    """Holds back the start of an answer until its body is known."""

    def __init__(self, send: Send, chosen: str, explicit: bool) -> None:
        self.send, self.chosen, self.explicit = send, chosen, explicit
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_document(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        body = in_language(self.body, self.chosen)
        headers = MutableHeaders(scope=start)
        for name in ("etag", "last-modified"):
            if name in headers:
                del headers[name]
        headers["content-length"] = str(len(body))
        headers["content-language"] = self.chosen
        headers.add_vary_header("Cookie, Accept-Language")
        if self.explicit:
            cookie = f"{language.COOKIE}={self.chosen}; Path=/; Max-Age={YEAR_SECONDS}; SameSite=Lax; HttpOnly"
            headers.append("set-cookie", cookie)
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def in_language(document: bytes, chosen: str) -> bytes:
    """Return the document with its language, with the app's name until a page gives its own, and no WebAssembly."""
    marked = document.replace(_UNCHANGED, f'<html lang="{chosen}">'.encode(), 1)
    return marked.replace(_TITLE, _OWN, 1)


def _explicit(scope: Scope) -> bool:
    return language.known(language.parameter(scope)) is not None


def _accept(scope: Scope) -> str:
    return Headers(scope=scope).get("accept", "")


def _is_document(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
