"""A small set of outsider accounts with something in each table: one profile with one cell, and one measure.

They are written past the trail and are not whole, so `verify` finds them; `beside_the_outsiders` leaves that out.
"""

import uuid
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from data.comparison import Difference
from data.schema.outsiders import OutsiderProfile, OutsiderProfileCell, OutsiderScenario

OUTSIDERS = ("outsider_profile", "outsider_profile_cell", "outsider_scenario")
"""Its tables."""
ADDED_TO_THE_OUTSIDERS = {"outsider_profile", "outsider_profile_cell"}
"""What is added to and never changed."""
NOW = datetime(2024, 6, 1, tzinfo=UTC)


def outsider_id(town: str, name: str) -> str:
    """Return the id of a profile or a measure of a municipality."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{town} outsiders {name}"))


def fill_outsiders(session: Session, town: str) -> None:
    """Put a profile and a measure of the whole municipality into it."""
    here = {"municipality_id": town, "profile_id": outsider_id(town, "profile")}
    told = {"written_at": NOW, "written_by": "x"}
    session.add(
        OutsiderProfile(
            name="Own", valid_from=date(2024, 1, 1), source="s", synthetic=False, content_hash="0" * 64, **here, **told
        )
    )
    session.flush()
    cell = {"age": 18, "level": "state", "kind": "tax", "life_group": "outside"}
    session.add(OutsiderProfileCell(amount_minor=-5, **here, **cell))
    session.add(scenario(town, town, "whole"))
    session.flush()


def scenario(town: str, unit_id: str, name: str, people: int = 9) -> OutsiderScenario:
    """Return a measure of a unit."""
    return OutsiderScenario(
        municipality_id=town,
        scenario_id=outsider_id(town, name),
        name=name,
        unit_id=unit_id,
        target_group="g",
        people=people,
        success_without_millionths=0,
        success_with_millionths=500_000,
        move_millionths=1_000_000,
        start_age=18,
        cost_minor=[7],
        paid_by="state",
        discount=True,
        written_at=NOW,
        written_by="x",
    )


def beside_the_outsiders(found: list[Difference]) -> list[Difference]:
    """Return differences without those of these accounts."""
    return [one for one in found if not one.check.startswith("outsider")]
