"""Keep the gains plan of an initiative, and the versions of it that were adopted."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from data.benefit_vocabulary import PartyKind
from data.gains_rows import Decision, GainsPlanRow, MeasureRow, gains_plan_problems
from data.importers.problems import Problem
from data.keeping import Keeping
from data.money_vocabulary import GrantCategory
from data.schema.gains import GainsAdoption, GainsMeasure, GainsOperatingCost, GainsPlan
from data.schema.initiatives import Party


@dataclass(frozen=True)
class Content:
    """What is adopted: the figures and words of a gains plan, and what they were made from, in plain values."""

    projection_number: int
    plan_version: int
    rule_valid_from: date
    figures: Mapping[str, Any]
    words: Mapping[str, Any]


def problems_of(keeping: Keeping, row: GainsPlanRow) -> list[Problem]:
    """Return what is wrong with a gains plan in a municipality."""
    entities = keeping.session.scalars(
        select(Party.party_id).where(Party.municipality_id == keeping.municipality_id, Party.kind != PartyKind.UNIT)
    )
    return gains_plan_problems(row, frozenset(entities), keeping.municipality_id, keeping.exponent)


def keep_plan(keeping: Keeping, row: GainsPlanRow) -> GainsPlan:
    """Store a checked gains plan; the measures and operating costs told now are all it has."""
    told = {**vars(row), "written_at": keeping.now, "written_by": keeping.actor}
    plan = keeping.renewed(GainsPlan, (row.initiative_id,), told)
    keeping.session.flush()
    here = {"municipality_id": keeping.municipality_id, "initiative_id": row.initiative_id}
    for number, measure in enumerate(row.measures, start=1):
        keeping.renewed(GainsMeasure, (row.initiative_id, number), vars(measure))
    for entity_id, amount in row.operating_costs:
        keeping.renewed(GainsOperatingCost, (row.initiative_id, entity_id), {"amount_minor": amount})
    keeping.session.flush()
    kept = [entity_id for entity_id, _ in row.operating_costs]
    gone = delete(GainsMeasure).filter_by(**here).where(GainsMeasure.number > len(row.measures))
    keeping.session.execute(gone)
    unsaid = delete(GainsOperatingCost).filter_by(**here).where(GainsOperatingCost.entity_id.not_in(kept))
    keeping.session.execute(unsaid)
    return plan


def gains_plan_row(session: Session, stored: GainsPlan) -> GainsPlanRow:
    """Return a stored gains plan as a form would tell it."""
    here = {"municipality_id": stored.municipality_id, "initiative_id": stored.initiative_id}
    measures = session.scalars(select(GainsMeasure).filter_by(**here).order_by(GainsMeasure.number))
    costs = session.scalars(select(GainsOperatingCost).filter_by(**here).order_by(GainsOperatingCost.entity_id))
    return GainsPlanRow(
        initiative_id=stored.initiative_id,
        applicant_id=stored.applicant_id,
        grant_category=GrantCategory(stored.grant_category),
        total_cost_minor=stored.total_cost_minor,
        budget_years=stored.budget_years,
        grant_applied_minor=stored.grant_applied_minor,
        measures=tuple(
            MeasureRow(one.description, one.responsible_role, one.due_on, one.follow_up, one.quantification)
            for one in measures
        ),
        operating_costs=tuple((one.entity_id, one.amount_minor) for one in costs),
    )


def add_adoption(keeping: Keeping, initiative_id: str, decision: Decision, content: Content) -> GainsAdoption:
    """Store a version of a gains plan as adopted, under the next number of its initiative."""
    here = {"municipality_id": keeping.municipality_id, "initiative_id": initiative_id}
    newest = keeping.session.scalar(select(func.max(GainsAdoption.number)).filter_by(**here)) or 0
    adoption = GainsAdoption(
        **here,
        number=newest + 1,
        adopted_on=decision.adopted_on,
        decision_reference=decision.decision_reference.strip(),
        authority_kind=decision.authority_kind,
        **vars(content),
        content_digest=content_digest(content.figures, content.words),
        adopted_at=keeping.now,
        adopted_by=keeping.actor,
    )
    keeping.session.add(adoption)
    keeping.session.flush()
    return adoption


def content_digest(figures: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content of an adopted version."""
    told = json.dumps([figures, words], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
