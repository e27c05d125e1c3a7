"""Which of the three languages a reader gets: the address says it, else the cookie, else the browser."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Scope

LANGUAGES = ("nb", "nn", "en")
DEFAULT = "nb"
PARAMETER = "lang"
COOKIE = "brobygger_language"

_BROWSER = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}


def known(value: str | None) -> str | None:
    """Return the language if it is one of ours."""
    return value if value in LANGUAGES else None


def chosen(parameter: str | None, cookie: str | None, accepted: str | None) -> str:
    """Return the language by the address's parameter, else the cookie, else the browser's Accept-Language."""
    return known(parameter) or known(cookie) or from_browser(accepted)


def from_browser(accepted: str | None) -> str:
    """Return the first of the browser's languages that is ours, in the order it prefers them; else bokmål."""
    ranked = sorted((_ranked(part) for part in (accepted or "").split(",")), key=lambda pair: -pair[0])
    return next((_BROWSER[tag] for weight, tag in ranked if tag in _BROWSER and weight > 0), DEFAULT)


def _ranked(part: str) -> tuple[float, str]:
    tag, _, quality = part.strip().partition(";q=")
    try:
        weight = float(quality) if quality else 1.0
    except ValueError:
        weight = 0.0
    return weight, tag.split("-")[0].lower()


def cookie_value(headers: Mapping[str, str]) -> str | None:
    """Return the language cookie of a request's headers."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None


def current() -> str:
    """Return the reader's language in this run, and keep it for the runs that follow."""
    query = known(st.query_params.get(PARAMETER))
    kept = query or st.session_state.get(COOKIE)
    language = kept or chosen(None, st.context.cookies.get(COOKIE), st.context.headers.get("Accept-Language"))
    st.session_state[COOKIE] = language
    return str(language)


def asked(scope: Scope) -> str:
    """Return the language of a request, by the same rule as the app itself."""
    headers = Headers(scope=scope)
    return chosen(parameter(scope), cookie_value(headers), headers.get("accept-language"))


def parameter(scope: Scope) -> str | None:
    """Return the language that a request's address names, whether it is one of ours or not."""
    values = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(PARAMETER)
    return values[0] if values else None
