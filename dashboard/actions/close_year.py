"""Close a year of a unit's account: what is left lapses to the common fund or is carried over."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from dashboard.actions.ledger_entries import entered, moved, taken, written
from dashboard.actions.ledger_refusals import LedgerRefused
from data.access import Principal, Writing, writing
from data.money_vocabulary import Account
from data.reinvestment_entries import Head, Leg
from data.reinvestment_ledger import Place, closed_year, held, latest_day
from data.reinvestment_vocabulary import TransactionKind, YearEnd
from data.schema.reinvestment_ledger import YearClosing
from data.vocabulary import Right


@dataclass(frozen=True)
class Closing:
    """What the council resolved of a unit's money that is left at the end of a year."""

    municipality_id: str
    unit_id: str
    fiscal_year: int
    fate: YearEnd
    resolution: str


def close_year(principal: Principal, wanted: Closing) -> int:
    """Close a unit's year; return what was left, in minor units.

    Raises:
        LedgerRefused: the year is not over, is closed already, or later money has moved; the unit never had any; no
            resolution is named.
        AccessDenied: the principal may not register what the council resolved.
    """
    resolution, last = written("resolution", wanted.resolution), date(wanted.fiscal_year, 12, 31)
    if last >= date.today():
        raise LedgerRefused("year_not_over", year=wanted.fiscal_year)
    with writing(principal, wanted.municipality_id, Right.RESOLVE) as change:
        place = Place(Account.INITIATOR, wanted.unit_id)
        _require_open(change, wanted, place, last)
        left = held(change.session, wanted.municipality_id, place)
        lapses = wanted.fate == YearEnd.LAPSE and left > 0
        legs: list[Leg] = []
        if lapses:
            legs = moved(place, Place(Account.COMMON_FUND), taken(change, place, left))
        kind = TransactionKind.LAPSE if lapses else TransactionKind.CARRY_OVER
        head = Head(kind, wanted.unit_id, wanted.fiscal_year)
        entered(change, "close_year", head, legs, last, resolution, before_state=partial(_close, change, wanted, left))
        return left


def _require_open(change: Writing, wanted: Closing, place: Place, last: date) -> None:
    closed = closed_year(change.session, wanted.municipality_id, wanted.unit_id)
    if closed is not None and closed >= wanted.fiscal_year:
        raise LedgerRefused("year_closed", year=closed)
    latest = latest_day(change.session, wanted.municipality_id, place)
    if latest is None:
        raise LedgerRefused("nothing_held")
    if latest > last:
        raise LedgerRefused("too_early", day=latest)


def _close(change: Writing, wanted: Closing, left: int, transaction_id: str) -> None:
    change.session.add(
        YearClosing(
            municipality_id=wanted.municipality_id,
            unit_id=wanted.unit_id,
            fiscal_year=wanted.fiscal_year,
            fate=wanted.fate,
            amount_minor=left,
            transaction_id=transaction_id,
        )
    )
    change.session.flush()
