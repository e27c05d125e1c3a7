"""Outsider accounts as they stand: profiles of what a person costs by age, and the measures weighed against them.

A profile is the municipality's; what an undone batch brought does not count. A measure is seen by whoever sees its
unit, and one of the municipality as a whole by everybody with figures there. How many people a unit's measure is for
is told only where they are enough, so that nothing about fewer is computed for anybody.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, and_, case, or_, select

from data.access import Principal, reading, visible
from data.frames import frame
from data.importers.force import counts
from data.outsider_rows import ScenarioRow
from data.outsiders import STORED_CELL, scenario_row
from data.schema.outsiders import OutsiderProfile, OutsiderProfileCell, OutsiderScenario
from data.small_groups import FEWEST
from data.vocabulary import Right


@dataclass(frozen=True)
class ScenarioToChange:
    """A measure with its id, and the version that whoever changes it has read."""

    scenario_id: str
    row: ScenarioRow
    version: int


def profiles(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the profiles that count, the one in use first: profile_id, name, valid_from, source, synthetic.

    In use is the newest by its day, and of one day the one that came last.
    """
    table = OutsiderProfile
    statement = (
        select(table.profile_id, table.name, table.valid_from, table.source, table.synthetic)
        .where(*_own_profiles(principal, municipality_id))
        .order_by(table.valid_from.desc(), table.written_at.desc(), table.profile_id.desc())
    )
    with reading(principal) as session:
        return frame(session, statement)


def profile_cells(principal: Principal, municipality_id: str, profile_id: str) -> pd.DataFrame:
    """Return the cells of a profile as PROFILE_COLUMNS, in the order of its key; none where it does not count."""
    cell = OutsiderProfileCell
    of_profile = and_(
        OutsiderProfile.municipality_id == cell.municipality_id, OutsiderProfile.profile_id == cell.profile_id
    )
    statement = (
        select(*STORED_CELL)
        .join(OutsiderProfile, of_profile)
        .where(*_own_profiles(principal, municipality_id), cell.profile_id == profile_id)
        .order_by(cell.age, cell.level, cell.kind, cell.life_group)
    )
    with reading(principal) as session:
        return frame(session, statement)


def _own_profiles(principal: Principal, municipality_id: str) -> tuple[ColumnElement[bool], ...]:
    seen = visible(principal, OutsiderProfile.municipality_id)
    return seen, OutsiderProfile.municipality_id == municipality_id, counts(OutsiderProfile)


def scenarios(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the measures that the principal may see, by name.

    Returns:
        scenario_id, name, unit_id, initiative_id, target_group, people (<NA> where they are too few to be told for
        a unit), withheld (whether that is so), success_without_millionths, success_with_millionths, move_millionths,
        start_age, cost_minor (a list by year), paid_by, discount.
    """
    table = OutsiderScenario
    few = and_(table.people < FEWEST, table.unit_id != table.municipality_id)
    figures = (table.success_without_millionths, table.success_with_millionths, table.move_millionths, table.start_age)
    statement = (
        select(
            *(table.scenario_id, table.name, table.unit_id, table.initiative_id, table.target_group),
            case((~few, table.people)).label("people"),
            few.label("withheld"),
            *(*figures, table.cost_minor, table.paid_by, table.discount),
        )
        .where(_seen(principal), table.municipality_id == municipality_id)
        .order_by(table.name)
    )
    with reading(principal) as session:
        return frame(session, statement)


def _seen(principal: Principal) -> ColumnElement[bool]:
    table = OutsiderScenario
    whole = and_(visible(principal, table.municipality_id), table.unit_id == table.municipality_id)
    return or_(visible(principal, table.municipality_id, table.unit_id), whole)


def scenario_to_change(principal: Principal, municipality_id: str, scenario_id: str) -> ScenarioToChange | None:
    """Return a measure whole; None where there is none that the principal may change."""
    table: Any = OutsiderScenario
    statement = select(OutsiderScenario).where(
        visible(principal, table.municipality_id, table.unit_id, Right.BENEFITS),
        table.municipality_id == municipality_id,
        table.scenario_id == scenario_id,
    )
    with reading(principal) as session:
        found = session.scalar(statement)
        return None if found is None else ScenarioToChange(found.scenario_id, scenario_row(found), found.version_id)
