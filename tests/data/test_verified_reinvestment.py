"""The ledger cannot be changed by SQL, and where its owner does so all the same, verify finds it."""

import random
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy.exc import DatabaseError

from data.access import LOCAL_PRINCIPAL
from data.schema import Model
from data.verification import differences
from tests.dashboard.actions.savings_town import adopted, booked
from tests.data.full_ledger import fill_ledger
from tests.data.small_ledger import ADDED_TO_THE_LEDGER
from tests.data.small_savings import save_town
from tests.data.tampering import owner
from tests.data.test_verification import changed, write

POST = (
    "INSERT INTO reinvestment_posting (municipality_id, transaction_id, number, account, amount_minor)"
    " SELECT municipality_id, transaction_id, 99, 'common_fund', 5 FROM reinvestment_transaction"
)
CHANGES = {
    "UPDATE reinvestment_posting SET amount_minor = amount_minor + 1 WHERE account = 'initiator'": "reinvestment",
    "UPDATE reinvestment_event SET resolution = 'PS 99' WHERE state = 'approved'": "reinvestment_trail",
    "UPDATE reinvestment_event SET day = '2025-02-01' WHERE state = 'booked'": "reinvestment_trail",
    "UPDATE saving_split SET distributable_minor = 1": "reinvested",
    "UPDATE budget_change SET amount_minor = -1 WHERE reference = 'cut C1 2024'": "reinvestment_change",
    "UPDATE budget_claim SET change_id = NULL": "reinvested_cut",
    "DELETE FROM posting_change WHERE number = 2": "reinvestment_change",
}


FILLED = ("saving_lot", "saving_split", "reinvestment_transaction", "reinvestment_posting", "posting_change")
FILLED += ("reinvestment_event",)
"""Tables that the town's saving puts rows in: SQLite's triggers look at rows."""


@pytest.fixture
def ledger(database: str) -> str:
    save_town()
    adopted()
    booked()
    assert checks() == set()
    return database


def checks() -> set[str]:
    return {one.check for one in differences(LOCAL_PRINCIPAL) if one.check.startswith("reinvest")}


def run(url: str, *statements: str) -> None:
    made = create_engine(url)
    try:
        with made.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        made.dispose()


def unguarded(url: str) -> list[str]:
    """Return the statements by which the owner takes the guards away."""
    if url.startswith("postgresql"):
        return [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in sorted(ADDED_TO_THE_LEDGER)]
    acts = [(table, act) for table in sorted(ADDED_TO_THE_LEDGER) for act in ("update", "delete", "replace")]
    return [f"DROP TRIGGER {table}_no_{act}" for table, act in acts]


@pytest.mark.parametrize("table", FILLED)
def test_nothing_in_the_ledger_is_changed_or_taken_away(ledger: str, table: str) -> None:
    for statement in (f"UPDATE {table} SET municipality_id = municipality_id", f"DELETE FROM {table}"):  # noqa: S608 - our own names
        with pytest.raises(DatabaseError, match="never changed"):
            run(ledger, statement)


def test_an_adopted_rule_is_never_changed_and_a_transaction_takes_no_more_postings(ledger: str) -> None:
    with pytest.raises(DatabaseError, match="an adopted rule is never changed"):
        run(ledger, "UPDATE reinvestment_rule SET threshold_minor = 1")
    with pytest.raises(DatabaseError, match="takes no more postings"):
        run(ledger, POST)


@pytest.mark.parametrize("statement", CHANGES)
def test_what_the_owner_changes_is_found(ledger: str, statement: str) -> None:
    run(ledger, *unguarded(ledger), statement)
    assert CHANGES[statement] in checks()


LEDGER = (
    "reinvestment_rule",
    "reinvestment_agreement",
    "saving_lot",
    "saving_source",
    "fund_loan",
    "fund_instalment",
    "reinvestment_transaction",
    "saving_split",
    "reinvestment_posting",
    "posting_change",
    "reinvestment_event",
    "year_closing",
)
COLUMNS = [(name, column.name) for name in LEDGER for column in Model.metadata.tables[name].columns]


def rows_of(connection: Connection, name: str) -> list[dict[str, Any]]:
    found = [dict(row) for row in connection.execute(select(Model.metadata.tables[name])).mappings()]
    connection.rollback()
    return sorted(found, key=repr)


def unchecked(connection: Connection) -> None:
    """Let the owner take the checks of the tables away too."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA ignore_check_constraints=ON"))
        return
    for name in LEDGER:
        held = f"SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = '{name}'::regclass"  # noqa: S608 - our own names
        for constraint in connection.scalars(text(held)).all():
            connection.execute(text(f'ALTER TABLE {name} DROP CONSTRAINT "{constraint}"'))
    connection.commit()


def test_every_seeded_change_of_the_ledger_is_found(database: str) -> None:
    fill_ledger()
    assert differences(LOCAL_PRINCIPAL) == []
    unseen = []
    with owner(database) as connection:
        unchecked(connection)
        for name, column_name in COLUMNS:
            table, rows = Model.metadata.tables[name], rows_of(connection, name)
            old = random.Random(f"{name} {column_name}").choice(rows)  # noqa: S311 - a seeded draw
            new = {**old, column_name: another(old[column_name], table.c[column_name])}
            while any(all(row[key.name] == new[key.name] for key in table.primary_key) for row in rows if row != old):
                new[column_name] = another(new[column_name], table.c[column_name])
            write(connection, table, old, new)
            if not differences(LOCAL_PRINCIPAL):
                unseen.append((name, column_name, old[column_name], new[column_name]))
            write(connection, table, new, old)
    assert unseen == []
    assert differences(LOCAL_PRINCIPAL) == []


def another(value: Any, column: Any) -> Any:
    return [*value, 1] if isinstance(value, list) else changed(column, value)


@pytest.mark.parametrize("name", LEDGER)
def test_a_row_that_vanished_from_the_ledger_is_found(sqlite_database: str, name: str) -> None:
    fill_ledger()
    with owner(sqlite_database) as connection:
        table = Model.metadata.tables[name]
        for row in rows_of(connection, name):
            connection.execute(table.delete().where(*(table.c[key.name] == row[key.name] for key in table.primary_key)))
            connection.commit()
            assert checks(), row
            connection.execute(table.insert().values(row))
            connection.commit()
    assert checks() == set()


@pytest.mark.parametrize(
    ("reference", "amount"),
    [("raise north", 1_219), ("raise north", -10_000), ("cut C1 2024", -199), ("cut C1 2024", 1_000)],
)
def test_a_budget_change_that_no_longer_covers_what_is_booked_of_it_is_found(
    database: str, reference: str, amount: int
) -> None:
    """Of the raise more is booked than 1 219; C1 takes 200 of its cut."""
    fill_ledger()
    run(database, f"UPDATE budget_change SET amount_minor = {amount} WHERE reference = '{reference}'")  # noqa: S608 - our own numbers
    assert "reinvestment_change" in checks()


def test_a_budget_change_that_is_gone_is_found(database: str) -> None:
    fill_ledger()
    with owner(database) as connection:
        connection.execute(text("DELETE FROM budget_change WHERE reference = 'raise north'"))
        connection.commit()
    assert "reinvestment_change" in checks()
