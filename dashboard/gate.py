"""Who is this? The browser's session cookie, and what the database says of it now.

The answer is kept for two seconds at most, so a role that is taken away is gone at once. Streamlit's own cookies say
nothing here: they only carry what the provider wants to see again when somebody signs out.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from threading import Lock
from typing import Any

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Scope

from dashboard import settings
from data import people, sessions
from data.access import Principal, looking_at_the_gate
from data.database import database_url
from data.sessions import EndedBecause

COOKIE = "brobygger_session"
KNOWN = "brobygger.known"
"""Where the gate notes in a request who sends it."""
DEMO = "demo"
COMMAND_LINE = "command line"
ONLY_HERE = frozenset({DEMO, COMMAND_LINE})
"""What vouches for somebody on the machine itself alone."""
KEPT_SECONDS = 2.0
KEPT = 2048


@dataclass(frozen=True)
class Known:
    """Somebody who is let in.

    Attributes:
        principal: What they may see and do.
        session_id: Their session; None is the public.
        provider: Who vouched for them.
        name: What a municipality calls them; empty where none does.
    """

    principal: Principal
    session_id: str | None = None
    provider: str = ""
    name: str = ""


class Memo:
    """Answers kept for a moment, the least used forgotten first."""

    def __init__(self, ask: Callable[[str], Known | None], seconds: float = KEPT_SECONDS, size: int = KEPT) -> None:
        """Keep what answers a question."""
        self.ask, self.seconds, self.size = ask, seconds, size
        self._kept: OrderedDict[str, tuple[float, Known | None]] = OrderedDict()
        self._guard = Lock()

    def get(self, token: str) -> Known | None:
        """Return the answer, a moment old at most."""
        with self._guard:
            found = self._kept.get(_key(token))
        return found[1] if found and time.monotonic() - found[0] < self.seconds else self.fresh(token)

    def fresh(self, token: str) -> Known | None:
        """Return the answer of now, and keep it."""
        asked, answer = time.monotonic(), self.ask(token)
        with self._guard:
            self._kept[_key(token)] = (asked, answer)
            self._kept.move_to_end(_key(token))
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return answer

    def forget(self, token: str) -> None:
        """Ask anew next time."""
        with self._guard:
            self._kept.pop(_key(token), None)


def _key(token: str) -> str:
    return f"{database_url()} {sessions.hashed(token) if token else ''}"


def _looked_up(token: str) -> Known | None:
    """Return who holds a token, or the public; None where the public is not let in."""
    with looking_at_the_gate() as session:
        found = sessions.present(session, token, settings.current().limits) if token else None
        made_up = found is not None and found.provider == DEMO
        if found is not None and found.principal.grants and not (made_up and not people.only_fictional(session)):
            return Known(found.principal, found.session_id, found.provider, found.name)
        public = people.the_public(session)
        return Known(public) if public.grants else None


MEMO = Memo(_looked_up)


def current() -> Known | None:
    """Return who is asking in this run of the app; None is somebody who must sign in first."""
    return MEMO.get(_token_of_run())


def current_principal() -> Principal | None:
    """Return what whoever is asking in this run may see; None is somebody who must sign in first."""
    found = current()
    return found.principal if found else None


def why_over() -> EndedBecause | None:
    """Return why the session of whoever is asking in this run is over; None where it holds or there was none."""
    token = _token_of_run()
    return sessions.why_over(token, settings.current().limits) if token else None


def _token_of_run() -> str:
    found = st.context.cookies.get(cookie_name())
    return found if isinstance(found, str) else ""


def known_of(scope: Mapping[str, Any]) -> Known | None:
    """Return who sends a request, as the gate noted it; None where it did not pass the gate."""
    found = scope.get(KNOWN)
    return found if isinstance(found, Known) else None


def cookie_name() -> str:
    """Return the name of the session cookie: over HTTPS one that browsers take from this host alone."""
    return f"__Host-{COOKIE}" if settings.current().secure else COOKIE


def token_of(scope: Scope) -> str:
    """Return the token in a request's session cookie; empty where there is none."""
    return cookie_of(scope, cookie_name())


def cookie_of(scope: Scope, name: str) -> str:
    """Return a request's cookie; empty where there is none."""
    for header in Headers(scope=scope).getlist("cookie"):
        try:
            morsel = SimpleCookie(header).get(name)
        except CookieError:
            continue
        if morsel is not None:
            return morsel.value
    return ""
