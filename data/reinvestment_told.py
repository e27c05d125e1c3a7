"""What the trail tells of the rows beside a transaction of the ledger, row by row: none of them is ever changed.

A saving, what paid for it, how it was worked out, a loan with its instalments, a year that was closed.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.changes import Writing
from data.schema.reinvestment import FundInstalment, FundLoan, ReinvestmentRule, SavingLot, SavingSource
from data.schema.reinvestment_ledger import ReinvestmentPosting, ReinvestmentTransaction, SavingSplit, YearClosing

BESIDE: tuple[type[Any], ...] = (SavingLot, SavingSource, SavingSplit, FundLoan, FundInstalment, YearClosing)
"""Tables whose rows the trail tells with the transaction that brought them."""


def told_columns(row: Any) -> dict[str, Any]:
    """Return a row in plain values, without its municipality: a day or moment as text."""
    told = {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "municipality_id"}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def told_rule(change: Writing, row: ReinvestmentRule) -> dict[str, Any]:
    """Return what the trail tells of a version of the rules: its name sealed, since a person wrote it."""
    return {"municipality_id": row.municipality_id} | told_columns(row) | {"name": change.sealed(row.name)}


def told_beside(rows: Iterable[Any]) -> list[list[Any]]:
    """Return what the trail tells of rows: each with the name of its table."""
    return [[row.__tablename__, told_columns(row)] for row in rows]


def rows_beside(
    session: Session, row: ReinvestmentTransaction, postings: Iterable[ReinvestmentPosting]
) -> Iterator[Any]:
    """Yield the rows that stand beside a transaction, in the order of their tables."""
    here = {"municipality_id": row.municipality_id}
    splits = _of(session, SavingSplit, transaction_id=row.transaction_id, **here)
    for split in splits:
        yield from _of(session, SavingLot, lot_id=split.lot_id, **here)
        yield from _of(session, SavingSource, lot_id=split.lot_id, **here)
        yield split
    for loan_id in sorted({posting.loan_id for posting in postings if posting.loan_id}):
        yield from _of(session, FundLoan, loan_id=loan_id, **here)
        yield from _of(session, FundInstalment, loan_id=loan_id, **here)
    yield from _of(session, YearClosing, transaction_id=row.transaction_id, **here)


def _of(session: Session, table: type[Any], **values: str) -> list[Any]:
    wanted = (getattr(table, name) == value for name, value in values.items())
    return list(session.scalars(select(table).where(*wanted).order_by(*table.__table__.primary_key)))
