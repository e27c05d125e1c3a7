"""Add to the reinvestment ledger: transactions with their postings, the states they come to, and what the trail tells.

The caller holds an open `data.access.writing`. Postings and budget changes are stored before the state that makes them
count, since triggers look at them then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import uuid_utils
from sqlalchemy import select

from data.changes import Writing
from data.money_vocabulary import Account, PostingState
from data.reinvestment_told import rows_beside, told_beside
from data.reinvestment_vocabulary import TransactionKind
from data.schema.reinvestment_ledger import (
    PostingChange,
    ReinvestmentEvent,
    ReinvestmentPosting,
    ReinvestmentTransaction,
)

ENTITY = "reinvestment"
"""What the trail calls a transaction of the ledger."""
TEXTS = frozenset({"purpose", "reason"})
"""What a person wrote: the trail holds a seal of it."""
Parts = Sequence[tuple[str, int]]
"""Budget changes, and how much of a posting each carries out."""


@dataclass(frozen=True)
class Leg:
    """A posting as it is to be stored. No unit is the municipality; no saving is money that came from none."""

    account: Account
    unit_id: str | None
    amount_minor: int
    lot_id: str | None = None
    loan_id: str | None = None
    party_id: str | None = None
    agreement_id: str | None = None


@dataclass(frozen=True)
class Head:
    """What a transaction is: its kind, whom it is about, what it pays for and what it rests on."""

    kind: TransactionKind
    unit_id: str | None
    price_year: int
    purpose: str | None = None
    initiative_id: str | None = None
    measurement_id: str | None = None
    agreement_id: str | None = None
    reverses_id: str | None = None


@dataclass(frozen=True)
class Step:
    """A state that a transaction comes to; `follows` is the one before."""

    state: PostingState
    day: date
    resolution: str | None = None
    reason: str | None = None
    follows: PostingState | None = None
    changes: Mapping[int, Parts] = field(default_factory=dict)
    """By the number of a posting: the budget changes that carry it out."""


def new_id() -> str:
    """Return an id that sorts by when it was made."""
    return str(uuid_utils.uuid7())


def add_transaction(change: Writing, head: Head, legs: Iterable[Leg]) -> str:
    """Store a transaction with its postings, which count for nothing before it has a state; return its id."""
    transaction_id, here = new_id(), change.municipality_id
    change.session.add(
        ReinvestmentTransaction(
            municipality_id=here,
            transaction_id=transaction_id,
            written_at=datetime.now(UTC),
            written_by=change.actor,
            **vars(head),
        )
    )
    change.session.flush()
    for number, leg in enumerate(legs, start=1):
        posting = ReinvestmentPosting(municipality_id=here, transaction_id=transaction_id, number=number, **vars(leg))
        change.session.add(posting)
    change.session.flush()
    return transaction_id


def add_state(change: Writing, transaction_id: str, kind: TransactionKind, step: Step) -> None:
    """Let a transaction come to a state, with the budget changes that carry it out."""
    here = {"municipality_id": change.municipality_id, "transaction_id": transaction_id}
    for number, parts in step.changes.items():
        for change_id, amount in parts:
            row = PostingChange(number=number, change_id=change_id, amount_minor=amount, **here)
            change.session.add(row)
    change.session.flush()
    change.session.add(
        ReinvestmentEvent(
            state=step.state,
            kind=kind,
            follows=step.follows,
            day=step.day,
            resolution=step.resolution,
            reason=step.reason,
            recorded_at=datetime.now(UTC),
            recorded_by=change.actor,
            **here,
        )
    )
    change.session.flush()


def told_transaction(row: ReinvestmentTransaction, postings: Sequence[ReinvestmentPosting]) -> dict[str, Any]:
    """Return what the trail tells of a transaction and its postings; `purpose` is as it was written."""
    facts = ("kind", "unit_id", "price_year", "purpose", "initiative_id", "measurement_id", "agreement_id")
    names = ("number", "account", "unit_id", "amount_minor", "lot_id", "loan_id", "party_id", "agreement_id")
    return {
        **{name: getattr(row, name) for name in (*facts, "reverses_id", "written_by")},
        "written_at": row.written_at.isoformat(),
        "postings": [[getattr(posting, name) for name in names] for posting in postings],
    }


def told_state(row: ReinvestmentEvent) -> dict[str, Any]:
    """Return what the trail tells of a state; `reason` is as it was written."""
    plain = {name: getattr(row, name) for name in ("state", "follows", "resolution", "reason", "recorded_by")}
    return plain | {"day": row.day.isoformat(), "kind": row.kind, "recorded_at": row.recorded_at.isoformat()}


def told_changes(rows: Iterable[PostingChange]) -> list[list[Any]]:
    """Return what the trail tells of the budget changes of a transaction."""
    return sorted([row.number, row.change_id, row.amount_minor] for row in rows)


def tell(change: Writing, action: str, transaction_id: str, state: PostingState) -> None:
    """Note in the trail what a transaction is and what state it came to, so that no later change of it goes unseen."""
    here = (change.municipality_id, transaction_id)
    row = change.session.get_one(ReinvestmentTransaction, here)
    postings = _rows(change, ReinvestmentPosting, transaction_id)
    event = change.session.get_one(ReinvestmentEvent, (*here, state))
    after = {
        "transaction": _sealed(change, told_transaction(row, postings)),
        "state": _sealed(change, told_state(event)),
        "changes": told_changes(_rows(change, PostingChange, transaction_id)),
        "beside": told_beside(rows_beside(change.session, row, postings)),
    }
    change.record(action, ENTITY, transaction_id, before=event.follows, after=after)


def _rows(change: Writing, table: type[Any], transaction_id: str) -> list[Any]:
    of = (table.municipality_id == change.municipality_id, table.transaction_id == transaction_id)
    return list(change.session.scalars(select(table).where(*of).order_by(table.number)))


def _sealed(change: Writing, facts: dict[str, Any]) -> dict[str, Any]:
    return {name: change.sealed(told) if name in TEXTS and told else told for name, told in facts.items()}
