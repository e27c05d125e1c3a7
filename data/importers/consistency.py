"""What a reader promises of its answer; a broken promise stops the file before it can lose or double money."""

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.importers.parsed import AdjustmentRow, BudgetChangeRow, GapRow, Parsed, TargetRow
from data.importers.totals import CELL
from data.schema.organisation import Unit
from data.vocabulary import Kind


class InconsistentContent(ValueError):
    """A reader's answer contradicts itself: a broken promise in code, not a fault of the file."""


def require_consistent(parsed: Parsed, sums: pd.DataFrame) -> None:
    """Check lines against what the file speaks for and its control totals.

    Args:
        parsed: the reader's answer.
        sums: its lines by `PLACE` and `CELL` with amount_minor.

    Raises:
        InconsistentContent: a line number stands twice, a line lies outside every cell, or a kind's sum is not the
            control total.
    """
    if not parsed.lines["line_number"].is_unique:
        raise InconsistentContent("a line number stands twice")
    cells = [(cell.fiscal_year, cell.period, str(cell.kind), str(cell.account_class)) for cell in parsed.coverage]
    if len(set(cells)) != len(cells):
        raise InconsistentContent("a cell is spoken for twice")
    outside = {_plain(row) for row in sums[CELL].drop_duplicates().itertuples(index=False, name=None)} - set(cells)
    if outside:
        raise InconsistentContent(f"lines outside what the file speaks for: {sorted(outside)[:3]}")
    summed = sums.groupby("kind")["amount_minor"].sum()
    for kind in Kind:
        stated, stored = parsed.control_totals.get(kind, 0), int(summed.get(kind, 0))
        if stated != stored:
            raise InconsistentContent(f"control total of {kind} is {stated}, the lines hold {stored}")


def require_units(session: Session, municipality_id: str, parsed: Parsed, sums: pd.DataFrame) -> None:
    """Check that every unit with figures exists, so that its figures enter the municipality's.

    Raises:
        InconsistentContent: a unit does not exist.
    """
    existing = set(session.scalars(select(Unit.unit_id).where(Unit.municipality_id == municipality_id)))
    used = {*sums["unit_id"].unique(), *parsed.indicator_values["unit_id"].unique()}
    used |= {row.unit_id for row in _rows_of_units(parsed)}
    if used - existing:
        raise InconsistentContent(f"units that do not exist: {sorted(used - existing)[:3]}")


def _rows_of_units(parsed: Parsed) -> Iterable[GapRow | TargetRow | BudgetChangeRow | AdjustmentRow]:
    return (*parsed.gaps, *parsed.targets, *parsed.budget_changes, *parsed.adjustments)


def _plain(row: tuple[object, ...]) -> tuple[int, int, str, str]:
    year, period, kind, account_class = row
    return int(str(year)), int(str(period)), str(kind), str(account_class)
