"""The ledger cannot be changed by SQL, and where its owner does so all the same, verify finds it."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from data.access import LOCAL_PRINCIPAL
from data.verification import differences
from tests.dashboard.actions.savings_town import adopted, booked
from tests.data.small_ledger import ADDED_TO_THE_LEDGER
from tests.data.small_savings import save_town

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
