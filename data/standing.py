"""What stood at the end of each period: the arithmetic behind the positions, on plain tables and arrays.

A source states amounts by cells (kind, class, period), each for a month, a quarter or a year, alone or from January.
A position is the sum of the cells behind it, or missing; `periods_behind` says which they are.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.periods import CLOSING_PERIOD
from data.tree import YearTree
from data.vocabulary import FLOW_KINDS, INCOME_GROUPS, AccountClass, Grain, Kind

KINDS = (Kind.ACTUAL, Kind.PERIODISED, Kind.ORIGINAL, Kind.REVISED, Kind.FORECAST)
AMOUNT_COLUMNS = tuple(f"{kind}_minor" for kind in KINDS)
GROSS_COLUMNS = tuple(f"gross_{name}" for name in AMOUNT_COLUMNS)
PERIODS = range(1, CLOSING_PERIOD + 1)
COMBINATION = ["unit_id", "account_class", "function_group", "account_group"]

Amounts = npt.NDArray[np.int64]
"""Shape (rows, 13 periods)."""
Known = npt.NDArray[np.bool_]
Behind = dict[int, tuple[int, ...]]
"""For each period with a known position, the periods whose cells add up to it."""
Covered = Mapping[int, tuple[Grain, bool]]
"""For each period loaded: the grain of its cell, and whether its amount runs from January."""


def periods_behind(kind: Kind, covered: Covered) -> Behind:
    """Return which loaded periods make up the position at the end of each period; a period left out is missing.

    A flow that runs from January stands alone; another adds to what stood before its month, quarter or year, and is
    missing where that is. Original and revised budgets hold until the next; a forecast holds within its quarter.
    """
    if kind not in FLOW_KINDS:
        return _held(covered, within_quarter=kind is Kind.FORECAST)
    behind: Behind = {}
    for period in sorted(covered):
        grain, cumulative = covered[period]
        before = 0 if cumulative else _stretch_before(period, grain)
        if before == 0:
            behind[period] = (period,)
        elif before in behind:
            behind[period] = (*behind[before], period)
    return behind


def _stretch_before(period: int, grain: Grain) -> int:
    """Return the period that ends where a cell's stretch begins, 0 in January; closing entries follow December."""
    if period == CLOSING_PERIOD:
        return CLOSING_PERIOD - 1
    length = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
    return (period - 1) // length * length


def _held(covered: Covered, *, within_quarter: bool) -> Behind:
    behind: Behind = {}
    for period in PERIODS:
        earliest = (min(period, 12) - 1) // 3 * 3 + 1 if within_quarter else 1
        stated = [earlier for earlier in covered if earliest <= earlier <= period]
        if stated:
            behind[period] = (max(stated),)
    return behind


def computed(
    totals: pd.DataFrame, coverage: pd.DataFrame, tree: YearTree, gaps: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of `position` and `unit_total` for one municipality's year, without the keys of the year.

    A position is made for each unit by itself, and then stands under those above it at the end of that period.

    Args:
        totals: unit_id, account_class, function_group, account_group, period, kind, amount_minor, line_count.
        coverage: kind, account_class, period, grain, cumulative of the cells in force.
        tree: who stood above whom.
        gaps: unit_id, kind, account_class, period of what was not delivered.
    """
    behind = _behind_of(coverage)
    shown = np.array(sorted({int(period) for period in coverage["period"]}), dtype=np.intp)
    rows, own = numbered(totals, COMBINATION)
    spread = _Spread(own, tree)
    amounts = [spread.gathered(_own_positions(kind, totals, rows, own, behind)) for kind in KINDS]
    known = [_known(kind, spread.keys, behind, _missing(kind, behind, gaps, tree)) for kind in KINDS]
    counts = np.zeros((len(own), 1), dtype=np.int64)
    np.add.at(counts[:, 0], rows, totals["line_count"].to_numpy(dtype=np.int64))
    lines = spread.gathered(np.repeat(counts, CLOSING_PERIOD, axis=1))
    positions = _frame(spread.keys, shown, dict(zip(AMOUNT_COLUMNS, zip(amounts, known, strict=True), strict=True)))
    return positions, _unit_totals(spread.keys, shown, amounts, known, lines)


def numbered(table: pd.DataFrame, keys: list[str]) -> tuple[npt.NDArray[np.intp], pd.DataFrame]:
    """Return each row's number among the distinct combinations of some columns, and those, sorted by the columns."""
    combined = np.zeros(len(table), dtype=np.int64)
    uniques = []
    for name in keys:  # one column at a time: fast on text, and exact
        codes, unique = _sorted_codes(table[name])
        combined = combined * max(len(unique), 1) + codes
        uniques.append(unique)
    numbers, distinct = _sorted_codes(combined)
    columns = {}
    for name, unique in reversed(list(zip(keys, uniques, strict=True))):
        columns[name] = unique[distinct % max(len(unique), 1)]
        distinct = distinct // max(len(unique), 1)
    return numbers, pd.DataFrame({name: columns[name] for name in keys})


def _sorted_codes(values: Any) -> tuple[npt.NDArray[np.intp], npt.NDArray[Any]]:
    codes, found = pd.factorize(values)
    unique = np.asarray(found)
    order = np.argsort(unique)
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    return rank[codes], unique[order]


class _Spread:
    """Carries amounts from the units that have them to every unit above, as the tree stood at each period."""

    def __init__(self, own: pd.DataFrame, tree: YearTree) -> None:
        pairs = tree.pairs.assign(pair=np.arange(len(tree.pairs)))[tree.standing.any(axis=1)]
        spread = own.assign(own=np.arange(len(own))).merge(pairs, on="unit_id").drop(columns="unit_id")
        targets, self.keys = numbered(spread.rename(columns={"ancestor_id": "unit_id"}), COMBINATION)
        order = np.argsort(targets, kind="stable")
        self._own = spread["own"].to_numpy(dtype=np.intp)[order]
        self._standing = tree.standing[spread["pair"].to_numpy(dtype=np.intp)[order]]
        self._starts = np.searchsorted(targets[order], np.arange(len(self.keys)))

    def gathered(self, amounts: Amounts) -> Amounts:
        """Return the sums for `keys` of amounts given for the units' own rows."""
        if not len(self.keys):
            return np.zeros((0, CLOSING_PERIOD), dtype=np.int64)
        return np.add.reduceat(amounts[self._own] * self._standing, self._starts, axis=0)


def _behind_of(coverage: pd.DataFrame) -> dict[tuple[str, str], Behind]:
    covered: dict[tuple[str, str], dict[int, tuple[Grain, bool]]] = {}
    for cell in coverage.itertuples(index=False):
        of_cell = covered.setdefault((str(cell.kind), str(cell.account_class)), {})
        of_cell[int(str(cell.period))] = (Grain(str(cell.grain)), bool(cell.cumulative))
    made = {key: periods_behind(Kind(key[0]), cells) for key, cells in covered.items()}
    for (_, account_class), behind in made.items():
        if account_class == AccountClass.BALANCE and CLOSING_PERIOD - 1 in behind:
            behind.setdefault(CLOSING_PERIOD, behind[CLOSING_PERIOD - 1])  # a balance of 31 December is the year's
    return made


def _own_positions(
    kind: Kind,
    totals: pd.DataFrame,
    rows: npt.NDArray[np.intp],
    own: pd.DataFrame,
    behind: dict[tuple[str, str], Behind],
) -> Amounts:
    cells = np.zeros((len(own), CLOSING_PERIOD), dtype=np.int64)
    lines = (totals["kind"] == kind).to_numpy(dtype=bool)
    periods = totals["period"].to_numpy(dtype=np.intp)[lines] - 1
    np.add.at(cells, (rows[lines], periods), totals["amount_minor"].to_numpy(dtype=np.int64)[lines])
    amounts = np.zeros_like(cells)
    for account_class in own["account_class"].unique():
        of_class = (own["account_class"] == account_class).to_numpy(dtype=bool)
        for period, parts in behind.get((kind, account_class), {}).items():
            amounts[of_class, period - 1] = cells[of_class][:, [part - 1 for part in parts]].sum(axis=1)
    return amounts


def _missing(
    kind: Kind, behind: dict[tuple[str, str], Behind], gaps: pd.DataFrame, tree: YearTree
) -> dict[tuple[str, str], Known]:
    """Return for (class, unit) the periods in which the unit, or one below it, lacks a part."""
    undelivered: dict[tuple[str, str], set[int]] = {}
    own = gaps[gaps["kind"] == kind]
    for unit, account_class, period in zip(own["unit_id"], own["account_class"], own["period"], strict=True):
        undelivered.setdefault((unit, account_class), set()).add(int(period))
    missing: dict[tuple[str, str], Known] = {}
    for (unit, account_class), periods in undelivered.items():
        parts = behind.get((kind, account_class), {})
        lacking = np.array([bool(periods.intersection(parts.get(period, ()))) for period in PERIODS])
        above = (tree.pairs["unit_id"] == unit).to_numpy(dtype=bool)
        for ancestor, standing in zip(tree.pairs["ancestor_id"][above], tree.standing[above], strict=True):
            place = (account_class, str(ancestor))
            missing[place] = missing.get(place, np.zeros(CLOSING_PERIOD, dtype=bool)) | (lacking & standing)
    return missing


def _known(
    kind: Kind, keys: pd.DataFrame, behind: dict[tuple[str, str], Behind], missing: dict[tuple[str, str], Known]
) -> Known:
    known = np.zeros((len(keys), CLOSING_PERIOD), dtype=bool)
    classes, units = keys["account_class"].to_numpy(), keys["unit_id"].to_numpy()
    for account_class in set(classes):
        parts = behind.get((kind, account_class), {})
        known[classes == account_class] = [period in parts for period in PERIODS]
    for (account_class, unit), lacking in missing.items():
        known[(classes == account_class) & (units == unit)] &= ~lacking
    return known


def _unit_totals(
    keys: pd.DataFrame, shown: npt.NDArray[np.intp], amounts: list[Amounts], known: list[Known], lines: Amounts
) -> pd.DataFrame:
    """Add the rows of each unit and class up; within them a kind is known everywhere or nowhere."""
    numbers, units = numbered(keys, ["unit_id", "account_class"])
    starts = np.searchsorted(numbers, np.arange(len(units)))
    spent = ~keys["account_group"].isin(INCOME_GROUPS).to_numpy(dtype=bool)
    columns = {}
    for name, of_kind, of_known in zip(AMOUNT_COLUMNS, amounts, known, strict=True):
        columns[name] = (_added(of_kind, starts), of_known[starts])
    for name, of_kind, of_known in zip(GROSS_COLUMNS, amounts, known, strict=True):
        columns[name] = (_added(of_kind * spent[:, None], starts), of_known[starts])
    totals = _frame(units, shown, columns)
    counted = _added(lines, starts)[:, shown - 1]
    return totals.assign(line_count=counted.ravel())


def _added(amounts: Amounts, starts: npt.NDArray[np.intp]) -> Amounts:
    if not len(starts):
        return np.zeros((0, CLOSING_PERIOD), dtype=np.int64)
    return np.add.reduceat(amounts, starts, axis=0)


def _frame(
    keys: pd.DataFrame, shown: npt.NDArray[np.intp], columns: Mapping[str, tuple[Amounts, Known]]
) -> pd.DataFrame:
    """Return a row for each key and shown period, key by key; what is not known is <NA>."""
    repeated = keys.loc[keys.index.repeat(len(shown))].reset_index(drop=True)
    made = repeated.assign(period=np.tile(shown.astype(np.int64), len(keys)))
    for name, (amounts, known) in columns.items():
        made[name] = pd.arrays.IntegerArray(amounts[:, shown - 1].ravel(), ~known[:, shown - 1].ravel())
    return made
