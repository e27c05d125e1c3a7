"""How many months a forecast lags behind its plan."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.vocabulary import Grain
from metrics.results import Missing
from metrics.slippage import slippage

OF = "amount_minor"


def curve(start: int, amounts: list[float], step: int = 12) -> pd.DataFrame:
    """Amounts from a month counted from January of year 2020, each at the end of its period."""
    ends = [start + step * (place + 1) - 1 for place in range(len(amounts))]
    return pd.DataFrame(
        {"fiscal_year": [2020 + end // 12 for end in ends], "period": [end % 12 + 1 for end in ends], OF: amounts}
    )


@pytest.mark.parametrize(
    ("plan", "forecast", "months"),
    [
        ([100, 100, 100, 100], [0, 100, 100, 100], 12),
        ([0, 100, 100, 100], [100, 100, 100, 100], -12),
        ([0, 100, 100, 100], [0, 50, 100, 100], 6),  # half of the first year's gain: half a year late
        ([0, 100, 100], [0, 80, 80], 0),  # smaller, not later
        ([10, 20, 40], [10, 20, 40], 0),
    ],
)
def test_a_shift_is_found_in_months_though_the_lines_are_of_years(
    plan: list[float], forecast: list[float], months: int
) -> None:
    assert slippage(curve(0, plan), curve(0, forecast), Grain.YEAR, OF).months == months


def test_where_nothing_shows_when_there_is_no_slippage_to_tell() -> None:
    flat, none = curve(0, [50, 50, 50]), curve(0, [])
    assert slippage(flat, curve(0, [40, 40, 40]), Grain.YEAR, OF).why is Missing.FLAT_CURVE
    assert slippage(flat, none, Grain.YEAR, OF).why is Missing.NO_FORECAST
    assert slippage(none, flat, Grain.YEAR, OF).why is Missing.NO_PLAN
    assert slippage(curve(0, [None, 5.0]), flat, Grain.YEAR, OF).why is Missing.NO_PRICE_GROWTH


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    amounts=st.lists(st.integers(1, 50), min_size=6, max_size=12, unique=True),
    late=st.integers(0, 24),
)
def test_a_plan_that_is_only_moved_is_late_by_as_much(amounts: list[int], late: int) -> None:
    rising = [float(one) for one in sorted(amounts)]
    found = slippage(curve(0, rising, 1), curve(late, rising, 1), Grain.MONTH, OF)
    assert found.months == late
