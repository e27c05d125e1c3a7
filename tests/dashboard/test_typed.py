"""Numbers as people type them in their language, read and written back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.typed import Hand
from data.importers.problems import Problem

NB, EN = Hand("nb", 2), Hand("en", 2)
HERE = Problem("", row=2, column="2026")


@pytest.mark.parametrize(
    ("hand", "typed", "minor"),
    [
        (NB, "1 234,50", 123_450),
        (NB, "1\u00a0234,5", 123_450),
        (EN, "1,234.50", 123_450),
        (NB, "\u2212 3", -300),
        (NB, " ", None),
    ],
)
def test_an_amount_is_read_as_the_reader_writes_it(hand: Hand, typed: str, minor: int | None) -> None:
    assert hand.amount(typed, HERE) == minor


@pytest.mark.parametrize(
    ("typed", "code"), [("mye", "not_an_amount"), ("1,234", "too_many_decimals"), ("=A1", "formula_cell")]
)
def test_what_is_no_amount_says_where_it_stands(typed: str, code: str) -> None:
    assert NB.amount(typed, HERE) == Problem(code, row=2, column="2026", found=typed, wanted="1\u00a0234,50")


def test_shares_are_per_cent_and_exact_to_a_millionth() -> None:
    assert NB.share("12,3456 %", HERE) == 123_456  # 12.3456 / 100 of a million
    assert NB.of_share(123_456) == "12,3456"
    assert isinstance(NB.number("x", HERE), Problem)


@settings(deadline=None, derandomize=True)
@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_an_amount_that_is_written_is_read_again(minor: int) -> None:
    assert NB.amount(NB.of_amount(minor), HERE) == minor
    assert EN.amount(EN.of_amount(minor), HERE) == minor
