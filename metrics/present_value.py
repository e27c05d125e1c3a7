"""What a stream of yearly amounts is worth today, per krone, and how soon it has paid itself back.

Flows are real amounts (one price level) in minor units; the last axis is the year from the base year, t = 0 first.
Gains are positive and costs negative unless said otherwise. A present value is an estimate and stays float64 until it
is shown or stored: `metrics.rounding.whole_minor` makes it whole then, and only then.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.discounting import DiscountSchedule, factors
from metrics.ratios import first_missing, ratio
from metrics.results import Missing


def present_value(flows: npt.ArrayLike | pd.DataFrame, schedule: DiscountSchedule) -> np.ndarray:
    """Return what each row of flows is worth in the base year; + is a net gain.

    Args:
        flows: Years, or rows x years, in minor units.
        schedule: The discount rates.

    Returns:
        float64: one number for years, one a row for rows x years; NaN where a year's amount is missing.

    Source:
        DFØ, guide to socio-economic analysis, chapter 3.
    """
    yearly = _yearly(flows)
    return np.asarray(yearly @ factors(schedule, range(yearly.shape[-1])))


def npv_per_krone(flows: pd.DataFrame, public_funds: pd.DataFrame, schedule: DiscountSchedule) -> pd.DataFrame:
    """Return each measure's net present value per krone of public money; + is a net gain.

    Args:
        flows: A row a measure, columns years from t = 0: gains less all costs.
        public_funds: The same rows: public money spent, positive.
        schedule: The discount rates.

    Returns:
        numerator (NPV, minor units), denominator (PV of the public money), value (kroner a krone), why. NaN where the
        public money is worth nothing, and where a year is missing.
    """
    parts = pd.DataFrame({"numerator": present_value(flows, schedule)}, index=flows.index)
    parts["denominator"] = pd.Series(present_value(public_funds, schedule), index=public_funds.index)
    incomplete = first_missing(parts, dict.fromkeys(("numerator", "denominator"), Missing.INCOMPLETE_YEARS))
    return ratio(parts["numerator"], parts["denominator"], why=incomplete)


def payback_years(flows: npt.ArrayLike | pd.DataFrame, schedule: DiscountSchedule | None = None) -> np.ndarray:
    """Return the years from the base year until each row's sum is never below zero again.

    Within the year of crossing the amount is taken to come evenly. 0 where nothing is ever outstanding.

    Args:
        flows: Years, or rows x years.
        schedule: The discount rates of the discounted payback; None for the simple one.

    Returns:
        float64, one a row; NaN where it never pays back within the years given, or a year is missing.
    """
    yearly = _yearly(flows)
    years = yearly.shape[-1]
    worth = yearly if schedule is None else yearly * factors(schedule, range(years))
    rows = np.atleast_2d(worth)
    return np.asarray(_crossings(rows, rows.cumsum(axis=1)).reshape(worth.shape[:-1]))


def _crossings(rows: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """The last crossing counts: a measure that needs new money later has not paid itself back before that."""
    years = rows.shape[1]
    outstanding = sums < 0
    last = years - 1 - outstanding[:, ::-1].argmax(axis=1)  # the last year that ends below zero
    next_year = np.minimum(last + 1, years - 1)
    row = np.arange(len(rows))
    with np.errstate(divide="ignore", invalid="ignore"):  # rows that never cross are replaced below
        when = last - sums[row, last] / rows[row, next_year]
    when = np.where(outstanding.any(axis=1), when, 0.0)
    return np.where(outstanding[:, -1] | np.isnan(sums[:, -1]), np.nan, when)


def _yearly(flows: npt.ArrayLike | pd.DataFrame) -> np.ndarray:
    if isinstance(flows, pd.DataFrame):
        return flows.to_numpy(dtype="float64", na_value=np.nan)
    return np.asarray(flows, dtype="float64")
