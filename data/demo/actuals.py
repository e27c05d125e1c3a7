"""A year's accounts by month: the budget's shape, the noise of every day, and the stories."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.demo import stories
from data.demo.budgets import Amounts, YearBudget, year_budget
from data.demo.services import CLOSED_YEARS, SEED, THOUSAND_KRONER

OPEN_MONTHS = 9
"""The accounts of 2026 reach the end of September."""

_STEADY = frozenset({"010", "050", "090", "099", "080", "510", "590", "800", "990"})
_STEADY_NOISE, _LIVELY_NOISE = 0.004, 0.06
_QUARTER_NOISE = 0.006
"""Standard deviation of a quarter's deviation as a share of the unit's pay and purchases in it."""


@dataclass(frozen=True)
class YearActuals:
    """A year's accounts by cell, rows as in `budget.cells`: `monthly` (cells, months) and `closing` (cells,) in øre.

    `closing` is period 13; all 0 for the open year.
    """

    budget: YearBudget
    monthly: Amounts
    closing: Amounts
    told: pd.DataFrame
    """The effects with a text, as rows of their own (already within `monthly`)."""

    @property
    def months(self) -> int:
        """How many months the accounts hold."""
        return int(self.monthly.shape[1])


@cache
def accounts(year: int) -> YearActuals:
    """Return the accounts of a year on its own budget; made once, never to be changed."""
    return year_actuals(year_budget(year))


def year_actuals(budget: YearBudget) -> YearActuals:
    """Return the accounts of a year.

    For every unit and quarter: budget - actual = the quarter's chosen deviation - the effects of the stories, to the
    øre, so that the sums the demo speaks of hold exactly.
    """
    chance = np.random.default_rng([SEED, budget.year, 1])
    months = 12 if budget.year in CLOSED_YEARS else OPEN_MONTHS
    planned = budget.monthly[:, :months]
    level = np.where(budget.cells["account_code"].isin(list(_STEADY)), _STEADY_NOISE, _LIVELY_NOISE)[:, None]
    noisy = np.rint(planned * (1 + level * chance.standard_normal(planned.shape).clip(-2.5, 2.5))).astype(np.int64)
    steered = _steered(budget, planned, noisy, chance)
    told, monthly = _with_stories(budget, steered)
    return YearActuals(budget, monthly, _closing(budget, chance), told)


def _steered(budget: YearBudget, planned: Amounts, noisy: Amounts, chance: np.random.Generator) -> Amounts:
    """Move each unit's quarters to their chosen deviations through the unit's main line."""
    units, of_unit = np.unique(budget.cells["unit_id"], return_inverse=True)
    main = main_cells(budget)
    made = noisy.copy()
    for quarter in range(planned.shape[1] // 3):
        months = slice(quarter * 3, quarter * 3 + 3)
        gap = np.zeros(len(units), dtype=np.int64)
        np.add.at(gap, of_unit, (planned - made)[:, months].sum(axis=1))
        wanted = _chosen(budget, units, quarter, chance)
        third, rest = np.divmod(gap - wanted, 3)
        made[main, months] += third[:, None]
        made[main, quarter * 3] += rest
    return made


def main_cells(budget: YearBudget) -> npt.NDArray[np.intp]:
    """Return, for each unit in order of id, the row of its largest cell: fixed pay nearly everywhere."""
    size = pd.Series(np.abs(budget.original))
    return np.asarray(size.groupby(budget.cells["unit_id"]).idxmax(), dtype=np.intp)


def _chosen(budget: YearBudget, units: npt.NDArray[np.object_], quarter: int, chance: np.random.Generator) -> Amounts:
    """Return each unit's deviation of the quarter (+ under budget) apart from the stories, in whole thousands."""
    volume = pd.Series(np.abs(budget.original)).groupby(budget.cells["unit_id"]).sum().to_numpy() / 4
    drawn = np.rint(volume * _QUARTER_NOISE * chance.standard_normal(len(units)) / THOUSAND_KRONER).astype(np.int64)
    if budget.year == 2026:
        for place, unit in enumerate(units):
            drawn[place] = stories.STEERED.get(str(unit), (drawn[place],) * 3)[quarter]
    return drawn * THOUSAND_KRONER


def _with_stories(budget: YearBudget, steered: Amounts) -> tuple[pd.DataFrame, Amounts]:
    index = pd.MultiIndex.from_frame(budget.cells)
    made = steered.copy()
    told = []
    for effect in stories.effects(budget.year):
        row = index.get_loc((effect.unit_id, effect.function_code, effect.account_code))
        made[row, effect.month - 1] += effect.amount_minor
        if effect.text:
            told.append((row, effect.month, effect.amount_minor, effect.text))
    return pd.DataFrame(told, columns=["row", "period", "amount_minor", "text"]), made


def _closing(budget: YearBudget, chance: np.random.Generator) -> Amounts:
    """Return period 13: late pay, late invoices and refunds settled, a little either way; 0 for the open year."""
    touched = budget.cells["account_code"].isin(["010", "195", "240", "370", "700"]).to_numpy()
    drawn = budget.original * 0.004 * chance.standard_normal(len(budget.original))
    closing = np.where(touched, np.rint(drawn), 0).astype(np.int64)
    return closing if budget.year in CLOSED_YEARS else np.zeros_like(closing)
