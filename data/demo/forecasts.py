"""What each unit believed, quarter by quarter, that its year would end at."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.demo import stories
from data.demo.actuals import YearActuals, main_cells
from data.demo.budgets import Amounts
from data.demo.services import CLOSED_YEARS, SEED, THOUSAND_KRONER

QUARTER_PERIODS = (3, 6, 9, 12)
_SEEN = {3: 0.25, 6: 0.55, 9: 0.8, 12: 0.96}
"""How much of the year's deviation is seen in time, by period."""

BIAS = {"310": 0.010, "340": 0.006, "520": 0.004, "360": -0.004, "540": -0.008, "900": -0.002}
"""Habit, as a share of the unit's gross budget: + promises a better year than it gets, - a worse one."""

FORECAST_2026: dict[str, tuple[int, int, int]] = {
    "310": (-600, -1300, -2300),
    "320": (200, 500, 700),
    "330": (-100, -3100, -3200),
    "340": (0, -500, -1400),
    "350": (200, 500, 700),
    "360": (300, 700, 1000),
    "370": (0, 0, -200),
    "900": (1500, 4000, 7500),
}
"""2026: thousand kroner under (+) or over (-) the revised budget that a unit expects for the year, by quarter."""


def forecast_at(actuals: YearActuals, period: int) -> pd.DataFrame:
    """Return the forecast for the year made after a period: unit_id, function_code, account_code, amount_minor.

    A unit that has not delivered has no rows. The stories known by then are forecast where they happen, the rest of a
    unit's expected deviation on its main line.
    """
    budget = actuals.budget
    amounts = budget.at(period) + _known_effects(actuals, period)
    units, of_unit = np.unique(budget.cells["unit_id"], return_inverse=True)
    expected = np.zeros(len(units), dtype=np.int64)
    np.add.at(expected, of_unit, budget.at(period) - amounts)
    amounts[main_cells(budget)] += expected - _expected(actuals, units, of_unit, period)
    made = budget.cells.assign(amount_minor=amounts)
    return made[~made["unit_id"].isin(late(budget.year, period))]


def late(year: int, period: int) -> tuple[str, ...]:
    """Return the units that did not deliver a forecast for a period."""
    return (stories.LATE_UNIT,) if (year, period) == (2026, 9) else ()


def _known_effects(actuals: YearActuals, period: int) -> Amounts:
    budget = actuals.budget
    index = pd.MultiIndex.from_frame(budget.cells)
    known = np.zeros(len(budget.cells), dtype=np.int64)
    for effect in stories.effects(budget.year):
        # The spike of December is money held back, not a deviation of the year: nobody forecasts it.
        if effect.month <= period and effect.unit_id != stories.SPIKING:
            known[index.get_loc((effect.unit_id, effect.function_code, effect.account_code))] += effect.amount_minor
    return known


def _expected(
    actuals: YearActuals, units: npt.NDArray[np.object_], of_unit: npt.NDArray[np.intp], period: int
) -> Amounts:
    """Return each unit's expected deviation of the year (+ under budget) in whole ten thousands of kroner."""
    budget = actuals.budget
    seen = np.zeros(len(units), dtype=np.int64)
    months = len(actuals.monthly[0]) if budget.year in CLOSED_YEARS else min(period, actuals.months)
    np.add.at(seen, of_unit, (budget.monthly[:, :months] - actuals.monthly[:, :months]).sum(axis=1))
    gross = pd.Series(np.where(budget.cells["account_code"] < "600", budget.original, 0)).groupby(of_unit).sum()
    chance = np.random.default_rng([SEED, budget.year, period, 2])
    habit = np.array([BIAS.get(str(unit), 0.0) for unit in units]) + 0.002 * chance.standard_normal(len(units))
    share = _SEEN[period] if budget.year in CLOSED_YEARS else 1.0
    unsure = {3: 1.0, 6: 0.7, 9: 0.4, 12: 0.1}[period]
    drawn = np.rint((seen * share + gross.to_numpy() * habit * unsure) / (10 * THOUSAND_KRONER)).astype(np.int64) * 10
    if budget.year == 2026:
        for place, unit in enumerate(units):
            drawn[place] = FORECAST_2026.get(str(unit), (int(drawn[place]),) * 3)[period // 3 - 1]
    return drawn * THOUSAND_KRONER


def periods(year: int) -> tuple[int, ...]:
    """Return the periods of a year after which forecasts were made."""
    return QUARTER_PERIODS if year in CLOSED_YEARS else QUARTER_PERIODS[:3]
