"""Put many rows into a table quickly, on both engines, inside the caller's transaction.

SQLite: `executemany` on the driver's connection. PostgreSQL: `COPY` into a temporary table and an INSERT from it,
because `COPY` is refused on tables with row-level security.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.orm import Session


def insert_rows(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as plain values in the order of `columns`; identities as 32 hexadecimal digits."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        driver_connection(connection).executemany(_insert_statement(table, columns), rows)
        return
    staged = f"staged_{table.name}"
    copy_to_temporary(connection, table, columns, rows, staged)
    names = ", ".join(columns)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {staged}")  # noqa: S608 - names are the schema's own
    connection.exec_driver_sql(f"DROP TABLE {staged}")


def copy_to_temporary(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]], staged: str
) -> None:
    """Create the temporary table `staged` with some of a table's columns and copy rows into it (PostgreSQL)."""
    definition = ", ".join(f"{name} {table.c[name].type.compile(connection.dialect)}" for name in columns)
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {staged} ({definition})")
    statement = f"COPY {staged} ({', '.join(columns)}) FROM STDIN"
    with driver_connection(connection).cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def create_like(table: Table, columns: Sequence[str], name: str) -> str:
    """Return SQLite's statement for a bare table with some of a table's columns."""
    definition = ", ".join(f"{column} {table.c[column].type.compile(sqlite_dialect())}" for column in columns)
    return f"CREATE TABLE {name} ({definition})"


def driver_connection(connection: Connection) -> Any:
    """Return the driver's own connection under SQLAlchemy's."""
    return connection.connection.driver_connection


def _insert_statement(table: Table, columns: Sequence[str]) -> str:
    marks = ", ".join("?" for _ in columns)
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names are the schema's own
