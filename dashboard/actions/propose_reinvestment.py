"""Propose how a verified saving is to be shared, by the rules that were in force when it was made."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.ledger_entries import entered
from dashboard.actions.ledger_refusals import LedgerRefused
from dashboard.actions.saving_facts import add_split, legs_of, period_end, rule_on, saving_of
from data.access import Principal, Writing, require_unit, writing
from data.reinvestment_entries import Head, new_id
from data.reinvestment_ledger import lot_of, splits_of_benefit
from data.reinvestment_sources import Source, lots_behind, source
from data.reinvestment_vocabulary import TransactionKind
from data.schema.reinvestment import SavingLot, SavingSource
from data.vocabulary import Right
from metrics.reinvestment import Ineligible, Split, split


@dataclass(frozen=True)
class Proposal:
    """A verified measurement whose saving is to be shared, and what running the new solution cost in its period."""

    municipality_id: str
    measurement_id: str
    operating_cost_minor: int


@dataclass(frozen=True)
class Proposed:
    """What stands now: a proposal that waits for a resolution, or (`lost`) a loss that later periods cover first."""

    transaction_id: str
    lot_id: str
    split: Split

    @property
    def lost(self) -> bool:
        """Whether the period gave nothing to share."""
        return self.split.distributable_minor == 0


def propose_reinvestment(principal: Principal, wanted: Proposal) -> Proposed:
    """Work out how a saving is shared, and store it as a proposal.

    A loss stands at once, and later periods cover it: whoever enters one must have the right to book.

    Raises:
        LedgerRefused: the saving cannot be shared; the reason says why.
        AccessDenied: the principal does not keep the benefits of the unit that answers for it.
    """
    if wanted.operating_cost_minor < 0:
        raise LedgerRefused("amount")
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change:
        found = _source(change, wanted.measurement_id)
        require_unit(change.session, change.principal, wanted.municipality_id, found.benefit.unit_id, Right.BENEFITS)
        _require_usable(change, found)
        today = date.today()
        shared = split(saving_of(change, found, wanted.operating_cost_minor, today), rule_on(change, period_end(found)))
        _require_shared(shared)
        if not shared.distributable_minor and not change.principal.may(Right.BOOK, wanted.municipality_id):
            raise LedgerRefused("loss_by_controller")
        lot_id = _lot(change, found)
        transaction_id = _stored(change, found, shared, lot_id, today)
        return Proposed(transaction_id, lot_id, shared)


def _source(change: Writing, measurement_id: str) -> Source:
    found = source(change.session, change.municipality_id, measurement_id)
    if found is None:
        raise LedgerRefused("measurement", found=measurement_id)
    return found


def _require_usable(change: Writing, found: Source) -> None:
    """Refuse what is not one's own, is not in kroner of its year, or comes after a later period was shared."""
    measured = found.measurement
    if not found.newest:
        raise LedgerRefused("revised")
    if found.own_unit_id is None:
        raise LedgerRefused("not_own_books")
    if measured.price_year != measured.fiscal_year:
        raise LedgerRefused("price_year", year=measured.price_year)
    place = (measured.fiscal_year, measured.period)
    shared = splits_of_benefit(change.session, change.municipality_id, measured.benefit_id)
    if any((lot.fiscal_year, lot.period) > place for lot, _ in shared):
        raise LedgerRefused("later_shared")


def _require_shared(shared: Split) -> None:
    """Refuse a saving that cannot be shared; a period of losses has no cut, and is kept all the same."""
    a_loss = shared.net_minor is not None and shared.net_minor <= 0
    reasons = [one for one in shared.reasons if not (a_loss and one == Ineligible.NOT_BOOKED)]
    if reasons:
        raise LedgerRefused(f"ineligible_{reasons[0]}", reasons=tuple(reasons))


def _lot(change: Writing, found: Source) -> str:
    """Return the saving's id: that of before where an older proposal of it was rejected."""
    known = lot_of(change.session, change.municipality_id, found.measurement)
    if known is not None:
        return known.lot_id
    here, lot_id, measured = change.municipality_id, new_id(), found.measurement
    names = ("benefit_id", "fiscal_year", "period", "beneficiary_id")
    cell = {name: getattr(measured, name) for name in names}
    change.session.add(SavingLot(municipality_id=here, lot_id=lot_id, **cell))
    change.session.flush()
    for source_id in lots_behind(change.session, here, found.benefit.initiative_id, period_end(found)):
        change.session.add(SavingSource(municipality_id=here, lot_id=lot_id, source_lot_id=source_id))
    change.session.flush()
    return lot_id


def _stored(change: Writing, found: Source, shared: Split, lot_id: str, day: date) -> str:
    """Store a proposal, or a loss, with how it was worked out before it has a state."""
    kind = TransactionKind.ALLOCATION if shared.distributable_minor else TransactionKind.LOSS
    head = Head(kind, found.own_unit_id, found.measurement.price_year, measurement_id=found.measurement.measurement_id)
    legs = legs_of(change, shared, lot_id, day) if shared.distributable_minor else []

    def with_split(transaction_id: str) -> None:
        add_split(change, transaction_id, lot_id, found.measurement.measurement_id, shared)

    return entered(change, "propose", head, legs, day, before_state=with_split)
