"""Cookies as they leave: Secure over HTTPS, no longer than needed, Streamlit's sign-in for signing out alone."""

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.middleware.set_cookies import SetCookies, rewritten
from tests.dashboard.asgi import asked, request

HTTPS = {"auth": {"redirect_uri": "https://app.example/oauth2callback"}, "access": {"session_hours": 2}}
OURS = "brobygger_session=t; Path=/; Max-Age=28800; HttpOnly; SameSite=Lax"


@pytest.mark.parametrize(
    ("given", "leaves"),
    [
        (
            "_streamlit_user=v; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax",
            "_streamlit_user=v; HttpOnly; Max-Age=28800; Path=/auth/logout; SameSite=lax",
        ),
        (
            "_streamlit_user_tokens_1=v; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax",
            "_streamlit_user_tokens_1=v; HttpOnly; Max-Age=28800; Path=/auth/logout; SameSite=lax",
        ),
        (
            '_streamlit_user=""; expires=Sat, 21 Nov 2020 20:00:00 GMT; Max-Age=0; Path=/; SameSite=lax',
            '_streamlit_user=""; Max-Age=0; Path=/auth/logout; SameSite=lax',
        ),
        (
            "_streamlit_session=v; path=/; Max-Age=1209600; httponly; samesite=lax",
            "_streamlit_session=v; path=/; Max-Age=600; httponly; samesite=lax",
        ),
        (
            "_streamlit_session=null; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; httponly; samesite=lax",
            "_streamlit_session=null; path=/; httponly; samesite=lax; Max-Age=0",
        ),
        ("_streamlit_xsrf=2|a|b|1; Path=/", "_streamlit_xsrf=2|a|b|1; Path=/; Max-Age=28800; SameSite=Lax"),
        (OURS, OURS),
    ],
)
def test_over_http_on_this_machine(access: Callable[..., Any], given: str, leaves: str) -> None:
    del access
    assert rewritten(given) == leaves


def test_over_https_every_cookie_is_secure_and_none_outlives_a_session(access: Callable[..., Any]) -> None:
    access(HTTPS)
    assert rewritten("_streamlit_xsrf=x; Path=/") == "_streamlit_xsrf=x; Path=/; Max-Age=7200; SameSite=Lax; Secure"
    assert rewritten("_streamlit_user=v; Max-Age=2592000; Path=/").split("; ")[1] == "Max-Age=7200"
    secure = "__Host-brobygger_session=t; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax; Secure"
    assert rewritten(secure) == secure


def test_every_cookie_of_an_answer_is_rewritten(access: Callable[..., Any]) -> None:
    access(HTTPS)

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"set-cookie", b"a=1"), (b"x-other", b"a=1"), (b"set-cookie", b"b=2; Secure")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    found = asked(SetCookies(app), request("/")).headers
    assert [header.endswith("; Secure") or "; Secure;" in header for header in found.getlist("set-cookie")] == [
        True,
        True,
    ]
    assert found["x-other"] == "a=1"
