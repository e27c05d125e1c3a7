"""The cookies of the way in: the session's, and the one that keeps where somebody was going."""

import re
from urllib.parse import quote, unquote

from starlette.types import Scope

from dashboard import gate, settings

RETURN_COOKIE = "brobygger_return"
RETURN_SECONDS = 600
LONGEST_RETURN = 2000
_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
"""A path of this host: one slash, and nothing that a browser would take for another host or drop."""


def session_cookie(token: str) -> str:
    """Return the header that gives a browser its session."""
    return _cookie(gate.cookie_name(), token, round(settings.current().limits.longest.total_seconds()))


def no_session_cookie() -> str:
    """Return the header that takes a browser's session away."""
    return _cookie(gate.cookie_name(), "", 0)


def return_cookie(path: str) -> str:
    """Return the header that keeps where somebody was going, for the time that signing in takes."""
    return _cookie(RETURN_COOKIE, quote(path, safe=""), RETURN_SECONDS)


def no_return_cookie() -> str:
    """Return the header that forgets where somebody was going."""
    return _cookie(RETURN_COOKIE, "", 0)


def return_path(scope: Scope) -> str:
    """Return where somebody was going, if that is a path of this host; else the first page."""
    return local(unquote(gate.cookie_of(scope, RETURN_COOKIE)))


def local(path: str) -> str:
    """Return the path if it is one of this host, outside the way in; else the first page."""
    good = _LOCAL.fullmatch(path) and len(path) <= LONGEST_RETURN
    return path if good and not path.startswith(("/logg-inn", "/auth/", "/oauth2callback")) else "/"


def _cookie(name: str, value: str, seconds: int) -> str:
    secure = "; Secure" if settings.current().secure else ""
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
