"""A town that saves, and its savings taken through the ledger: what tests of the ledger's decisions share."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.actions.adopt_rule import Adoption, adopt_rule
from dashboard.actions.approve_reinvestment import Approval, approve_reinvestment
from dashboard.actions.book_reinvestment import Booking, book_reinvestment
from dashboard.actions.draft_rule import RuleDraft, draft_rule
from dashboard.actions.ledger_refusals import LedgerRefused
from dashboard.actions.propose_reinvestment import Proposal, Proposed, propose_reinvestment
from data.access import LOCAL_PRINCIPAL, reading
from data.database import URL_VARIABLE, engine
from data.money_vocabulary import Account
from data.queries.reinvestment import postings
from data.verified_reinvestment import of_reinvestment
from metrics.ledger_balance import balances
from tests.data.small_files import TOWN
from tests.data.small_savings import YEAR, identity, measure, save_town

FIRST, DAY, RESOLVED = date(YEAR, 1, 1), date(2025, 3, 1), date(2023, 12, 14)
NAMED = (Account.INITIATOR, Account.BEARER_COMPENSATION, Account.COMMON_FUND, Account.INNOVATION_FUND)
RAISE = identity(TOWN, "raise north")


def adopted(**changed: Any) -> None:
    """Let the council adopt a rule: 50 % kept as cut, 30 % to the unit, 10 % to bearers, 10 % to the common fund."""
    shares = {
        "kept_as_cut_millionths": 500_000,
        "initiator_millionths": 300_000,
        "bearer_compensation_millionths": 100_000,
        "common_fund_millionths": 100_000,
    }
    draft = RuleDraft(TOWN, FIRST, "R1", **{**shares, "years": 3, **changed})
    adopt_rule(LOCAL_PRINCIPAL, Adoption(TOWN, FIRST, "PS 1/24", draft_rule(LOCAL_PRINCIPAL, draft), RESOLVED))


def proposed(key: str = "C1", gross: int = 600, cost: int = 100, **told: Any) -> Proposed:
    """Measure, verify and propose: 600 - 100 = 500 unless told otherwise."""
    return propose_reinvestment(LOCAL_PRINCIPAL, Proposal(TOWN, measure(TOWN, key, gross, **told), cost))


def booked(key: str = "C1", gross: int = 600, cost: int = 100, day: date = DAY, **told: Any) -> Proposed:
    """Take a saving all the way: 250 kept as cut, 150 to the unit and, with nobody to compensate, 100 to the fund."""
    found = proposed(key, gross, cost, **told)
    approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, found.transaction_id, "PS 2/25", day))
    book_reinvestment(LOCAL_PRINCIPAL, booking(found.transaction_id, day))
    return found


def booking(transaction_id: str, day: date = DAY) -> Booking:
    return Booking(TOWN, transaction_id, day, dict.fromkeys(NAMED, RAISE))


def held(on: date = date(2026, 1, 31)) -> dict[tuple[str, str | None], int]:
    """Return what each account holds, those with nothing left out."""
    table = balances(postings(LOCAL_PRINCIPAL, TOWN), on).reset_index()
    units = [None if pd.isna(unit) else unit for unit in table["unit_id"]]
    rows = zip(table["account"], units, table["amount_minor"], strict=True)
    return {(account, unit): int(amount) for account, unit, amount in rows if amount}


def why(action: Any, wanted: Any, principal: Any = LOCAL_PRINCIPAL) -> str:
    """Return the reason for which something is refused, once it is seen that it changed nothing."""
    before = held()
    with pytest.raises(LedgerRefused) as refused:
        action(principal, wanted)
    assert held() == before
    return refused.value.reason


def proved() -> list[str]:
    """Return what is wrong with the ledger."""
    with reading(LOCAL_PRINCIPAL) as session:
        return [f"{one.check} {one.place}: {one.stored} / {one.computed}" for one in of_reinvestment(session, TOWN)]


@pytest.fixture
def saving_town(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The town with its rule adopted, on both engines."""
    monkeypatch.setenv(URL_VARIABLE, database_url)
    save_town()
    adopted()
    yield TOWN
    engine().dispose()
