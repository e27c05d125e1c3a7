"""The schema goes up and down with data in it, and equals the models, on both engines."""

from typing import Any

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from data.access import LOCAL_PRINCIPAL, writing
from data.codes.install import install_codes
from data.database import downgrade, engine, migrate
from data.schema import Model
from data.schema.model import Moment
from data.schema.organisation import UnitSuccession
from data.schema.people import Person, RoleAssignment
from data.verification import differences
from data.vocabulary import Right
from tests.data.small_files import TOWN, dump, keep, whole_file
from tests.data.small_gains import GAINS, fill_gains
from tests.data.small_ledger import LEDGER, beside_the_ledger, fill_ledger
from tests.data.small_outsiders import OUTSIDERS, beside_the_outsiders, fill_outsiders
from tests.data.small_register import REGISTER, fill_register

NEW = (*REGISTER, *LEDGER, *GAINS, *OUTSIDERS)
LATE = frozenset(
    {
        "commentary",
        "closed_quarter",
        "person",
        "role_assignment",
        "audit_event",
        "audit_subject",
        "trail_key",
        "sign_in_session",
        "export_ticket",
        "sign_in_link",
        *NEW,
    }
)
"""Tables that revision 0001 does not have."""
LATE_COLUMNS = {"municipality": 1, "indicator": 1, "indicator_value": 2}
"""How many columns, the last ones, revision 0001 does not have."""


def fill() -> None:
    """Put rows into the tables of every revision."""
    install_codes()
    keep(whole_file())
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        person = "01a20000-0000-7000-8000-000000000001"
        day = sa.func.current_date()
        change.session.add(Person(municipality_id=TOWN, person_id=person, issuer="i", subject="s"))
        change.session.flush()
        change.session.execute(
            sa.insert(RoleAssignment).values(
                municipality_id=TOWN,
                person_id=person,
                role="leader",
                unit_id="north",
                valid_from=day,
                granted=True,
                version_id=1,
            )
        )
        change.session.execute(
            sa.insert(UnitSuccession).values(
                municipality_id=TOWN,
                unit_id="north",
                successor_id="south",
                valid_from=day,
                share_numerator=1,
                share_denominator=2,
            )
        )
        fill_register(change.session, TOWN, "north", "south")
        fill_ledger(change.session, TOWN, "north", "south")
        fill_gains(change.session, TOWN)
        fill_outsiders(change.session, TOWN)
        change.record("grant", "role_assignment", person)


def test_data_survives_down_and_up_again(database: str) -> None:
    fill()
    before = dump(database)
    assert all(before[name] for name in ("ledger_line", "position", "indicator_value", "target", "person", *NEW))
    downgrade(database, "0001")
    kept = dump(database)
    assert set(kept) == set(before) - LATE
    assert kept == {
        name: sorted((row[: len(row) - LATE_COLUMNS.get(name, 0)] for row in rows), key=repr)
        for name, rows in before.items()
        if name not in LATE
    }
    migrate(database)
    again = dump(database)
    assert again == {name: [] if name in LATE else rows for name, rows in before.items()}


def test_the_trail_survives_the_way_down_to_before_its_new_columns(database: str) -> None:
    fill()
    person = "01a20000-0000-7000-8000-000000000001"
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        change.record("note", "test", "1", version=3, purpose="why", about=[person], after=change.sealed("a text"))
    before = dump(database)
    assert all(before[name] for name in ("audit_event", "audit_subject", "trail_key"))
    downgrade(database, "0002")
    older = dump(database)["audit_event"]
    assert len(older) == len(before["audit_event"])
    assert {len(row) for row in older} == {len(before["audit_event"][0]) - 3}
    migrate(database)
    assert dump(database) == {name: [] if name in NEW else rows for name, rows in before.items()}
    assert beside_the_outsiders(beside_the_ledger(differences(LOCAL_PRINCIPAL))) == []


def test_down_to_nothing_and_up_again(database: str) -> None:
    fill()
    downgrade(database, "base")
    assert {name: rows for name, rows in dump(database).items() if rows} == {}
    migrate(database)
    fill()
    assert beside_the_outsiders(beside_the_ledger(differences(LOCAL_PRINCIPAL))) == []


def test_migrating_a_present_database_changes_nothing(database: str) -> None:
    fill()
    before = dump(database)
    migrate(database)
    assert dump(database) == before


def test_the_schema_equals_the_models(database: str) -> None:
    made = create_engine(database)
    with made.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": same_type}), Model.metadata
        )
        keys = {
            table.name: (
                [column.name for column in table.primary_key],
                inspect(connection).get_pk_constraint(table.name)["constrained_columns"],
            )
            for table in Model.metadata.sorted_tables
        }
    made.dispose()
    assert found == []
    assert {name: wanted for name, (wanted, _) in keys.items()} == {name: stored for name, (_, stored) in keys.items()}


def same_type(_context: Any, _stored_column: Any, _column: Any, _stored: Any, wanted: Any) -> bool | None:
    """Leave the types that rest on another to those; otherwise compare as Alembic does."""
    return False if isinstance(wanted, Moment) else None


def test_a_difference_from_the_models_would_be_seen(sqlite_database: str) -> None:
    made = create_engine(sqlite_database)
    with made.begin() as connection:
        connection.execute(text("ALTER TABLE unit ADD COLUMN colour TEXT"))
        found = compare_metadata(MigrationContext.configure(connection), Model.metadata)
    made.dispose()
    assert [kind for kind, *_ in found] == ["remove_column"]


def test_keys_begin_with_the_municipality() -> None:
    shared = {"function_code", "function_group", "account_code", "hierarchy_edge"}
    shared |= {
        "sign_in_session",
        "export_ticket",
        "sign_in_link",
    }  # somebody signs in before it is known where they hold a role
    for table in Model.metadata.sorted_tables:
        if table.name in shared:
            continue
        assert next(iter(table.primary_key)).name == "municipality_id", table.name
        for key in table.foreign_key_constraints:
            assert key.column_keys[0] == "municipality_id", (table.name, key.name)
        for index in table.indexes - {i for i in table.indexes if i.name == "ix_published_aggregate_measure"}:
            assert next(iter(index.columns)).name == "municipality_id", index.name


def test_a_migration_that_fails_leaves_everything_as_it_was(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    downgrade(database, "0001")
    before = schema_of(database)
    real, made = op.create_table, []

    def fails(name: str, *columns: Any, **named: Any) -> Any:
        made.append(name)
        if len(made) == 3:
            raise RuntimeError("in the middle")
        return real(name, *columns, **named)

    with monkeypatch.context() as patched:
        patched.setattr(op, "create_table", fails)
        with pytest.raises(RuntimeError, match="in the middle"):
            migrate(database)
    assert len(made) == 3
    assert schema_of(database) == before
    migrate(database)
    assert set(dump(database)) >= LATE


def test_a_migration_that_leaves_loose_rows_is_refused(sqlite_database: str) -> None:
    """Rebuilding tables goes on with foreign keys off; what points nowhere afterwards stops it."""
    downgrade(sqlite_database, "0001")
    made = create_engine(sqlite_database)
    with made.begin() as connection:
        connection.execute(text("INSERT INTO unit (municipality_id, unit_id) VALUES ('nowhere', 'nothing')"))
    made.dispose()
    before = schema_of(sqlite_database)
    with pytest.raises(RuntimeError, match="1 rows"):
        migrate(sqlite_database)
    assert schema_of(sqlite_database) == before


def schema_of(url: str) -> dict[str, list[str]]:
    made = create_engine(url)
    seen = inspect(made)
    found = {name: [column["name"] for column in seen.get_columns(name)] for name in sorted(seen.get_table_names())}
    made.dispose()
    return found


def test_a_new_database_gets_its_folder(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path}/new/folder/brobygger.db"
    migrate(url)
    assert "unit" in schema_of(url)


def test_foreign_keys_hold_in_the_database_that_is_used(database: str) -> None:
    statement = text("INSERT INTO unit (municipality_id, unit_id) VALUES ('nowhere', 'nothing')")
    with pytest.raises(sa.exc.IntegrityError), writing(LOCAL_PRINCIPAL, "nowhere", Right.IMPORT) as change:
        change.session.execute(statement)
    assert engine().url.render_as_string(hide_password=False) == database
