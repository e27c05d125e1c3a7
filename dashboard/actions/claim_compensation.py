"""Claim what a winner owes an own unit by an agreement."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.agreements import agreement_of, claimed, own_unit
from dashboard.actions.ledger_entries import above_zero, entered
from dashboard.actions.ledger_refusals import LedgerRefused
from data.access import Principal, writing
from data.money_vocabulary import Account
from data.reinvestment_entries import Head, Leg
from data.reinvestment_vocabulary import TransactionKind
from data.vocabulary import Right


@dataclass(frozen=True)
class CompensationClaim:
    """What is claimed by an agreement."""

    municipality_id: str
    agreement_id: str
    amount_minor: int
    day: date


def claim_compensation(principal: Principal, wanted: CompensationClaim) -> str:
    """Post a claim on the winner; return the transaction's id.

    Raises:
        LedgerRefused: there is no such agreement on that day, the receiver is no own unit, or more is claimed than was
            agreed.
        AccessDenied: the principal may not book.
    """
    amount = above_zero(wanted.amount_minor)
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        agreed = agreement_of(change, wanted.agreement_id, wanted.day)
        unit_id = own_unit(change, agreed.receiver_id)
        if unit_id is None:
            raise LedgerRefused("claim_of_others")
        left = agreed.amount_minor - claimed(change, wanted.agreement_id, Account.CLAIM)
        if amount > left:
            raise LedgerRefused("over_agreement", left_minor=left)
        legs = [
            Leg(Account.CLAIM, unit_id, amount, agreement_id=wanted.agreement_id),
            Leg(Account.BUDGET, unit_id, -amount, agreement_id=wanted.agreement_id),
        ]
        head = Head(TransactionKind.CLAIM, unit_id, wanted.day.year, agreement_id=wanted.agreement_id)
        return entered(change, "claim_compensation", head, legs, wanted.day)
