"""Small files as a reader would have read them, written as rows of a table."""

import hashlib
from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import MetaData, create_engine, select, text

from data.access import LOCAL_PRINCIPAL
from data.importers.parsed import (
    INDICATOR_VALUE_COLUMNS,
    LINE_COLUMNS,
    AccountRow,
    AdjustmentRow,
    BudgetChangeRow,
    CoverageCell,
    FunctionRow,
    GapRow,
    IndicatorRow,
    Parsed,
    TargetRow,
    UnitRow,
)
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, StoredBatch, store
from data.vocabulary import AccountClass, AccountGroup, AuthorityKind, Grain, Kind, TargetType

TOWN = "town"
YEAR = 2024
Row = tuple[str, int, str, str, int]
"""Kind, period, unit, account (below 600 a cost), amount in minor units."""


def units(**parents: str | None) -> list[UnitRow]:
    """Return units by name and parent (None: the root)."""
    return [UnitRow(unit_id, f"Unit {unit_id}", parent) for unit_id, parent in parents.items()]


def file(
    rows: Iterable[Row],
    *,
    grain: Grain = Grain.MONTH,
    cumulative: bool = False,
    year: int = YEAR,
    spoken: Iterable[tuple[str, int]] = (),
    account_class: AccountClass = AccountClass.OPERATIONS,
    **more: Any,
) -> Parsed:
    """Return a file with these lines; it speaks for the cells of its lines and for `spoken` (kind, period) besides."""
    rows = list(rows)
    lines = pd.DataFrame(
        [
            (number, kind, year, period, unit, str(account_class), "f1", account, None, amount, f"line {number}")
            for number, (kind, period, unit, account, amount) in enumerate(rows, start=1)
        ],
        columns=list(LINE_COLUMNS),
    )
    cells = dict.fromkeys([*((kind, period) for kind, period, *_ in rows), *spoken])
    totals: dict[str, int] = {}
    for kind, _, _, _, amount in rows:
        totals[kind] = totals.get(kind, 0) + amount
    return Parsed(
        rows_read=len(rows),
        fiscal_year=year,
        period=max((period for _, period in cells), default=None),
        grain=grain,
        cumulative=cumulative,
        lines=lines,
        coverage=[CoverageCell(year, period, Kind(kind), account_class, grain, cumulative) for kind, period in cells],
        control_totals=totals,
        **more,
    )


def whole_file() -> Parsed:
    """Return a file with something of everything, for a municipality that exists or not."""
    values = pd.DataFrame([(1, "i1", "north", YEAR, 1, 1.0, 4.0, None, None)], columns=list(INDICATOR_VALUE_COLUMNS))
    day = pd.Timestamp(YEAR, 1, 1).date()
    council = AuthorityKind.COUNCIL
    return file(
        [("actual", 1, "north", "100", 100), ("actual", 1, "south", "100", 7), ("original", 1, "north", "100", 900)],
        units=units(north=None, south=None),
        functions=[FunctionRow("f1", "School", "g1", "Schools")],
        accounts=[AccountRow("100", "Pay", AccountGroup.PAY)],
        gaps=[GapRow(YEAR, 1, Kind.ACTUAL, "south")],
        indicators=[IndicatorRow("i1", "One", "innovation", "count", Grain.MONTH, "source")],
        indicator_values=values,
        targets=[TargetRow("i1", "north", day, TargetType.MINIMUM, 1.0)],
        budget_changes=[BudgetChangeRow(YEAR, day, "north", council, "PS 1/24", -500)],
        adjustments=[AdjustmentRow(YEAR, 1, "north", -5, "why", council, "PS 2/24")],
    )


def keep(parsed: Parsed, name: str = "file.csv", profile: str = "ledger-csv", town: str = TOWN) -> StoredBatch:
    """Store a file; two files are the same when their name is."""
    facts = FileFacts(profile, name, hashlib.sha256(name.encode()).hexdigest())
    return store(LOCAL_PRINCIPAL, MunicipalityFacts(town, town.title()), facts, parsed)


def dump(url: str, without: frozenset[str] = frozenset({"alembic_version"})) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, in an order of its own."""
    made = create_engine(url)
    tables = MetaData()
    with made.connect() as connection:
        tables.reflect(connection)
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in tables.sorted_tables
            if table.name not in without
        }
    made.dispose()
    return found


def figures(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the pages read of positions, without the stamps that rise with each change."""
    made = create_engine(url)
    tables = MetaData()
    with made.connect() as connection:
        tables.reflect(connection, only=["position", "unit_total", "loaded_period"])
        found = {}
        for table in tables.sorted_tables:
            shown = [column for column in table.columns if column.name not in ("data_version", "imported_at")]
            found[table.name] = sorted((tuple(row) for row in connection.execute(select(*shown))), key=repr)
    made.dispose()
    return {name: found[name] for name in ("position", "unit_total", "loaded_period")}


def let_changes(url: str) -> None:
    """Take away what stops changes of the trail and of the register, as the database's owner can."""
    made = create_engine(url)
    with made.begin() as connection:
        if made.dialect.name == "sqlite":
            for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            guarded = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
            for table in connection.scalars(text(guarded)).all():
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    made.dispose()
