"""The cookies of the way in: what they carry, and that the way back stays on this host."""

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.signing_in import cookies
from tests.dashboard.asgi import request

HTTPS = {"auth": {"redirect_uri": "https://app.example/oauth2callback"}}


def test_the_session_cookie(access: Callable[..., Any]) -> None:
    assert cookies.session_cookie("t") == "brobygger_session=t; Path=/; Max-Age=28800; HttpOnly; SameSite=Lax"
    access(HTTPS | {"access": {"session_hours": 1}})
    secure = "__Host-brobygger_session=t; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure"
    assert cookies.session_cookie("t") == secure
    assert cookies.no_session_cookie() == secure.replace("=t;", "=;").replace("3600", "0")


@pytest.mark.parametrize(
    "path", ["/", "/budget", "/budget?unit=300&lang=nn", "/?a=b;c=d", "/%C3%A5?x=%20", "/a/b?next=https://evil.example"]
)
def test_a_path_of_this_host_is_the_way_back(access: Callable[..., Any], path: str) -> None:
    del access
    assert cookies.local(path) == path
    header = cookies.return_cookie(path)
    assert cookies.return_path(request("/", cookie=header.partition("; Path")[0])) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "budget",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\tx",
        "/a\r\nSet-Cookie: x=1",
        "/a b",
        "/a\\b",
        "/" + "a" * 2000,
        "/logg-inn?why=idle",
        "/auth/logout",
        "/oauth2callback?code=1",
        "/å",
    ],
)
def test_anything_else_leads_to_the_first_page(path: str) -> None:
    assert cookies.local(path) == "/"


def test_without_the_cookie_the_way_leads_to_the_first_page() -> None:
    assert cookies.return_path(request("/")) == "/"
    assert cookies.return_path(request("/", cookie="brobygger_return=https%3A%2F%2Fevil.example")) == "/"
