"""Withdraw what was said to be realised: a new revision that realises nothing, never an edit of what was said.

Whoever entered a measurement may withdraw it, and so may who verifies. Once it is verified it takes a verifier who did
not enter it and stands outside the owner's line, as it took to verify it.
"""

from dataclasses import dataclass

from dashboard.actions.in_register import (
    NotInRegister,
    benefit_of,
    keeping_of,
    note,
    require_over,
    told_of,
    units_named,
)
from dashboard.actions.independence import dependence_problems
from data.access import Principal, Writing, writing
from data.benefit_rules import length_problems
from data.benefit_vocabulary import Verdict
from data.importers.benefit_rows import MeasurementRow
from data.importers.problems import Problem
from data.keeping import require
from data.kept_realisation import CELL, add_measurement
from data.reinvestment_sources import newest_of
from data.schema.realisation import Measurement, Verification
from data.vocabulary import Right


@dataclass(frozen=True)
class Withdrawal:
    """A measurement that is to count no more: why, and by which role."""

    municipality_id: str
    measurement_id: str
    reason: str
    role: str


def withdraw_measurement(principal: Principal, wanted: Withdrawal) -> int:
    """Withdraw a measurement, and return the revision that withdraws it.

    Raises:
        BrokenRules: no reason or role is given, it is replaced already, or somebody else has to withdraw it.
        NotInRegister: there is no such measurement.
        AccessDenied: the principal may not enter benefits of the owner's unit.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change, units_named(change):
        measured = change.session.get(Measurement, (wanted.municipality_id, wanted.measurement_id))
        if measured is None:
            raise NotInRegister(wanted.measurement_id)
        require_over(change, benefit_of(change, measured.benefit_id).unit_id)
        require([*_unsaid(wanted), *_replaced(change, measured), *_not_theirs(change, measured)])
        stored = add_measurement(keeping_of(change), _nothing(measured, wanted))
        before = told_of(change, measured)
        note(change, "withdraw", stored, stored.measurement_id, before, rows=change.changed_rows())
        return stored.revision


def _unsaid(wanted: Withdrawal) -> list[Problem]:
    """Return a problem for what has to be said and is not, or is longer than it may be."""
    told = {"reason": wanted.reason, "entered_role": wanted.role}
    empty = [Problem("empty_text", column=name) for name, said in told.items() if not said.strip()]
    return empty + length_problems({"note": wanted.reason, "entered_role": wanted.role}, Measurement)


def _replaced(change: Writing, measured: Measurement) -> list[Problem]:
    newest = newest_of(change.session, change.municipality_id, measured)
    stands = newest is not None and newest.measurement_id == measured.measurement_id
    says = measured.amount_minor is not None or measured.quantity is not None
    return [] if stands and says else [Problem("withdrawn_already")]


def _not_theirs(change: Writing, measured: Measurement) -> list[Problem]:
    """Return why somebody else has to withdraw a measurement."""
    verifies = change.principal.may(Right.VERIFY, change.municipality_id)
    looked = change.session.get(Verification, (change.municipality_id, measured.measurement_id))
    if looked is not None and looked.verdict == Verdict.CONFIRMED:
        apart = verifies and not dependence_problems(change, measured)
        return [] if apart else [Problem("withdrawn_by_verifier")]
    return [] if verifies or measured.entered_by == change.actor else [Problem("withdrawn_by_other")]


def _nothing(measured: Measurement, wanted: Withdrawal) -> MeasurementRow:
    """Return the revision that says that nothing was realised, and why."""
    return MeasurementRow(
        **{name: getattr(measured, name) for name in CELL},
        entered_role=wanted.role.strip(),
        evidence=(),
        price_year=measured.price_year,
        note=wanted.reason.strip(),
    )
