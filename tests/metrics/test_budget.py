import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics.budget import (
    budget_deviation_year_to_date,
    forecast_deviation,
    share_of_budget_spent,
    year_deviation,
)
from metrics.parameters import in_force
from metrics.positions import of_quarter, quarter_ends
from metrics.results import Missing
from tests.metrics.small_town import RULES, position, positions

NOW = Quarter(2026, 3)


def at(answer: pd.DataFrame, unit: str, quarter: Quarter = NOW) -> pd.Series:
    return of_quarter(answer, quarter).loc[unit]


def test_a_deviation_is_budget_less_actual_of_the_budget() -> None:
    ends = quarter_ends(
        positions(
            position("over", 2026, 9, actual=110, periodised=100),
            position("under", 2026, 9, actual=95, periodised=100),
            position("income", 2026, 9, actual=-90, periodised=-100),  # 10 less income than budget
            position("over", 2026, 6, actual=50, periodised=100),  # decoy: another quarter
            position("over", 2025, 9, actual=50, periodised=100),  # decoy: another year
        )
    )
    made = budget_deviation_year_to_date(ends, RULES)
    assert at(made, "over")[["numerator", "denominator", "value"]].tolist() == [-10, 100, -0.1]  # 100 - 110
    assert at(made, "under")["value"] == 0.05  # (100 - 95) / 100
    assert at(made, "income")["value"] == -0.1  # (-100 - -90) / |-100|
    assert at(made, "over", Quarter(2026, 2))["value"] == 0.5


def test_an_annual_budget_is_not_spread_over_the_year() -> None:
    ends = quarter_ends(positions(position("a", 2026, 9, actual=75, revised=100), position("b", 2026, 9, periodised=5)))
    made = budget_deviation_year_to_date(ends, RULES)
    assert math.isnan(at(made, "a")["value"])
    assert at(made, "a")["why"] is Missing.NO_PERIODISED_BUDGET
    assert at(made, "b")["why"] is Missing.NO_ACTUAL


def test_a_small_net_budget_is_divided_by_gross_and_says_so() -> None:
    gross = {"periodised": 1000, "actual": 1010}
    ends = quarter_ends(positions(position("a", 2026, 9, actual=15, periodised=5, gross=gross)))
    made = at(budget_deviation_year_to_date(ends, RULES), "a")
    assert made[["numerator", "denominator", "basis"]].tolist() == [-10, 1000, "gross"]  # 5 - 15 of 1000, not of 5
    assert made["value"] == -0.01


def test_share_spent_compares_net_with_net_and_gross_with_gross() -> None:
    ends = quarter_ends(
        positions(
            position("net", 2026, 9, actual=60, revised=80, gross={"actual": 70, "revised": 100}),
            position("gross", 2026, 9, actual=30, revised=10, gross={"actual": 70, "revised": 100}),
            position("zero", 2026, 9, actual=0, revised=0, gross={"actual": 0, "revised": 0}),
            position("no budget", 2026, 9, actual=30),
        )
    )
    made = share_of_budget_spent(ends, RULES)
    assert at(made, "net")[["numerator", "denominator", "value", "basis"]].tolist() == [60, 80, 0.75, "net"]
    assert at(made, "gross")[["numerator", "denominator", "value", "basis"]].tolist() == [70, 100, 0.7, "gross"]
    assert at(made, "zero")["why"] is Missing.ZERO_DENOMINATOR
    assert at(made, "no budget")["why"] is Missing.NO_REVISED_BUDGET


def test_a_year_is_judged_when_it_is_over() -> None:
    ends = quarter_ends(
        positions(
            position("a", 2026, 9, actual=75, revised=100),
            position("a", 2026, 12, actual=98, revised=100),
            position("a", 2026, 13, actual=104, revised=100),
        )
    )
    made = year_deviation(ends, RULES)
    assert at(made, "a")["why"] is Missing.YEAR_NOT_OVER
    assert at(made, "a", Quarter(2026, 4))["value"] == -0.04  # (100 - 104) / 100: closing entries belong to the year


def test_a_forecast_is_set_against_the_budget_of_its_own_day() -> None:
    ends = quarter_ends(positions(position("a", 2026, 9, original=90, revised=100, forecast=103)))
    made = at(forecast_deviation(ends, RULES), "a")
    assert made[["numerator", "denominator", "value"]].tolist() == [-3, 100, -0.03]  # (100 - 103) / 100


def test_tv_08_a_total_is_the_sum_of_its_parts_and_can_hide_an_overspend() -> None:
    # Sandnes kommune, first quarter of 2021, million kroner: central items +36.0, services -17.5, together +18.5
    ends = quarter_ends(
        positions(
            position("central", 2021, 3, actual=-3600, periodised=0),
            position("services", 2021, 3, actual=101750, periodised=100000),
            position("sandnes", 2021, 3, actual=-3600 + 101750, periodised=100000),
        )
    )
    amounts = of_quarter(budget_deviation_year_to_date(ends, RULES), Quarter(2021, 1))["numerator"]
    assert amounts["services"] == -1750
    assert amounts["sandnes"] == 1850  # 3600 - 1750
    assert amounts["central"] + amounts["services"] == amounts["sandnes"]


def test_tv_09_material_is_one_per_cent() -> None:
    # Sunndal kommune 2018, million kroner: operating revenue 798 and services 490 gave the limits 8 and 5
    limit = in_force("materiality", NOW.last_day)
    assert limit * 798 == pytest.approx(7.98)
    assert limit * 490 == pytest.approx(4.9)
    assert (round(limit * 798), round(limit * 490)) == (8, 5)


AMOUNT = st.integers(-(10**12), 10**12)


@given(AMOUNT, AMOUNT, AMOUNT)
@settings(deadline=None, derandomize=True)
def test_one_more_spent_is_one_less_of_deviation(budget: int, actual: int, more: int) -> None:
    ends = quarter_ends(
        positions(
            position("a", 2026, 9, actual=actual, periodised=budget, revised=budget, forecast=actual),
            position("b", 2026, 9, actual=actual + more, periodised=budget, revised=budget, forecast=actual + more),
        )
    )
    for metric in (budget_deviation_year_to_date, forecast_deviation):
        made = of_quarter(metric(ends, RULES), NOW)["numerator"]
        assert made["a"] - made["b"] == more
        assert made["a"] == budget - actual
