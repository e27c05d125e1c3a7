"""Turn the rows of a statement into a table with the right types."""

from typing import Any

import pandas as pd
from sqlalchemy import Executable, types
from sqlalchemy.orm import Session


def frame(session: Session, statement: Executable) -> pd.DataFrame:
    """Return the rows of a statement as a table.

    Whole numbers become `Int64` and true/false `boolean`, so that a missing value stays missing and money stays
    exact; real numbers are `float64` with NaN; everything else is `object` with None.
    """
    result = session.execute(statement)
    rows = result.all()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(result.keys())
    made: dict[str, Any] = {}
    for name, column_type, values in zip(result.keys(), _column_types(statement), columns, strict=True):
        dtype: Any = _dtype(column_type)  # pandas types each literal on its own, not a choice between them
        made[name] = pd.Series(list(values), dtype=dtype)
    return pd.DataFrame(made)


def _column_types(statement: Any) -> list[types.TypeEngine[Any]]:
    return [column.type for column in statement.selected_columns]


def _dtype(column_type: types.TypeEngine[Any]) -> str:
    if isinstance(column_type, types.Boolean):
        return "boolean"
    if isinstance(column_type, types.Integer):
        return "Int64"
    if isinstance(column_type, types.Numeric):
        return "float64"
    return "object"
