"""What a unit's spending is held against in a quarter, and which two amounts that compares."""

from enum import StrEnum

import pandas as pd

from data.periods import Quarter
from metrics.budget import (
    BUDGET_DEVIATION_YEAR_TO_DATE,
    FORECAST_DEVIATION,
    SHARE_OF_BUDGET_SPENT,
    YEAR_DEVIATION,
    Rules,
)
from metrics.budget_drivers import Comparison
from metrics.card import Metric


class Yardstick(StrEnum):
    """What spending is held against: the budget so far, the year's budget when it is over, what is expected, or none.

    `SPENT` is for an annual budget alone: how much of it is spent can be said, whether that is too much cannot.
    """

    YEAR_TO_DATE = "year_to_date"
    YEAR = "year"
    FORECAST = "forecast"
    SPENT = "spent"

    @property
    def used(self) -> str:
        """The column of what is held against the budget."""
        return "forecast_minor" if self is Yardstick.FORECAST else "actual_minor"

    @property
    def budget(self) -> str:
        """The column of the budget it is held against."""
        return "periodised_minor" if self is Yardstick.YEAR_TO_DATE else "revised_minor"

    @property
    def metric(self) -> Metric:
        """The metric whose figure this is."""
        return _METRICS[self]

    @property
    def comparison(self) -> Comparison | None:
        """The deviation whose drivers can be told; None where there is no deviation."""
        return None if self is Yardstick.SPENT else Comparison(self.value)


_METRICS = {
    Yardstick.YEAR_TO_DATE: BUDGET_DEVIATION_YEAR_TO_DATE,
    Yardstick.YEAR: YEAR_DEVIATION,
    Yardstick.FORECAST: FORECAST_DEVIATION,
    Yardstick.SPENT: SHARE_OF_BUDGET_SPENT,
}


def yardstick(own: pd.DataFrame, quarter: Quarter, rules: Rules) -> Yardstick:
    """Return the first deviation that a unit's figures allow, else `SPENT`: the same order as on the scorecard.

    Args:
        own: BUDGET_POSITIONS of one unit at the quarter's end (`metrics.positions.quarter_ends`); may be empty.
        quarter: A year's own deviation is told in its fourth quarter only.
        rules: `gross_rule`.
    """
    order = [Yardstick.YEAR_TO_DATE, Yardstick.FORECAST]
    if quarter.number == 4:
        order.insert(0, Yardstick.YEAR)
    known = (choice for choice in order if len(own) and bool(choice.metric.compute(own, rules)["value"].notna().all()))
    return next(known, Yardstick.SPENT)
