"""A year's budgets: original, revised at each snapshot, and by month."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.demo import seasons
from data.demo.budget_cases import SNAPSHOT_PERIODS, cell_changes
from data.demo.services import CELL, CLOSED_YEARS, SEED, annual_cells

Amounts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class YearBudget:
    """A year's budget by cell: rows of `cells` (unit_id, function_code, account_code) go with rows of the amounts.

    `original` is (cells,); `revised_at` holds an array of the same shape by period; `monthly` is (cells, 12). All in
    øre, costs positive and income negative.
    """

    year: int
    cells: pd.DataFrame
    original: Amounts
    revised_at: dict[int, Amounts]
    monthly: Amounts

    @property
    def revised(self) -> Amounts:
        """The budget after all changes of the year."""
        return np.asarray(self.monthly.sum(axis=1), dtype=np.int64)

    def at(self, period: int) -> Amounts:
        """Return the revised budget as it stood at the latest snapshot not after a period."""
        return self.revised_at[max(known for known in self.revised_at if known <= period)]


def year_budget(year: int) -> YearBudget:
    """Return the budget of a year with all its changes.

    A change is spread over the months from the one it was decided in, so the months before it stay as they were.
    """
    original = annual_cells(year, np.random.default_rng([SEED, year]))
    changes = _changes(year)
    whole = pd.concat([original, changes], ignore_index=True).groupby(CELL, as_index=False)[["amount_minor"]].sum()
    cells = whole.loc[:, CELL]
    index = pd.MultiIndex.from_frame(cells)
    start = _placed(index, original)
    by_month = np.column_stack([_placed(index, changes[changes["month"] == month]) for month in range(1, 13)])
    monthly = seasons.split(start, seasons.weights(cells["account_code"]))
    for month in range(1, 13):
        monthly = monthly + seasons.split(by_month[:, month - 1], seasons.weights(cells["account_code"], month))
    periods = SNAPSHOT_PERIODS if year in CLOSED_YEARS else SNAPSHOT_PERIODS[:-1]
    revised_at = {period: start + by_month[:, :period].sum(axis=1) for period in periods}
    return YearBudget(year, cells, start, revised_at, monthly)


def _changes(year: int) -> pd.DataFrame:
    rows = [
        (change.unit_id, change.function_code, change.account_code, change.amount_minor, change.case.decided_on.month)
        for change in cell_changes(year)
    ]
    return pd.DataFrame(rows, columns=[*CELL, "amount_minor", "month"])


def _placed(index: pd.MultiIndex, rows: pd.DataFrame) -> Amounts:
    """Return the rows' amounts added up in the order of the cells."""
    placed = np.zeros(len(index), dtype=np.int64)
    np.add.at(
        placed, index.get_indexer(pd.MultiIndex.from_frame(rows.loc[:, CELL])), rows["amount_minor"].to_numpy("int64")
    )
    return placed
