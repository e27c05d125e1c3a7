"""Put many rows into a table quickly, on both engines, inside the caller's transaction.

SQLite: `executemany` on the driver's connection. PostgreSQL: `COPY` into a temporary table and an INSERT from it,
because `COPY` is refused on tables with row-level security.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import csv
from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from data.schema.model import Model

CHUNK = 250_000
"""How many rows are written as one piece of text on their way to PostgreSQL."""


def insert_frame(session: Session, model: type[Model], rows: pd.DataFrame) -> None:
    """Insert the rows of a table whose columns are named as the model's; what is missing becomes null."""
    table = Model.metadata.tables[model.__tablename__]
    insert_columns(session, table, {column.name: rows[column.name] for column in table.columns})


def insert_rows(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as plain values in the order of `columns`."""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    filled = {name: pd.Series(list(cells), dtype=object) for name, cells in zip(columns, values, strict=True)}
    insert_columns(session, table, filled)


def insert_columns(session: Session, table: Table, columns: dict[str, "pd.Series[Any]"]) -> None:
    """Insert rows given column by column; identities as 32 hexadecimal digits. No rows: nothing happens."""
    if not columns or not len(next(iter(columns.values()))):
        return
    session.flush()
    connection = session.connection()
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in columns)
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - names are the schema's own
        values = [plain_values(column) for column in columns.values()]
        driver_connection(connection).executemany(statement, zip(*values, strict=True))
        return
    staged = f"staged_{table.name}"
    types = {name: table.c[name].type.compile(connection.dialect) for name in columns}
    copy_to_temporary(connection, staged, types, columns)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {staged}")  # noqa: S608 - names are the schema's own
    connection.exec_driver_sql(f"DROP TABLE {staged}")


def copy_to_temporary(
    connection: Connection, staged: str, types: dict[str, str], columns: dict[str, "pd.Series[Any]"]
) -> None:
    """Create the temporary table `staged` with columns of these types, and copy values into it (PostgreSQL)."""
    definition = ", ".join(f"{name} {kind}" for name, kind in types.items())
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {staged} ({definition})")
    statement = f"COPY {staged} ({', '.join(columns)}) FROM STDIN (FORMAT csv)"
    rows = pa.table({name: _arrow(column) for name, column in columns.items()})
    options = csv.WriteOptions(include_header=False)  # a missing value is nothing, an empty text is ""
    with driver_connection(connection).cursor() as cursor, cursor.copy(statement) as copy:
        for start in range(0, len(rows), CHUNK):
            text = io.BytesIO()
            csv.write_csv(rows.slice(start, CHUNK), text, options)
            copy.write(text.getbuffer())


def plain_values(column: "pd.Series[Any]") -> list[Any]:
    """Return a column as Python's own values, None where it is missing."""
    missing = column.isna()
    if not missing.any():
        return column.tolist()
    return column.astype(object).mask(missing, None).tolist()


def driver_connection(connection: Connection) -> Any:
    """Return the driver's own connection under SQLAlchemy's."""
    return connection.connection.driver_connection


def _arrow(column: "pd.Series[Any]") -> pa.Array:
    made = pa.Array.from_pandas(column)
    return made.dictionary_decode() if pa.types.is_dictionary(made.type) else made
