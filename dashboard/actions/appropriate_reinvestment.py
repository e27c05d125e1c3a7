"""Give a unit an appropriation from the common fund for verified quality, by council decision: never a saving."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.ledger_entries import carried_out_by, entered, moved, taken, written
from dashboard.actions.ledger_refusals import LedgerRefused
from data.access import Principal, writing
from data.benefit_vocabulary import BenefitType
from data.money_vocabulary import Account
from data.reinvestment_entries import Head
from data.reinvestment_ledger import Place
from data.reinvestment_sources import source
from data.reinvestment_vocabulary import TransactionKind
from data.vocabulary import Right


@dataclass(frozen=True)
class Appropriation:
    """What the council gives the unit that verified quality came to, and the budget change that carries it out."""

    municipality_id: str
    measurement_id: str
    amount_minor: int
    resolution: str
    day: date
    change_id: str


def appropriate_reinvestment(principal: Principal, wanted: Appropriation) -> str:
    """Move money of the common fund to a unit's account; return the transaction's id.

    Raises:
        LedgerRefused: the measurement is not of verified quality of an own unit, the fund holds less, no resolution or
            budget change is named.
        AccessDenied: the principal may not book.
    """
    resolution = written("resolution", wanted.resolution)
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        found = source(change.session, wanted.municipality_id, wanted.measurement_id)
        if found is None or not found.newest:
            raise LedgerRefused("measurement", found=wanted.measurement_id)
        if found.benefit_type != BenefitType.QUALITY or found.verifier_role is None or found.own_unit_id is None:
            raise LedgerRefused("not_quality")
        source_place, target = Place(Account.COMMON_FUND), Place(Account.INITIATOR, found.own_unit_id)
        legs = moved(source_place, target, taken(change, source_place, wanted.amount_minor))
        head = Head(
            TransactionKind.APPROPRIATION, found.own_unit_id, wanted.day.year, measurement_id=wanted.measurement_id
        )
        changes = carried_out_by(change, legs, wanted.change_id)
        return entered(change, "appropriate", head, legs, wanted.day, resolution, changes)
