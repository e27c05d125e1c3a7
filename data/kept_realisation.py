"""Keep what was planned, is expected and was realised: projections, measurements with what shows them, and claims."""

import hashlib
import mimetypes
from dataclasses import replace
from typing import Any

import uuid_utils
from sqlalchemy import func, select

from data.benefit_vocabulary import EvidenceKind
from data.benefits_known import cuts_named, ledger_sum
from data.importers.benefit_rows import ClaimRow, EvidenceRow, LineRow, MeasurementRow, ProjectionRow, VerificationRow
from data.importers.problems import Problem
from data.importers.sequence import plain_amount
from data.keeping import BrokenRules, Keeping, require
from data.schema.initiatives import Benefit, EvidenceFile
from data.schema.realisation import (
    BudgetClaim,
    MeasuredRoute,
    Measurement,
    MeasurementEvidence,
    Projection,
    ProjectionLine,
    Verification,
)

UNKNOWN_TYPE = "application/octet-stream"
CELL = ("benefit_id", "fiscal_year", "period", "beneficiary_id")
"""What a measurement is about; its revisions replace each other."""
CALENDAR_LINE = ("benefit_id", "fiscal_year", "period", "unit_id", "function_code", "account_code")
"""What a line of the calendar is about; told again it is renewed."""


def new_id() -> str:
    """Return an id that no row has; later ones sort after."""
    return str(uuid_utils.uuid7())


def add_draft(keeping: Keeping, row: ProjectionRow) -> Projection:
    """Store a projection as a draft, under the next number of its initiative."""
    session, here = keeping.session, {"municipality_id": keeping.municipality_id, "initiative_id": row.initiative_id}
    newest = session.scalar(select(func.max(Projection.projection_number)).filter_by(**here)) or 0
    projection = Projection(
        **here,
        projection_number=newest + 1,
        kind=row.kind,
        as_of=row.as_of,
        decision_reference=row.decision_reference,
        authority_kind=row.authority_kind,
        reason=row.reason,
        written_at=keeping.now,
        written_by=keeping.actor,
        batch_id=keeping.batch_id,
    )
    session.add(projection)
    session.flush()
    add_lines(keeping, projection, row.lines)
    return projection


def add_lines(keeping: Keeping, projection: Projection, lines: tuple[LineRow, ...]) -> None:
    """Store the lines of a draft that has none."""
    keeping.session.add_all(
        ProjectionLine(
            municipality_id=keeping.municipality_id,
            initiative_id=projection.initiative_id,
            projection_number=projection.projection_number,
            line_number=number,
            **vars(line),
        )
        for number, line in enumerate(lines, start=1)
    )
    keeping.session.flush()


def adopt(keeping: Keeping, projection: Projection) -> None:
    """Make a draft stand: neither it nor its lines change after this."""
    projection.adopted_at, projection.adopted_by = keeping.now, keeping.actor
    keeping.session.flush()


def with_ledger_sums(keeping: Keeping, row: MeasurementRow) -> MeasurementRow:
    """Return a measurement whose ledger evidence supports what its lines add up to, where nobody said less.

    Raises:
        BrokenRules: a place has no line, or is said to support more than its lines add up to.
    """
    found: list[Problem] = []
    evidence = []
    for number, one in enumerate(row.evidence, start=1):
        total = ledger_sum(keeping.session, keeping.municipality_id, one)
        of_ledger = one.ledger_year is not None
        if of_ledger:
            found += _of_place(one, total, number, keeping.exponent)
        summed = of_ledger and one.supports_minor is None and total is not None
        evidence.append(replace(one, supports_minor=abs(total or 0)) if summed else one)
    require(found)
    return replace(row, evidence=tuple(evidence))


def _of_place(one: EvidenceRow, total: int | None, number: int, exponent: int) -> list[Problem]:
    extra = {"number": str(number), "year": str(one.ledger_year)}
    if total is None:
        return [Problem("ledger_without_lines", column="ledger_unit_id", extra=extra)]
    if (one.supports_minor or 0) <= abs(total):
        return []
    told, most = plain_amount(one.supports_minor or 0, exponent), plain_amount(abs(total), exponent)
    return [Problem("supports_above_ledger", column="supports_minor", found=told, wanted=most, extra=extra)]


def add_measurement(keeping: Keeping, row: MeasurementRow) -> Measurement:
    """Store a checked measurement as the next revision of its cell, with its routes and what shows it."""
    cell: dict[str, Any] = {name: getattr(row, name) for name in CELL}
    here = {"municipality_id": keeping.municipality_id, **cell}
    revision = keeping.session.scalar(select(func.max(Measurement.revision)).filter_by(**here)) or 0
    measurement = Measurement(
        **here,
        measurement_id=new_id(),
        revision=revision + 1,
        amount_minor=row.amount_minor,
        quantity=row.quantity,
        price_year=row.price_year or row.fiscal_year,
        value_after=row.value_after,
        compared_after=row.compared_after,
        volume_after=row.volume_after,
        cost_after_minor=row.cost_after_minor,
        method=row.method,
        note=row.note,
        entered_at=keeping.now,
        entered_by=keeping.actor,
        entered_role=row.entered_role,
        batch_id=keeping.batch_id,
    )
    keeping.session.add(measurement)
    keeping.session.flush()
    own = {"municipality_id": keeping.municipality_id, "measurement_id": measurement.measurement_id}
    for route, hours, basis in row.routes:
        keeping.session.add(MeasuredRoute(**own, route=route, hours=hours, cut_basis=basis))
    unit_id = keeping.session.get_one(Benefit, (keeping.municipality_id, row.benefit_id)).unit_id
    for number, one in enumerate(row.evidence, start=1):
        keeping.session.add(MeasurementEvidence(**own, number=number, **_evidence(keeping, one, unit_id)))
        keeping.session.flush()
    return measurement


def _evidence(keeping: Keeping, one: EvidenceRow, unit_id: str) -> dict[str, Any]:
    place = {name: value for name, value in vars(one).items() if name.startswith("ledger_")}
    if one.ledger_year is not None:
        return {"kind": EvidenceKind.LEDGER, "supports_minor": one.supports_minor, **place}
    content_hash = hash_of(one)
    key = (keeping.municipality_id, content_hash, unit_id)
    stored = keeping.session.get(EvidenceFile, key) is not None
    if one.content is not None and not stored:
        _add_file(keeping, one, key)
        stored = True
    of_file = {"content_hash": content_hash, "file_unit_id": unit_id if stored else None}
    return {"kind": EvidenceKind.FILE, "supports_minor": one.supports_minor, **of_file}


def hash_of(one: EvidenceRow) -> str:
    """Return the SHA-256 that a file is kept by: as told, else of its content."""
    return one.content_hash or hashlib.sha256(one.content or b"").hexdigest()


def _add_file(keeping: Keeping, one: EvidenceRow, key: tuple[str, str, str]) -> None:
    municipality_id, content_hash, unit_id = key
    name = (one.file_name or "").strip()
    keeping.session.add(
        EvidenceFile(
            municipality_id=municipality_id,
            content_hash=content_hash,
            unit_id=unit_id,
            name=name,
            media_type=mimetypes.guess_type(name)[0] or UNKNOWN_TYPE,
            content=one.content,
            stored_at=keeping.now,
            stored_by=keeping.actor,
        )
    )
    keeping.session.flush()


def add_verification(keeping: Keeping, measurement_id: str, row: VerificationRow) -> Verification:
    """Store what a verifier found of a measurement."""
    verification = Verification(
        municipality_id=keeping.municipality_id,
        measurement_id=measurement_id,
        verdict=row.verdict,
        verified_minor=row.verified_minor,
        verifier_role=row.verifier_role,
        note=row.note,
        verified_at=keeping.now,
        verified_by=keeping.actor,
    )
    keeping.session.add(verification)
    keeping.session.flush()
    return verification


def claim_of(keeping: Keeping, row: ClaimRow) -> BudgetClaim | None:
    """Return the stored line of the calendar of the same benefit, budget line and month."""
    line = {name: getattr(row, name) for name in CALENDAR_LINE}
    return keeping.session.scalar(select(BudgetClaim).filter_by(municipality_id=keeping.municipality_id, **line))


def add_claim(keeping: Keeping, row: ClaimRow) -> BudgetClaim:
    """Store a line of the realisation calendar; one of the same benefit, budget line and month is renewed.

    Raises:
        BrokenRules: no cut of the unit's budget in the year was booked by the reference.
    """
    known = claim_of(keeping, row)
    told = {**vars(row), "change_id": _change_of(keeping, row)}
    claim = keeping.renewed(BudgetClaim, (known.claim_id if known else new_id(),), told)
    keeping.session.flush()
    return claim


def _change_of(keeping: Keeping, row: ClaimRow) -> str | None:
    if row.change_reference is None:
        return None
    cuts = cuts_named(keeping.session, keeping.municipality_id, row.fiscal_year, row.unit_id, row.change_reference)
    if not cuts:
        extra = {"year": str(row.fiscal_year), "unit": row.unit_id}
        raise BrokenRules(
            [Problem("change_not_found", column="change_reference", found=row.change_reference, extra=extra)]
        )
    fitting = [cut for cut in cuts if -cut.amount_minor >= row.amount_minor]
    return (fitting[-1] if fitting else cuts[0]).change_id
