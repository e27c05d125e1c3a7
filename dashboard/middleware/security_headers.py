"""Headers that every answer carries."""

import base64
import hashlib
import re
from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import settings
from dashboard.middleware.compression import FOLDER
from dashboard.middleware.doors import is_asset

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000; includeSubDomains"
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


class SecurityHeaders:
    """Adds the headers to each answer, also to refusals."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in headers_of(str(scope["path"])).items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


def headers_of(path: str) -> dict[str, str]:
    """Return the headers of an answer from an address; only files that are the same for everybody may be kept."""
    kept = {} if is_asset(path) else {"Cache-Control": "no-store"}
    secure = {"Strict-Transport-Security": HSTS} if settings.current().secure else {}
    return HEADERS | {"Content-Security-Policy": content_security_policy()} | kept | secure


@cache
def content_security_policy() -> str:
    """Return what a page may load and do: what is the app's own, and no script written into a page but Streamlit's.

    Streamlit's document has one short script; its hash is of the installed version, computed when the app starts.
    Styles are written into the page by Streamlit's own interface and cannot be forbidden.
    """
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in inline_scripts())])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        ]
    )


def inline_scripts() -> list[str]:
    """Return the SHA-256 of each script that is written into Streamlit's document, as the policy wants it."""
    document = _COMMENT.sub(b"", (FOLDER / "index.html").read_bytes())
    return [base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(document)]
