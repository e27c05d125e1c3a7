"""What counts as a request from this machine, and as one that a page of ours sent."""

from typing import Any

import pytest

from dashboard.signing_in.here import from_this_machine, is_from_here, is_loopback, is_same_origin
from tests.dashboard.asgi import request

HERE = {"host": "127.0.0.1:8501"}


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("127.0.0.1", HERE),
        ("127.0.0.1", {"host": "localhost"}),
        ("::1", {"host": "[::1]:8501"}),
        ("::ffff:127.0.0.1", HERE),
    ],
)
def test_from_here(address: str, headers: dict[str, str]) -> None:
    assert is_from_here(address, headers)


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("10.0.0.7", HERE),
        ("127.0.0.1", {}),
        ("2001:db8::1", HERE),
        ("::ffff:10.0.0.7", HERE),
        ("not an address", HERE),
        (None, HERE),
        ("127.0.0.1", {"host": "brobygger.example.org"}),  # another name for this machine
        ("127.0.0.1", {"host": "127.0.0.1.example.org"}),
        ("127.0.0.1", {"accept": "text/html"}),
        ("127.0.0.1", HERE | {"x-forwarded-for": "10.0.0.7"}),  # a proxy on this machine
        ("127.0.0.1", HERE | {"x-forwarded-proto": "https"}),
        ("127.0.0.1", HERE | {"forwarded": "for=10.0.0.7"}),
        ("127.0.0.1", HERE | {"via": "1.1 proxy"}),
    ],
)
def test_from_elsewhere(address: str | None, headers: dict[str, str]) -> None:
    assert not is_from_here(address, headers)


@pytest.mark.parametrize(
    ("changed", "here"),
    [
        ({}, True),
        ({"server": ("10.0.0.7", 8501)}, False),  # the server listens on another address too
        ({"server": None}, False),
        ({"client": ("10.0.0.7", 50000)}, False),
        ({"client": None}, False),
    ],
)
def test_both_ends_of_the_connection_count(changed: dict[str, Any], here: bool) -> None:
    assert from_this_machine(request("/") | changed) is here


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("localhost", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 - not listened to
        ("host.example", False),
        ("", False),
    ],
)
def test_loopback(address: str, loopback: bool) -> None:
    assert is_loopback(address) is loopback


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "same-site"}, False),
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "none"}, False),
        ({"sec_fetch_site": "cross-site", "origin": "http://localhost:8501"}, False),
        ({"origin": "http://localhost:8501"}, True),
        ({"referer": "http://localhost:8501/budget"}, True),
        ({"origin": "http://evil.example", "referer": "http://localhost:8501/"}, False),
        ({"origin": "http://localhost:9999"}, False),
        ({"origin": "null"}, False),
        ({}, False),
    ],
)
def test_a_page_of_ours(headers: dict[str, str], same: bool) -> None:
    assert is_same_origin(request("/auth/logout", **headers)) is same
