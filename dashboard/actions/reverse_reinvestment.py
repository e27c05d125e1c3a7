"""Take back what a saving gave too much, once its verification is revised down: contra entries, never an edit.

What is left of the saving is taken back where it is. What was spent becomes a receivable on whoever spent it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.actions.ledger_entries import entered
from dashboard.actions.ledger_refusals import DecidedMeanwhile, LedgerRefused
from dashboard.actions.saving_facts import add_split, stood, version_of
from data.access import Principal, Writing, writing
from data.benefit_vocabulary import Verdict
from data.money_vocabulary import Account, PostingState
from data.reinvestment_entries import Head, Leg
from data.reinvestment_ledger import Place, places_of, splits_of_benefit, state_of
from data.reinvestment_sources import Source, newest_of, source
from data.reinvestment_vocabulary import TransactionKind
from data.schema.realisation import Measurement, Verification
from data.schema.reinvestment import ReinvestmentRule
from data.schema.reinvestment_ledger import SavingSplit
from data.vocabulary import Right
from metrics.reinvestment import Split, split

NOT_TAKEN = frozenset({Account.SAVING, Account.RECEIVABLE})
LAST = "~"
"""Sorts after every account and unit."""


@dataclass(frozen=True)
class Reversal:
    """A booked saving that is now verified to be smaller, or a loss that is now verified to be larger."""

    municipality_id: str
    transaction_id: str
    day: date


@dataclass(frozen=True)
class Reversed:
    """What was taken back: from accounts, and as receivables; minor units. `loss_minor` later periods cover first."""

    transaction_id: str
    taken_back_minor: int
    receivable_minor: int
    loss_minor: int


def reverse_reinvestment(principal: Principal, wanted: Reversal) -> Reversed:
    """Post what a booked saving gave too much, by the newest verification; a larger loss is the next period's to cover.

    Raises:
        LedgerRefused: there is no such allocation, or its saving is not verified to be smaller.
        DecidedMeanwhile: it is not booked.
        AccessDenied: the principal may not book.
    """
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        _require_booked(change, wanted.transaction_id)
        now, found = _standing(change, wanted.transaction_id)
        newest = newest_of(change.session, wanted.municipality_id, found.measurement)
        before, after = _both(change, now, found, _verified(change, newest))
        _require_lower(before, after)
        legs = contra(change, now.lot_id, before, after)
        measurement_id = newest.measurement_id if newest else now.measurement_id
        head = Head(
            TransactionKind.REVERSAL,
            found.own_unit_id,
            found.measurement.price_year,
            measurement_id=measurement_id,
            reverses_id=wanted.transaction_id,
        )

        def with_split(transaction_id: str) -> None:
            add_split(change, transaction_id, now.lot_id, measurement_id, after)

        transaction_id = entered(change, "reverse", head, legs, wanted.day, before_state=with_split)
        owed = sum(leg.amount_minor for leg in legs if leg.account == Account.RECEIVABLE)
        total = before.distributable_minor - after.distributable_minor
        return Reversed(transaction_id, total - owed, owed, after.loss_carried_forward_minor)


def _require_booked(change: Writing, transaction_id: str) -> None:
    found = state_of(change.session, change.municipality_id, transaction_id)
    if found is None or found.kind not in (TransactionKind.ALLOCATION, TransactionKind.LOSS):
        raise LedgerRefused("transaction", found=transaction_id)
    if found.state != PostingState.BOOKED:
        raise DecidedMeanwhile(found.state, found.day, found.recorded_at)


def _require_lower(before: Split, after: Split) -> None:
    less = after.distributable_minor < before.distributable_minor
    if not less and after.loss_carried_forward_minor <= before.loss_carried_forward_minor:
        raise LedgerRefused("not_lower")


def _standing(change: Writing, transaction_id: str) -> tuple[SavingSplit, Source]:
    """Return how the saving stands shared after earlier revisions, and what stands behind it."""
    first = change.session.get_one(SavingSplit, (change.municipality_id, transaction_id))
    measured = change.session.get_one(Measurement, (change.municipality_id, first.measurement_id))
    shared = splits_of_benefit(change.session, change.municipality_id, measured.benefit_id)
    now = next(split for lot, split in shared if lot.lot_id == first.lot_id)
    found = source(change.session, change.municipality_id, now.measurement_id)
    if found is None:
        raise LedgerRefused("measurement", found=now.measurement_id)
    return now, found


def _verified(change: Writing, newest: Measurement | None) -> int:
    """Return what is verified of the newest revision; a withdrawn or refused one is nothing.

    Raises:
        LedgerRefused: nobody has looked at the newest revision.
    """
    if newest is None or (newest.amount_minor is None and newest.quantity is None):
        return 0
    looked = change.session.get(Verification, (change.municipality_id, newest.measurement_id))
    if looked is None:
        raise LedgerRefused("not_looked_at")
    return (looked.verified_minor or 0) if looked.verdict == Verdict.CONFIRMED else 0


def _both(change: Writing, now: SavingSplit, found: Source, verified_minor: int) -> tuple[Split, Split]:
    row = change.session.get_one(ReinvestmentRule, (change.municipality_id, now.rule_valid_from))
    rule = version_of(row)
    before = split(stood(now, found, now.gross_minor), rule)
    return before, split(stood(now, found, verified_minor), rule)


def contra(change: Writing, lot_id: str, before: Split, after: Split) -> list[Leg]:
    """Return the postings that bring a saving from one sharing to a smaller one, from where its kroner are now."""
    accounts = {part.account: part.unit_id for part in (*before.parts, *after.parts)}
    change_of = {account: after.given(account) - before.given(account) for account in accounts}
    legs = [Leg(account, accounts[account], more, lot_id) for account, more in change_of.items() if more > 0]
    left = dict(places_of(change.session, change.municipality_id, lot_id))
    for account, more in change_of.items():
        if more < 0:
            legs += _taken_back(left, _asked(account, before.saving.unit_id, accounts), -more, lot_id)
    given = sum(leg.amount_minor for leg in legs)
    return [*legs, Leg(Account.SAVING, before.saving.unit_id, -given, lot_id)] if given else legs


def _asked(account: Account, unit_id: str, accounts: Mapping[Account, str | None]) -> Place:
    """Return where a part went: an instalment was a use of the unit that owed it."""
    if account == Account.INNOVATION_FUND:
        return Place(Account.USE, unit_id)
    return Place(account, accounts[account])


def _taken_back(left: dict[Place, int], asked: Place, amount_minor: int, lot_id: str) -> list[Leg]:
    """Take an amount from where it was given; what is not there from what the unit spent, then from everywhere else."""
    legs = []
    spent = Place(Account.USE, asked.unit_id)
    others = sorted(left, key=lambda place: (place.account == Account.USE, place.account, place.unit_id or LAST))
    for place in dict.fromkeys([asked, spent, *others]):
        part = 0 if place.account in NOT_TAKEN else min(amount_minor, max(0, left.get(place, 0)))
        if part:
            left[place] -= part
            amount_minor -= part
            legs.append(Leg(place.account, place.unit_id, -part, lot_id))
            if place.account == Account.USE:
                legs.append(Leg(Account.RECEIVABLE, place.unit_id, part, lot_id))
    return legs
