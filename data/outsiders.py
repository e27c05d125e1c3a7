"""Keep what a municipality tells of outsider accounts: profiles of costs, added for ever, and measures."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import uuid_utils
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from data.frames import frame
from data.money_vocabulary import PROFILE_COLUMNS, AdminLevel
from data.outsider_rows import ProfileRow, ScenarioRow
from data.schema.outsiders import OutsiderProfile, OutsiderProfileCell, OutsiderScenario

CELL = OutsiderProfileCell
STORED_CELL = (CELL.age, CELL.level, CELL.kind, CELL.life_group.label("group"), CELL.amount_minor)
"""The columns of a cell, named as in PROFILE_COLUMNS."""
TOLD = (
    "name",
    "people",
    "success_without_millionths",
    "success_with_millionths",
    "move_millionths",
    "start_age",
    "paid_by",
    "discount",
    "target_group",
    "unit_id",
    "initiative_id",
)


def add_profile(
    session: Session, municipality_id: str, batch_id: str | None, row: ProfileRow, actor: str
) -> OutsiderProfile:
    """Store a profile with its cells; no batch is somebody's own decision."""
    stored = OutsiderProfile(
        municipality_id=municipality_id,
        profile_id=str(uuid_utils.uuid7()),
        name=row.name,
        valid_from=row.valid_from,
        source=row.source,
        synthetic=row.synthetic,
        content_hash=content_hash(row.cells),
        batch_id=batch_id,
        written_at=datetime.now(UTC),
        written_by=actor,
    )
    session.add(stored)
    session.flush()
    cells = row.cells[list(PROFILE_COLUMNS)].rename(columns={"group": "life_group"}).astype(object)
    here = {"municipality_id": municipality_id, "profile_id": stored.profile_id}
    session.execute(insert(OutsiderProfileCell), [{**here, **_plain(cell)} for cell in cells.to_dict("records")])
    return stored


def _plain(cell: dict[Any, Any]) -> dict[str, object]:
    whole = ("age", "amount_minor")
    return {name: int(value) if name in whole else str(value) for name, value in cell.items()}


def content_hash(cells: pd.DataFrame) -> str:
    """Return the SHA-256 of a profile's cells (PROFILE_COLUMNS), whatever order they come in."""
    rows = cells[list(PROFILE_COLUMNS)].itertuples(index=False, name=None)
    told = sorted(f"{age} {level} {kind} {group} {amount}" for age, level, kind, group, amount in rows)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def stored_cells(session: Session, municipality_id: str, profile_id: str) -> pd.DataFrame:
    """Return the cells of a stored profile as PROFILE_COLUMNS."""
    own = (CELL.municipality_id == municipality_id, CELL.profile_id == profile_id)
    key = (CELL.age, CELL.level, CELL.kind, CELL.life_group)
    return frame(session, select(*STORED_CELL).where(*own).order_by(*key))


def profiles_of_batch(session: Session, municipality_id: str, batch_id: str) -> tuple[str, ...]:
    """Return the profiles that a batch brought, each as one text that tells all of it."""
    own = (OutsiderProfile.municipality_id == municipality_id, OutsiderProfile.batch_id == batch_id)
    found = session.scalars(select(OutsiderProfile).where(*own).order_by(OutsiderProfile.profile_id))
    return tuple(told_profile(one, stored_cells(session, municipality_id, one.profile_id)) for one in found)


def told_profile(stored: OutsiderProfile, cells: pd.DataFrame) -> str:
    """Return a profile with the hash of the cells that stand now as one text."""
    facts = (stored.name, stored.valid_from.isoformat(), stored.source, stored.synthetic, content_hash(cells))
    return "outsider_profile " + "\n".join(map(str, facts))


def keep_scenario(
    session: Session, municipality_id: str, scenario_id: str | None, row: ScenarioRow, actor: str
) -> OutsiderScenario:
    """Store a measure, or what is to stand of one from now on; without an id it is a new one."""
    if scenario_id is None:
        stored = OutsiderScenario(municipality_id=municipality_id, scenario_id=str(uuid_utils.uuid7()))
        session.add(stored)
    else:
        stored = session.get_one(OutsiderScenario, (municipality_id, scenario_id))
    for name in TOLD:
        setattr(stored, name, getattr(row, name))
    stored.cost_minor = list(row.cost_minor)
    stored.written_at, stored.written_by = datetime.now(UTC), actor
    session.flush()
    return stored


def scenario_row(stored: OutsiderScenario) -> ScenarioRow:
    """Return a stored measure as whoever told of it did."""
    told = {name: getattr(stored, name) for name in TOLD}
    told["paid_by"] = AdminLevel(stored.paid_by)
    return ScenarioRow(cost_minor=tuple(stored.cost_minor), **told)
