"""The plans and forecasts of an initiative that were adopted, and what each promised."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.benefit_vocabulary import Flow, ProjectionKind
from metrics.benefit_columns import BENEFIT_COLUMNS, PROJECTION_LINES
from metrics.benefit_lines import end_benefits
from metrics.benefit_tables import BenefitTables
from metrics.measured_rows import given, rows_of
from metrics.realised_amounts import AMOUNT, QUANTITY


@dataclass(frozen=True)
class Version:
    """A plan or forecast that was adopted: what it promised, what decided it, and why where that may be told.

    `gains_minor` and `costs_minor` are kroner of all its years in the prices of the initiative, of end benefits alone;
    `quantity` is the same of one benefit in its own unit. None where it says nothing of the kind.
    """

    number: int
    kind: ProjectionKind
    as_of: date
    gains_minor: int | None
    costs_minor: int | None
    quantity: float | None
    decision_reference: str | None
    reason: str | None


def versions_of(tables: BenefitTables, initiative_id: str, benefit_id: str | None = None) -> tuple[Version, ...]:
    """Return the plans and forecasts of an initiative that were adopted by the quarter, in their order.

    What each promised is that of the one benefit, where it is named.
    """
    rows = [row for row in rows_of(tables.projections, "initiative_id", initiative_id) if row["adopted"]]
    lines = pd.DataFrame(rows_of(tables.projection_lines, "initiative_id", initiative_id), columns=_LINES)
    ends = end_benefits(tables.benefits, tables.dependencies) if benefit_id is None else {benefit_id}
    gains = lines[((lines["flow"] == Flow.BENEFIT) & lines["benefit_id"].isin(ends)).to_numpy(dtype=bool)]
    costs = lines[lines["flow"].isin([Flow.COST, Flow.OPERATING_COST]).to_numpy(dtype=bool)]
    made = [
        Version(
            number=int(row["projection_number"]),
            kind=ProjectionKind(row["kind"]),
            as_of=row["as_of"],
            gains_minor=_whole(gains, row["projection_number"], AMOUNT),
            costs_minor=None if benefit_id else _whole(costs, row["projection_number"], AMOUNT),
            quantity=_whole(gains, row["projection_number"], QUANTITY) if benefit_id else None,
            decision_reference=given(row["decision_reference"]),
            reason=given(row["reason"]),
        )
        for row in rows
        if row["as_of"] <= tables.quarter.last_day
    ]
    return tuple(sorted(made, key=lambda one: one.number))


_LINES = BENEFIT_COLUMNS[PROJECTION_LINES]


def _whole(lines: pd.DataFrame, number: int, of: str) -> Any:
    """Return the sum of a column over the lines of one projection; None where none of them states it."""
    told = lines.loc[(lines["projection_number"] == number).to_numpy(dtype=bool), of].dropna()
    return None if told.empty else given(told.sum())
