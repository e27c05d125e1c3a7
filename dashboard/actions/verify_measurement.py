"""Verify what was realised: by a controller outside the owner's line, who did not enter it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from dashboard.actions.in_register import NotInRegister, keeping_of, note, units_named
from dashboard.actions.independence import dependence_problems
from data.access import Principal, Writing, writing
from data.benefit_vocabulary import Verdict
from data.importers.benefit_rows import VerificationRow
from data.importers.problems import Problem
from data.keeping import require
from data.kept_realisation import CELL, add_verification
from data.realisation_rules import confirmed_problems
from data.schema.realisation import Measurement, Verification
from data.vocabulary import Right


@dataclass(frozen=True)
class Finding:
    """What a verifier found of a measurement."""

    municipality_id: str
    measurement_id: str
    verdict: Verdict
    verifier_role: str
    verified_minor: int | None = None
    note: str | None = None


def verify_measurement(principal: Principal, finding: Finding) -> None:
    """Store what a verifier found.

    Raises:
        BrokenRules: the verifier is not independent, confirms more than was realised, or it is verified or replaced.
        NotInRegister: there is no such measurement.
        AccessDenied: the principal may not verify in the municipality.
    """
    with writing(principal, finding.municipality_id, Right.VERIFY) as change, units_named(change):
        measured = change.session.get(Measurement, (finding.municipality_id, finding.measurement_id))
        if measured is None:
            raise NotInRegister(finding.measurement_id)
        keeping, row = keeping_of(change), _row(finding)
        require(dependence_problems(change, measured))
        require(_state(change, measured))
        require(confirmed_problems(row, measured.amount_minor, keeping.exponent))
        stored = add_verification(keeping, finding.measurement_id, row)
        note(change, "verify", stored, finding.measurement_id, None)


def _row(finding: Finding) -> VerificationRow:
    text = (finding.note or "").strip() or None
    return VerificationRow(finding.verdict, finding.verified_minor, finding.verifier_role.strip(), "", text)


def _state(change: Writing, measured: Measurement) -> list[Problem]:
    if change.session.get(Verification, (measured.municipality_id, measured.measurement_id)) is not None:
        return [Problem("already_verified", column="verdict")]
    if measured.amount_minor is None and measured.quantity is None:
        return [Problem("measurement_replaced", column="verdict")]
    cell = {name: getattr(measured, name) for name in CELL}
    newest = select(func.max(Measurement.revision)).filter_by(municipality_id=measured.municipality_id, **cell)
    replaced = change.session.scalar(newest) != measured.revision
    return [Problem("measurement_replaced", column="verdict")] if replaced else []
