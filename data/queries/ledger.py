"""The ledger lines behind a figure, a page at a time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, Tuple, and_, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from data.access import Principal, reading, visible
from data.frames import frame
from data.lines_in_force import behind_positions, cell_of_line
from data.schema.ledger import BatchCoverage, ImportBatch, LedgerLine
from data.vocabulary import AccountClass, Kind, Right

PAGE = 100
"""How many ledger lines a page of the drill-down holds."""

Place = tuple[str, str, str, str, int]
"""Where a line stands in the order: unit, function, account, batch, line number."""

ORDER = (
    LedgerLine.unit_id,
    LedgerLine.function_code,
    LedgerLine.account_code,
    LedgerLine.batch_id,
    LedgerLine.line_number,
)
"""The order of the lines, which the index holds."""


@dataclass(frozen=True)
class LineFilter:
    """Which ledger lines: those behind the position of some units at the end of a period, of a kind and some codes.

    The `other_` fields leave codes out, for the lines whose code is in no list; `unknown_income` tells such income
    from cost.
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
    file_name. Minor units. All pages together add up to the position; where that is missing there are no lines.
    """
    statement = _lines_in_force().where(visible(principal, LedgerLine.municipality_id, LedgerLine.unit_id, Right.LINES))
    statement = statement.order_by(*(ORDER if before is None else (column.desc() for column in ORDER))).limit(limit)
    if after is not None:
        statement = statement.where(tuple_(*ORDER) > _place(ORDER, after))
    if before is not None:
        statement = statement.where(tuple_(*ORDER) < _place(ORDER, before))
    with reading(principal) as session:
        behind = behind_positions(session, municipality_id, wanted.fiscal_year, Kind(wanted.kind), wanted.account_class)
        periods = behind.get(wanted.last_period, ())
        lines = frame(session, statement.where(*_conditions(municipality_id, wanted, periods)))
    return lines if before is None else lines.iloc[::-1].reset_index(drop=True)


def _lines_in_force() -> Select[*tuple[Any, ...]]:
    of_batch = and_(
        ImportBatch.municipality_id == LedgerLine.municipality_id, ImportBatch.batch_id == LedgerLine.batch_id
    )
    shown = (LedgerLine.period, LedgerLine.project, LedgerLine.amount_minor, LedgerLine.text, ImportBatch.file_name)
    return select(*ORDER, *shown).join(BatchCoverage, cell_of_line()).join(ImportBatch, of_batch)


def _place(order: Iterable[InstrumentedAttribute[Any]], place: Place) -> Tuple:
    """Return a place with each part of its column's type: a bare text is no batch id to either engine."""
    return tuple_(*(literal(part, column.type) for column, part in zip(order, place, strict=True)))


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
    return conditions + _in_no_list(wanted)


def _in_no_list(wanted: LineFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.other_functions is not None:
        conditions.append(LedgerLine.function_code.not_in(sorted(wanted.other_functions)))
    if wanted.other_accounts is not None:
        conditions.append(LedgerLine.account_code.not_in(sorted(wanted.other_accounts)))
    if wanted.unknown_income is not None:
        # As data.importers.groups tells them apart: three digits of 600 or more are income. ":" follows "9".
        income = and_(LedgerLine.account_code >= "600", LedgerLine.account_code < ":")
        income &= func.length(LedgerLine.account_code) >= len("600")
        conditions.append(income if wanted.unknown_income else ~income)
    return conditions
