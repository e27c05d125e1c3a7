"""Only somebody at the machine itself is let in, until sign-in exists."""

import pytest

from dashboard.gate import principal_of
from data.access import LOCAL_PRINCIPAL

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
def test_let_in(address: str, headers: dict[str, str]) -> None:
    assert principal_of(address, headers) is LOCAL_PRINCIPAL


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
        ("127.0.0.1", HERE | {"forwarded": "for=10.0.0.7"}),
        ("127.0.0.1", HERE | {"via": "1.1 proxy"}),
    ],
)
def test_kept_out(address: str | None, headers: dict[str, str]) -> None:
    assert principal_of(address, headers) is None
