"""Rows of the register as they stand, whole, for whoever may change them: what a form is filled from."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, select

from data.access import Principal, reading, visible
from data.gains_rows import GainsPlanRow
from data.importers.benefit_rows import BenefitRow, ClaimRow, InitiativeRow, MeasurementRow, ProjectionRow
from data.importers.force import counts
from data.kept_gains import gains_plan_row
from data.schema.gains import GainsPlan
from data.schema.initiatives import Benefit, Initiative
from data.schema.ledger import BudgetChange
from data.schema.organisation import Unit
from data.schema.realisation import BudgetClaim, Measurement, Projection
from data.stored_rows import benefit_row, claim_row, initiative_row, measurement_row, projection_row
from data.vocabulary import Right

Row = TypeVar("Row")


@dataclass(frozen=True)
class ToChange(Generic[Row]):
    """A row with the version that whoever changes it has read (of a measurement: its revision)."""

    row: Row
    version: int


@dataclass(frozen=True)
class Waiting:
    """A measurement that nobody has verified, and whether whoever asks entered it."""

    measurement_id: str
    row: MeasurementRow
    own: bool


def units_to_enter(principal: Principal, municipality_id: str) -> frozenset[str]:
    """Return the units whose benefits the principal may enter."""
    with reading(principal) as session:
        return frozenset(session.scalars(select(Unit.unit_id).where(*_over(principal, municipality_id, Unit))))


def initiative_to_change(
    principal: Principal, municipality_id: str, initiative_id: str
) -> ToChange[InitiativeRow] | None:
    """Return an initiative as it stands; None where there is none that the principal may change."""
    with reading(principal) as session:
        wanted = (*_over(principal, municipality_id, Initiative), Initiative.initiative_id == initiative_id)
        found = session.scalar(select(Initiative).where(*wanted))
        return None if found is None else ToChange(initiative_row(session, found), found.version_id)


def benefit_to_change(principal: Principal, municipality_id: str, benefit_id: str) -> ToChange[BenefitRow] | None:
    """Return a benefit as it stands; None where there is none that the principal may change."""
    with reading(principal) as session:
        wanted = (*_over(principal, municipality_id, Benefit), Benefit.benefit_id == benefit_id)
        found = session.scalar(select(Benefit).where(*wanted))
        return None if found is None else ToChange(benefit_row(session, found), found.version_id)


def projections_to_change(
    principal: Principal, municipality_id: str, initiative_id: str
) -> dict[int, tuple[ToChange[ProjectionRow], bool]]:
    """Return an initiative's projections by number, and whether each is adopted: drafts may be changed still."""
    statement = (
        select(Projection)
        .join(
            Initiative,
            (Initiative.municipality_id == Projection.municipality_id)
            & (Initiative.initiative_id == Projection.initiative_id),
        )
        .where(*_over(principal, municipality_id, Initiative), Initiative.initiative_id == initiative_id)
        .where(counts(Projection))
        .order_by(Projection.projection_number)
    )
    with reading(principal) as session:
        return {
            one.projection_number: (ToChange(projection_row(session, one), one.version_id), one.adopted_at is not None)
            for one in session.scalars(statement)
        }


def gains_plan_to_change(
    principal: Principal, municipality_id: str, initiative_id: str
) -> ToChange[GainsPlanRow] | None:
    """Return an initiative's gains plan as it stands; None where there is none that the principal may change."""
    of_plan = (Initiative.municipality_id == GainsPlan.municipality_id) & (
        Initiative.initiative_id == GainsPlan.initiative_id
    )
    wanted = (*_over(principal, municipality_id, Initiative), GainsPlan.initiative_id == initiative_id)
    with reading(principal) as session:
        found = session.scalar(select(GainsPlan).join(Initiative, of_plan).where(*wanted))
        return None if found is None else ToChange(gains_plan_row(session, found), found.version_id)


def claims_to_change(principal: Principal, municipality_id: str, benefit_id: str) -> dict[str, ToChange[ClaimRow]]:
    """Return the calendar's lines of a benefit by id, of the units whose benefits the principal may enter."""
    statement = (
        select(BudgetClaim)
        .where(*_over(principal, municipality_id, BudgetClaim), counts(BudgetClaim))
        .where(BudgetClaim.benefit_id == benefit_id)
        .order_by(BudgetClaim.fiscal_year, BudgetClaim.period, BudgetClaim.claim_id)
    )
    with reading(principal) as session:
        return {one.claim_id: ToChange(claim_row(session, one), one.version_id) for one in session.scalars(statement)}


def cuts_to_claim(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], year: int
) -> list[tuple[str, int]]:
    """Return the references of booked changes that cut the units' budgets in a year, and each amount (below zero)."""
    statement = (
        select(BudgetChange.reference, BudgetChange.amount_minor)
        .where(*_over(principal, municipality_id, BudgetChange), counts(BudgetChange))
        .where(BudgetChange.unit_id.in_(sorted(unit_ids)), BudgetChange.fiscal_year == year)
        .where(BudgetChange.amount_minor < 0, BudgetChange.reference.is_not(None))
        .order_by(BudgetChange.reference, BudgetChange.amount_minor)
    )
    with reading(principal) as session:
        return [(str(row.reference), int(row.amount_minor)) for row in session.execute(statement)]


def measurement_to_change(
    principal: Principal, municipality_id: str, benefit_id: str, year: int, period: int, beneficiary_id: str
) -> ToChange[MeasurementRow] | None:
    """Return the newest revision of what a benefit gave a beneficiary in a period; None where it is not measured."""
    statement = (
        select(Measurement)
        .join(Benefit, _OF_BENEFIT)
        .where(*_over(principal, municipality_id, Benefit), Measurement.benefit_id == benefit_id)
        .where(Measurement.fiscal_year == year, Measurement.period == period)
        .where(Measurement.beneficiary_id == beneficiary_id)
        .order_by(Measurement.revision.desc())
        .limit(1)
    )
    with reading(principal) as session:
        found = session.scalar(statement)
        return None if found is None else ToChange(measurement_row(session, found), found.revision)


def waiting(principal: Principal, municipality_id: str, measurement_ids: Collection[str]) -> list[Waiting]:
    """Return measurements of these with what shows them, for who may verify in the municipality.

    Which of them wait is told by `data.queries.realisation.measurements`: those without a verdict.
    """
    statement = (
        select(Measurement)
        .where(visible(principal, Measurement.municipality_id, right=Right.VERIFY))
        .where(Measurement.municipality_id == municipality_id, Measurement.measurement_id.in_(sorted(measurement_ids)))
        .order_by(Measurement.fiscal_year, Measurement.period, Measurement.benefit_id)
    )
    own = principal.actor_in(municipality_id)
    with reading(principal) as session:
        return [
            Waiting(one.measurement_id, measurement_row(session, one), one.entered_by == own)
            for one in session.scalars(statement)
        ]


_OF_BENEFIT = (Benefit.municipality_id == Measurement.municipality_id) & (Benefit.benefit_id == Measurement.benefit_id)


def _over(principal: Principal, municipality_id: str, table: Any) -> tuple[ColumnElement[bool], ...]:
    """Return the filter for rows of units whose benefits the principal may enter."""
    reach = visible(principal, table.municipality_id, table.unit_id, Right.BENEFITS)
    return reach, table.municipality_id == municipality_id
