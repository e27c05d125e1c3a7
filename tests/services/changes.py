"""What has changed between two SQLite files, row by row."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Change:
    """A row that is only in one of the files; a row that was changed is one of each.

    Attributes:
        table: Where it stands.
        row: Its values by column.
        added: Whether only the later file has it.
    """

    table: str
    row: dict[str, Any]
    added: bool

    def __str__(self) -> str:
        """Return the change in a line."""
        return f"{'+' if self.added else '-'} {self.table} {self.row}"[:500]


def copied(database: Path, target: Path) -> Path:
    """Copy a file as it is now, with what its write-ahead log holds, while others use it; return the copy."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target


def changes(before: Path, after: Path, without: frozenset[str] = frozenset()) -> list[Change]:
    """Return every row that is in one of two files and not in the other, and every table likewise.

    Args:
        before: The earlier file.
        after: The later one.
        without: Tables that are not looked at.
    """
    with closing(sqlite3.connect(after)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("ATTACH ? AS earlier", (str(before),))
        tables = _tables(connection, "main") | _tables(connection, "earlier")
        found = _differences(connection, "sqlite_schema")
        for table in sorted(tables - without):
            found += _differences(connection, table)
        return found


def _tables(connection: sqlite3.Connection, schema: str) -> set[str]:
    rows = connection.execute(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'")  # noqa: S608 - our own two
    return {row["name"] for row in rows if not row["name"].startswith("sqlite_")}


def _differences(connection: sqlite3.Connection, table: str) -> list[Change]:
    shown = "type, name, sql" if table == "sqlite_schema" else "*"
    pairs = (("main", "earlier", True), ("earlier", "main", False))
    found = []
    for one, other, added in pairs:
        statement = f'SELECT {shown} FROM {one}."{table}" EXCEPT SELECT {shown} FROM {other}."{table}"'  # noqa: S608 - names of the file's own
        found += [Change(table, dict(row), added) for row in connection.execute(statement)]
    return found
