"""Put capital into the innovation fund: from the municipality's budget, or from the common fund."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.ledger_entries import above_zero, carried_out_by, entered, moved, taken, written
from data.access import Principal, writing
from data.money_vocabulary import Account
from data.reinvestment_entries import Head, Leg
from data.reinvestment_ledger import Place
from data.reinvestment_vocabulary import TransactionKind
from data.vocabulary import Right


@dataclass(frozen=True)
class Capital:
    """What the council puts into the fund, and the budget change that carries it out."""

    municipality_id: str
    amount_minor: int
    from_common_fund: bool
    resolution: str
    day: date
    change_id: str


def fund_innovation(principal: Principal, wanted: Capital) -> str:
    """Fill the innovation fund; return the transaction's id.

    Savings that pay for it are used by it: what is lent later comes from no saving.

    Raises:
        LedgerRefused: the common fund holds less, no resolution or budget change is named, or the day cannot be.
        AccessDenied: the principal may not book.
    """
    resolution, amount = written("resolution", wanted.resolution), above_zero(wanted.amount_minor)
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        legs = [Leg(Account.BUDGET, None, -amount), Leg(Account.INNOVATION_FUND, None, amount)]
        if wanted.from_common_fund:
            source = Place(Account.COMMON_FUND)
            legs = [*moved(source, Place(Account.USE), taken(change, source, amount)), *legs]
        head = Head(TransactionKind.CAPITAL, None, wanted.day.year)
        changes = carried_out_by(change, legs, wanted.change_id)
        return entered(change, "fund", head, legs, wanted.day, resolution, changes)
