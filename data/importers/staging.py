"""Carry ledger lines to the database's doorstep before the write lock is taken, and over it in one statement.

SQLite: a private file, attached and copied from. PostgreSQL: `COPY` into a temporary table. Under the lock only
`INSERT ... SELECT` remains.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from data.bulk import copy_to_temporary, create_like, driver_connection
from data.importers.parsed import LINE_COLUMNS
from data.schema.ledger import LedgerLine

STAGED = "staged_lines"
LINES = LedgerLine.metadata.tables[LedgerLine.__tablename__]


class Staging:
    """Ledger lines on their way in; use as `with staged(lines) as staging: ... prepare=staging.prepare`."""

    def __init__(self, lines: pd.DataFrame, folder: Path) -> None:
        """Hold the lines and the folder for the private file."""
        self._lines = lines
        self._file = folder / "lines.db"
        self._source = STAGED

    def prepare(self, connection: Connection) -> None:
        """Stage the lines on a connection that has no transaction open."""
        if self._lines.empty:
            return
        if connection.dialect.name == "sqlite":
            self._fill_private_file()
            driver_connection(connection).execute("ATTACH DATABASE ? AS staging", (str(self._file),))
            self._source = f"staging.{STAGED}"
        else:
            copy_to_temporary(connection, LINES, LINE_COLUMNS, self._rows(), STAGED)
            connection.commit()

    def publish(self, session: Session, municipality_id: str, batch_id: str) -> int:
        """Insert the staged lines as the batch's; return how many."""
        if self._lines.empty:
            return 0
        names = ", ".join(LINE_COLUMNS)
        values = {"municipality": municipality_id, "batch": batch_id}
        batch = ":batch"
        if session.get_bind().dialect.name == "sqlite":
            values["batch"] = batch_id.replace("-", "")
        else:
            batch = "CAST(:batch AS uuid)"
        statement = (
            f"INSERT INTO ledger_line (municipality_id, batch_id, {names}) "  # noqa: S608 - names are the schema's own
            f"SELECT :municipality, {batch}, {names} FROM {self._source} ORDER BY line_number"
        )
        session.execute(text(statement), values)
        return len(self._lines)

    def clean(self, connection: Connection) -> None:
        """Take the staging away from a connection that has no transaction open."""
        if self._lines.empty:
            return
        if connection.dialect.name == "sqlite":
            if self._source != STAGED:
                driver_connection(connection).execute("DETACH DATABASE staging")
        else:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS pg_temp.{STAGED}")
            connection.commit()

    def _fill_private_file(self) -> None:
        target = sqlite3.connect(self._file)
        target.execute("PRAGMA journal_mode=OFF")
        target.execute("PRAGMA synchronous=OFF")
        target.execute(create_like(LINES, LINE_COLUMNS, STAGED))
        marks = ", ".join("?" for _ in LINE_COLUMNS)
        target.executemany(f"INSERT INTO {STAGED} VALUES ({marks})", self._rows())  # noqa: S608 - names are the schema's own
        target.commit()
        target.close()

    def _rows(self) -> Iterator[tuple[object, ...]]:
        columns = [_plain_values(self._lines[name]) for name in LINE_COLUMNS]
        return zip(*columns, strict=True)


@contextmanager
def staged(lines: pd.DataFrame) -> Iterator[Staging]:
    """Open a staging for some ledger lines; its private file goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="brobygger-") as folder:
        yield Staging(lines, Path(folder))


def _plain_values(column: "pd.Series[Any]") -> list[object]:
    if column.hasnans:
        return column.astype(object).where(column.notna(), None).tolist()
    return column.tolist()
