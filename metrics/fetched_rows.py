"""Which of the rows that are fetched belong to what is looked at."""

import pandas as pd

from data.periods import CLOSING_PERIOD, Quarter


def above(tree: pd.DataFrame, unit_id: str) -> frozenset[str]:
    """Return the units above one, in the tree."""
    parents = dict(zip(tree["unit_id"], tree["parent_unit_id"], strict=True))
    found: set[str] = set()
    parent = parents.get(unit_id)
    while parent is not None and parent not in found:
        found.add(parent)
        parent = parents.get(parent)
    return frozenset(found)


def until(table: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Return the rows up to the end of a quarter, the closing entries of its year included."""
    last = (quarter.year, CLOSING_PERIOD if quarter.number == 4 else quarter.last_period)
    ends = zip(table["fiscal_year"].tolist(), table["period"].tolist(), strict=True)
    return where(table, [end <= last for end in ends])


def where(table: pd.DataFrame, kept: list[bool]) -> pd.DataFrame:
    """Return the rows that are kept; in most quarters all of them, which costs nothing."""
    return table if all(kept) else table[kept].reset_index(drop=True)


def used(known: pd.DataFrame, values: pd.DataFrame, targets: pd.DataFrame, below: frozenset[str]) -> pd.DataFrame:
    """Return the indicators with a value or a target under the unit."""
    aimed = (measure for measure, unit in zip(targets["measure"], targets["unit_id"], strict=True) if unit in below)
    used = {*values["indicator_id"], *aimed}
    return where(known, [indicator in used for indicator in known["indicator_id"]])


def batches_of(values: pd.DataFrame, quarter: Quarter) -> tuple[str, ...]:
    """Return the batches behind the values of a year up to a quarter, in order."""
    columns = (values[name].tolist() for name in ("fiscal_year", "period", "batch_id"))
    due = {
        batch
        for year, period, batch in zip(*columns, strict=True)
        if year == quarter.year and period <= quarter.last_period
    }
    return tuple(sorted(due))
