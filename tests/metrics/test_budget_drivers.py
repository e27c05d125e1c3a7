from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.vocabulary import AccountGroup
from metrics.budget_drivers import (
    Comparison,
    Driver,
    deviation_drivers,
    leading_driver,
    planned_volume,
    volume_effect,
)
from metrics.results import Missing
from metrics.targets_in_force import band_in_force
from tests.metrics.small_town import UNITS, account, accounts, target, targets

TABLE = accounts(
    account("pay", actual=62, periodised=60, revised=80, forecast=83),
    account("substitutes", actual=9, periodised=4, revised=5, forecast=9),
    account("purchases", actual=29, periodised=30, revised=40, forecast=40),
    account("depreciation", actual=3, periodised=3, revised=4, forecast=4),
    account("finance_cost", actual=2, periodised=1, revised=2, forecast=2),
    account("finance_income", actual=-9, periodised=-5, revised=-7, forecast=-7),
    account("capital", actual=12, periodised=20, revised=30, forecast=30),
    account("capital_income", actual=-1, periodised=-4, revised=-6, forecast=-6),
    account("use_of_funds", actual=-2, periodised=-3, revised=-4, forecast=-4),
    account("sick_pay_refund", actual=-4, periodised=-2, revised=-3, forecast=-5),
    account("income", actual=-10, periodised=-12, revised=-16, forecast=-14),
    account("pay", actual=999, periodised=1, account_class="investment"),  # decoy: investment
    account("pay", actual=5, periodised=9, unit="skole"),  # decoy: another unit
)


def amounts(comparison: Comparison) -> dict[str, int]:
    return deviation_drivers(TABLE, comparison).xs("helse", level="unit_id")["numerator"].to_dict()


def test_each_driver_is_budget_less_actual() -> None:
    assert amounts(Comparison.YEAR_TO_DATE) == {
        "pay": -2,  # 60 - 62
        "substitutes": -5,  # 4 - 9
        "purchases": 1,
        "sick_pay_refund": 2,  # -2 - -4: more came in
        "income": -2,  # -12 - -10: less came in
        "finance": 3,  # interest 1 - 2, dividends -5 - -9
        "capital": 5,  # investments 20 - 12, their income -4 - -1
        "other": -1,  # depreciation 3 - 3, funds -3 - -2
    }
    # budget 60+4+30+3+1-5+20-4-3-2-12 = 92, actual 62+9+29+3+2-9+12-1-2-4-10 = 91
    assert sum(amounts(Comparison.YEAR_TO_DATE).values()) == 92 - 91
    assert amounts(Comparison.FORECAST)["pay"] == -3  # 80 - 83
    assert amounts(Comparison.YEAR)["pay"] == 18  # 80 - 62


def test_the_leading_driver_pulls_the_way_of_the_deviation() -> None:
    drivers = deviation_drivers(TABLE, Comparison.YEAR_TO_DATE)
    assert leading_driver(drivers, "helse", -7) == (Driver.SUBSTITUTES, -5)
    assert leading_driver(drivers, "helse", 7) == (Driver.CAPITAL, 5)
    assert leading_driver(drivers, "helse", 0) is None
    assert leading_driver(drivers, "skole", -1) is None  # its only driver pulls the other way
    assert leading_driver(drivers, "lege", -1) is None


def test_a_missing_part_makes_all_of_the_units_drivers_missing() -> None:
    table = pd.concat([TABLE, accounts(account("transfers", actual=None, periodised=5))])
    made = deviation_drivers(table, Comparison.YEAR_TO_DATE)
    assert made.loc["helse"]["numerator"].isna().all()
    assert made.loc["skole"]["numerator"].tolist() == [4]  # 9 - 5
    assert made.loc[("helse", "transfers"), "why"] is Missing.NO_ACTUAL
    assert leading_driver(made, "helse", -7) is None


AMOUNT = st.integers(-(10**12), 10**12)


@given(st.lists(st.tuples(st.sampled_from(list(AccountGroup)), AMOUNT, AMOUNT), min_size=1, max_size=20))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_the_drivers_sum_exactly_to_the_deviation(rows: list[tuple[str, int, int]]) -> None:
    table = accounts(*(account(group, actual=actual, periodised=budget) for group, actual, budget in rows))
    made = deviation_drivers(table, Comparison.YEAR_TO_DATE)["numerator"].sum()
    assert made == sum(budget for _, _, budget in rows) - sum(actual for _, actual, _ in rows)


def test_volume_is_the_difference_times_the_budgeted_cost_of_one() -> None:
    assert volume_effect(200, 215, 1_000_000) == -75_000  # (200 - 215) x 1 000 000 / 200
    assert volume_effect(200, 190, 1_000_000) == 50_000
    assert volume_effect(3, 4, 10) == -3  # -3.33 in whole units
    assert volume_effect(0, 4, 10) is None
    assert volume_effect(None, 4, 10) is None
    assert volume_effect(3, float("nan"), 10) is None


@pytest.mark.parametrize(
    ("row", "planned"),
    [
        (target("v", "minimum", 200.0), 200.0),
        (target("v", "maximum", None, 210.0), 210.0),
        (target("v", "range", 190.0, 210.0), 200.0),
        (target("v", "range", 190.0, None), None),
    ],
)
def test_the_planned_volume_is_the_targets(row: tuple[object, ...], planned: float | None) -> None:
    assert planned_volume(band_in_force("v", "fjell", date(2026, 9, 30), targets(row), UNITS)) == planned
