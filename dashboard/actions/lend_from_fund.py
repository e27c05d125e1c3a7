"""Lend a unit money of the innovation fund, interest-free, to be repaid in instalments."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dashboard.actions.ledger_entries import above_zero, carried_out_by, entered, written
from dashboard.actions.ledger_refusals import LedgerRefused
from data.access import Principal, Writing, require_unit, writing
from data.money_vocabulary import Account
from data.reinvestment_entries import Head, Leg
from data.reinvestment_ledger import Place, held
from data.reinvestment_vocabulary import TransactionKind
from data.schema.initiatives import Initiative
from data.schema.reinvestment import FundInstalment, FundLoan
from data.vocabulary import Right
from metrics.innovation_fund import even_instalments

CODE = re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True)
class Lending:
    """A loan: to whom, for what, and the days on which equal parts of it are paid back."""

    municipality_id: str
    loan_id: str
    unit_id: str
    amount_minor: int
    purpose: str
    due: tuple[date, ...]
    resolution: str
    day: date
    change_id: str
    initiative_id: str | None = None


def lend_from_fund(principal: Principal, wanted: Lending) -> str:
    """Pay out a loan; return the transaction's id.

    Raises:
        LedgerRefused: the fund holds less, the code is taken, an instalment is due before it is paid out, no resolution
            or budget change is named, or the day cannot be.
        AccessDenied: the principal may not book.
    """
    resolution, amount = written("resolution", wanted.resolution), above_zero(wanted.amount_minor)
    purpose = written("purpose", wanted.purpose)
    if not wanted.due or min(wanted.due) < wanted.day or len(set(wanted.due)) != len(wanted.due):
        raise LedgerRefused("instalments")
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        require_unit(change.session, change.principal, wanted.municipality_id, wanted.unit_id, Right.BOOK)
        _require_new(change, wanted)
        left = held(change.session, wanted.municipality_id, Place(Account.INNOVATION_FUND))
        if left < amount:
            raise LedgerRefused("not_enough", short_minor=amount - left, left_minor=left)
        _add_loan(change, wanted)
        legs = [
            Leg(Account.INNOVATION_FUND, None, -amount),
            Leg(Account.LOAN, wanted.unit_id, amount, loan_id=wanted.loan_id),
        ]
        head = Head(TransactionKind.LOAN, wanted.unit_id, wanted.day.year, purpose, initiative_id=wanted.initiative_id)
        changes = carried_out_by(change, legs, wanted.change_id)
        return entered(change, "lend", head, legs, wanted.day, resolution, changes)


def _require_new(change: Writing, wanted: Lending) -> None:
    if not CODE.fullmatch(wanted.loan_id):
        raise LedgerRefused("code", found=wanted.loan_id)
    if change.session.get(FundLoan, (change.municipality_id, wanted.loan_id)) is not None:
        raise LedgerRefused("loan_exists", found=wanted.loan_id)
    known = change.session.get(Initiative, (change.municipality_id, wanted.initiative_id or ""))
    if wanted.initiative_id and known is None:
        raise LedgerRefused("initiative", found=wanted.initiative_id)


def _add_loan(change: Writing, wanted: Lending) -> None:
    here = {"municipality_id": wanted.municipality_id, "loan_id": wanted.loan_id}
    change.session.add(
        FundLoan(
            unit_id=wanted.unit_id,
            amount_minor=wanted.amount_minor,
            paid_out_on=wanted.day,
            written_at=datetime.now(UTC),
            written_by=change.actor,
            **here,
        )
    )
    change.session.flush()
    for due_on, part in even_instalments(wanted.amount_minor, tuple(sorted(wanted.due))):
        change.session.add(FundInstalment(due_on=due_on, amount_minor=part, **here))
    change.session.flush()
