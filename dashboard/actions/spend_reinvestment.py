"""Pay for something with reinvested savings: the oldest saving first, and never more than there is."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.ledger_entries import entered, moved, taken, written
from dashboard.actions.ledger_refusals import LedgerRefused
from data.access import Principal, Writing, require_unit, writing
from data.money_vocabulary import Account
from data.reinvestment_entries import Head
from data.reinvestment_ledger import Place
from data.reinvestment_vocabulary import SPENDABLE, TransactionKind
from data.schema.initiatives import Initiative
from data.vocabulary import Right


@dataclass(frozen=True)
class Spending:
    """What is paid for, and from which account; without a unit it is the municipality's, and the council resolves it.

    An initiative that is paid for carries the savings on: what it gains is not new own money all of it.
    """

    municipality_id: str
    account: Account
    unit_id: str | None
    amount_minor: int
    purpose: str
    day: date
    initiative_id: str | None = None
    resolution: str | None = None


def spend_reinvestment(principal: Principal, wanted: Spending) -> str:
    """Spend from an account; return the transaction's id.

    Raises:
        LedgerRefused: the account is none that is spent from, holds less, or needs a resolution; the day cannot be.
        AccessDenied: the principal may not book.
    """
    if wanted.account not in SPENDABLE or (wanted.account == Account.COMMON_FUND and wanted.unit_id is not None):
        raise LedgerRefused("not_spendable")
    purpose = written("purpose", wanted.purpose)
    resolution = wanted.resolution if wanted.unit_id else written("resolution", wanted.resolution)
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        if wanted.unit_id is not None:
            require_unit(change.session, change.principal, wanted.municipality_id, wanted.unit_id, Right.BOOK)
        _require_initiative(change, wanted.initiative_id)
        source = Place(wanted.account, wanted.unit_id)
        lots = taken(change, source, wanted.amount_minor)
        legs = moved(source, Place(Account.USE, wanted.unit_id), lots)
        head = Head(
            TransactionKind.SPENDING, wanted.unit_id, wanted.day.year, purpose, initiative_id=wanted.initiative_id
        )
        return entered(change, "spend", head, legs, wanted.day, resolution)


def _require_initiative(change: Writing, initiative_id: str | None) -> None:
    if initiative_id and change.session.get(Initiative, (change.municipality_id, initiative_id)) is None:
        raise LedgerRefused("initiative", found=initiative_id)
