from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.rounding import scaled, whole_minor, whole_quotient


def test_halves_go_away_from_zero_and_missing_stays_missing() -> None:
    made = whole_minor(pd.Series([0.5, 1.5, -0.5, -1.5, 0.49, float("nan")], index=list("abcdef")))
    assert made.tolist()[:5] == [1, 2, -1, -2, 0]
    assert made.isna().tolist() == [False] * 5 + [True]
    assert made.index.tolist() == list("abcdef")
    assert made.dtype == "Int64"


def test_a_half_that_binary_numbers_miss_is_still_a_half() -> None:
    assert 1.005 * 1_000 < 1_005  # the product falls short of what was meant
    assert whole_minor([1.005 * 100]).tolist() == [101]  # 100.5


def test_an_estimate_too_large_to_be_told_to_the_minor_unit_is_refused() -> None:
    with pytest.raises(OverflowError, match="9007199254740992"):
        whole_minor([2.0**53])
    with pytest.raises(OverflowError):
        whole_minor([float("-inf")])


def test_money_is_scaled_exactly_beyond_what_a_float_holds() -> None:
    amounts = pd.Series([2**53 + 1, 3, -3, None], dtype="Int64")
    made = scaled(amounts, Fraction(1, 2))
    assert made.tolist()[:3] == [2**52 + 1, 2, -2]  # (2^53 + 1) / 2 = 2^52 + 0.5; 1.5; -1.5
    assert pd.isna(made.iloc[3])


@given(st.integers(-(10**18), 10**18), st.integers(1, 10**6))
@settings(deadline=None, derandomize=True)
def test_a_quotient_is_what_decimal_arithmetic_makes_it(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator)  # 28 digits: more than enough to tell a half here
    assert whole_quotient(numerator, denominator) == int(exact.to_integral_value(ROUND_HALF_UP))
