"""What was measured, and what was adopted, cannot be changed or taken away, whoever asks by SQL."""

# ruff: noqa: S608 - the statements are made of our own names

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError

from data.access import LOCAL_PRINCIPAL, writing
from data.database import downgrade, migrate
from data.schema import Model
from data.vocabulary import Right
from tests.data.small_files import TOWN, dump, keep, whole_file
from tests.data.small_register import ADDED_TO_THE_REGISTER, fill_register, identity

MEASURED, ADOPTED = "what was measured is never changed", "an adopted projection is never changed"
GUARDED = (*sorted(ADDED_TO_THE_REGISTER), "projection", "projection_line")
LINE = "municipality_id, initiative_id, projection_number, line_number, flow, fiscal_year, period, amount_minor"
ADD_LINE = f"INTO projection_line ({LINE}) VALUES ('{TOWN}', 'I1', {{}}, {{}}, 'cost', 2024, 12, 1)"
PLAN = ", ".join(column.name for column in Model.metadata.tables["projection"].columns)
OTHERS = PLAN.replace("projection_number, ", "{}, ")
ON_PLANS = [
    "UPDATE projection SET reason = 'x'",
    "UPDATE projection SET adopted_at = NULL WHERE projection_number = 1",
    "UPDATE projection SET reason = reason WHERE adopted_at IS NOT NULL",
    "DELETE FROM projection WHERE projection_number = 1",
    "UPDATE projection_line SET amount_minor = 1",
    "UPDATE projection_line SET amount_minor = amount_minor WHERE line_number = 2",
    "UPDATE projection_line SET projection_number = 1, line_number = 9 WHERE projection_number = 2",
    "UPDATE projection_line SET projection_number = 2, line_number = 9 WHERE line_number = 2",
    "DELETE FROM projection_line",
    "DELETE FROM projection_line WHERE projection_number = 1 AND line_number = 3",
    f"INSERT {ADD_LINE.format(1, 9)}",
]
SQLITE_PLANS = [
    f"INSERT OR REPLACE {ADD_LINE.format(1, 1)}",
    f"REPLACE {ADD_LINE.format(1, 1)}",
    f"INSERT OR REPLACE INTO projection ({PLAN}) SELECT {PLAN} FROM projection WHERE projection_number = 1",
    "UPDATE OR REPLACE projection SET projection_number = 1 WHERE projection_number = 2",
    "UPDATE OR REPLACE projection SET rowid = (SELECT rowid FROM projection WHERE projection_number = 1)"
    " WHERE projection_number = 2",
    f"INSERT OR REPLACE INTO projection (rowid, {PLAN}) SELECT rowid, {OTHERS.format('7')} FROM projection"
    " WHERE projection_number = 1",
    f"INSERT OR REPLACE INTO projection_line (rowid, {LINE}) SELECT rowid, '{TOWN}', 'I1', 2, 9, 'cost', 2024, 12, 1"
    " FROM projection_line WHERE projection_number = 1 AND line_number = 1",
    "UPDATE OR REPLACE projection_line SET rowid = (SELECT rowid FROM projection_line WHERE projection_number = 1)"
    " WHERE projection_number = 2",
]
POSTGRES_PLANS = [
    "TRUNCATE projection_line",
    "TRUNCATE projection CASCADE",
    f"INSERT INTO projection ({PLAN}) SELECT {PLAN} FROM projection WHERE projection_number = 1"
    " ON CONFLICT (municipality_id, initiative_id, projection_number) DO UPDATE SET reason = 'x'",
    "MERGE INTO projection_line USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
]


def on_measured(table: str) -> list[str]:
    column = next(iter(Model.metadata.tables[table].columns)).name
    return [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]


def replaced(table: str) -> list[str]:
    """Return how SQLite would let a row take another's place: by its key, and by its number in the file."""
    columns = ", ".join(column.name for column in Model.metadata.tables[table].columns)
    last = list(Model.metadata.tables[table].primary_key)[-1].name
    others = ", ".join("'x'" if one == last else one for one in columns.split(", "))
    return [
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        f"INSERT OR REPLACE INTO {table} (rowid, {columns}) SELECT rowid, {others} FROM {table} LIMIT 1",
    ]


REVISION = ", ".join(
    f"'{identity(TOWN, 'a new one').replace('-', '')}'" if column.name == "measurement_id" else column.name
    for column in Model.metadata.tables["measurement"].columns
)
SAME_REVISION = f"INSERT OR REPLACE INTO measurement SELECT {REVISION} FROM measurement WHERE revision = 1"


@pytest.fixture
def register(database: str) -> Iterator[str]:
    keep(whole_file())
    with writing(LOCAL_PRINCIPAL, TOWN, Right.BENEFITS) as change:
        fill_register(change.session, TOWN, "north", "south")
        change.record("fill", "test", "register")
    before = dump(database)
    yield database
    after = dump(database)
    assert {name: after[name] for name in GUARDED} == {name: before[name] for name in GUARDED}


@pytest.fixture
def connection(register: str) -> Iterator[Connection]:
    made = create_engine(register)
    with made.connect() as opened:
        yield opened
    made.dispose()


def refused(connection: Connection, statement: str, said: str) -> bool:
    """Tell whether the trigger stopped a statement."""
    try:
        with connection.begin():
            connection.execute(text(statement))
    except DatabaseError as error:
        return said in str(error)
    return False


def test_nothing_measured_is_changed_or_taken_away(connection: Connection) -> None:
    for table in sorted(ADDED_TO_THE_REGISTER):
        embedded = connection.dialect.name == "sqlite"
        more = replaced(table) if embedded else [f"TRUNCATE {table} CASCADE"]
        assert [one for one in (*on_measured(table), *more) if not refused(connection, one, MEASURED)] == []


def test_a_new_measurement_takes_no_older_ones_place(connection: Connection) -> None:
    """The same revision under another id: SQLite would take the older row away for its unique cell."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        connection.commit()
        assert refused(connection, SAME_REVISION, MEASURED)
    else:
        assert refused(connection, SAME_REVISION.replace(" OR REPLACE", ""), "uq_measurement_revision")


def test_nothing_adopted_is_changed_or_taken_away(connection: Connection) -> None:
    own = SQLITE_PLANS if connection.dialect.name == "sqlite" else POSTGRES_PLANS
    assert [one for one in (*ON_PLANS, *own) if not refused(connection, one, ADOPTED)] == []


def test_a_draft_is_changed_until_it_is_adopted_once(connection: Connection) -> None:
    """What is stopped once it is adopted is let through before."""
    with connection.begin() as tried:
        for statement in (
            f"INSERT {ADD_LINE.format(2, 2)}",
            "UPDATE projection_line SET amount_minor = 7 WHERE projection_number = 2 AND line_number = 1",
            "DELETE FROM projection_line WHERE projection_number = 2 AND line_number = 2",
            "UPDATE projection SET reason = 'better' WHERE projection_number = 2",
            "UPDATE projection SET adopted_at = written_at WHERE projection_number = 2",
        ):
            assert connection.execute(text(statement)).rowcount == 1, statement
        for statement in (f"INSERT {ADD_LINE.format(2, 2)}", "UPDATE projection SET adopted_at = NULL"):
            with pytest.raises(DatabaseError, match=ADOPTED), connection.begin_nested():
                connection.execute(text(statement))
        tried.rollback()


def test_a_draft_is_taken_away_with_its_lines(connection: Connection) -> None:
    with connection.begin() as tried:
        assert connection.execute(text("DELETE FROM projection_line WHERE projection_number = 2")).rowcount == 1
        assert connection.execute(text("DELETE FROM projection WHERE projection_number = 2")).rowcount == 1
        tried.rollback()


def test_a_newer_revision_is_let_in_all_the_same(connection: Connection) -> None:
    """The guards stop changes, not the register."""
    newer = SAME_REVISION.replace(" OR REPLACE", "").replace("beneficiary_id, revision", "beneficiary_id, revision + 2")
    with connection.begin() as tried:
        assert connection.execute(text(newer)).rowcount == 1
        tried.rollback()


def triggers(connection: Connection) -> set[str]:
    """Return the guards of the register that there are."""
    embedded = connection.dialect.name == "sqlite"
    table = "sqlite_master WHERE type = 'trigger'" if embedded else "pg_trigger WHERE NOT tgisinternal"
    found = set(connection.scalars(text(f"SELECT {'name' if embedded else 'tgname'} FROM {table}")))
    connection.rollback()
    return {one for one in found if one.startswith(GUARDED)}


WHOLE = {
    "sqlite": {f"{table}_no_{act}" for table in ADDED_TO_THE_REGISTER for act in ("update", "delete", "replace")}
    | {f"{table}_no_{act}" for table in ("projection", "projection_line") for act in ("insert", "update", "delete")},
    "postgresql": {f"{table}_no_change" for table in (*ADDED_TO_THE_REGISTER, "projection")}
    | {f"{table}_no_truncate" for table in ("projection", "projection_line")}
    | {f"projection_line_no_{change}" for change in ("insert_new", "update_old", "update_new", "delete_old")},
}


def test_the_guards_are_there_after_the_way_up_and_after_down_and_up(database: str) -> None:
    made = create_engine(database)
    with made.connect() as connection:
        assert triggers(connection) == WHOLE[made.dialect.name]
        downgrade(database, "0004")
        assert triggers(connection) == set()
        migrate(database)
        assert triggers(connection) == WHOLE[made.dialect.name]
    made.dispose()
