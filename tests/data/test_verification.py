"""Every change of what is kept is found, and an undisturbed database has no difference."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Column, Connection, Date, Float, Integer, Table, Uuid, select, text

from data.access import LOCAL_PRINCIPAL
from data.importers.parsed import (
    INDICATOR_VALUE_COLUMNS,
    AccountRow,
    FunctionRow,
    GapRow,
    IndicatorRow,
    UnitRow,
)
from data.importers.undo import undo
from data.schema import Model
from data.schema.model import Moment
from data.verification import differences
from data.vocabulary import AccountClass, AccountGroup, Grain, Kind, Role
from tests.data.small_files import TOWN, YEAR, file, keep, units
from tests.data.tampering import owner
from tests.principals import somebody

CHECKED = (
    "ledger_line",
    "position",
    "unit_total",
    "batch_total",
    "import_batch",
    "batch_coverage",
    "delivery_gap",
    "loaded_period",
    "unit_ancestor",
    "indicator_value",
    "audit_event",
)
ACCOUNTS = [
    AccountRow(code, code, group, account_class)
    for code, group in (("100", AccountGroup.PAY), ("200", AccountGroup.PURCHASES), ("700", AccountGroup.INCOME))
    for account_class in AccountClass
]


def fill() -> None:
    """Store files of every kind: superseded, undone, with gaps and indicators, in a tree that changes."""
    tree = [*units(s=None, t=None, a="s", b="s"), UnitRow("a", "a", "t", valid_from=date(YEAR, 5, 1))]
    codes: dict[str, Any] = {"functions": [FunctionRow("f1", "f1", "g1", "g1")], "accounts": ACCOUNTS}
    keep(file([("original", 1, "a", "100", 900), ("original", 1, "b", "700", -50)], units=tree, **codes), "budget")
    for month in (1, 2, 3):
        gaps = [GapRow(YEAR, month, Kind.ACTUAL, "b")] if month == 3 else []
        rows = [("actual", month, "a", "100", 10 * month), ("actual", month, "b", "700", -month)]
        keep(file(rows, gaps=gaps), f"month {month}")
    keep(file([("actual", 2, "a", "200", 21), ("actual", 2, "b", "100", 4)]), "month 2 corrected")
    undo(LOCAL_PRINCIPAL, keep(file([("actual", 1, "a", "200", 77)]), "month 1 by mistake").batch_id)
    values = [(1, "i1", "a", YEAR, 3, 1.0, 4.0, None, 8), (2, "i1", "b", YEAR, 3, None, None, 2.5, None)]
    for name, rows in (("indicators", values), ("indicators corrected", values[:1])):
        parsed = file([])
        parsed.indicators = [IndicatorRow("i1", "One", "innovation", "count", Grain.QUARTER, "source")]
        parsed.indicator_values = pd.DataFrame(rows, columns=list(INDICATOR_VALUE_COLUMNS))
        keep(parsed, name, profile="indicators-csv")


def changed(column: Column[Any], value: Any) -> Any:
    """Return another value of the same kind."""
    others = {
        "kind": "forecast" if value != "forecast" else "revised",
        "grain": "quarter" if value != "quarter" else "year",
        "account_class": "investment",
        "state": "undone" if value != "undone" else "active",
    }
    if column.name in others:
        return others[column.name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, dict):
        return {**value, "changed": 1}
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    if isinstance(value, int | float):
        return value + 1
    if isinstance(column.type, Uuid):
        return str(uuid.uuid4())
    if value is not None:
        return f"{value[:-1]}{'y' if value.endswith('x') else 'x'}"
    firsts = ((Moment, datetime(YEAR, 1, 1, tzinfo=UTC)), (Date, date(YEAR, 1, 1)), (Integer, 1), (Float, 1.0))
    return next((first for kind, first in firsts if isinstance(column.type, kind)), "x")


def write(connection: Connection, table: Table, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Replace one row by another."""
    here = [table.c[column.name] == old[column.name] for column in table.primary_key]
    connection.execute(table.delete().where(*here))
    connection.execute(table.insert().values(new))
    connection.commit()


def places() -> list[tuple[str, str]]:
    return [(name, column.name) for name in CHECKED for column in Model.metadata.tables[name].columns]


def test_every_seeded_change_is_found(database: str) -> None:
    fill()
    assert differences(LOCAL_PRINCIPAL) == []
    unseen, tried = [], 0
    with owner(database) as connection:
        for name, column_name in places():
            table = Model.metadata.tables[name]
            column = table.c[column_name]
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            connection.rollback()
            old = random.Random(f"{name} {column_name}").choice(sorted(rows, key=repr))  # noqa: S311 - a seeded draw
            new = {**old, column.name: changed(column, old[column.name])}
            while any(all(row[key.name] == new[key.name] for key in table.primary_key) for row in rows if row != old):
                new[column.name] = changed(column, new[column.name])
            write(connection, table, old, new)
            if not differences(LOCAL_PRINCIPAL):
                unseen.append((table.name, column.name, old[column.name], new[column.name]))
            write(connection, table, new, old)
            tried += 1
    assert unseen == []
    assert tried >= 100
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.parametrize("name", CHECKED)
def test_a_row_that_vanished_is_found(sqlite_database: str, name: str) -> None:
    fill()
    table = Model.metadata.tables[name]
    with owner(sqlite_database) as connection:
        row = dict(connection.execute(select(table)).mappings().first() or {})
        connection.execute(table.delete().where(*(table.c[key.name] == row[key.name] for key in table.primary_key)))
        connection.commit()
    assert differences(LOCAL_PRINCIPAL)


@pytest.mark.parametrize(("name", "column"), [("batch_coverage", "kind"), ("batch_coverage", "grain")])
def test_a_word_in_no_list_is_a_difference_and_no_crash(sqlite_database: str, name: str, column: str) -> None:
    fill()
    with owner(sqlite_database) as connection:
        connection.execute(text(f"UPDATE {name} SET {column} = 'no word'"))  # noqa: S608 - our own names
        connection.commit()
    assert "unreadable" in {found.stored for found in differences(LOCAL_PRINCIPAL)}


def test_lines_of_no_batch_are_found(sqlite_database: str) -> None:
    fill()
    table = Model.metadata.tables["ledger_line"]
    with owner(sqlite_database) as connection:
        row = dict(connection.execute(select(table)).mappings().first() or {})
        connection.execute(table.insert().values({**row, "batch_id": str(uuid.uuid4())}))
        connection.commit()
    (found,) = differences(LOCAL_PRINCIPAL)
    assert (found.check, found.stored) == ("ledger_line", "1 rows")


def test_a_difference_says_where(sqlite_database: str) -> None:
    fill()
    with owner(sqlite_database) as connection:
        where = "unit_id = 'a' AND period = 1 AND account_group = 'pay'"
        connection.execute(text(f"UPDATE position SET actual_minor = 11 WHERE {where}"))  # noqa: S608 - our own words
        connection.commit()
    (found,) = differences(LOCAL_PRINCIPAL)
    assert (found.municipality_id, found.check) == (TOWN, "position")
    assert found.place == f"{YEAR} a 1 operations g1 pay actual_minor"
    assert (found.stored, found.computed) == ("11", "10")


def test_only_what_the_principal_reaches_is_verified(sqlite_database: str) -> None:
    fill()
    with owner(sqlite_database) as connection:
        connection.execute(text("UPDATE position SET actual_minor = actual_minor + 1"))
        connection.commit()
    assert differences(somebody(Role.AUDITOR, "elsewhere")) == []
    assert differences(LOCAL_PRINCIPAL)


def test_a_chart_that_changes_its_groups_moves_older_figures_too(database: str) -> None:
    """A code that no list had gets a group, and one that had a group gets another: older batches follow."""
    keep(file([("actual", 1, TOWN, "100", 5), ("actual", 1, TOWN, "200", 3)]), "before")
    assert groups(database) == {("-", "unknown_cost"): 8}
    own = FunctionRow("f1", "School", "g1", "Schools")
    codes = file([("actual", 2, TOWN, "100", 1)], functions=[own], accounts=ACCOUNTS[:1])
    keep(codes, "codes")
    assert groups(database) == {("g1", "pay"): 5, ("g1", "unknown_cost"): 3}
    moved = FunctionRow("f1", "School", "g2", "Children")
    keep(file([("actual", 3, TOWN, "100", 1)], functions=[moved]), "moved")
    assert groups(database) == {("g2", "pay"): 5, ("g2", "unknown_cost"): 3}
    keep(file([("actual", 4, TOWN, "100", 1)], accounts=ACCOUNTS), "known")
    assert groups(database) == {("g2", "pay"): 5, ("g2", "purchases"): 3}
    assert differences(LOCAL_PRINCIPAL) == []


def groups(url: str) -> dict[tuple[str, str], int]:
    """Return the municipality's actuals of January by function group and account group."""
    table = Model.metadata.tables["position"]
    with owner(url) as connection:
        rows = connection.execute(
            select(table.c.function_group, table.c.account_group, table.c.actual_minor).where(
                table.c.unit_id == TOWN, table.c.period == 1, table.c.actual_minor != 0
            )
        )
        return {(function_group, account_group): amount for function_group, account_group, amount in rows}
