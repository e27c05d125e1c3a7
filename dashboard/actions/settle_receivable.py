"""Settle what a unit owes because it spent a saving that was later revised down: the unit's budget pays it back."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.ledger_entries import carried_out_by, entered, taken
from data.access import Principal, Writing, writing
from data.money_vocabulary import Account
from data.reinvestment_entries import Head, Leg
from data.reinvestment_ledger import Place, places_of
from data.reinvestment_vocabulary import TransactionKind
from data.vocabulary import Right


@dataclass(frozen=True)
class Settlement:
    """What is paid back of a unit's receivable (no unit: the municipality's), by the budget change that does so."""

    municipality_id: str
    unit_id: str | None
    amount_minor: int
    day: date
    change_id: str


def settle_receivable(principal: Principal, wanted: Settlement) -> str:
    """Pay back on a receivable, the oldest saving first; return the transaction's id.

    Raises:
        LedgerRefused: less is owed, no budget change carries it out, or the day cannot be.
        AccessDenied: the principal may not book.
    """
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        lots = taken(change, Place(Account.RECEIVABLE, wanted.unit_id), wanted.amount_minor)
        legs = [
            leg
            for lot, amount in lots
            for leg in (
                Leg(Account.RECEIVABLE, wanted.unit_id, -amount, lot),
                Leg(Account.SAVING, _saved_by(change, lot), amount, lot),
            )
        ]
        head = Head(TransactionKind.SETTLEMENT, wanted.unit_id, wanted.day.year)
        changes = carried_out_by(change, legs, wanted.change_id)
        return entered(change, "settle", head, legs, wanted.day, changes=changes)


def _saved_by(change: Writing, lot_id: str) -> str | None:
    """Return the unit whose saving it was."""
    places = (place for place, _ in places_of(change.session, change.municipality_id, lot_id))
    return next(place.unit_id for place in places if place.account == Account.SAVING)
