"""How many months later (or earlier) than planned a benefit is expected: the shift that best lays one on the other."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.vocabulary import Grain
from metrics.results import Missing

MONTHS = {Grain.YEAR: 12, Grain.QUARTER: 3, Grain.MONTH: 1}
FURTHEST = 60
"""A benefit is not looked for further than five years from where it was planned."""
_SHIFTS = np.arange(-FURTHEST, FURTHEST + 1)


@dataclass(frozen=True)
class Slippage:
    """Months that the forecast lags behind the plan; + is later, None is missing with the reason."""

    months: int | None
    why: Missing | None = None


def slippage(plan: pd.DataFrame, forecast: pd.DataFrame, grain: Grain, of: str) -> Slippage:
    """Return the shift of the plan, in months, that leaves the smallest sum of squared differences to the forecast.

    An amount of a year or quarter is spread evenly over its months, moved, and gathered again. Before its first month
    a plan holds nothing; after its last it goes on as in that month. The plan is scaled to fit, so that a benefit that
    is only smaller than planned is not told as late. Of equal shifts the smallest stands.

    Args:
        plan: fiscal_year, period and `of` of the current plan of one benefit.
        forecast: The same of its forecast.
        grain: How long the periods are that the lines end.
        of: amount_minor or quantity.

    Returns:
        None where there is no forecast, nothing is planned, or both curves are flat: nothing shows where they belong.

    Source:
        Brobygger's own definition.
    """
    if forecast.empty:
        return Slippage(None, Missing.NO_FORECAST)
    if plan.empty:
        return Slippage(None, Missing.NO_PLAN)
    if plan[of].isna().any() or forecast[of].isna().any():
        return Slippage(None, Missing.NO_PRICE_GROWTH)
    step = MONTHS[grain]
    first, last = _span(plan, forecast, step)
    planned, expected = (_monthly(rows, first, last, step, of) for rows in (plan, forecast))
    if np.ptp(planned) == 0 and np.ptp(expected) == 0:
        return Slippage(None, Missing.FLAT_CURVE)
    end = max(_months(plan)) - first
    errors = _errors(planned[: end + 1], expected, step)
    nearest = _SHIFTS[errors <= errors.min() + _NOISE * (1 + errors.min())]
    return Slippage(int(min(nearest, key=lambda shift: (abs(shift), shift))))


_NOISE = 1e-9
"""Sums of squares that differ by less than this share are the same: what floats cannot tell apart."""


def _months(rows: pd.DataFrame) -> list[int]:
    return [int(year) * 12 + int(period) - 1 for year, period in zip(rows["fiscal_year"], rows["period"], strict=True)]


def _span(plan: pd.DataFrame, forecast: pd.DataFrame, step: int) -> tuple[int, int]:
    """Return the first and the last month of both together."""
    months = [*_months(plan), *_months(forecast)]
    return min(months) - step + 1, max(months)


def _monthly(rows: pd.DataFrame, first: int, last: int, step: int, of: str) -> np.ndarray:
    line = np.zeros(last - first + 1)
    for month, amount in zip(_months(rows), rows[of], strict=True):
        line[month - first - step + 1 : month - first + 1] += float(amount) / step
    return line


def _errors(planned: np.ndarray, expected: np.ndarray, step: int) -> np.ndarray:
    """Return, by shift, the sum of squared differences by period between the forecast and the plan moved and scaled."""
    places = np.arange(len(expected)) - _SHIFTS[:, None]
    moved = np.where(places < 0, 0.0, planned[np.clip(places, 0, len(planned) - 1)])
    plan, forecast = (line.reshape(*line.shape[:-1], -1, step).sum(axis=-1) for line in (moved, expected))
    sizes, fits = (plan**2).sum(axis=1), plan @ forecast
    scales = np.divide(fits, sizes, out=np.zeros(len(sizes)), where=sizes > 0).clip(min=0.0)
    return np.asarray(((scales[:, None] * plan - forecast) ** 2).sum(axis=1))
