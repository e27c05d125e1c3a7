"""Turn the rows of a statement into a table with the right types.

A page asks for some fifteen small tables: what a table costs besides its rows is most of what the page's data costs,
so pandas is handed finished arrays and indexes and has nothing to infer.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Executable, types
from sqlalchemy.orm import Session


def frame(session: Session, statement: Executable, **values: Any) -> pd.DataFrame:
    """Return the rows of a statement as a table; `values` fill its parameters.

    Whole numbers become `Int64` and true/false `boolean`, so that a missing value stays missing and money stays
    exact; real numbers are `float64` with NaN; everything else is `object` with None.
    """
    session.flush()
    result = session.connection().execute(statement, values)  # past the mapper: columns need no objects
    names, rows = tuple(result.keys()), result.all()
    kinds = tuple(_kind(column.type) for column in _columns(statement))
    if not rows:
        return _empty(names, kinds).copy()
    return _table(names, kinds, list(zip(*rows, strict=True)))


def _columns(statement: Any) -> Any:
    return statement.selected_columns


def _kind(column_type: types.TypeEngine[Any]) -> str:
    if isinstance(column_type, types.Boolean):
        return "boolean"
    if isinstance(column_type, types.Integer):
        return "Int64"
    return "float64" if isinstance(column_type, types.Numeric | types.Float) else "object"


@lru_cache(maxsize=256)
def _empty(names: tuple[str, ...], kinds: tuple[str, ...]) -> pd.DataFrame:
    return _table(names, kinds, [()] * len(names))


def _table(names: tuple[str, ...], kinds: tuple[str, ...], columns: Sequence[Sequence[Any]]) -> pd.DataFrame:
    index = pd.RangeIndex(len(columns[0]))
    arrays = [_array(kind, values, index) for kind, values in zip(kinds, columns, strict=True)]
    made = pd.DataFrame(dict(enumerate(arrays)), index=index, copy=False)
    made.columns = _named(names)
    return made


@lru_cache(maxsize=256)
def _named(names: tuple[str, ...]) -> "pd.Index[str]":
    return pd.Index(names)


def _array(kind: str, values: Sequence[Any], index: "pd.Index[int]") -> Any:
    if kind == "boolean":
        return pd.arrays.BooleanArray(*_masked(values, np.bool_))
    if kind == "Int64":
        return pd.arrays.IntegerArray(*_masked(values, np.int64))
    if kind == "float64":
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return pd.Series(cells, index=index, dtype=object, copy=False)  # a bare array of texts would become `str`


def _masked(values: Sequence[Any], kind: type[np.generic]) -> tuple[Any, Any]:
    missing = np.array([value is None for value in values], dtype=np.bool_)
    if missing.any():
        return np.array([0 if value is None else value for value in values], dtype=kind), missing
    return np.array(values, dtype=kind), missing
