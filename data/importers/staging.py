"""Carry ledger lines to the database's doorstep before the write lock is taken, and over it in one statement.

On both engines they wait in temporary tables, which nobody else sees and which vanish with the connection: places
(unit, function, account) and cells (year, period, kind, class) once each, and a row for each line that points to them.
Under the lock only `INSERT ... SELECT` remains, in the order of the ledger's key, so that its index grows in order.
"""

import sqlite3
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Dialect, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from data.bulk import copy_to_temporary, driver_connection, plain_values
from data.importers.totals import CELL, PLACE, CodedLines
from data.schema.ledger import LedgerLine

SINGLE = ("line_number", "project", "amount_minor", "text")
LINES = LedgerLine.metadata.tables[LedgerLine.__tablename__]
STAGED = ("staged_place", "staged_cell", "staged_line")
DIALECT = sqlite.dialect()
Columns = dict[str, "pd.Series[Any]"]


class Staging:
    """Ledger lines on their way in: `writing(..., prepare=staging.prepare, finish=staging.clean)`."""

    def __init__(self, lines: pd.DataFrame, of: CodedLines) -> None:
        """Hold the lines and their codes; nothing is written yet."""
        self._lines, self._coded = lines, of
        self._columns: list[str] = []

    def prepare(self, connection: Connection) -> None:
        """Stage the lines on a connection that has no transaction open."""
        if self._lines.empty:
            return
        tables = dict(zip(STAGED, self._tables(), strict=True))
        if connection.dialect.name == "sqlite":
            _fill_sqlite(driver_connection(connection), tables)
            return
        for staged, columns in tables.items():
            copy_to_temporary(connection, staged, _types(columns, connection.dialect), columns)
            connection.exec_driver_sql(f"ANALYZE {staged}")
        connection.commit()

    def _tables(self) -> tuple[Columns, Columns, Columns]:
        of = self._coded
        years = of.cells["fiscal_year"].to_numpy(dtype=np.int64)[of.cell]
        order = np.lexsort((of.place, years))  # keeps the file's order within a place
        filled = [name for name in SINGLE if self._lines[name].notna().any()]
        lines = {name: self._lines[name].iloc[order] for name in filled}
        self._columns = [*PLACE, *CELL, *filled]
        pointers = {"place": pd.Series(of.place[order]), "cell": pd.Series(of.cell[order])}
        return _identified("place", of.places), _identified("cell", of.cells), {**pointers, **lines}

    def publish(self, session: Session, municipality_id: str, batch_id: str) -> None:
        """Insert the staged lines as the batch's."""
        if self._lines.empty:
            return
        names = ", ".join(self._columns)
        batch, join = ":batch", "CROSS JOIN"  # which makes SQLite begin with the lines and keep their order
        if session.get_bind().dialect.name == "postgresql":
            batch, join = "CAST(:batch AS uuid)", "JOIN"
        place, cell, line = STAGED
        statement = (
            f"INSERT INTO ledger_line (municipality_id, batch_id, {names}) "  # noqa: S608 - names are the schema's own
            f"SELECT :municipality, {batch}, {names} FROM {line} "
            f"{join} {place} ON {place}.place = {line}.place {join} {cell} ON {cell}.cell = {line}.cell"
        )
        session.execute(text(statement), {"municipality": municipality_id, "batch": batch_id.replace("-", "")})

    def clean(self, connection: Connection) -> None:
        """Take the staging away from a connection that has no transaction open."""
        if connection.dialect.name != "sqlite":
            for staged in STAGED:
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS pg_temp.{staged}")
            connection.commit()
            return
        driver = driver_connection(connection)
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        for staged in STAGED:
            driver.execute(f"DROP TABLE IF EXISTS temp.{staged}")


def _identified(name: str, codes: pd.DataFrame) -> Columns:
    return {name: pd.Series(range(len(codes))), **{column: codes[column] for column in codes.columns}}


def _fill_sqlite(driver: sqlite3.Connection, tables: dict[str, Columns]) -> None:
    """Fill the temporary tables past SQLAlchemy, whose transactions here would take the write lock at once."""
    driver.execute("BEGIN")
    for staged, columns in tables.items():
        types = _types(columns, DIALECT)
        if staged != STAGED[-1]:
            types[next(iter(types))] = "INTEGER PRIMARY KEY"
        definition = ", ".join(f"{name} {kind}" for name, kind in types.items())
        driver.execute(f"CREATE TEMPORARY TABLE {staged} ({definition})")
        marks = ", ".join("?" for _ in columns)
        values = [plain_values(column) for column in columns.values()]
        driver.executemany(f"INSERT INTO {staged} VALUES ({marks})", zip(*values, strict=True))  # noqa: S608 - our own names
    driver.execute("COMMIT")


def _types(columns: Columns, dialect: Dialect) -> dict[str, str]:
    return {name: LINES.c[name].type.compile(dialect=dialect) if name in LINES.c else "BIGINT" for name in columns}
