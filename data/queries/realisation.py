"""What was realised of benefits, what shows it, and what is claimed of the budget.

Figures are for whoever has figures in the municipality. What people wrote comes with the right to texts over the
benefit's unit, and where the evidence lies with the right to lines; what the evidence supports is a figure.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import BigInteger, ColumnElement, Label, Select, and_, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from data.access import Principal, reading, told, visible
from data.frames import frame
from data.importers.force import counts, gone_benefits
from data.queries.asked import KEPT, MUNICIPALITY
from data.schema.initiatives import Benefit, EvidenceFile
from data.schema.ledger import BudgetChange
from data.schema.realisation import (
    BudgetClaim,
    MeasuredRoute,
    Measurement,
    MeasurementEvidence,
    Verification,
)
from data.vocabulary import Right

Statement = Select[*tuple[Any, ...]]
CELL = ("municipality_id", "benefit_id", "fiscal_year", "period", "beneficiary_id")
"""What a measurement is of; a newer revision of it replaces an older one."""


def measurements(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what was realised, in the columns of MEASUREMENTS: the newest revision that counts of each cell.

    A revision that withdrew the one before is left out. `supports_minor` is the sum of what the evidence supports, also
    for who may not see the evidence; missing where none of it states an amount.
    """
    with reading(principal) as session:
        found = frame(session, _measurements(principal), municipality=municipality_id)
    days = [None if moment is None else moment.date() for moment in found["verified_on"]]
    return found.assign(verified_on=pd.Series(days, index=found.index, dtype=object))


@lru_cache(maxsize=KEPT)
def _measurements(principal: Principal) -> Statement:
    return (
        select(
            Measurement.measurement_id,
            Measurement.benefit_id,
            Measurement.fiscal_year,
            Measurement.period,
            Measurement.beneficiary_id,
            Measurement.revision,
            Measurement.amount_minor,
            Measurement.quantity,
            Measurement.price_year,
            Measurement.value_after,
            Measurement.compared_after,
            Measurement.volume_after,
            Measurement.cost_after_minor,
            _over_owner(principal, Measurement.method, Right.TEXTS),
            _over_owner(principal, Measurement.note, Right.TEXTS),
            _over_owner(principal, Measurement.entered_role, Right.FIGURES),
            _supports(principal),
            Verification.verdict,
            Verification.verified_minor,
            _over_owner(principal, Verification.verifier_role, Right.FIGURES),
            Verification.verified_at.label("verified_on"),
        )
        .join(Benefit, _same(Benefit, Measurement, "benefit_id"))
        .outerjoin(Verification, _same(Verification, Measurement, "measurement_id"))
        .where(visible(principal, Measurement.municipality_id), *_standing())
        .order_by(*(getattr(Measurement, name) for name in CELL[1:]))
    )


def withdrawals(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the measurements that were withdrawn, in the columns of WITHDRAWALS: of each cell that stands so now."""
    with reading(principal) as session:
        found = frame(session, _withdrawals(principal), municipality=municipality_id)
    days = [moment.date() for moment in found["withdrawn_on"]]
    return found.assign(withdrawn_on=pd.Series(days, index=found.index, dtype=object))


@lru_cache(maxsize=KEPT)
def _withdrawals(principal: Principal) -> Statement:
    cell = [getattr(Measurement, name) for name in CELL[1:]]
    nothing = (Measurement.amount_minor.is_(None), Measurement.quantity.is_(None))
    return (
        select(
            *cell,
            Measurement.entered_at.label("withdrawn_on"),
            _over_owner(principal, Measurement.entered_role, Right.FIGURES),
            _over_owner(principal, Measurement.note, Right.TEXTS),
        )
        .join(Benefit, _same(Benefit, Measurement, "benefit_id"))
        .where(visible(principal, Measurement.municipality_id), *_newest(), *nothing)
        .order_by(*cell)
    )


def _supports(principal: Principal) -> Label[int]:
    """Return what the evidence of a measurement supports.

    It is looked up row by row, by the key: a join with sums would be made once for each row by PostgreSQL while it has
    no statistics yet, after the first large file.
    """
    of = MeasurementEvidence
    own = (of.municipality_id == Measurement.municipality_id, of.measurement_id == Measurement.measurement_id)
    total = select(cast(func.sum(of.supports_minor), BigInteger)).where(visible(principal, of.municipality_id), *own)
    return total.correlate(Measurement).scalar_subquery().label("supports_minor")


def measured_routes(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what became of freed hours: measurement_id, route, hours, cut_basis."""
    with reading(principal) as session:
        return frame(session, _measured_routes(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _measured_routes(principal: Principal) -> Statement:
    route = MeasuredRoute
    key = (route.measurement_id, route.route)
    return (
        select(*key, route.hours, route.cut_basis)
        .join(Measurement, _same(Measurement, route, "measurement_id"))
        .where(visible(principal, route.municipality_id), route.municipality_id == MUNICIPALITY, *_standing())
        .order_by(*key)
    )


def evidence(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what shows those measurements, in the columns of EVIDENCE.

    Where it lies (the file, the place in the ledger) is missing without the right to lines over the benefit's unit; the
    name of a file also without that right over the file's own unit.
    """
    with reading(principal) as session:
        return frame(session, _evidence(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _evidence(principal: Principal) -> Statement:
    of, file = MeasurementEvidence, EvidenceFile
    key = (of.measurement_id, of.number)
    ledger = (
        of.ledger_kind,
        of.ledger_year,
        of.ledger_unit_id,
        of.ledger_function_code,
        of.ledger_account_code,
    )
    of_file = and_(
        file.municipality_id == of.municipality_id,
        file.content_hash == of.content_hash,
        file.unit_id == of.file_unit_id,
        visible(principal, file.municipality_id, file.unit_id, Right.LINES),
    )
    return (
        select(
            *key,
            of.kind,
            of.supports_minor,
            _over_owner(principal, of.content_hash, Right.LINES),
            _over_owner(principal, file.name, Right.LINES).label("file_name"),
            *(_over_owner(principal, column, Right.LINES) for column in ledger),
        )
        .join(Measurement, _same(Measurement, of, "measurement_id"))
        .join(Benefit, _same(Benefit, Measurement, "benefit_id"))
        .outerjoin(file, of_file)
        .where(visible(principal, of.municipality_id), of.municipality_id == MUNICIPALITY, *_standing())
        .order_by(*key)
    )


def claims(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the realisation calendar in the columns of CLAIMS.

    A claim is booked while its budget change counts, and then has its reference.
    """
    with reading(principal) as session:
        return frame(session, _claims(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _claims(principal: Principal) -> Statement:
    claim = BudgetClaim
    booked = and_(BudgetChange.change_id.is_not(None), counts(BudgetChange))
    return (
        select(
            claim.claim_id,
            claim.benefit_id,
            claim.fiscal_year,
            claim.period,
            claim.unit_id,
            claim.function_code,
            claim.account_code,
            claim.amount_minor,
            told(principal, claim.responsible_role, claim.municipality_id, claim.unit_id, Right.FIGURES),
            case((booked, BudgetChange.reference)).label("change_reference"),
            booked.label("booked"),
            claim.version_id,
        )
        .outerjoin(BudgetChange, _same(BudgetChange, claim, "change_id"))
        .where(visible(principal, claim.municipality_id), claim.municipality_id == MUNICIPALITY, counts(claim))
        .where(claim.benefit_id.not_in(gone_benefits(MUNICIPALITY)))
        .order_by(claim.benefit_id, claim.fiscal_year, claim.period, claim.claim_id)
    )


def _standing() -> tuple[ColumnElement[bool], ...]:
    """Return what makes a measurement the one that counts of its cell."""
    return (*_newest(), or_(Measurement.amount_minor.is_not(None), Measurement.quantity.is_not(None)))


def _newest() -> tuple[ColumnElement[bool], ...]:
    """Return what makes a revision the newest that counts of its cell; it may withdraw the one before."""
    revision = aliased(Measurement)
    same = (getattr(revision, name) == getattr(Measurement, name) for name in CELL)
    newest = select(func.max(revision.revision)).where(*same, counts(revision)).correlate(Measurement)
    return (
        Measurement.municipality_id == MUNICIPALITY,
        counts(Measurement),
        Measurement.benefit_id.not_in(gone_benefits(MUNICIPALITY)),
        Measurement.revision == newest.scalar_subquery(),
    )


def _over_owner(principal: Principal, column: Any, right: Right) -> Label[Any]:
    return told(principal, column, Benefit.municipality_id, Benefit.unit_id, right)


def _same(one: Any, other: Any, *names: str) -> ColumnElement[bool]:
    """Return the condition that joins two tables of a municipality by these columns."""
    return and_(*(getattr(one, name) == getattr(other, name) for name in ("municipality_id", *names)))
