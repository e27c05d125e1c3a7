"""What a batch brings to the benefits register: stored with it, told in its fingerprint, and its years."""

import json
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from data.access import Writing
from data.importers.benefit_rows import BenefitRows
from data.importers.benefit_sheet import column_of
from data.importers.problems import Problem, RefusedFile
from data.keeping import BrokenRules
from data.outsiders import profiles_of_batch
from data.register import add_rows
from data.schema.model import Model
from data.schema.realisation import (
    BudgetClaim,
    MeasuredRoute,
    Measurement,
    MeasurementEvidence,
    Projection,
    ProjectionLine,
)

_GIVEN = frozenset({"municipality_id", "batch_id", "measurement_id", "projection_number", "revision", "version_id"})
"""What storing gives a row: who reads the file anew gets another."""
_STAMPS = frozenset({"written_at", "written_by", "adopted_at", "adopted_by", "entered_at", "entered_by"})


def add_benefits(change: Writing, batch_id: str, rows: BenefitRows) -> None:
    """Store what a file says of the register, with its batch.

    Raises:
        RefusedFile: it breaks a rule together with what is stored already.
    """
    if not rows:
        return
    try:
        add_rows(change.session, change.municipality_id, batch_id, rows, change.actor)
    except BrokenRules as broken:
        raise RefusedFile([_told(problem) for problem in broken.problems]) from broken


def _told(problem: Problem) -> Problem:
    return Problem(
        problem.code,
        problem.severity,
        column=column_of(problem.column),
        found=problem.found,
        wanted=problem.wanted,
        extra=problem.extra,
    )


def register_content(session: Session, municipality_id: str, batch_id: str) -> tuple[str, ...]:
    """Return the projections and measurements of a batch, each as one text, in an order of their own.

    So are the profiles of outsider accounts. They never change once stored. What a person may edit afterwards (an
    initiative, a benefit, a claim) is not here.
    """
    projected = _with_parts(session, municipality_id, batch_id, Projection, {"lines": ProjectionLine})
    shown = {"routes": MeasuredRoute, "evidence": MeasurementEvidence}
    measured = _with_parts(session, municipality_id, batch_id, Measurement, shown)
    profiles = profiles_of_batch(session, municipality_id, batch_id)
    return tuple(sorted([*projected, *measured, *profiles]))


def _with_parts(
    session: Session,
    municipality_id: str,
    batch_id: str,
    table: type[Projection] | type[Measurement],
    parts: dict[str, type[Model]],
) -> list[str]:
    of_batch = (table.municipality_id == municipality_id, table.batch_id == batch_id)
    wholes = [dict(row) for row in session.execute(select(*table.__table__.columns).where(*of_batch)).mappings()]
    if not wholes:
        return []
    keys = [column.name for column in table.__table__.primary_key]
    gathered = {name: _by_key(session, part, table, of_batch, keys) for name, part in parts.items()}
    return [
        json.dumps(
            {
                "table": table.__tablename__,
                **_plain(whole),
                **{name: sorted(rows.get(_key(whole, keys), [])) for name, rows in gathered.items()},
            },
            sort_keys=True,
            default=str,
        )
        for whole in wholes
    ]


def _by_key(
    session: Session, part: type[Model], whole: type[Model], of_batch: tuple[Any, ...], keys: list[str]
) -> dict[tuple[str, ...], list[str]]:
    columns, own = part.__table__.columns, whole.__table__.columns
    joined: Select[Any] = select(*columns).where(*of_batch, *(columns[name] == own[name] for name in keys))
    found: dict[tuple[str, ...], list[str]] = {}
    for row in session.execute(joined).mappings():
        told = json.dumps(_plain(row), sort_keys=True, default=str)
        found.setdefault(_key(row, keys), []).append(told)
    return found


def _key(row: Any, keys: list[str]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in keys)


def _plain(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _GIVEN | _STAMPS}


def register_years_of(session: Session, municipality_id: str, batch_id: str) -> set[int]:
    """Return every year that what a batch brought to the register is about."""
    lines = (
        select(ProjectionLine.fiscal_year)
        .join(
            Projection,
            (Projection.municipality_id == ProjectionLine.municipality_id)
            & (Projection.initiative_id == ProjectionLine.initiative_id)
            & (Projection.projection_number == ProjectionLine.projection_number),
        )
        .where(Projection.municipality_id == municipality_id, Projection.batch_id == batch_id)
    )
    years = set(session.scalars(lines.distinct()))
    for table in (Measurement, BudgetClaim):
        own = (table.municipality_id == municipality_id, table.batch_id == batch_id)
        years |= set(session.scalars(select(table.fiscal_year).where(*own).distinct()))
    return years
