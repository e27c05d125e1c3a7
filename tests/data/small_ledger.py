"""A small reinvestment ledger with something in every one of its tables, beside the small register of benefits.

The saving of I1-b (100 verified, 60 of it cut) is shared: 40 kept as cut and 20 to the own unit, of which 5 are spent.
A loan of 30 is paid out of 50 of capital, an agreement stands, and the other unit's year is closed.
"""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.comparison import Difference
from data.schema.realisation import BudgetClaim
from data.schema.reinvestment import (
    FundInstalment,
    FundLoan,
    ReinvestmentAgreement,
    ReinvestmentRule,
    SavingLot,
    SavingSource,
)
from data.schema.reinvestment_ledger import (
    PostingChange,
    ReinvestmentEvent,
    ReinvestmentPosting,
    ReinvestmentTransaction,
    SavingSplit,
    YearClosing,
)
from tests.data.small_register import CORRECTED, YEAR, identity

DAY, NOW = date(YEAR, 6, 1), datetime(YEAR, 6, 1, tzinfo=UTC)
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
"""Its tables."""
ADDED_TO_THE_LEDGER = set(LEDGER) - {"reinvestment_rule"}
"""What is added to and never changed."""
COUNTS = {
    **dict.fromkeys(LEDGER, 1),
    "saving_lot": 2,
    "reinvestment_transaction": 5,
    "reinvestment_posting": 3 + 2 + 2 + 2,
    "posting_change": 3 + 2 + 2,
    "reinvestment_event": 3 + 4,
}
"""How many rows stand in each of them."""


def key_of(town: str, name: str) -> str:
    """Return the id of a saving or a transaction of a municipality."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{town} ledger {name}"))


def fill_ledger(session: Session, town: str, own: str, other: str) -> None:
    """Put the ledger into a municipality that has the small register."""
    here = {"municipality_id": town}
    _rule(session, here)
    _lots(session, here, own)
    told = {"written_at": NOW, "written_by": "x", **here}
    agreed = {"kind": "compensation", "payer_id": own, "receiver_id": other, "reference": "2024/1"}
    session.add(ReinvestmentAgreement(agreement_id="A1", agreed_on=DAY, amount_minor=9, **agreed, **told))
    session.add(FundLoan(loan_id="L1", unit_id=own, amount_minor=30, paid_out_on=DAY, **told))
    session.flush()
    session.add(FundInstalment(loan_id="L1", due_on=DAY, amount_minor=30, **here))
    change_id = session.scalars(select(BudgetClaim.change_id).where(BudgetClaim.municipality_id == town)).first()
    lot = key_of(town, "lot")
    shared = [("saving", own, -60, lot), ("kept_as_cut", None, 40, lot), ("initiator", own, 20, lot)]
    _transaction(session, here, "allocation", own, shared, change_id, measurement_id=identity(town, CORRECTED))
    _transaction(session, here, "spending", own, [("initiator", own, -5, lot), ("use", own, 5, lot)], None)
    capital = [("budget", None, -50, None), ("innovation_fund", None, 50, None)]
    _transaction(session, here, "capital", None, capital, change_id)
    _transaction(session, here, "loan", own, [("innovation_fund", None, -30, None), ("loan", own, 30, None)], change_id)
    _transaction(session, here, "carry_over", other, [], None)
    closed = {"unit_id": other, "fiscal_year": YEAR, "fate": "carry_over", "amount_minor": 0}
    session.add(YearClosing(transaction_id=key_of(town, "carry_over"), **closed, **here))
    session.flush()


def _rule(session: Session, here: dict[str, Any]) -> None:
    shares = {"kept_as_cut_millionths": 700_000, "initiator_millionths": 300_000}
    session.add(
        ReinvestmentRule(
            valid_from=date(YEAR, 1, 1),
            name="R1",
            bearer_compensation_millionths=0,
            common_fund_millionths=0,
            threshold_minor=0,
            years=1,
            taper=[],
            loan_first=True,
            recipient_scope="unit",
            staffing_floor_exempt=False,
            default_account="common_fund",
            council_resolution="PS 1",
            resolved_on=date(YEAR, 1, 1),
            written_at=NOW,
            written_by="x",
            adopted_at=NOW,
            adopted_by="x",
            **shares,
            **here,
        )
    )


def _lots(session: Session, here: dict[str, Any], own: str) -> None:
    town = here["municipality_id"]
    for name, period in (("lot", 12), ("older", 9)):
        cell = {"benefit_id": "I1-b", "fiscal_year": YEAR, "period": period, "beneficiary_id": own}
        session.add(SavingLot(lot_id=key_of(town, name), **cell, **here))
    session.flush()
    session.add(SavingSource(lot_id=key_of(town, "lot"), source_lot_id=key_of(town, "older"), **here))


FIRST_STATES = {"spending": "spent", "carry_over": "carried_over"}


def _transaction(
    session: Session,
    here: dict[str, Any],
    kind: str,
    unit: str | None,
    postings: list[tuple[str, str | None, int, str | None]],
    change_id: str | None,
    **told: Any,
) -> None:
    """Store a transaction whole; an allocation goes through its three states."""
    of = {"transaction_id": key_of(here["municipality_id"], kind), **here}
    session.add(
        ReinvestmentTransaction(kind=kind, unit_id=unit, price_year=YEAR, written_at=NOW, written_by="x", **told, **of)
    )
    session.flush()
    for number, (account, at, amount, lot) in enumerate(postings, start=1):
        loan = "L1" if account == "loan" else None
        row = {"account": account, "unit_id": at, "amount_minor": amount, "lot_id": lot, "loan_id": loan}
        session.add(ReinvestmentPosting(number=number, **row, **of))
    if kind == "allocation":
        _split(session, of)
    session.flush()
    states = ("proposed", "approved", "booked") if kind == "allocation" else (FIRST_STATES.get(kind, "booked"),)
    for follows, state in zip((None, *states), states, strict=False):
        if state == states[-1] and change_id:
            for number, (_, _, amount, _) in enumerate(postings, start=1):
                session.add(PostingChange(number=number, change_id=change_id, amount_minor=amount, **of))
            session.flush()
        event = {"kind": kind, "state": state, "follows": follows, "day": DAY, "resolution": "PS 2"}
        session.add(ReinvestmentEvent(recorded_at=NOW, recorded_by="x", **event, **of))
        session.flush()


def _split(session: Session, of: dict[str, Any]) -> None:
    town = of["municipality_id"]
    worked = {"gross_minor": 100, "operating_cost_minor": 0, "loss_carried_minor": 0, "booked_reduction_minor": 60}
    session.add(
        SavingSplit(
            lot_id=key_of(town, "lot"),
            measurement_id=identity(town, CORRECTED),
            rule_valid_from=date(YEAR, 1, 1),
            year_number=1,
            instalment_due_minor=0,
            initiator_before_minor=0,
            bearer_to_compensate=False,
            at_minimum_staffing=False,
            distributable_minor=60,
            loss_forward_minor=0,
            **worked,
            **of,
        )
    )


def beside_the_ledger(found: list[Difference]) -> list[Difference]:
    """Return differences without those of this ledger, which was written past the trail and has no cut behind it."""
    return [one for one in found if not one.check.startswith("reinvest")]
