"""Cookies as they leave: Secure over HTTPS, none longer than its purpose, Streamlit's sign-in for signing out alone."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import settings

SIGNED_IN, STATE = "_streamlit_user", "_streamlit_session"
LOGOUT = "/auth/logout"
STATE_SECONDS = 600
"""How long somebody may take at the provider."""


class SetCookies:
    """Rewrites every Set-Cookie header of an answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and rewrite the cookies of the answer."""

        async def sending(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept"):
                headers = [
                    (name, rewritten(value.decode("latin-1")).encode("latin-1") if name == b"set-cookie" else value)
                    for name, value in message.get("headers", [])
                ]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, sending)


def rewritten(header: str) -> str:
    """Return a Set-Cookie header as it may leave."""
    given, *rest = (part.strip() for part in header.split(";"))
    attributes = {name.lower(): (name, value) for name, _, value in (part.partition("=") for part in rest)}
    name = given.partition("=")[0]
    _, until = attributes.pop("expires", ("", ""))
    taken_away = "max-age" not in attributes and until and parsedate_to_datetime(until) < datetime.now(UTC)
    longest = 0 if taken_away else _longest(name)
    asked = attributes.get("max-age", ("", str(longest)))[1]
    attributes["max-age"] = ("Max-Age", str(min(int(asked), longest)))
    attributes["samesite"] = attributes.get("samesite") or ("SameSite", "Lax")
    if name.startswith(SIGNED_IN):
        attributes["path"] = ("Path", LOGOUT)
    if settings.current().secure:
        attributes["secure"] = ("Secure", "")
    return "; ".join([given, *(f"{name}={value}" if value else name for name, value in attributes.values())])


def _longest(name: str) -> int:
    if name == STATE:
        return STATE_SECONDS
    if name.startswith("_streamlit"):
        return round(settings.current().limits.longest.total_seconds())
    return 31_536_000
