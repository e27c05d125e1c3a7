"""Compare a kept table with what it should hold, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Difference:
    """Something kept that does not follow from the ledger: what (`check`), where, and both sides."""

    municipality_id: str
    check: str
    place: str
    stored: str
    computed: str


def compared(
    stored: pd.DataFrame, expected: pd.DataFrame, keys: list[str], values: list[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (place, stored, expected) for each cell in which two tables with the same keys differ.

    Whole numbers are compared as such, everything else by its text; two missing values are equal.
    """
    left, right = _indexed(stored, keys, values), _indexed(expected, keys, values)
    for place in left.index.difference(right.index):
        yield _named(place), "present", "absent"
    for place in right.index.difference(left.index):
        yield _named(place), "absent", "present"
    both = left.index.intersection(right.index)
    left, right = left.loc[both], right.loc[both]
    for name in values:
        ours, theirs = left[name], right[name]
        same = (ours == theirs).fillna(False).astype(bool) | (ours.isna() & theirs.isna())
        for place in both[~same.to_numpy(dtype=bool)]:
            yield f"{_named(place)} {name}", str(ours[place]), str(theirs[place])


def _indexed(table: pd.DataFrame, keys: list[str], values: list[str]) -> pd.DataFrame:
    plain = {name: table[name].map(str).astype(object) for name in keys}
    plain |= {name: _comparable(table[name]) for name in values}
    # a cell in force twice is told by another check; here it would have no place of its own
    return pd.DataFrame(plain).drop_duplicates(keys).set_index(keys).sort_index()


def _comparable(column: "pd.Series[Any]") -> "pd.Series[Any]":
    if pd.api.types.is_integer_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype):
        return column.astype("Int64")
    return column.map(str, na_action="ignore").astype(object)


def _named(place: Any) -> str:
    return " ".join(place) if isinstance(place, tuple) else str(place)
