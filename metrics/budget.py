"""How a unit stands against its budget: so far this year, over the whole year, and as it expects the year to end."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from data.vocabulary import Dimension, Grain
from metrics.card import Better, Metric, Unit
from metrics.ratios import GROSS, first_missing, net_or_gross, overruled, ratio
from metrics.results import Missing
from metrics.tables import BUDGET_POSITIONS, require

Rules = Mapping[str, float]
"""The numbers in force, by key, as `metrics.parameters.all_in_force` returns them."""

REVIEWED = date(2026, 11, 21)
SINCE = date(2026, 1, 1)
_LAW = "kommuneloven § 14-5"


def budget_deviation_year_to_date(positions: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return how far each unit is under (+) or over (-) its periodised budget so far this year.

    value = (periodised budget - actual) / |periodised budget|, net and summed from January; divided by the gross
    periodised budget where |net| is under the gross rule's share of it.

    Args:
        positions: BUDGET_POSITIONS at quarter ends (`metrics.positions.quarter_ends`); costs positive.
        rules: `gross_rule`.

    Returns:
        Indexed as `positions`: numerator and denominator (minor units), value (share; 0.02 is 2 % under budget),
        basis (net or gross), why. NaN where a part is missing: an annual budget is not spread over the year by us.

    Source:
        kommuneloven § 14-5; a share of a near-zero net budget says nothing, hence the gross rule.
    """
    require(positions, BUDGET_POSITIONS)
    why = first_missing(
        positions, {"actual_minor": Missing.NO_ACTUAL, "periodised_minor": Missing.NO_PERIODISED_BUDGET}
    )
    denominator, basis = net_or_gross(positions, "periodised", rules["gross_rule"])
    return ratio(positions["periodised_minor"] - positions["actual_minor"], denominator, basis=basis, why=why)


def share_of_budget_spent(positions: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return how much of each unit's revised budget for the whole year is spent so far.

    value = actual / revised budget, net. Where |net| is under the gross rule's share of gross, both parts are gross
    expenditure: a net amount of a gross budget would compare two different things.

    Args:
        positions: BUDGET_POSITIONS at quarter ends; costs positive.
        rules: `gross_rule`.

    Returns:
        Indexed as `positions`: numerator and denominator (minor units), value (share), basis, why. NaN where a part
        is missing or the budget is zero. A unit with net income has both parts negative, and the share positive.

    Source:
        Kommuneloven § 14-5.
    """
    require(positions, BUDGET_POSITIONS)
    why = first_missing(positions, {"actual_minor": Missing.NO_ACTUAL, "revised_minor": Missing.NO_REVISED_BUDGET})
    _, basis = net_or_gross(positions, "revised", rules["gross_rule"])
    by_gross = (basis == GROSS).to_numpy()
    actual = positions["actual_minor"].mask(by_gross, positions["gross_actual_minor"])
    budget = positions["revised_minor"].mask(by_gross, positions["gross_revised_minor"])
    return ratio(actual, budget, basis=basis, why=why)


def year_deviation(positions: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return how far each unit ended the year under (+) or over (-) its revised budget.

    value = (revised budget - actual) / |revised budget|, of the whole year with its closing entries.

    Args:
        positions: BUDGET_POSITIONS at quarter ends; costs positive.
        rules: `gross_rule`.

    Returns:
        Indexed as `positions`: numerator and denominator (minor units), value (share), basis, why. NaN in quarters
        1-3: a year is judged when it is over.

    Source:
        Kommuneloven § 14-5.
    """
    require(positions, BUDGET_POSITIONS)
    why = first_missing(positions, {"actual_minor": Missing.NO_ACTUAL, "revised_minor": Missing.NO_REVISED_BUDGET})
    why = overruled(why, np.asarray(positions.index.get_level_values("quarter") < 4), Missing.YEAR_NOT_OVER)
    denominator, basis = net_or_gross(positions, "revised", rules["gross_rule"])
    return ratio(positions["revised_minor"] - positions["actual_minor"], denominator, basis=basis, why=why)


def forecast_deviation(positions: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return how far each unit expects to end the year under (+) or over (-) its revised budget.

    value = (revised budget - forecast) / |revised budget|, with the budget and the forecast as of the quarter.

    Args:
        positions: BUDGET_POSITIONS at quarter ends; costs positive.
        rules: `gross_rule`.

    Returns:
        Indexed as `positions`: numerator and denominator (minor units), value (share), basis, why.

    Source:
        Kommuneloven § 14-5, third paragraph: reports on the expected result at least twice a year.
    """
    require(positions, BUDGET_POSITIONS)
    why = first_missing(positions, {"forecast_minor": Missing.NO_FORECAST, "revised_minor": Missing.NO_REVISED_BUDGET})
    denominator, basis = net_or_gross(positions, "revised", rules["gross_rule"])
    return ratio(positions["revised_minor"] - positions["forecast_minor"], denominator, basis=basis, why=why)


BUDGET_DEVIATION_YEAR_TO_DATE = Metric(
    key="budget_deviation_year_to_date",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.NEAR_ZERO,
    grain=Grain.MONTH,
    needs=(BUDGET_POSITIONS,),
    compute=budget_deviation_year_to_date,
    source=_LAW,
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=("gross_rule", "materiality", "noise_points"),
)

SHARE_OF_BUDGET_SPENT = Metric(
    key="share_of_budget_spent",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.NEUTRAL,
    grain=Grain.MONTH,
    needs=(BUDGET_POSITIONS,),
    compute=share_of_budget_spent,
    source=_LAW,
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=("gross_rule",),
)

YEAR_DEVIATION = Metric(
    key="year_deviation",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.NEAR_ZERO,
    grain=Grain.YEAR,
    needs=(BUDGET_POSITIONS,),
    compute=year_deviation,
    source=_LAW,
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=("gross_rule", "materiality"),
)

FORECAST_DEVIATION = Metric(
    key="forecast_deviation",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.NEAR_ZERO,
    grain=Grain.QUARTER,
    needs=(BUDGET_POSITIONS,),
    compute=forecast_deviation,
    source=_LAW,
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=("gross_rule", "materiality"),
)
