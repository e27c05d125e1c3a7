"""Which initiatives concern a unit: those that it, or a unit below it, owns, pays for or gains by."""

import pandas as pd

from metrics.benefit_lines import lines_of, standing_projections
from metrics.benefit_tables import BenefitTables
from metrics.value_flow_answer import Asked


def in_scope(tables: BenefitTables, asked: Asked) -> dict[str, str]:
    """Return the name by id of the initiatives in scope, in the register's order; for the highest unit, all.

    Args:
        tables: The register.
        asked: Which projections count, and the one initiative asked for (none, where that is not in scope).
    """
    initiatives = tables.initiatives
    below = units_below(tables.unit_id, tables.units)
    kept = pd.Series(True, index=initiatives.index)
    if not _is_highest(tables):
        concerned = initiatives["initiative_id"].isin(_paid_or_gained(tables, asked, below))
        kept = concerned | initiatives["unit_id"].isin(below)
    if asked.initiative_id is not None:
        kept &= initiatives["initiative_id"] == asked.initiative_id
    own = initiatives[kept.to_numpy(dtype=bool)]
    return dict(zip(own["initiative_id"].astype(str), own["name"].astype(str), strict=True))


def _paid_or_gained(tables: BenefitTables, asked: Asked, units: set[str]) -> "pd.Series[str]":
    standing = standing_projections(tables.projections, tables.quarter.last_day)
    lines = lines_of(tables.projection_lines, standing, asked.standing)
    parties = tables.parties.loc[tables.parties["unit_id"].isin(units).to_numpy(dtype=bool), "party_id"]
    touched = lines["bearer_id"].isin(parties) | lines["beneficiary_id"].isin(parties)
    return lines.loc[touched.to_numpy(dtype=bool), "initiative_id"]


def _is_highest(tables: BenefitTables) -> bool:
    parents = dict(zip(tables.units["unit_id"], tables.units["parent_unit_id"], strict=True))
    return parents.get(tables.unit_id) not in parents


def units_below(unit_id: str, units: pd.DataFrame) -> set[str]:
    """Return a unit and every unit below it."""
    children: dict[str, list[str]] = {}
    for unit, parent in zip(units["unit_id"], units["parent_unit_id"], strict=True):
        children.setdefault(parent, []).append(unit)
    found, waiting = set(), [unit_id]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += children.get(unit, [])
    return found
