"""Hold the outsider accounts against themselves and the trail: a profile never changes, a measure only with an act."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.audit import SEALED, sealed_with
from data.comparison import Difference
from data.outsiders import content_hash, stored_cells
from data.row_changes import told_row
from data.schema.outsiders import OutsiderProfile, OutsiderProfileCell, OutsiderScenario
from data.schema.people import AuditEvent, TrailKey

NOT_TOLD = "not told"
MOMENTS = {"written_at"}
"""What engines write in different ways; the act has its own moment."""


def of_outsiders(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield what is wrong with a municipality's profiles and measures."""
    yield from _of_profiles(session, municipality_id)
    yield from _of_strays(session, municipality_id)
    yield from _of_scenarios(session, municipality_id)


def _of_profiles(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield profiles whose cells are not those that came, and those entered that the trail tells otherwise of."""
    entered = _told(session, municipality_id, OutsiderProfile.__tablename__)
    for one in session.scalars(select(OutsiderProfile).where(OutsiderProfile.municipality_id == municipality_id)):
        now = content_hash(stored_cells(session, municipality_id, one.profile_id))
        if now != one.content_hash:
            yield Difference(municipality_id, "outsider_profile", one.name, one.content_hash[:12], now[:12])
        then = entered.get(one.profile_id, {}).get("content_hash", NOT_TOLD)
        if one.batch_id is None and then != one.content_hash:
            yield Difference(municipality_id, "outsider_profile", f"{one.name} trail", one.content_hash[:12], then[:12])


def _of_strays(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield cells of no profile."""
    known = select(OutsiderProfile.profile_id).where(OutsiderProfile.municipality_id == municipality_id)
    cell = OutsiderProfileCell
    strays = (
        select(cell.profile_id, func.count())
        .where(cell.municipality_id == municipality_id, cell.profile_id.not_in(known))
        .group_by(cell.profile_id)
    )
    for profile_id, count in session.execute(strays):
        yield Difference(municipality_id, "outsider_profile_cell", profile_id, f"{count} rows", "none")


def _of_scenarios(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield measures that are not as the newest act about them tells, and those that are gone."""
    key = session.scalar(select(TrailKey.key).where(TrailKey.municipality_id == municipality_id))
    told = _told(session, municipality_id, OutsiderScenario.__tablename__)
    stored = session.scalars(select(OutsiderScenario).where(OutsiderScenario.municipality_id == municipality_id)).all()
    standing = {scenario_id for scenario_id, facts in told.items() if facts}
    for scenario_id in sorted(standing - {one.scenario_id for one in stored}):
        yield Difference(municipality_id, "outsider_scenario", scenario_id, "absent", "entered")
    for one in stored:
        now = told_row(one, lambda text: sealed_with(key, text) if key else f"{SEALED}no key")
        then = told.get(one.scenario_id, {})
        for fact in sorted((now.keys() | then.keys()) - MOMENTS):
            if now.get(fact) != then.get(fact):
                place = f"{one.name} {fact}"
                said = str(then.get(fact, NOT_TOLD))
                yield Difference(municipality_id, "outsider_scenario", place, str(now.get(fact)), said)


def _told(session: Session, municipality_id: str, entity: str) -> dict[str, dict[str, Any]]:
    """Return what the newest act about each row of a table says of it; nothing of one that it took away."""
    acts = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.municipality_id == municipality_id, AuditEvent.entity == entity)
        .order_by(AuditEvent.sequence)
    )
    return {act.entity_key: act.detail.get("after") or {} for act in acts}
