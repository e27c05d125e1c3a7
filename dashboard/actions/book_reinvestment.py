"""Book an approved proposal: every posting names the budget change that carries it out, or it is not booked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard.actions.ledger_entries import filling, require_days, require_room, standing, told
from dashboard.actions.ledger_refusals import LedgerRefused
from dashboard.actions.saving_facts import unrevised
from data.access import Principal, Writing, writing
from data.money_vocabulary import Account, PostingState
from data.reinvestment_entries import Leg, Parts, Step, add_state
from data.reinvestment_ledger import loans_of, postings_of, splits_of_benefit
from data.reinvestment_sources import Source, booked_change, booked_cuts, cuts_taken
from data.schema.reinvestment_ledger import ReinvestmentPosting
from data.vocabulary import Right

BY_CUT = (Account.SAVING, Account.KEPT_AS_CUT)
"""Accounts that are carried out by the cut that is claimed; every other one by a change that whoever books names."""
OF_THE_FUND = (Account.USE, Account.LOAN)
"""Postings of an instalment: they go with what fills the innovation fund."""


@dataclass(frozen=True)
class Booking:
    """By account, the id of the budget change that carries out what it gets."""

    municipality_id: str
    transaction_id: str
    day: date
    changes: Mapping[Account, str] = field(default_factory=dict)


def book_reinvestment(principal: Principal, wanted: Booking) -> None:
    """Book an approved proposal: from the day on it counts.

    Raises:
        LedgerRefused: a posting has no budget change, the saving was revised since, a loan is repaid already, or the
            day cannot be.
        DecidedMeanwhile: it is not approved, or it is booked already.
        AccessDenied: the principal may not book.
    """
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        found = standing(change, wanted.transaction_id, PostingState.APPROVED)
        if wanted.day < found.day:
            raise LedgerRefused("too_early", day=found.day)
        postings = postings_of(change.session, wanted.municipality_id, wanted.transaction_id)
        require_days(change, [_leg(posting) for posting in postings], wanted.day)
        _require_owed(change, postings)
        behind = unrevised(change, wanted.transaction_id)
        changes = {**_cut(change, behind, postings), **_named(change, wanted, postings)}
        step = Step(PostingState.BOOKED, wanted.day, follows=found.state, changes=changes)
        add_state(change, wanted.transaction_id, found.kind, step)
        told(change, "book", wanted.transaction_id, PostingState.BOOKED, wanted.day)


def _leg(posting: ReinvestmentPosting) -> Leg:
    return Leg(Account(posting.account), posting.unit_id, posting.amount_minor, posting.lot_id, posting.loan_id)


def _require_owed(change: Writing, postings: Iterable[ReinvestmentPosting]) -> None:
    """Refuse an instalment of a loan that was paid since it was proposed."""
    for posting in postings:
        if posting.account == Account.LOAN and posting.unit_id:
            loans = loans_of(change.session, change.municipality_id, posting.unit_id)
            left = next(one.amount_minor - one.repaid_minor for one in loans if one.loan_id == posting.loan_id)
            if left + posting.amount_minor < 0:
                raise LedgerRefused("loan_repaid", found=posting.loan_id)


def _cut(change: Writing, behind: Source, postings: Iterable[ReinvestmentPosting]) -> dict[int, Parts]:
    """Return the claimed cuts that a saving is taken of, the oldest first, and of those what is kept as cut."""
    here = (change.session, change.municipality_id)
    own = {lot.lot_id for lot, _ in splits_of_benefit(*here, behind.measurement.benefit_id)}
    taken = cuts_taken(*here)
    room = []
    for change_id, claimed in booked_cuts(*here, behind.measurement):
        cut = booked_change(*here, change_id)
        of_all = sum(amount for (one, _), amount in taken.items() if one == change_id)
        of_own = sum(amount for (one, lot), amount in taken.items() if one == change_id and lot in own)
        left = -cut.amount_minor - of_all if cut else 0
        room.append((change_id, max(0, min(left, claimed - of_own))))
    found = {}
    for posting in postings:
        if posting.account in BY_CUT:
            found[posting.number] = _parts(room, posting.amount_minor)
    return found


def _parts(room: Iterable[tuple[str, int]], amount_minor: int) -> Parts:
    """Return what each cut gives of an amount; the parts have its sign and sum to it."""
    sign, left, parts = (1 if amount_minor > 0 else -1), abs(amount_minor), []
    for change_id, free in room:
        part = min(left, free)
        if part:
            parts.append((change_id, sign * part))
            left -= part
    if left:
        raise LedgerRefused("cut_used", left_minor=abs(amount_minor) - left)
    return parts


def _named(change: Writing, wanted: Booking, postings: Iterable[ReinvestmentPosting]) -> dict[int, Parts]:
    """Return the changes that whoever books has named, once they are found to be large enough."""
    found: dict[int, Parts] = {}
    room: dict[str | None, int] = {}
    for posting in postings:
        account = Account(posting.account)
        if account not in BY_CUT:
            change_id = wanted.changes.get(Account.INNOVATION_FUND if account in OF_THE_FUND else account)
            if change_id is None:
                raise LedgerRefused("no_change_for", account=account)
            found[posting.number] = [(change_id, posting.amount_minor)]
            room[change_id] = room.get(change_id, 0) + filling(_leg(posting))
    require_room(change, room)
    return found
