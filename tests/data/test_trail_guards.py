"""What has been written in the trail cannot be changed or taken away, whoever asks by SQL."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError

from data.access import LOCAL_PRINCIPAL, reading
from data.database import downgrade, engine, migrate
from tests.data.chains import broken_links
from tests.data.small_files import TOWN, dump
from tests.data.tampering import PERSONS, fill

BOTH = [
    "UPDATE audit_event SET actor = 'x'",
    "UPDATE audit_event SET actor = 'x' WHERE sequence = 2",
    "UPDATE audit_event SET detail = detail",
    "DELETE FROM audit_event",
    "DELETE FROM audit_event WHERE sequence = 2",
    "UPDATE audit_subject SET sequence = sequence",
    "DELETE FROM audit_subject",
    "DELETE FROM audit_subject WHERE sequence = 1",
    "WITH gone AS (SELECT 1) DELETE FROM audit_event",
]
EVENT = (
    "INTO audit_event (municipality_id, sequence, event_id, happened_at, actor, action, entity, entity_key, detail,"
    " previous_hash, event_hash) SELECT municipality_id, sequence, event_id, happened_at, 'x', action, entity,"
    " entity_key, detail, previous_hash, event_hash FROM audit_event WHERE sequence = 2 AND municipality_id = 'town'"
)
SUBJECT = "INTO audit_subject SELECT municipality_id, person_id, sequence FROM audit_subject WHERE sequence = 1"
EVERYTHING = "TRUNCATE municipality CASCADE"
"""Meets the guard of whichever table is asked first."""
ONLY_SQLITE = [
    f"INSERT OR REPLACE {EVENT}",
    f"REPLACE {EVENT}",
    f"INSERT {EVENT} ON CONFLICT DO UPDATE SET actor = 'x'",
    "UPDATE OR REPLACE audit_event SET sequence = 3 WHERE sequence = 2",
    f"INSERT OR REPLACE {SUBJECT}",
]
ONLY_POSTGRES = [
    f"INSERT {EVENT} ON CONFLICT (municipality_id, sequence) DO UPDATE SET actor = 'x'",
    "TRUNCATE audit_subject",
    "TRUNCATE audit_event CASCADE",
    EVERYTHING,
    "DELETE FROM ONLY audit_event",
    "MERGE INTO audit_event USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
]


@pytest.fixture(autouse=True)
def _trail(database: str) -> Iterator[None]:
    fill(4)
    before = dump(database)
    yield
    after = dump(database)
    assert {name: after[name] for name in ("audit_event", "audit_subject")} == {
        name: before[name] for name in ("audit_event", "audit_subject")
    }


def refused(connection: Connection, statement: str) -> bool:
    """Tell whether the trigger stopped a statement."""
    try:
        with connection.begin():
            connection.execute(text(statement))
    except DatabaseError as error:
        return ("is never changed" if statement == EVERYTHING else "the trail is never changed") in str(error)
    return False


def test_nothing_of_it_is_changed_or_taken_away(database: str) -> None:
    made = create_engine(database)
    own = ONLY_SQLITE if made.dialect.name == "sqlite" else ONLY_POSTGRES
    with made.connect() as connection:
        assert [statement for statement in (*BOTH, *own) if not refused(connection, statement)] == []
    made.dispose()


def test_a_new_event_is_let_in_all_the_same(database: str) -> None:
    """The guards stop changes, not the trail."""
    made = create_engine(database)
    with made.connect() as connection:
        connection.execute(
            text(f"INSERT {EVENT.replace('SELECT municipality_id, sequence', 'SELECT municipality_id, 99')}")
        )
        connection.execute(text(f"INSERT INTO audit_subject VALUES ('town', '{UUID(PERSONS[5]).hex}', 99)"))  # noqa: S608
        connection.rollback()
    made.dispose()


def triggers(url: str) -> set[str]:
    """Return the guards there are."""
    made = create_engine(url)
    table = (
        "sqlite_master WHERE type = 'trigger'" if made.dialect.name == "sqlite" else "pg_trigger WHERE NOT tgisinternal"
    )
    name = "name" if made.dialect.name == "sqlite" else "tgname"
    with made.connect() as connection:
        found = set(connection.scalars(text(f"SELECT {name} FROM {table}")))  # noqa: S608 - our own names
    made.dispose()
    return {one for one in found if one.startswith("audit_")}


WHOLE = {
    "sqlite": {f"audit_{table}_no_{act}" for table in ("event", "subject") for act in ("update", "delete", "replace")},
    "postgresql": {"audit_event_no_change", "audit_subject_no_change"},
}


def test_the_guards_are_there_after_the_way_up_and_after_down_and_up_with_data(database: str) -> None:
    """Rebuilding a table on SQLite drops its triggers: whoever changes one of these two must make them anew."""
    whole = WHOLE[engine().dialect.name]
    assert triggers(database) == whole
    downgrade(database, "0002")
    assert triggers(database) == set()
    migrate(database)
    assert triggers(database) == whole
    with reading(LOCAL_PRINCIPAL) as session:
        assert broken_links(session, TOWN) == []
