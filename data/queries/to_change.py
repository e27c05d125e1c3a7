"""Rows of the register as they stand, whole, for whoever may change them: what a form is filled from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from data.access import Principal, reading, visible
from data.gains_rows import GainsPlanRow
from data.importers.benefit_rows import BenefitRow, ClaimRow, InitiativeRow, MeasurementRow, ProjectionRow
from data.importers.force import counts
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.kept_gains import gains_plan_row
from data.schema.gains import GainsPlan
from data.schema.initiatives import Benefit, Initiative
from data.schema.ledger import BudgetChange
from data.schema.organisation import Unit
from data.schema.realisation import Adoption, BudgetClaim, Measurement, Projection, Scenario, UnpricedEffect
from data.stored_rows import (
    adoption_row,
    benefit_row,
    claim_row,
    initiative_row,
    measurement_row,
    projection_row,
    scenario_rows,
    unpriced_row,
)
from data.vocabulary import Right

Row = TypeVar("Row")
Kept = TypeVar("Kept", UnpricedEffect, Scenario, Adoption)


@dataclass(frozen=True)
class ToChange(Generic[Row]):
    """A row with the version that whoever changes it has read.

    Of a measurement that is its revision, of a row that comes and goes what it holds.
    """

    row: Row
    version: Any


@dataclass(frozen=True)
class Waiting:
    """A measurement that somebody may have to look at, and whether whoever asks entered it."""

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


def unpriced_to_change(
    principal: Principal, municipality_id: str, initiative_id: str
) -> dict[int, ToChange[UnpricedRow]]:
    """Return an initiative's effects without a price by number; none where the principal may not change it."""
    statement = _of_initiative(principal, municipality_id, initiative_id, UnpricedEffect)
    with reading(principal) as session:
        found = session.scalars(statement.order_by(UnpricedEffect.number))
        rows = {one.number: unpriced_row(one) for one in found}
        return {number: ToChange(row, (number, row)) for number, row in rows.items()}


def scenarios_to_change(
    principal: Principal, municipality_id: str, initiative_id: str
) -> ToChange[tuple[ScenarioRow, ...]] | None:
    """Return all the scenarios of an initiative; None where there are none that the principal may change."""
    statement = _of_initiative(principal, municipality_id, initiative_id, Scenario)
    with reading(principal) as session:
        if session.scalar(statement.limit(1)) is None:
            return None
        rows = scenario_rows(session, municipality_id, initiative_id)
        return ToChange(rows, rows)


def adoption_to_change(principal: Principal, municipality_id: str, initiative_id: str) -> ToChange[AdoptionRow] | None:
    """Return how many are to take a solution into use; None where nobody says, or the principal may not change it."""
    with reading(principal) as session:
        found = session.scalar(_of_initiative(principal, municipality_id, initiative_id, Adoption))
        row = None if found is None else adoption_row(found)
        return None if row is None else ToChange(row, row)


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


def entered(principal: Principal, municipality_id: str, measurement_ids: Collection[str]) -> list[Waiting]:
    """Return measurements of these with what shows them, of benefits that the principal may change."""
    statement = (
        select(Measurement)
        .join(Benefit, _OF_BENEFIT)
        .where(*_over(principal, municipality_id, Benefit), Measurement.measurement_id.in_(sorted(measurement_ids)))
        .order_by(Measurement.fiscal_year, Measurement.period, Measurement.measurement_id)
    )
    with reading(principal) as session:
        return _told(session, session.scalars(statement), principal.actor_in(municipality_id))


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
    with reading(principal) as session:
        return _told(session, session.scalars(statement), principal.actor_in(municipality_id))


def _told(session: Session, found: Iterable[Measurement], own: str) -> list[Waiting]:
    return [Waiting(one.measurement_id, measurement_row(session, one), one.entered_by == own) for one in found]


_OF_BENEFIT = (Benefit.municipality_id == Measurement.municipality_id) & (Benefit.benefit_id == Measurement.benefit_id)


def _of_initiative(principal: Principal, municipality_id: str, initiative_id: str, table: type[Kept]) -> Select[Kept]:
    """Return the statement for rows of an initiative that the principal may change."""
    of = (Initiative.municipality_id == table.municipality_id) & (Initiative.initiative_id == table.initiative_id)
    return (
        select(table)
        .join(Initiative, of)
        .where(*_over(principal, municipality_id, Initiative), Initiative.initiative_id == initiative_id)
    )


def _over(principal: Principal, municipality_id: str, table: Any) -> tuple[ColumnElement[bool], ...]:
    """Return the filter for rows of units whose benefits the principal may enter."""
    reach = visible(principal, table.municipality_id, table.unit_id, Right.BENEFITS)
    return reach, table.municipality_id == municipality_id
