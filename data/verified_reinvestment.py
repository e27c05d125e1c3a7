"""Prove the reinvestment ledger: it follows from what was measured, claimed and cut, and is what the trail tells."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.benefit_vocabulary import Verdict
from data.comparison import Difference
from data.importers.force import counts
from data.money_vocabulary import MAY_BE_BELOW_ZERO, MOVES_MONEY, Account
from data.reinvestment_sources import booked_cuts, cuts_taken, newest_of
from data.reinvestment_vocabulary import FILLED_BY_A_CHANGE, NAMES_A_CHANGE
from data.schema.ledger import BudgetChange
from data.schema.realisation import Measurement, Verification
from data.schema.reinvestment import (
    SavingLot,
)
from data.schema.reinvestment_ledger import (
    PostingChange,
    ReinvestmentEvent,
    ReinvestmentPosting,
    ReinvestmentTransaction,
    SavingSplit,
)
from data.verified_reinvestment_trail import of_reinvestment_trail

Postings = dict[str, list[ReinvestmentPosting]]
Events = dict[str, list[ReinvestmentEvent]]


def of_reinvestment(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield what is wrong with a municipality's reinvestment ledger."""
    transactions = {row.transaction_id: row for row in _all(session, municipality_id, ReinvestmentTransaction)}
    postings: Postings = _by_transaction(_all(session, municipality_id, ReinvestmentPosting))
    events: Events = _by_transaction(_all(session, municipality_id, ReinvestmentEvent))
    changes = _by_transaction(_all(session, municipality_id, PostingChange))
    yield from _of_balance(municipality_id, postings)
    yield from _of_accounts(municipality_id, postings, events)
    yield from _of_changes(session, municipality_id, transactions, postings, events, changes)
    yield from _of_savings(session, municipality_id, postings, events)
    yield from of_reinvestment_trail(session, municipality_id, transactions, postings, events, changes)


def _all(session: Session, municipality_id: str, table: type[Any]) -> list[Any]:
    key = [column for column in table.__table__.primary_key if column.name != "municipality_id"]
    return list(session.scalars(select(table).where(table.municipality_id == municipality_id).order_by(*key)))


def _by_transaction(rows: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.transaction_id].append(row)
    return found


def _of_balance(municipality_id: str, postings: Postings) -> Iterator[Difference]:
    """Debits equal credits in each transaction, and within it in each saving."""
    for transaction_id, rows in postings.items():
        sums: dict[str | None, int] = defaultdict(int)
        for row in rows:
            sums[row.lot_id] += row.amount_minor
        for lot_id, total in sums.items():
            if total:
                yield Difference(municipality_id, "reinvestment", f"{transaction_id} {lot_id or ''}", str(total), "0")


def moving_day(rows: list[ReinvestmentEvent]) -> date | None:
    """Return the day on which a transaction moved money; None where it has not."""
    return next((row.day for row in rows if row.state in MOVES_MONEY), None)


def _of_accounts(municipality_id: str, postings: Postings, events: Events) -> Iterator[Difference]:
    """No account that holds money was below zero at the end of any day."""
    daily: dict[tuple[str, str, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for transaction_id, rows in postings.items():
        day = moving_day(events.get(transaction_id, []))
        for row in rows:
            if day is not None and row.account not in MAY_BE_BELOW_ZERO:
                daily[row.account, row.unit_id or "", row.lot_id or row.loan_id or ""][day] += row.amount_minor
    for place, amounts in daily.items():
        held = 0
        for day in sorted(amounts):
            held += amounts[day]
            if held < 0:
                where = f"{' '.join(place)} {day.isoformat()}"
                yield Difference(municipality_id, "reinvestment_account", where, str(held), "0 or above")


def _of_changes(
    session: Session,
    municipality_id: str,
    transactions: Mapping[str, ReinvestmentTransaction],
    postings: Postings,
    events: Events,
    changes: Mapping[str, list[PostingChange]],
) -> Iterator[Difference]:
    """Each booked posting is carried out by budget changes that count, and by none more than it was."""
    of_town = (BudgetChange.municipality_id == municipality_id, counts(BudgetChange))
    known = {row.change_id: row for row in session.scalars(select(BudgetChange).where(*of_town))}
    filled: dict[str, int] = defaultdict(int)
    cut: dict[str, int] = defaultdict(int)
    for (change_id, _), amount in cuts_taken(session, municipality_id).items():
        cut[change_id] += amount
    for transaction_id, rows in postings.items():
        booked = moving_day(events.get(transaction_id, [])) is not None
        row_of = transactions.get(transaction_id)
        named = row_of is not None and row_of.kind in NAMES_A_CHANGE
        for row in rows:
            parts = [part for part in changes.get(transaction_id, []) if part.number == row.number]
            total, place = sum(part.amount_minor for part in parts), f"{transaction_id} {row.number}"
            if booked and (named or parts) and total != row.amount_minor:
                yield Difference(municipality_id, "reinvestment_change", place, str(row.amount_minor), str(total))
            for part in parts:
                if part.change_id not in known:
                    yield Difference(municipality_id, "reinvestment_change", place, part.change_id, "no change counts")
                filled[part.change_id] += _filling(row, part)
    yield from _of_room(municipality_id, filled, {one: row.amount_minor for one, row in known.items()})
    yield from _of_room(municipality_id, cut, {one: -row.amount_minor for one, row in known.items()})


def _of_room(municipality_id: str, taken: Mapping[str, int], room: Mapping[str, int]) -> Iterator[Difference]:
    """Of no budget change is more booked than it raised, or cut, the budget by; one that is not there gives nothing."""
    for change_id, total in taken.items():
        limit = max(0, room.get(change_id, 0))
        if total > limit:
            yield Difference(municipality_id, "reinvestment_change", change_id, str(total), f"at most {limit}")


def _filling(row: ReinvestmentPosting, part: PostingChange) -> int:
    """Return what is given of a change that raised a budget; what savings take of one that cut it is told apart."""
    return max(0, part.amount_minor) if row.account in FILLED_BY_A_CHANGE else 0


def _of_savings(session: Session, municipality_id: str, postings: Postings, events: Events) -> Iterator[Difference]:
    """What savings gave is what was verified and cut of them, no more and no less."""
    lots = {row.lot_id: row for row in _all(session, municipality_id, SavingLot)}
    splits = [
        row for row in _all(session, municipality_id, SavingSplit) if moving_day(events.get(row.transaction_id, []))
    ]
    newest = {row.lot_id: row for row in splits}
    given: dict[str, int] = defaultdict(int)
    for transaction_id, rows in postings.items():
        if moving_day(events.get(transaction_id, [])) is not None:
            for row in rows:
                if row.lot_id and row.account in (Account.SAVING, Account.RECEIVABLE):
                    given[row.lot_id] -= row.amount_minor
    for lot_id in sorted({*given, *newest}):
        wanted = newest[lot_id].distributable_minor if lot_id in newest else 0
        if given[lot_id] != wanted:
            yield Difference(municipality_id, "reinvested", lot_id, str(given[lot_id]), str(wanted))
    for split in newest.values():
        yield from _of_verified(session, municipality_id, split)
    yield from _of_cuts(session, municipality_id, lots, newest)


def _of_verified(session: Session, municipality_id: str, split: SavingSplit) -> Iterator[Difference]:
    """A saving was shared of what is verified now; less is to be reversed."""
    measured = session.get(Measurement, (municipality_id, split.measurement_id))
    newest = newest_of(session, municipality_id, measured) if measured else None
    looked = session.get(Verification, (municipality_id, newest.measurement_id)) if newest else None
    verified = (looked.verified_minor or 0) if looked and looked.verdict == Verdict.CONFIRMED else 0
    withdrawn = newest is None or (newest.amount_minor is None and newest.quantity is None)
    if (looked is not None or withdrawn) and verified < split.gross_minor and split.distributable_minor:
        yield Difference(municipality_id, "reinvested_verified", split.lot_id, str(split.gross_minor), str(verified))


def _of_cuts(
    session: Session, municipality_id: str, lots: Mapping[str, SavingLot], newest: Mapping[str, SavingSplit]
) -> Iterator[Difference]:
    """Of a benefit's year no more was shared than its booked claims cut."""
    shared: dict[tuple[str, int], int] = defaultdict(int)
    latest: dict[tuple[str, int], SavingSplit] = {}
    for lot_id, split in newest.items():
        if lot_id not in lots:
            yield Difference(municipality_id, "reinvested", lot_id, "absent", "a saving")
            continue
        place = (lots[lot_id].benefit_id, lots[lot_id].fiscal_year)
        shared[place] += split.distributable_minor
        if place not in latest or lots[latest[place].lot_id].period < lots[lot_id].period:
            latest[place] = split
    for place, total in shared.items():
        measured = session.get(Measurement, (municipality_id, latest[place].measurement_id))
        cut = sum(amount for _, amount in booked_cuts(session, municipality_id, measured)) if measured else 0
        if total > cut:
            where = f"{place[0]} {place[1]}"
            yield Difference(municipality_id, "reinvested_cut", where, str(total), f"at most {cut}")
