"""Turn the rows of a statement into a table with the right types."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Executable, types
from sqlalchemy.orm import Session


def frame(session: Session, statement: Executable) -> pd.DataFrame:
    """Return the rows of a statement as a table.

    Whole numbers become `Int64` and true/false `boolean`, so that a missing value stays missing and money stays
    exact; real numbers are `float64` with NaN; everything else is `object` with None.
    """
    result = session.execute(statement)
    names = list(result.keys())
    rows = result.all()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    arrays = [_array(kind, values) for kind, values in zip(_column_types(statement), columns, strict=True)]
    # An index of our own and no copy: a page asks for many small tables, and this is half of their cost.
    return pd.DataFrame(dict(zip(names, arrays, strict=True)), index=pd.RangeIndex(len(rows)), copy=False)


def _column_types(statement: Any) -> list[types.TypeEngine[Any]]:
    return [column.type for column in statement.selected_columns]


def _array(column_type: types.TypeEngine[Any], values: Sequence[Any]) -> Any:
    """Return the values in the array of their type, without pandas looking at each of them first."""
    if isinstance(column_type, types.Boolean):
        return pd.arrays.BooleanArray(*_masked(values, np.bool_))
    if isinstance(column_type, types.Integer):
        return pd.arrays.IntegerArray(*_masked(values, np.int64))
    if isinstance(column_type, types.Numeric):
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return pd.Series(cells, dtype=object, copy=False)


def _masked(values: Sequence[Any], kind: type[np.generic]) -> tuple[Any, Any]:
    missing = np.array([value is None for value in values], dtype=np.bool_)
    if missing.any():
        return np.array([0 if value is None else value for value in values], dtype=kind), missing
    return np.array(values, dtype=kind), missing
