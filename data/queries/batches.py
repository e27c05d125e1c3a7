"""The files that were imported, and the ledger lines behind a figure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Tuple, and_, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from data.access import Principal, reading, visible
from data.frames import frame
from data.periods import Quarter
from data.schema.ledger import BatchCoverage, ImportBatch, LedgerLine
from data.vocabulary import FLOW_KINDS, AccountClass, BatchState

PAGE = 100
"""How many ledger lines a page of the drill-down holds."""

Stretch = tuple[int | None, int | None]
"""The year and period a file is for, as far as it has them."""


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


def is_stored(principal: Principal, municipality_id: str, profile: str, file_hash: str, stretch: Stretch) -> bool:
    """Tell whether the same file was stored for the same stretch and not undone."""
    year, period = stretch
    with reading(principal) as session:
        found = session.scalar(
            select(ImportBatch.batch_id)
            .where(
                visible(principal, ImportBatch.municipality_id),
                ImportBatch.municipality_id == municipality_id,
                ImportBatch.profile == profile,
                ImportBatch.file_hash == file_hash,
                ImportBatch.fiscal_year.is_not_distinct_from(year),
                ImportBatch.period.is_not_distinct_from(period),
                ImportBatch.state != BatchState.UNDONE,
            )
            .limit(1)
        )
    return found is not None


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
    """Which ledger lines: of a year up to a period, under some units, and optionally of one kind and some codes.

    Of a whole-year kind (original, revised, forecast) only the lines stated as of `last_period` itself. The `other_`
    fields leave codes out, for the lines whose code is in no list; `unknown_income` tells such income from cost.
    """

    fiscal_year: int
    last_period: int
    unit_ids: Collection[str]
    kind: str
    account_class: AccountClass = AccountClass.OPERATIONS
    function_codes: Collection[str] | None = None
    account_codes: Collection[str] | None = None
    other_functions: Collection[str] | None = None
    other_accounts: Collection[str] | None = None
    unknown_income: bool | None = None


Place = tuple[str, str, str, str, int]
"""Where a line stands in the order: unit, function, account, batch, line number."""


def ledger_lines(
    principal: Principal,
    municipality_id: str,
    wanted: LineFilter,
    after: Place | None = None,
    limit: int = PAGE,
    before: Place | None = None,
) -> pd.DataFrame:
    """Return a page of lines in force, in the order of the index.

    `after` is the last row of the page before; `before` is the first row of the page after, and gives the lines that
    come just ahead of it.

    Columns: unit_id, function_code, account_code, batch_id, line_number, period, project, amount_minor, text,
    file_name. Minor units; a cumulative source's lines are its year-to-date amounts at `last_period` alone.
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
        .where(
            visible(principal, LedgerLine.municipality_id, LedgerLine.unit_id), *_conditions(municipality_id, wanted)
        )
        .order_by(*(order if before is None else (column.desc() for column in order)))
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(*order) > _place(order, after))
    if before is not None:
        statement = statement.where(tuple_(*order) < _place(order, before))
    with reading(principal) as session:
        lines = frame(session, statement)
    return lines if before is None else lines.iloc[::-1].reset_index(drop=True)


def _place(order: Iterable[InstrumentedAttribute[Any]], place: Place) -> Tuple:
    """Return a place with each part of its column's type: a bare text is no batch id to either engine."""
    return tuple_(*(literal(part, column.type) for column, part in zip(order, place, strict=True)))


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


def _conditions(municipality_id: str, wanted: LineFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        LedgerLine.municipality_id == municipality_id,
        LedgerLine.fiscal_year == wanted.fiscal_year,
        LedgerLine.unit_id.in_(sorted(wanted.unit_ids)),
        LedgerLine.kind == wanted.kind,
        LedgerLine.account_class == wanted.account_class,
        LedgerLine.period <= wanted.last_period,
    ]
    if wanted.kind in FLOW_KINDS:
        conditions.append((LedgerLine.period == wanted.last_period) | ~BatchCoverage.cumulative)
    else:
        conditions.append(LedgerLine.period == wanted.last_period)
    if wanted.function_codes is not None:
        conditions.append(LedgerLine.function_code.in_(sorted(wanted.function_codes)))
    if wanted.account_codes is not None:
        conditions.append(LedgerLine.account_code.in_(sorted(wanted.account_codes)))
    return conditions + _in_no_list(wanted)


def _in_no_list(wanted: LineFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.other_functions is not None:
        conditions.append(LedgerLine.function_code.not_in(sorted(wanted.other_functions)))
    if wanted.other_accounts is not None:
        conditions.append(LedgerLine.account_code.not_in(sorted(wanted.other_accounts)))
    if wanted.unknown_income is not None:
        # As data.importers.register tells them apart: three digits of 600 or more are income. ":" follows "9".
        income = and_(LedgerLine.account_code >= "600", LedgerLine.account_code < ":")
        income &= func.length(LedgerLine.account_code) >= len("600")
        conditions.append(income if wanted.unknown_income else ~income)
    return conditions


def line_count(principal: Principal) -> int:
    """Return how many lines the ledger holds that the principal may see."""
    with reading(principal) as session:
        counted = select(func.count()).select_from(LedgerLine)
        return session.scalar(counted.where(visible(principal, LedgerLine.municipality_id))) or 0
