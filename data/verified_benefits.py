"""Hold the benefits register against its own rules: what is kept there must follow from what shows it."""

import hashlib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from sqlalchemy import BigInteger, and_, case, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from data.benefit_vocabulary import MILLION
from data.comparison import Difference
from data.importers.force import counts, gone_benefits
from data.schema.initiatives import Benefit, BenefitDependency, EvidenceFile
from data.schema.ledger import BudgetChange
from data.schema.realisation import (
    BudgetClaim,
    Measurement,
    MeasurementEvidence,
    Projection,
    ProjectionLine,
    Verification,
)

FILES_AT_ONCE = 8
"""How many evidence files are in memory at a time."""
OF_MEASUREMENT = and_(
    Verification.municipality_id == Measurement.municipality_id,
    Verification.measurement_id == Measurement.measurement_id,
)
OF_PROJECTION = and_(
    ProjectionLine.municipality_id == Projection.municipality_id,
    ProjectionLine.initiative_id == Projection.initiative_id,
    ProjectionLine.projection_number == Projection.projection_number,
)


def of_benefits(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield where a municipality's register breaks its rules."""
    yield from _of_projections(session, municipality_id)
    yield from _of_evidence(session, municipality_id)
    yield from _of_verifications(session, municipality_id)
    yield from _of_claims(session, municipality_id)
    yield from _of_attribution(session, municipality_id)
    yield from _of_map(session, municipality_id)
    yield from _of_files(session, municipality_id)


def _of_projections(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the adopted projections that have no line, and the lines that have no projection."""
    without_lines = select(Projection.initiative_id, Projection.projection_number).where(
        Projection.municipality_id == municipality_id,
        Projection.adopted_at.is_not(None),
        ~exists().where(OF_PROJECTION),
    )
    for initiative, number in session.execute(without_lines):
        yield Difference(municipality_id, "projection", f"{initiative} {number}", "no lines", "lines")
    key = (ProjectionLine.initiative_id, ProjectionLine.projection_number)
    strays = (
        select(*key, func.count())
        .where(ProjectionLine.municipality_id == municipality_id, ~exists().where(OF_PROJECTION))
        .group_by(*key)
    )
    for initiative, number, count in session.execute(strays):
        yield Difference(municipality_id, "projection_line", f"{initiative} {number}", f"{count} rows", "none")


def _of_evidence(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the measurements of more than their evidence supports."""
    own = (
        MeasurementEvidence.municipality_id == Measurement.municipality_id,
        MeasurementEvidence.measurement_id == Measurement.measurement_id,
    )
    total = func.coalesce(cast(func.sum(MeasurementEvidence.supports_minor), BigInteger), 0)
    supports = select(total).where(*own).correlate(Measurement).scalar_subquery()
    found = select(Measurement.measurement_id, Measurement.amount_minor, supports).where(
        Measurement.municipality_id == municipality_id, Measurement.amount_minor > supports
    )
    for measurement, amount, most in session.execute(found):
        yield Difference(municipality_id, "measurement", f"{measurement} amount_minor", str(amount), f"at most {most}")


def _of_verifications(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield what was verified above what was measured, and by whoever entered it.

    A file tells both who entered and who verified, by role: whoever imports it is neither.
    """
    more = func.coalesce(Verification.verified_minor > func.coalesce(Measurement.amount_minor, 0), False)
    by_hand = and_(Measurement.batch_id.is_(None), Verification.verified_by == Measurement.entered_by)
    by_file = and_(Measurement.batch_id.is_not(None), Verification.verifier_role == Measurement.entered_role)
    found = (
        select(
            Measurement.measurement_id,
            Measurement.amount_minor,
            Verification.verified_minor,
            case((more, 1), else_=0).label("more"),
            case((or_(by_hand, by_file), 1), else_=0).label("same"),
            Verification.verified_by,
        )
        .join(Verification, OF_MEASUREMENT)
        .where(Measurement.municipality_id == municipality_id, or_(more, by_hand, by_file))
    )
    for row in session.execute(found):
        if row.more:
            most = f"at most {row.amount_minor}"
            place = f"{row.measurement_id} verified_minor"
            yield Difference(municipality_id, "verification", place, str(row.verified_minor), most)
        if row.same:
            place = f"{row.measurement_id} verified_by"
            yield Difference(municipality_id, "verification", place, row.verified_by, "somebody else")


def _of_claims(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the budget changes of which more is claimed than they cut."""
    claimed = cast(func.sum(BudgetClaim.amount_minor), BigInteger)
    cut = case((BudgetChange.amount_minor < 0, -BudgetChange.amount_minor), else_=0)
    of_change = and_(
        BudgetClaim.municipality_id == BudgetChange.municipality_id, BudgetClaim.change_id == BudgetChange.change_id
    )
    found = (
        select(BudgetChange.change_id, claimed, cut)
        .join(BudgetClaim, of_change)
        .where(
            BudgetChange.municipality_id == municipality_id,
            counts(BudgetClaim),
            BudgetClaim.benefit_id.not_in(gone_benefits(municipality_id)),
        )
        .group_by(BudgetChange.change_id, BudgetChange.amount_minor)
        .having(claimed > cut)
    )
    for change, amount, most in session.execute(found):
        yield Difference(municipality_id, "budget_claim", str(change), str(amount), f"at most {most}")


def _of_attribution(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the indicators of which a unit's benefits claim more than the whole improvement."""
    key, total = (Benefit.indicator_id, Benefit.unit_id), func.sum(Benefit.attribution_millionths)
    found = (
        select(*key, total)
        .where(
            Benefit.municipality_id == municipality_id,
            Benefit.indicator_id.is_not(None),
            Benefit.benefit_id.not_in(gone_benefits(municipality_id)),
        )
        .group_by(*key)
        .having(total > MILLION)
    )
    for indicator, unit, shares in session.execute(found):
        yield Difference(municipality_id, "attribution", f"{indicator} {unit}", str(shares), f"at most {MILLION}")


def _of_map(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield a circle of the benefits map."""
    arrows: TopologicalSorter[str] = TopologicalSorter()
    ends = (BenefitDependency.benefit_id, BenefitDependency.leads_to_id)
    here = BenefitDependency.municipality_id == municipality_id
    for benefit, leads_to in session.execute(select(*ends).where(here).order_by(*ends)):
        arrows.add(leads_to, benefit)
    try:
        arrows.prepare()
    except CycleError as error:
        yield Difference(municipality_id, "benefit_dependency", " > ".join(error.args[1]), "a circle", "none")


def _of_files(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the files of evidence that are no longer what they were when they were stored."""
    files = (
        select(EvidenceFile.content_hash, EvidenceFile.unit_id, EvidenceFile.content)
        .where(EvidenceFile.municipality_id == municipality_id)
        .order_by(EvidenceFile.content_hash, EvidenceFile.unit_id)
        .execution_options(yield_per=FILES_AT_ONCE)
    )
    for stored, unit, content in session.execute(files):
        computed = hashlib.sha256(content).hexdigest()
        if stored != computed:
            yield Difference(municipality_id, "evidence_file", f"{stored[:12]} {unit}", stored[:12], computed[:12])
