"""Which language a reader gets."""

import pytest

from dashboard.language import chosen, cookie_value


@pytest.mark.parametrize(
    ("parameter", "cookie", "accepted", "expected"),
    [
        ("en", "nn", "nb", "en"),
        ("xx", "nn", "en", "nn"),
        (None, "zz", "en-GB,en;q=0.9", "en"),
        (None, None, "nn-NO,nn;q=0.9,en;q=0.8", "nn"),
        (None, None, "no,en;q=0.5", "nb"),
        (None, None, "de,en;q=0.5,nn;q=0.7", "nn"),
        (None, None, "de", "nb"),
        (None, None, "en;q=0", "nb"),
        (None, None, "en;q=much", "nb"),
        (None, None, None, "nb"),
    ],
)
def test_the_address_then_the_cookie_then_the_browser(
    parameter: str | None, cookie: str | None, accepted: str | None, expected: str
) -> None:
    assert chosen(parameter, cookie, accepted) == expected


def test_the_cookie_is_found_among_others() -> None:
    assert cookie_value({"cookie": "a=b; brobygger_language=en; c=d"}) == "en"
    assert cookie_value({"cookie": "a=b"}) is None
    assert cookie_value({}) is None
