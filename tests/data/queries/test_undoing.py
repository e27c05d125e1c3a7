"""What an undo would change is told before it is done, and only to those who may see it."""

import pytest

from dashboard.actions.import_file import Request, import_file, undo
from dashboard.actions.prepare import initialise
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE, engine
from data.queries.decisions import adjustments
from data.queries.undoing import Replacement, UndoEffect, undo_effect
from data.vocabulary import Role
from tests.principals import somebody

UNITS = "unit;name;parent;level;valid_from\nskole;Skolen;;unit;2025-01-01\n"
HEAD = "kind;year;period;unit;function;account;amount\n"
# a.csv speaks for periods 1 and 2, b.csv for 2 and 3
OLDER = HEAD + "actual;2025;1;skole;202;010;1,00\nactual;2025;2;skole;202;010;2,00\n"
NEWER = HEAD + "actual;2025;2;skole;202;010;5,00\nactual;2025;3;skole;202;010;3,00\n"


@pytest.fixture
def stored(database_url, monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, database_url)
    initialise()

    def store(profile, name, content):
        outcome = import_file(LOCAL_PRINCIPAL, Request(profile, name, content.encode(), "9901", "Prøvekommunen"))
        assert outcome.batch is not None
        return outcome.batch.batch_id

    store("units-csv", "units.csv", UNITS)
    yield store
    engine().dispose()  # the server of the tests stops before the pool would close its connections


def replacement(periods, file_name):
    return Replacement(2025, "actual", "operations", periods, file_name)


def test_what_another_file_has_comes_back_and_the_rest_is_gone(stored):
    older, newer = stored("ledger-csv", "a.csv", OLDER), stored("ledger-csv", "b.csv", NEWER)
    assert undo_effect(LOCAL_PRINCIPAL, newer) == UndoEffect(
        (replacement((2,), "a.csv"), replacement((3,), None)), 0, 0
    )
    # period 2 of a.csv counts no longer, so undoing it changes period 1 alone
    assert undo_effect(LOCAL_PRINCIPAL, older) == UndoEffect((replacement((1,), None),), 0, 0)


def test_an_undone_file_takes_nothing_over(stored):
    older, newer = stored("ledger-csv", "a.csv", OLDER), stored("ledger-csv", "b.csv", NEWER)
    undo(LOCAL_PRINCIPAL, older)
    assert undo_effect(LOCAL_PRINCIPAL, newer).replacements == (replacement((2, 3), None),)


def test_the_newest_of_several_takes_over(stored):
    stored("ledger-csv", "a.csv", OLDER)
    stored("ledger-csv", "b.csv", NEWER)
    newest = stored("ledger-csv", "c.csv", NEWER.replace("5,00", "6,00"))
    assert undo_effect(LOCAL_PRINCIPAL, newest).replacements == (replacement((2, 3), "b.csv"),)


def test_decisions_of_an_undone_file_count_no_longer(stored):
    header = "year;period;unit;amount;reason;authority;reference\n"
    kept = stored("adjustments-csv", "kept.csv", header + "2025;3;skole;-350,00;Flom;council;25/52\n")
    batch = stored("adjustments-csv", "wrong.csv", header + "2025;3;skole;-999,00;Feil;council;25/53\n")
    assert undo_effect(LOCAL_PRINCIPAL, batch) == UndoEffect((), 0, 1)
    undo(LOCAL_PRINCIPAL, batch)
    assert list(adjustments(LOCAL_PRINCIPAL, "9901", ["skole"], [2025])["amount_minor"]) == [-35_000]
    undo(LOCAL_PRINCIPAL, kept)
    assert adjustments(LOCAL_PRINCIPAL, "9901", ["skole"], [2025]).empty


def test_who_does_not_see_the_municipality_is_told_nothing(stored):
    batch = stored("ledger-csv", "a.csv", OLDER)
    stranger = somebody(Role.CONTROLLER, "other")
    assert undo_effect(stranger, batch) == UndoEffect((), 0, 0)
