"""What the reinvestment ledger holds, as an open change sees it: states, money by saving, and loans.

The caller holds the municipality's write lock, so that nobody adds to it meanwhile.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from data.money_vocabulary import MOVES_MONEY, Account, PostingState
from data.reinvestment_vocabulary import TransactionKind
from data.schema.realisation import Measurement
from data.schema.reinvestment import (
    FundInstalment,
    FundLoan,
    SavingLot,
)
from data.schema.reinvestment_ledger import (
    ReinvestmentEvent,
    ReinvestmentPosting,
    ReinvestmentTransaction,
    SavingSplit,
    YearClosing,
)

Posting, Event = ReinvestmentPosting, ReinvestmentEvent


@dataclass(frozen=True)
class Place:
    """An account of a unit; no unit is the municipality."""

    account: Account
    unit_id: str | None = None


@dataclass(frozen=True)
class Holding:
    """What a place holds of one saving, in minor units; `since` is when something of it first came there."""

    lot_id: str
    since: date
    left_minor: int


@dataclass(frozen=True)
class LoanLeft:
    """A loan of a unit, its instalments and what is repaid of it, in minor units."""

    loan_id: str
    unit_id: str
    amount_minor: int
    paid_out_on: date
    instalments: tuple[tuple[date, int], ...]
    repaid_minor: int


@dataclass(frozen=True)
class State:
    """The state that a transaction has come to."""

    state: PostingState
    kind: TransactionKind
    day: date
    recorded_at: datetime
    recorded_by: str


def moved() -> ColumnElement[bool]:
    """Return the condition that joins a posting with the state in which it moved money."""
    return and_(
        Event.municipality_id == Posting.municipality_id,
        Event.transaction_id == Posting.transaction_id,
        Event.state.in_(sorted(MOVES_MONEY)),
    )


def at(place: Place) -> ColumnElement[bool]:
    """Return the filter for the postings of a place."""
    return and_(Posting.account == place.account, Posting.unit_id.is_not_distinct_from(place.unit_id))


def state_of(session: Session, municipality_id: str, transaction_id: str) -> State | None:
    """Return the last state of a transaction: the one that no other follows; None where there is no such thing."""
    later = aliased(Event)
    follows = and_(
        later.municipality_id == Event.municipality_id,
        later.transaction_id == Event.transaction_id,
        later.follows == Event.state,
    )
    row = session.scalars(
        select(Event)
        .outerjoin(later, follows)
        .where(Event.municipality_id == municipality_id, Event.transaction_id == transaction_id, later.state.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return State(PostingState(row.state), TransactionKind(row.kind), row.day, row.recorded_at, row.recorded_by)


def postings_of(session: Session, municipality_id: str, transaction_id: str) -> list[ReinvestmentPosting]:
    """Return the postings of a transaction, in their order."""
    return list(
        session.scalars(
            select(Posting)
            .where(Posting.municipality_id == municipality_id, Posting.transaction_id == transaction_id)
            .order_by(Posting.number)
        )
    )


def holdings(session: Session, municipality_id: str, place: Place) -> list[Holding]:
    """Return the savings that a place holds something of, the oldest first."""
    rows = session.execute(
        select(Posting.lot_id, func.min(Event.day), func.sum(Posting.amount_minor))
        .join(Event, moved())
        .where(Posting.municipality_id == municipality_id, at(place), Posting.lot_id.is_not(None))
        .group_by(Posting.lot_id)
    )
    found = [Holding(str(lot), since, int(left)) for lot, since, left in rows if left]
    return sorted(found, key=lambda one: (one.since, one.lot_id))


def held(session: Session, municipality_id: str, place: Place) -> int:
    """Return what a place holds, in minor units, of savings and of none."""
    total = session.scalar(
        select(func.sum(Posting.amount_minor))
        .join(Event, moved())
        .where(Posting.municipality_id == municipality_id, at(place))
    )
    return int(total or 0)


def places_of(session: Session, municipality_id: str, lot_id: str) -> list[tuple[Place, int]]:
    """Return where the kroner of a saving are now, and how many: minor units, 0 left out."""
    total = func.sum(Posting.amount_minor)
    rows = session.execute(
        select(Posting.account, Posting.unit_id, total)
        .join(Event, moved())
        .where(Posting.municipality_id == municipality_id, Posting.lot_id == lot_id)
        .group_by(Posting.account, Posting.unit_id)
        .having(total != 0)
    )
    found = [(Place(Account(account), unit), int(amount)) for account, unit, amount in rows]
    return sorted(found, key=lambda one: (one[0].account, one[0].unit_id or ""))


def latest_day(session: Session, municipality_id: str, place: Place) -> date | None:
    """Return the last day on which money of a place moved; None where none ever did."""
    return session.scalar(
        select(func.max(Event.day))
        .select_from(Posting)
        .join(Event, moved())
        .where(Posting.municipality_id == municipality_id, at(place))
    )


def closed_year(session: Session, municipality_id: str, unit_id: str) -> int | None:
    """Return the last year of a unit's account that is closed."""
    return session.scalar(
        select(func.max(YearClosing.fiscal_year)).where(
            YearClosing.municipality_id == municipality_id, YearClosing.unit_id == unit_id
        )
    )


def loans_of(session: Session, municipality_id: str, unit_id: str) -> list[LoanLeft]:
    """Return a unit's loans of the innovation fund, the oldest first."""
    repaid = {
        loan: int(amount)
        for loan, amount in session.execute(
            select(Posting.loan_id, func.sum(Posting.amount_minor))
            .join(Event, moved())
            .where(Posting.municipality_id == municipality_id, Posting.account == Account.LOAN)
            .where(Posting.amount_minor < 0)
            .group_by(Posting.loan_id)
        )
    }
    due: dict[str, list[tuple[date, int]]] = {}
    for row in session.scalars(
        select(FundInstalment).where(FundInstalment.municipality_id == municipality_id).order_by(FundInstalment.due_on)
    ):
        due.setdefault(row.loan_id, []).append((row.due_on, row.amount_minor))
    loans = session.scalars(
        select(FundLoan)
        .where(FundLoan.municipality_id == municipality_id, FundLoan.unit_id == unit_id)
        .order_by(FundLoan.paid_out_on, FundLoan.loan_id)
    )
    return [
        LoanLeft(
            loan.loan_id,
            loan.unit_id,
            loan.amount_minor,
            loan.paid_out_on,
            tuple(due.get(loan.loan_id, ())),
            -repaid.get(loan.loan_id, 0),
        )
        for loan in loans
    ]


def lot_of(session: Session, municipality_id: str, measurement: Measurement) -> SavingLot | None:
    """Return the saving that a measurement is of, where it was proposed before."""
    return session.scalars(
        select(SavingLot).where(
            SavingLot.municipality_id == municipality_id,
            SavingLot.benefit_id == measurement.benefit_id,
            SavingLot.fiscal_year == measurement.fiscal_year,
            SavingLot.period == measurement.period,
            SavingLot.beneficiary_id == measurement.beneficiary_id,
        )
    ).one_or_none()


def splits_of_benefit(session: Session, municipality_id: str, benefit_id: str) -> list[tuple[SavingLot, SavingSplit]]:
    """Return a benefit's savings with how each stands shared, in the order of their periods; rejected ones left out.

    Of a saving that was revised down it is the last revision.
    """
    refused = select(Event.transaction_id).where(
        Event.municipality_id == municipality_id, Event.state == PostingState.REJECTED
    )
    of_lot = and_(SavingSplit.municipality_id == SavingLot.municipality_id, SavingSplit.lot_id == SavingLot.lot_id)
    transaction = and_(
        ReinvestmentTransaction.municipality_id == SavingSplit.municipality_id,
        ReinvestmentTransaction.transaction_id == SavingSplit.transaction_id,
    )
    rows = session.execute(
        select(SavingLot, SavingSplit)
        .join(SavingSplit, of_lot)
        .join(ReinvestmentTransaction, transaction)
        .where(SavingLot.municipality_id == municipality_id, SavingLot.benefit_id == benefit_id)
        .where(SavingSplit.transaction_id.not_in(refused))
        .order_by(SavingLot.fiscal_year, SavingLot.period, SavingLot.lot_id, SavingSplit.transaction_id)
    )
    newest: dict[str, tuple[SavingLot, SavingSplit]] = {lot.lot_id: (lot, split) for lot, split in rows}
    return list(newest.values())


def given_to(session: Session, municipality_id: str, account: Account, lot_ids: list[str]) -> int:
    """Return what savings gave to an account when they were shared and since revised, rejected ones left out."""
    refused = select(Event.transaction_id).where(
        Event.municipality_id == municipality_id, Event.state == PostingState.REJECTED
    )
    kinds = (TransactionKind.ALLOCATION, TransactionKind.REVERSAL)
    total = session.scalar(
        select(func.sum(Posting.amount_minor))
        .join(
            ReinvestmentTransaction,
            and_(
                ReinvestmentTransaction.municipality_id == Posting.municipality_id,
                ReinvestmentTransaction.transaction_id == Posting.transaction_id,
            ),
        )
        .where(
            Posting.municipality_id == municipality_id,
            Posting.account == account,
            Posting.lot_id.in_(lot_ids),
            or_(ReinvestmentTransaction.kind == kinds[0], ReinvestmentTransaction.kind == kinds[1]),
            Posting.transaction_id.not_in(refused),
        )
    )
    return int(total or 0)
