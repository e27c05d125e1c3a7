"""Enter what was realised of a benefit in a period, with what shows it; a correction is a new revision."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from dashboard.actions.in_register import benefit_of, note, require_over, told_of, units_named
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import Principal, Writing, require_unit, writing
from data.importers.benefit_rows import BenefitRows, MeasurementRow
from data.importers.problems import Problem
from data.keeping import BrokenRules
from data.kept_realisation import CELL
from data.register import add_rows
from data.schema.initiatives import EvidenceFile
from data.schema.realisation import Measurement
from data.stored_rows import measurement_row
from data.vocabulary import Right


@dataclass(frozen=True)
class Measuring:
    """A measurement as somebody enters it. `revision` is the one that it replaces; None for the first of its cell."""

    municipality_id: str
    row: MeasurementRow
    revision: int | None = None


@dataclass(frozen=True)
class Measured:
    """What stands now."""

    measurement_id: str
    revision: int


def measure_benefit(principal: Principal, wanted: Measuring) -> Measured:
    """Store a measurement with its evidence and return its id and revision; it waits for a verifier.

    Raises:
        BrokenRules: it says nothing, breaks a rule, or is above what its evidence supports.
        RegisterChangedMeanwhile: somebody else measured the same since it was read.
        NotInRegister: there is no such benefit.
        AccessDenied: the principal may not enter benefits of the owner's unit, or not see the ledger lines named.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change, units_named(change):
        if wanted.row.amount_minor is None and wanted.row.quantity is None:
            raise BrokenRules([Problem("measured_nothing", column="amount_minor")])
        benefit = benefit_of(change, wanted.row.benefit_id)
        require_over(change, benefit.unit_id)
        _require_evidence_at_hand(change, wanted.row, benefit.unit_id)
        newest = _newest(change, wanted.row)
        if (newest.revision if newest else None) != wanted.revision:
            theirs = measurement_row(change.session, newest) if newest else None
            raise RegisterChangedMeanwhile(theirs, newest.revision if newest else None, wanted.row)
        rows = BenefitRows(measurements=[replace(wanted.row, verification=None)])
        (measurement_id,) = add_rows(change.session, wanted.municipality_id, None, rows, change.actor).measurement_ids
        row = change.session.get_one(Measurement, (wanted.municipality_id, measurement_id))
        note(change, "measure", row, measurement_id, told_of(change, newest), rows=change.changed_rows())
        return Measured(measurement_id, row.revision)


def _newest(change: Writing, row: MeasurementRow) -> Measurement | None:
    cell = {name: getattr(row, name) for name in CELL}
    return change.session.scalar(
        select(Measurement)
        .filter_by(municipality_id=change.municipality_id, **cell)
        .order_by(Measurement.revision.desc())
        .limit(1)
    )


def _require_evidence_at_hand(change: Writing, row: MeasurementRow, unit_id: str) -> None:
    """Raise unless ledger lines may be seen by whoever cites them, and a file is sent along or stored already."""
    for one in row.evidence:
        if one.ledger_unit_id is not None:
            require_unit(change.session, change.principal, change.municipality_id, one.ledger_unit_id, Right.LINES)
        if one.content_hash is not None:  # a person sends the file itself; its hash alone proves nothing
            key = (change.municipality_id, one.content_hash, unit_id)
            if one.content is not None or change.session.get(EvidenceFile, key) is None:
                raise BrokenRules([Problem("file_not_stored", column="evidence", found=one.file_name or "")])
