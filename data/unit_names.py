"""What a unit is called to somebody, who may not be told of every unit."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import Principal, visible, within
from data.schema.organisation import UnitAncestor, UnitVersion


def told_name(session: Session, principal: Principal, municipality_id: str, unit_id: str, on: date) -> str | None:
    """Return a unit's name, or that of the nearest unit above it that may be named; None where there is none."""
    links = session.execute(
        select(UnitAncestor.ancestor_id, UnitAncestor.distance)
        .where(
            within(principal, UnitAncestor.municipality_id, UnitAncestor.unit_id),
            UnitAncestor.municipality_id == municipality_id,
            UnitAncestor.unit_id == unit_id,
            UnitAncestor.valid_from <= on,
        )
        .order_by(UnitAncestor.valid_from)
    )
    steps = {row.ancestor_id: row.distance for row in links}
    near = sorted((distance, above) for above, distance in steps.items() if distance is not None)
    names = _names(session, principal, municipality_id, [above for _, above in near] or [unit_id], on)
    return next((names[above] for _, above in near if above in names), names.get(unit_id))


def _names(
    session: Session, principal: Principal, municipality_id: str, unit_ids: list[str], on: date
) -> dict[str, str]:
    rows = session.execute(
        select(UnitVersion.unit_id, UnitVersion.name)
        .where(
            visible(principal, UnitVersion.municipality_id, UnitVersion.unit_id),
            UnitVersion.municipality_id == municipality_id,
            UnitVersion.unit_id.in_(unit_ids),
            UnitVersion.valid_from <= on,
            UnitVersion.name.is_not(None),
        )
        .order_by(UnitVersion.valid_from)
    )
    return {unit_id: name for unit_id, name in rows if name is not None}
