"""What stands agreed, claimed and paid: read for claims and receipts."""

from datetime import date

from sqlalchemy import func, select

from dashboard.actions.ledger_refusals import LedgerRefused
from data.access import Writing
from data.benefit_vocabulary import PartyKind
from data.money_vocabulary import Account
from data.reinvestment_ledger import moved
from data.schema.initiatives import Party
from data.schema.reinvestment import ReinvestmentAgreement
from data.schema.reinvestment_ledger import ReinvestmentEvent, ReinvestmentPosting


def agreement_of(change: Writing, agreement_id: str, day: date) -> ReinvestmentAgreement:
    """Return an agreement that something is claimed or paid by on a day.

    Raises:
        LedgerRefused: there is none, or it was not made yet.
    """
    found = change.session.get(ReinvestmentAgreement, (change.municipality_id, agreement_id))
    if found is None:
        raise LedgerRefused("agreement", found=agreement_id)
    if day < found.agreed_on:
        raise LedgerRefused("before_agreed", day=found.agreed_on)
    return found


def own_unit(change: Writing, party_id: str) -> str | None:
    """Return the unit of one's own that a party is; None for another legal entity."""
    party = change.session.get_one(Party, (change.municipality_id, party_id))
    return party.unit_id if party.kind == PartyKind.UNIT else None


def claimed(change: Writing, agreement_id: str, account: Account) -> int:
    """Return what was put on an account by an agreement, in minor units: what is taken from it is left out."""
    posting = ReinvestmentPosting
    total = change.session.scalar(
        select(func.sum(posting.amount_minor))
        .join(ReinvestmentEvent, moved())
        .where(
            posting.municipality_id == change.municipality_id,
            posting.agreement_id == agreement_id,
            posting.account == account,
            posting.amount_minor > 0,
        )
    )
    return int(total or 0)


def outstanding(change: Writing, agreement_id: str) -> int:
    """Return what is claimed by an agreement and not paid yet, in minor units."""
    posting = ReinvestmentPosting
    total = change.session.scalar(
        select(func.sum(posting.amount_minor))
        .join(ReinvestmentEvent, moved())
        .where(
            posting.municipality_id == change.municipality_id,
            posting.agreement_id == agreement_id,
            posting.account == Account.CLAIM,
        )
    )
    return int(total or 0)
