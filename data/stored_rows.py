"""What is stored of the register, as the rows that a form, a file or the demo municipality would tell it with."""

from collections.abc import Iterable
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_type_hints

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.benefit_vocabulary import CutBasis, PartyKind, Route
from data.importers.benefit_rows import (
    BenefitRow,
    ClaimRow,
    EvidenceRow,
    InitiativeRow,
    LineRow,
    MeasurementRow,
    PrerequisiteRow,
    ProjectionRow,
)
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.schema.initiatives import (
    AffectedGroup,
    Benefit,
    BenefitDependency,
    BenefitPrerequisite,
    EvidenceFile,
    Initiative,
    InitiativePartner,
)
from data.schema.ledger import BudgetChange
from data.schema.model import Model
from data.schema.realisation import (
    Adoption,
    BudgetClaim,
    MeasuredRoute,
    Measurement,
    MeasurementEvidence,
    Projection,
    ProjectionLine,
    Scenario,
    UnpricedEffect,
)

Row = TypeVar("Row")


def initiative_row(session: Session, stored: Initiative) -> InitiativeRow:
    """Return an initiative with its partners and the explained absences."""
    here = {"municipality_id": stored.municipality_id, "initiative_id": stored.initiative_id}
    partners = list(session.scalars(select(InitiativePartner).filter_by(**here).order_by("party_id")))
    absent = session.scalars(select(AffectedGroup).filter_by(**here).order_by(AffectedGroup.kind))
    explained = tuple((PartyKind(group.kind), group.explanation) for group in absent)
    named = tuple(one.party_id for one in partners)
    parts = tuple((one.party_id, one.part) for one in partners if one.part is not None)
    return _row(InitiativeRow, stored, partners=named, parts=parts, absent=explained)


def benefit_row(session: Session, stored: Benefit) -> BenefitRow:
    """Return a benefit with its prerequisites and the benefits it leads to."""
    here = {"municipality_id": stored.municipality_id, "benefit_id": stored.benefit_id}
    needed = session.scalars(select(BenefitPrerequisite).filter_by(**here).order_by(BenefitPrerequisite.number))
    arrows = session.scalars(select(BenefitDependency.leads_to_id).filter_by(**here).order_by("leads_to_id"))
    prerequisites = tuple(_row(PrerequisiteRow, one) for one in needed)
    return _row(BenefitRow, stored, prerequisites=prerequisites, leads_to=tuple(arrows))


def projection_row(session: Session, stored: Projection) -> ProjectionRow:
    """Return a projection with its lines."""
    here = {
        "municipality_id": stored.municipality_id,
        "initiative_id": stored.initiative_id,
        "projection_number": stored.projection_number,
    }
    lines = session.scalars(select(ProjectionLine).filter_by(**here).order_by(ProjectionLine.line_number))
    return _row(ProjectionRow, stored, lines=_lines(lines))


def claim_row(session: Session, stored: BudgetClaim) -> ClaimRow:
    """Return a line of the realisation calendar with the reference of the change that realises it."""
    change = session.get(BudgetChange, (stored.municipality_id, stored.change_id)) if stored.change_id else None
    return _row(ClaimRow, stored, change_reference=change.reference if change else None)


def unpriced_row(stored: UnpricedEffect) -> UnpricedRow:
    """Return an effect without a price."""
    return _row(UnpricedRow, stored)


def adoption_row(stored: Adoption) -> AdoptionRow:
    """Return how many are to take a solution into use."""
    return _row(AdoptionRow, stored)


def scenario_rows(session: Session, municipality_id: str, initiative_id: str) -> tuple[ScenarioRow, ...]:
    """Return the ways that an initiative may go, in their order."""
    of = {"municipality_id": municipality_id, "initiative_id": initiative_id}
    return tuple(
        _row(ScenarioRow, one) for one in session.scalars(select(Scenario).filter_by(**of).order_by(Scenario.number))
    )


def measurement_row(session: Session, stored: Measurement) -> MeasurementRow:
    """Return a measurement with its routes and what shows it; a file by its hash and its name."""
    here = {"municipality_id": stored.municipality_id, "measurement_id": stored.measurement_id}
    routes = session.scalars(select(MeasuredRoute).filter_by(**here).order_by(MeasuredRoute.route))
    shown = session.scalars(select(MeasurementEvidence).filter_by(**here).order_by(MeasurementEvidence.number))
    told = tuple((Route(one.route), one.hours, CutBasis(one.cut_basis) if one.cut_basis else None) for one in routes)
    evidence = tuple(_row(EvidenceRow, one, content=None, file_name=_file_name(session, one)) for one in shown)
    return _row(MeasurementRow, stored, routes=told, evidence=evidence, verification=None)


def _file_name(session: Session, shown: MeasurementEvidence) -> str | None:
    key = (EvidenceFile.municipality_id, EvidenceFile.content_hash, EvidenceFile.unit_id)
    wanted = (shown.municipality_id, shown.content_hash, shown.file_unit_id)
    conditions = (column == value for column, value in zip(key, wanted, strict=True))
    return session.scalar(select(EvidenceFile.name).where(*conditions))


def _lines(stored: Iterable[ProjectionLine]) -> tuple[LineRow, ...]:
    return tuple(_row(LineRow, line) for line in stored)


def _row(of: type[Row], stored: Model, **more: Any) -> Row:
    """Return a row of values of the columns that have the names of its fields, with words as what they mean."""
    hints = get_type_hints(of)
    names = [one.name for one in fields(of) if one.name not in more]  # type: ignore[arg-type] # rows are dataclasses
    return of(**{name: _meant(hints[name], getattr(stored, name)) for name in names}, **more)


def _meant(hint: Any, value: Any) -> Any:
    words = [one for one in (hint, *get_args(hint)) if isinstance(one, type) and issubclass(one, StrEnum)]
    return words[0](value) if words and value is not None else value
