"""The files that were imported, and the ledger lines behind a figure."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import ColumnElement, and_, func, literal, select, tuple_
from sqlalchemy.orm import Session

from data.access import Principal, reading, visible
from data.frames import frame
from data.periods import Quarter
from data.schema.ledger import BatchCoverage, ImportBatch, LedgerLine
from data.standing import periods_behind
from data.vocabulary import AccountClass, Grain, Kind

PAGE = 100
"""How many ledger lines a page of the drill-down holds."""


def batches(principal: Principal, municipality_id: str | None = None) -> pd.DataFrame:
    """Return every batch the principal may see, the newest first, without its content."""
    wanted = visible(principal, ImportBatch.municipality_id)
    if municipality_id is not None:
        wanted = and_(wanted, ImportBatch.municipality_id == municipality_id)
    columns = [
        ImportBatch.municipality_id,
        ImportBatch.batch_id,
        ImportBatch.profile,
        ImportBatch.file_name,
        ImportBatch.fiscal_year,
        ImportBatch.period,
        ImportBatch.grain,
        ImportBatch.state,
        ImportBatch.superseded_by,
        ImportBatch.rows_read,
        ImportBatch.rows_stored,
        ImportBatch.control_totals,
        ImportBatch.warnings,
        ImportBatch.as_of,
        ImportBatch.imported_at,
        ImportBatch.imported_by,
        ImportBatch.undone_at,
        ImportBatch.undone_by,
    ]
    with reading(principal) as session:
        order = (ImportBatch.imported_at.desc(), ImportBatch.batch_id.desc())
        return frame(session, select(*columns).where(wanted).order_by(*order))


def batches_behind(principal: Principal, municipality_id: str, quarter: Quarter) -> tuple[str, ...]:
    """Return the batches in force whose figures enter the positions at the end of a quarter."""
    with reading(principal) as session:
        found = session.scalars(
            select(BatchCoverage.batch_id)
            .where(
                visible(principal, BatchCoverage.municipality_id),
                BatchCoverage.municipality_id == municipality_id,
                BatchCoverage.fiscal_year == quarter.year,
                BatchCoverage.period <= (13 if quarter.number == 4 else quarter.last_period),
                BatchCoverage.in_force,
            )
            .distinct()
            .order_by(BatchCoverage.batch_id)
        )
        return tuple(found)


@dataclass(frozen=True)
class LineFilter:
    """Which ledger lines: those behind the position of some units at the end of a period, of a kind and some codes."""

    fiscal_year: int
    last_period: int
    unit_ids: Collection[str]
    kind: str
    account_class: AccountClass = AccountClass.OPERATIONS
    function_codes: Collection[str] | None = None
    account_codes: Collection[str] | None = None


def ledger_lines(
    principal: Principal,
    municipality_id: str,
    wanted: LineFilter,
    after: tuple[str, str, str, str, int] | None = None,
    limit: int = PAGE,
) -> pd.DataFrame:
    """Return a page of lines in force, in the order of the index; `after` is the last row of the page before.

    Columns: unit_id, function_code, account_code, batch_id, line_number, period, project, amount_minor, text,
    file_name. Minor units. All pages together add up to the position; where that is missing there are no lines.
    """
    order = (
        LedgerLine.unit_id,
        LedgerLine.function_code,
        LedgerLine.account_code,
        LedgerLine.batch_id,
        LedgerLine.line_number,
    )
    statement = (
        select(
            *order,
            LedgerLine.period,
            LedgerLine.project,
            LedgerLine.amount_minor,
            LedgerLine.text,
            ImportBatch.file_name,
        )
        .join(BatchCoverage, _cell_of_line())
        .join(
            ImportBatch,
            and_(
                ImportBatch.municipality_id == LedgerLine.municipality_id, ImportBatch.batch_id == LedgerLine.batch_id
            ),
        )
        .where(visible(principal, LedgerLine.municipality_id, LedgerLine.unit_id))
        .order_by(*order)
        .limit(limit)
    )
    if after is not None:
        last = [literal(value, column.type) for value, column in zip(after, order, strict=True)]
        statement = statement.where(tuple_(*order) > tuple_(*last))
    with reading(principal) as session:
        periods = _periods_behind(session, municipality_id, wanted)
        return frame(session, statement.where(*_conditions(municipality_id, wanted, periods)))


def _periods_behind(session: Session, municipality_id: str, wanted: LineFilter) -> tuple[int, ...]:
    cells = session.execute(
        select(BatchCoverage.period, BatchCoverage.grain, BatchCoverage.cumulative).where(
            BatchCoverage.municipality_id == municipality_id,
            BatchCoverage.fiscal_year == wanted.fiscal_year,
            BatchCoverage.kind == wanted.kind,
            BatchCoverage.account_class == wanted.account_class,
            BatchCoverage.in_force,
        )
    )
    covered = {period: (Grain(grain), cumulative) for period, grain, cumulative in cells}
    return periods_behind(Kind(wanted.kind), covered).get(wanted.last_period, ())


def _cell_of_line() -> ColumnElement[bool]:
    return and_(
        BatchCoverage.municipality_id == LedgerLine.municipality_id,
        BatchCoverage.batch_id == LedgerLine.batch_id,
        BatchCoverage.fiscal_year == LedgerLine.fiscal_year,
        BatchCoverage.period == LedgerLine.period,
        BatchCoverage.kind == LedgerLine.kind,
        BatchCoverage.account_class == LedgerLine.account_class,
        BatchCoverage.in_force,
    )


def _conditions(municipality_id: str, wanted: LineFilter, periods: tuple[int, ...]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        LedgerLine.municipality_id == municipality_id,
        LedgerLine.fiscal_year == wanted.fiscal_year,
        LedgerLine.unit_id.in_(sorted(wanted.unit_ids)),
        LedgerLine.kind == wanted.kind,
        LedgerLine.account_class == wanted.account_class,
        LedgerLine.period.in_(periods),
    ]
    if wanted.function_codes is not None:
        conditions.append(LedgerLine.function_code.in_(sorted(wanted.function_codes)))
    if wanted.account_codes is not None:
        conditions.append(LedgerLine.account_code.in_(sorted(wanted.account_codes)))
    return conditions


def line_count(principal: Principal) -> int:
    """Return how many lines the ledger holds that the principal may see."""
    with reading(principal) as session:
        counted = select(func.count()).select_from(LedgerLine)
        return session.scalar(counted.where(visible(principal, LedgerLine.municipality_id))) or 0
