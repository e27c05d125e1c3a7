"""Which ledger lines count: those of a batch in force for their cell, of the periods that make up a position."""

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from data.schema.ledger import BatchCoverage, LedgerLine
from data.standing import Behind, periods_behind
from data.vocabulary import AccountClass, Grain, Kind


def cell_of_line() -> ColumnElement[bool]:
    """Return the condition that joins a line with the cell of its batch, where that is in force."""
    return and_(
        BatchCoverage.municipality_id == LedgerLine.municipality_id,
        BatchCoverage.batch_id == LedgerLine.batch_id,
        BatchCoverage.fiscal_year == LedgerLine.fiscal_year,
        BatchCoverage.period == LedgerLine.period,
        BatchCoverage.kind == LedgerLine.kind,
        BatchCoverage.account_class == LedgerLine.account_class,
        BatchCoverage.in_force,
    )


def behind_positions(
    session: Session, municipality_id: str, fiscal_year: int, kind: Kind, account_class: AccountClass
) -> Behind:
    """Return which loaded periods make up the position at the end of each; a period left out is missing."""
    cells = session.execute(
        select(BatchCoverage.period, BatchCoverage.grain, BatchCoverage.cumulative).where(
            BatchCoverage.municipality_id == municipality_id,
            BatchCoverage.fiscal_year == fiscal_year,
            BatchCoverage.kind == kind,
            BatchCoverage.account_class == account_class,
            BatchCoverage.in_force,
        )
    )
    return periods_behind(kind, {period: (Grain(grain), cumulative) for period, grain, cumulative in cells})
