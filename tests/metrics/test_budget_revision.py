import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics import tables as t
from metrics.budget_revision import (
    december_index,
    forecast_bias,
    forecast_error,
    revision_ratio,
)
from metrics.positions import of_quarter, quarter_ends
from metrics.results import Missing
from tests.metrics.small_town import RULES, account, accounts, position, positions

NOW = Quarter(2026, 3)


def changes(*rows: tuple[object, ...]) -> pd.DataFrame:
    return t.table(t.BUDGET_CHANGES, list(rows))


DECIDED = changes(
    ("a", 2026, date(2026, 2, 1), "council", "sak 1/26", 10),
    ("a", 2026, date(2026, 6, 1), "council", "sak 2/26", -10),  # cancels the first: both count
    ("a", 2026, date(2026, 9, 30), "director", "brev 3", 5),
    ("a", 2026, date(2026, 10, 1), "council", "sak 4/26", 100),  # decoy: after the quarter
    ("a", 2025, date(2025, 6, 1), "council", "sak 5/25", 200),  # decoy: another year
    ("b", 2026, date(2026, 6, 1), "council", "sak 6/26", 400),  # decoy: another unit
)


def test_the_revision_ratio_sums_every_change() -> None:
    ends = quarter_ends(
        positions(
            position("a", 2026, 9, original=100, revised=105),
            position("a", 2026, 3, original=100, revised=110),
            position("b", 2025, 9, original=100, revised=92),
            position("c", 2026, 9, original=100, revised=93),
            position("d", 2026, 9, original=10, revised=12, gross={"original": 100}),
            position("e", 2026, 9, revised=12),
            position("f", 2026, 9, original=12),
        )
    )
    made = revision_ratio(ends, DECIDED, RULES)
    now = of_quarter(made, NOW)
    assert now.loc["a", ["numerator", "value", "basis"]].tolist() == [25, 0.25, "net"]  # 10 + 10 + 5 of 100
    assert of_quarter(made, Quarter(2026, 1)).loc["a", "numerator"] == 10
    assert of_quarter(made, Quarter(2025, 3)).loc["b", ["numerator", "basis"]].tolist() == [8, "snapshot"]
    assert now.loc["c", ["value", "basis"]].tolist() == [0.07, "snapshot"]  # |93 - 100|: no change rows at all
    assert now.loc["d", ["value", "basis"]].tolist() == [0.02, "snapshot_gross"]  # |12 - 10| of 100
    assert now.loc["e", "why"] is Missing.NO_ORIGINAL_BUDGET
    assert now.loc["f", "why"] is Missing.NO_BUDGET_CHANGES


def test_a_unit_with_changes_later_in_the_year_has_had_none_yet() -> None:
    late = changes(("a", 2026, date(2026, 10, 1), "council", "sak 4/26", 100))
    ends = quarter_ends(positions(position("a", 2026, 9, original=100, revised=100)))
    assert revision_ratio(ends, late, RULES)["value"].iloc[0] == 0


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=6))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_no_order_and_no_sign_lowers_the_revision_ratio(amounts: list[int]) -> None:
    ends = quarter_ends(positions(position("a", 2026, 9, original=1000, revised=1000 + sum(amounts))))
    rows = [("a", 2026, date(2026, 3, 1), "council", str(n), amount) for n, amount in enumerate(amounts)]
    made = revision_ratio(ends, changes(*rows), RULES)["value"].iloc[0]
    assert made == pytest.approx(sum(map(abs, amounts)) / 1000)
    assert made >= abs(sum(amounts)) / 1000 - 1e-12


FORECASTS = positions(
    position("a", 2024, 6, forecast=104),
    position("a", 2024, 9, forecast=98),
    position("a", 2024, 12, actual=100, forecast=777),  # decoy: a forecast in the last quarter is not judged
    position("a", 2025, 6, forecast=220),
    position("a", 2025, 12, actual=200),
    position("a", 2026, 6, forecast=999),  # decoy: the year is not over
    position("a", 2026, 9, actual=50),
    position("a", 2027, 3, actual=10),  # the accounts of 2026 never came: its forecast cannot be judged
    position("b", 2026, 9, actual=50),
)


def test_bias_and_error_over_the_forecasts_of_closed_years() -> None:
    ends = quarter_ends(FORECASTS)
    bias, error = forecast_bias(ends, RULES), forecast_error(ends, RULES)
    now = of_quarter(bias, NOW)
    assert now.loc["a", ["numerator", "denominator", "forecasts"]].tolist() == [
        22,
        400,
        3,
    ]  # 4 - 2 + 20; 100 + 100 + 200
    assert now.loc["a", "value"] == 0.055
    assert of_quarter(error, NOW).loc["a", "value"] == pytest.approx((0.04 + 0.02 + 0.10) / 3)
    assert of_quarter(bias, Quarter(2027, 1)).loc["a", "numerator"] == 22
    assert now.loc["b", "why"] is Missing.NO_EARLIER_FORECAST
    # at the end of 2025 its own forecasts are known too, in its third quarter only those of 2024
    assert of_quarter(bias, Quarter(2025, 4)).loc["a", "numerator"] == 22
    assert of_quarter(bias, Quarter(2025, 2)).loc["a", "numerator"] == 2  # 4 - 2


def test_an_outturn_with_a_small_net_is_divided_by_gross() -> None:
    rows = positions(
        position("a", 2025, 9, forecast=8),
        position("a", 2025, 12, actual=5, gross={"actual": 100}),
    )
    made = of_quarter(forecast_bias(quarter_ends(rows), RULES), Quarter(2025, 4)).loc["a"]
    assert made[["value", "basis"]].tolist() == [0.03, "gross"]  # (8 - 5) / 100


def year(**by_period: int | None) -> pd.DataFrame:
    rows = [account("purchases", actual=amount, period=int(period[1:])) for period, amount in by_period.items()]
    return accounts(*rows)


def test_december_with_its_closing_entries_against_an_ordinary_month() -> None:
    decoys = accounts(
        *(account("pay", actual=1000 * period, period=period) for period in (11, 12, 13)),
        *(account("depreciation", actual=period * period, period=period) for period in (11, 12, 13)),
        *(account("purchases", actual=999, period=period, account_class="investment") for period in (11, 13)),
    )
    table = pd.concat([year(p11=110, p12=125, p13=130), decoys])
    made = december_index(table).loc["helse"]
    assert made[["numerator", "denominator", "value"]].tolist() == [20, 10, 2.0]  # 130 - 110; 110 / 11


def test_december_without_period_13_and_without_months() -> None:
    assert december_index(year(p11=110, p12=120)).loc["helse", "value"] == 1.0  # (120 - 110) / 10
    quarterly = december_index(year(p9=90, p12=120)).loc["helse"]
    assert math.isnan(quarterly["value"])
    assert quarterly["why"] is Missing.NO_MONTHLY_FIGURES
    assert december_index(year(p11=110)).loc["helse", "why"] is Missing.YEAR_NOT_OVER


@given(st.integers(1, 10**9), st.integers(2, 9))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_an_even_year_has_the_index_one_whatever_its_size(month: int, times: int) -> None:
    assert december_index(year(p11=11 * month, p12=12 * month)).loc["helse", "value"] == pytest.approx(1)
    rush = year(p11=11 * month, p12=(11 + times) * month)
    assert december_index(rush).loc["helse", "value"] == pytest.approx(times)
