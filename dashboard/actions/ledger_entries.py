"""What every entry in the reinvestment ledger is checked by: days, closed years, budget changes and what is left."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from dashboard.actions.ledger_refusals import DecidedMeanwhile, LedgerRefused
from data import rollups
from data.access import Writing
from data.money_vocabulary import MAY_BE_BELOW_ZERO, Account, PostingState
from data.reinvestment_entries import Head, Leg, Parts, Step, add_state, add_transaction, tell
from data.reinvestment_ledger import Place, State, closed_year, held, holdings, latest_day, state_of
from data.reinvestment_sources import booked_change, filled_by
from data.reinvestment_vocabulary import FILLED_BY_A_CHANGE, FIRST_STATE, TransactionKind
from metrics.ledger_balance import NotEnough, drawn

LONGEST = 300
"""How many letters what a person writes may have."""


def written(reason: str, said: str | None) -> str:
    """Return what a person wrote without spaces around it.

    Raises:
        LedgerRefused: it is empty or too long; `reason` says what is missing.
    """
    kept = (said or "").strip()
    if not kept:
        raise LedgerRefused(reason)
    if len(kept) > LONGEST:
        raise LedgerRefused("too_long", most=LONGEST)
    return kept


def above_zero(amount_minor: int) -> int:
    """Return an amount that is above zero.

    Raises:
        LedgerRefused: it is not.
    """
    if amount_minor <= 0:
        raise LedgerRefused("amount")
    return amount_minor


def not_ahead(day: date) -> date:
    """Return a day that is today or before.

    Raises:
        LedgerRefused: it is not.
    """
    if day > date.today():
        raise LedgerRefused("ahead")
    return day


def standing(change: Writing, transaction_id: str, *wanted: PostingState) -> State:
    """Return the state of a proposal, which is one of those wanted.

    Raises:
        LedgerRefused: there is no such proposal.
        DecidedMeanwhile: it has come to another state.
    """
    found = state_of(change.session, change.municipality_id, transaction_id)
    if found is None or found.kind != TransactionKind.ALLOCATION:
        raise LedgerRefused("transaction", found=transaction_id)
    if found.state not in wanted:
        raise DecidedMeanwhile(found.state, found.day, found.recorded_at)
    return found


def taken(change: Writing, place: Place, amount_minor: int) -> tuple[tuple[str, int], ...]:
    """Return which savings pay an amount from a place, the oldest first.

    Raises:
        LedgerRefused: the place holds less.
    """
    here = (change.session, change.municipality_id, place)
    lots = [(one.lot_id, one.left_minor) for one in holdings(*here)]
    try:
        return drawn(lots, above_zero(amount_minor))
    except NotEnough as short:
        raise LedgerRefused("not_enough", short_minor=short.short_minor, left_minor=held(*here)) from short


def moved(source: Place, target: Place, lots: Sequence[tuple[str, int]]) -> list[Leg]:
    """Return the postings that move kroner of savings from one place to another."""
    out = [Leg(source.account, source.unit_id, -amount, lot) for lot, amount in lots]
    return [*out, *(Leg(target.account, target.unit_id, amount, lot) for lot, amount in lots)]


def require_days(change: Writing, legs: Iterable[Leg], day: date) -> None:
    """Refuse a day ahead, one in a closed year, and one before money of an emptied account last moved.

    Since every account is emptied in the order of days, none was below zero on any of them.
    """
    not_ahead(day)
    emptied = {Place(leg.account, leg.unit_id) for leg in legs if leg.amount_minor < 0}
    for place in sorted(emptied, key=str):
        latest = latest_day(change.session, change.municipality_id, place)
        if place.account not in MAY_BE_BELOW_ZERO and latest is not None and latest > day:
            raise LedgerRefused("too_early", day=latest)
    for unit_id in {leg.unit_id for leg in legs if leg.account == Account.INITIATOR and leg.unit_id}:
        closed = closed_year(change.session, change.municipality_id, unit_id)
        if closed is not None and day.year <= closed:
            raise LedgerRefused("year_closed", year=closed)


def carried_out_by(change: Writing, legs: Sequence[Leg], change_id: str | None) -> dict[int, Parts]:
    """Return the one budget change that carries out every posting, once it is found to be large enough.

    Raises:
        LedgerRefused: no change is named, it does not count, or others have used what it raised.
    """
    require_room(change, {change_id: sum(filling(leg) for leg in legs)})
    return {number: [(str(change_id), leg.amount_minor)] for number, leg in enumerate(legs, start=1)}


def filling(leg: Leg) -> int:
    """Return what a posting takes of a budget change that raised a budget, in minor units."""
    return max(0, leg.amount_minor) if leg.account in FILLED_BY_A_CHANGE else 0


def require_room(change: Writing, wanted: Mapping[str | None, int]) -> None:
    """Refuse budget changes that do not count, and more of one than it raised.

    Args:
        change: The open change.
        wanted: By id of a budget change, what is to be carried out by it, in minor units.

    Raises:
        LedgerRefused: as said.
    """
    for change_id, amount in wanted.items():
        found = booked_change(change.session, change.municipality_id, change_id) if change_id else None
        if found is None:
            raise LedgerRefused("budget_change", found=change_id or "")
        used = filled_by(change.session, change.municipality_id, found.change_id)
        if amount and used + amount > found.amount_minor:
            left = max(0, found.amount_minor - used)
            raise LedgerRefused("budget_change_used", left_minor=left, found=found.reference)


def entered(
    change: Writing,
    action: str,
    head: Head,
    legs: Sequence[Leg],
    day: date,
    resolution: str | None = None,
    changes: Mapping[int, Parts] | None = None,
    before_state: Callable[[str], None] | None = None,
) -> str:
    """Store a transaction in its first state and in the trail; return its id.

    `before_state` stores what belongs to it, by its id, before it counts.

    Raises:
        LedgerRefused: the day cannot be one of such a transaction.
    """
    state = FIRST_STATE[head.kind]
    if state != PostingState.PROPOSED:
        require_days(change, legs, day)
    transaction_id = add_transaction(change, head, legs)
    if before_state is not None:
        before_state(transaction_id)
    add_state(change, transaction_id, head.kind, Step(state, day, resolution, changes=changes or {}))
    told(change, action, transaction_id, state, day)
    return transaction_id


def told(change: Writing, action: str, transaction_id: str, state: PostingState, day: date) -> None:
    """Note a state in the trail, and let kept answers be asked anew."""
    tell(change, action, transaction_id, state)
    rollups.raise_version(change.session, change.municipality_id, day.year)
