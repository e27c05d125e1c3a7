"""Pay compensation by an agreement: to an own unit that has claimed it, or to another legal entity of a share."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.agreements import agreement_of, claimed, outstanding, own_unit
from dashboard.actions.ledger_entries import above_zero, carried_out_by, entered, moved, taken
from dashboard.actions.ledger_refusals import LedgerRefused
from data.access import Principal, Writing, writing
from data.money_vocabulary import Account
from data.reinvestment_entries import Head, Leg
from data.reinvestment_ledger import Place
from data.reinvestment_vocabulary import TransactionKind
from data.schema.reinvestment import ReinvestmentAgreement
from data.vocabulary import Right


@dataclass(frozen=True)
class Receipt:
    """What is paid by an agreement; `from_savings`: of what rules gave to the compensation of bearers."""

    municipality_id: str
    agreement_id: str
    amount_minor: int
    from_savings: bool
    day: date
    change_id: str


def receive_compensation(principal: Principal, wanted: Receipt) -> str:
    """Post what is paid by an agreement; return the transaction's id.

    Raises:
        LedgerRefused: there is no such agreement on that day, less is claimed or agreed, the savings are less, who pays
            by it is another legal entity, no budget change is named, or the day cannot be.
        AccessDenied: the principal may not book.
    """
    above_zero(wanted.amount_minor)
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        agreed = agreement_of(change, wanted.agreement_id, wanted.day)
        unit_id = own_unit(change, agreed.receiver_id)
        legs = _to_own(change, wanted, unit_id) if unit_id else _to_others(change, wanted, agreed)
        head = Head(TransactionKind.RECEIPT, unit_id, wanted.day.year, agreement_id=wanted.agreement_id)
        changes = carried_out_by(change, legs, wanted.change_id)
        return entered(change, "receive", head, legs, wanted.day, changes=changes)


def _to_own(change: Writing, wanted: Receipt, unit_id: str) -> list[Leg]:
    left, agreement = outstanding(change, wanted.agreement_id), wanted.agreement_id
    if wanted.amount_minor > left:
        raise LedgerRefused("over_claim", left_minor=left)
    paid = _of_savings(change, wanted, unit_id, None) if wanted.from_savings else []
    return [
        *paid,
        Leg(Account.CLAIM, unit_id, -wanted.amount_minor, agreement_id=agreement),
        Leg(Account.BUDGET, unit_id, wanted.amount_minor, agreement_id=agreement),
    ]


def _to_others(change: Writing, wanted: Receipt, agreed: ReinvestmentAgreement) -> list[Leg]:
    if own_unit(change, agreed.payer_id) is None:
        raise LedgerRefused("payment_of_others")
    left = agreed.amount_minor - claimed(change, wanted.agreement_id, Account.USE)
    if wanted.amount_minor > left:
        raise LedgerRefused("over_agreement", left_minor=left)
    return _of_savings(change, wanted, None, agreed.receiver_id)


def _of_savings(change: Writing, wanted: Receipt, unit_id: str | None, party_id: str | None) -> list[Leg]:
    """Return the postings that use what rules gave to bearers; another legal entity stands by its agreement."""
    source = Place(Account.BEARER_COMPENSATION)
    found = moved(source, Place(Account.USE, unit_id), taken(change, source, wanted.amount_minor))
    return [
        Leg(leg.account, leg.unit_id, leg.amount_minor, leg.lot_id, None, party_id, wanted.agreement_id)
        for leg in found
    ]
