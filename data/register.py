"""Add to the benefits register: what a person, a file or the demo municipality says of it, all of it or nothing.

The caller holds an open `data.access.writing`, so that what others stored is known and nobody stores meanwhile.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from data.benefit_ids import units_named_as_parties, unknown_ids
from data.benefits_across import circles, claims_above_cut, level_problems_of, shares_above_whole
from data.benefits_known import benefit_facts, benefits_of, plans_adopted
from data.importers.benefit_rows import BenefitRows, MeasurementRow, ProjectionRow
from data.importers.problems import Problem
from data.keeping import Keeping, require
from data.kept_benefits import add_register, register_problems
from data.kept_realisation import (
    add_claim,
    add_draft,
    add_measurement,
    add_verification,
    adopt,
    with_ledger_sums,
)
from data.realisation_rules import (
    BenefitFacts,
    claim_problems,
    line_problems,
    measurement_problems,
    projection_problems,
    verification_problems,
)


@dataclass
class Added:
    """What a telling left behind: the ids of its measurements and claims, in the order told."""

    measurement_ids: list[str] = field(default_factory=list)
    claim_ids: list[str] = field(default_factory=list)


def add_rows(session: Session, municipality_id: str, batch_id: str | None, rows: BenefitRows, actor: str) -> Added:
    """Store rows of the register; what is told again is renewed, and nothing that was adopted or measured changes.

    Args:
        session: Of an open change of the municipality.
        municipality_id: Whose register.
        batch_id: The file that tells of it; None where a person decides.
        rows: What is told.
        actor: Who tells, as the trail names it.

    Raises:
        BrokenRules: a row breaks a rule on its own, or together with what others have stored.
    """
    keeping = Keeping(session, municipality_id, batch_id, actor)
    require(register_problems(keeping, rows))
    require(unknown_ids(keeping, rows))
    own_units = units_named_as_parties(keeping, rows)
    add_register(keeping, rows, own_units)
    added = Added()
    for projection in rows.projections:
        require(projection_problems_of(keeping, projection))
        adopt(keeping, add_draft(keeping, projection))
    for measurement in rows.measurements:
        added.measurement_ids.append(measured(keeping, measurement))
    require([problem for row in rows.claims for problem in claim_problems(row, keeping.exponent)])
    added.claim_ids += [add_claim(keeping, row).claim_id for row in rows.claims]
    require(across_problems(keeping, rows, added.claim_ids))
    return added


def across_problems(keeping: Keeping, rows: BenefitRows, claim_ids: list[str]) -> list[Problem]:
    """Return what is wrong with stored rows beside everything else in the register."""
    session, municipality_id = keeping.session, keeping.municipality_id
    touched = {row.initiative_id for row in rows.benefits} | {row.initiative_id for row in rows.initiatives}
    found = level_problems_of(session, municipality_id, touched) if touched else []
    if rows.benefits:
        found += circles(session, municipality_id)
    found += share_problems_of(keeping, touched | {row.initiative_id for row in rows.projections})
    if claim_ids:
        found += claims_above_cut(session, municipality_id, claim_ids, keeping.exponent)
    return found


def projection_problems_of(keeping: Keeping, row: ProjectionRow) -> list[Problem]:
    """Return what is wrong with a projection of the register that is to be adopted."""
    before = plans_adopted(keeping.session, keeping.municipality_id, row.initiative_id)
    return projection_problems(row, facts_of_initiative(keeping, row.initiative_id), before)


def draft_problems_of(keeping: Keeping, row: ProjectionRow) -> list[Problem]:
    """Return what is wrong with a draft so far, and let units that it names be parties; it needs no decision yet."""
    rows = BenefitRows(projections=[row])
    unknown = unknown_ids(keeping, rows)
    if unknown:
        return unknown
    add_register(keeping, rows, units_named_as_parties(keeping, rows))
    facts = facts_of_initiative(keeping, row.initiative_id)
    numbered = enumerate(row.lines, start=1)
    return [problem for number, line in numbered for problem in line_problems(line, facts, row.kind, number)]


def share_problems_of(keeping: Keeping, initiative_ids: Collection[str]) -> list[Problem]:
    """Return what is wrong with the shares of indicators that the benefits of initiatives take while they last."""
    if not initiative_ids:
        return []
    benefits = benefits_of(keeping.session, keeping.municipality_id, initiative_ids)
    return shares_above_whole(keeping.session, keeping.municipality_id, benefits)


def facts_of_initiative(keeping: Keeping, initiative_id: str) -> dict[str, BenefitFacts]:
    """Return what rules need to know of an initiative's benefits."""
    benefits = benefits_of(keeping.session, keeping.municipality_id, [initiative_id])
    return benefit_facts(keeping.session, keeping.municipality_id, benefits, keeping.lines)


def measured(keeping: Keeping, row: MeasurementRow) -> str:
    """Store a measurement, and what a verifier found of it where that is told; return its id.

    Raises:
        BrokenRules: it breaks a rule, or what shows it does not support it.
    """
    facts = benefit_facts(keeping.session, keeping.municipality_id, [row.benefit_id], keeping.lines)
    if row.benefit_id not in facts:
        require([Problem("unknown_benefit", column="benefit_id", found=row.benefit_id)])
    supported = with_ledger_sums(keeping, row)
    found = measurement_problems(supported, facts[row.benefit_id], keeping.exponent)
    if row.verification is not None:
        found += verification_problems(row.verification, supported, facts[row.benefit_id], keeping.exponent)
    require(found)
    measurement = add_measurement(keeping, supported)
    if row.verification is not None:
        add_verification(keeping, measurement.measurement_id, row.verification)
    return measurement.measurement_id
