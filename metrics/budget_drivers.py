"""Why a unit deviates: its deviation split by what the money is for, to the last øre."""

from enum import StrEnum
from math import isnan

import pandas as pd

from data.vocabulary import AccountClass, AccountGroup, Dimension, Grain, TargetType
from metrics.budget import REVIEWED, SINCE
from metrics.card import Better, Metric, Unit
from metrics.ratios import complete_sums, first_missing, ratio
from metrics.results import Band, Missing
from metrics.tables import ACCOUNT_POSITIONS, require


class Driver(StrEnum):
    """What a deviation can come from; income drivers are those whose money comes in."""

    PAY = "pay"
    SUBSTITUTES = "substitutes"
    SICK_PAY_REFUND = "sick_pay_refund"
    PURCHASES = "purchases"
    TRANSFERS = "transfers"
    INCOME = "income"
    CAPITAL = "capital"
    FINANCE = "finance"
    OTHER = "other"


INCOME_DRIVERS = frozenset({Driver.SICK_PAY_REFUND, Driver.INCOME})


class Comparison(StrEnum):
    """Which two amounts a deviation is the difference of."""

    YEAR_TO_DATE = "year_to_date"
    YEAR = "year"
    FORECAST = "forecast"


_AMOUNTS = {
    Comparison.YEAR_TO_DATE: ("periodised_minor", "actual_minor"),
    Comparison.YEAR: ("revised_minor", "actual_minor"),
    Comparison.FORECAST: ("revised_minor", "forecast_minor"),
}
_REASONS = {
    "periodised_minor": Missing.NO_PERIODISED_BUDGET,
    "actual_minor": Missing.NO_ACTUAL,
    "revised_minor": Missing.NO_REVISED_BUDGET,
    "forecast_minor": Missing.NO_FORECAST,
}
_DRIVERS = {str(driver): str(driver) for driver in Driver if driver is not Driver.OTHER} | {
    AccountGroup.CAPITAL_INCOME.value: Driver.CAPITAL.value,
    AccountGroup.FINANCE_COST.value: Driver.FINANCE.value,
    AccountGroup.FINANCE_INCOME.value: Driver.FINANCE.value,
}
"""Driver by account group; capital and finance are net of their own income."""


def deviation_drivers(account_positions: pd.DataFrame, comparison: Comparison) -> pd.DataFrame:
    """Return how much of each unit's deviation comes from each driver; + is under budget, or more income.

    The drivers of a unit sum to its deviation exactly. Capital (investments) and finance (interest, instalments,
    dividends) are net of their own income; what belongs to no driver, such as depreciation and funds, is `other`. A
    missing part makes all of the unit's drivers missing.

    Args:
        account_positions: ACCOUNT_POSITIONS at the end of one period, class operations (others are left out).
        comparison: Which deviation.

    Returns:
        Indexed by unit_id, driver: numerator (minor units of deviation), denominator (|budget| of the driver, minor
        units), value (share of the driver's own budget), why.

    Source:
        Account groups of `data.vocabulary`; the split is Brobygger's own.
    """
    require(account_positions, ACCOUNT_POSITIONS)
    budget, used = _AMOUNTS[comparison]
    rows = account_positions[(account_positions["account_class"] == AccountClass.OPERATIONS).to_numpy()]
    rows = rows.assign(driver=rows["account_group"].map(_DRIVERS).fillna(Driver.OTHER.value))
    sums = complete_sums(rows, ["unit_id", "driver"], [budget, used])
    whole = sums.notna().groupby(level="unit_id").transform("all")
    sums = sums.where(whole)
    why = first_missing(sums, {used: _REASONS[used], budget: _REASONS[budget]})
    return ratio(sums[budget] - sums[used], sums[budget].abs(), why=why)


def leading_driver(drivers: pd.DataFrame, unit_id: str, deviation_minor: int) -> tuple[Driver, int] | None:
    """Return the driver that pulls most in the deviation's own direction, with its amount (sign as the deviation).

    None if the drivers are missing, or none pulls that way.
    """
    if unit_id not in drivers.index.get_level_values("unit_id"):
        return None
    amounts = drivers.xs(unit_id, level="unit_id")["numerator"]
    if amounts.isna().any() or deviation_minor == 0:
        return None
    sign = 1 if deviation_minor > 0 else -1
    pulling = [(int(amount) * sign, Driver(str(name))) for name, amount in amounts.items() if int(amount) * sign > 0]
    if not pulling:
        return None
    amount, driver = max(pulling)
    return driver, amount * sign


def planned_volume(band: Band | None) -> float | None:
    """Return the volume a target plans: the bound of a minimum or maximum, the middle of a range; None if open."""
    if band is None:
        return None
    if band.target_type is TargetType.MINIMUM:
        return band.desired_low
    if band.target_type is TargetType.MAXIMUM:
        return band.desired_high
    if band.desired_low is None or band.desired_high is None:
        return None
    return (band.desired_low + band.desired_high) / 2


def volume_effect(planned: float | None, actual: float | None, budget_minor: int | None) -> int | None:
    """Return how much of a deviation is due to volume, in whole minor units; + is under budget.

    (planned - actual volume) x budgeted cost of one. An «of which»: it lies across the drivers, never added.

    Args:
        planned: Planned volume so far this year.
        actual: Actual volume so far this year.
        budget_minor: Gross expenditure budget for the same time.

    Returns:
        None where a part is missing or nothing was planned.
    """
    if planned is None or actual is None or budget_minor is None or isnan(planned) or isnan(actual) or planned == 0:
        return None
    return round((planned - actual) * (budget_minor / planned))


DEVIATION_DRIVERS = Metric(
    key="deviation_drivers",
    dimension=Dimension.BUDGET,
    unit=Unit.MINOR,
    better=Better.NEAR_ZERO,
    grain=Grain.MONTH,
    needs=(ACCOUNT_POSITIONS,),
    compute=deviation_drivers,
    source="Brobygger's own definition",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)
