"""What was realised of benefits, what shows it, and what is claimed of the budget.

Figures are for whoever has figures in the municipality. What people wrote comes with the right to texts over the
benefit's unit, and where the evidence lies with the right to lines; what the evidence supports is a figure.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import BigInteger, Label, Select, and_, case, cast, func, select

from data.access import Principal, reading, told, visible
from data.asked import KEPT, MUNICIPALITY, same
from data.frames import frame
from data.importers.force import counts, gone_benefits
from data.schema.initiatives import Benefit
from data.schema.ledger import BudgetChange
from data.schema.realisation import (
    BudgetClaim,
    MeasuredRoute,
    Measurement,
    MeasurementEvidence,
    Verification,
)
from data.standing_measurements import CELL, newest, over_owner, standing
from data.vocabulary import Right

Statement = Select[*tuple[Any, ...]]


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
            over_owner(principal, Measurement.method, Right.TEXTS),
            _method_since(),
            over_owner(principal, Measurement.note, Right.TEXTS),
            over_owner(principal, Measurement.entered_role, Right.FIGURES),
            _supports(principal),
            Verification.verdict,
            Verification.verified_minor,
            over_owner(principal, Verification.verifier_role, Right.FIGURES),
            Verification.verified_at.label("verified_on"),
            over_owner(principal, Verification.note, Right.TEXTS).label("finding"),
        )
        .join(Benefit, same(Benefit, Measurement, "benefit_id"))
        .outerjoin(Verification, same(Verification, Measurement, "measurement_id"))
        .where(visible(principal, Measurement.municipality_id), *standing())
        .order_by(*(getattr(Measurement, name) for name in CELL[1:]))
    )


def _method_since() -> Label[int]:
    """Return the first period of the benefit that was measured by the same method, as year x 100 + month.

    Two measurements with the same number are of one series; what the method is, is a text, and told by its own right.
    """
    of = (Measurement.benefit_id, func.coalesce(Measurement.method, ""))
    first = func.min(Measurement.fiscal_year * 100 + Measurement.period).over(partition_by=of)
    return cast(first, BigInteger).label("method_since")


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
            over_owner(principal, Measurement.entered_role, Right.FIGURES),
            over_owner(principal, Measurement.note, Right.TEXTS),
        )
        .join(Benefit, same(Benefit, Measurement, "benefit_id"))
        .where(visible(principal, Measurement.municipality_id), *newest(), *nothing)
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
        .join(Measurement, same(Measurement, route, "measurement_id"))
        .where(visible(principal, route.municipality_id), route.municipality_id == MUNICIPALITY, *standing())
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
        .outerjoin(BudgetChange, same(BudgetChange, claim, "change_id"))
        .where(visible(principal, claim.municipality_id), claim.municipality_id == MUNICIPALITY, counts(claim))
        .where(claim.benefit_id.not_in(gone_benefits(MUNICIPALITY)))
        .order_by(claim.benefit_id, claim.fiscal_year, claim.period, claim.claim_id)
    )
