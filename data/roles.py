"""The dated rows of roles: who holds a role from when, and how a row gives or ends it.

What has been is never changed: a role is given and ended from today on. Rows are never taken away, and a change raises
the version of its row, so the sum of versions tells one state of a role from every other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.schema.people import AuditEvent, Person, RoleAssignment
from data.vocabulary import Role

ENTITY = "role_assignment"
"""What the trail calls a role that somebody holds."""


@dataclass(frozen=True)
class RoleKey:
    """One role of one person for one unit."""

    municipality_id: str
    person_id: str
    role: Role
    unit_id: str

    @property
    def name(self) -> str:
        """What the trail calls it."""
        return f"{self.person_id} {self.role} {self.unit_id}"


@dataclass(frozen=True)
class Stretch:
    """Days on which a role is held: from `begins`; `ends` is the first day without it, None where no end is set."""

    begins: date
    ends: date | None

    def holds(self, on: date) -> bool:
        """Tell whether the role is held on a day."""
        return self.begins <= on and (self.ends is None or on < self.ends)


@dataclass(frozen=True)
class Change:
    """Who changed a role last, as the trail names them: the name of a person of the municipality, else the actor."""

    actor: str
    name: str | None


def stretches(rows: Iterable[tuple[date, bool]]) -> list[Stretch]:
    """Return the stretches that dated rows (from when, and whether it is given) come to, in order."""
    turns = [next(group) for _, group in groupby(sorted(rows), key=lambda row: row[1])]
    ended = pairwise([*turns, (None, False)])
    return [Stretch(begins, after) for (begins, given), (after, _) in ended if given and begins is not None]


def series(session: Session, key: RoleKey) -> list[RoleAssignment]:
    """Return the rows of a role, in order of date."""
    return list(
        session.scalars(
            select(RoleAssignment)
            .where(
                RoleAssignment.municipality_id == key.municipality_id,
                RoleAssignment.person_id == key.person_id,
                RoleAssignment.role == key.role,
                RoleAssignment.unit_id == key.unit_id,
            )
            .order_by(RoleAssignment.valid_from)
        )
    )


def held(rows: Iterable[RoleAssignment]) -> list[Stretch]:
    """Return the stretches of a role's rows."""
    return stretches((row.valid_from, bool(row.granted)) for row in rows)


def version(rows: Iterable[RoleAssignment]) -> int:
    """Return what rises with every change of a role; 0 where it was never given."""
    return sum(row.version_id for row in rows)


def set_from(session: Session, key: RoleKey, on: date, *, given: bool) -> bool:
    """Let a role be held, or not, from a day on, whatever was planned for later; tell whether that changed anything."""
    rows = series(session, key)
    otherwise = [row for row in rows if row.valid_from >= on and bool(row.granted) != given]
    for row in otherwise:
        row.granted = given or None
    changed = bool(otherwise)
    if any(stretch.holds(on) for stretch in held(rows)) != given:
        session.add(_row(key, on, given=given))
        changed = True
    session.flush()
    return changed


def _row(key: RoleKey, on: date, *, given: bool) -> RoleAssignment:
    return RoleAssignment(
        municipality_id=key.municipality_id,
        person_id=key.person_id,
        role=key.role,
        unit_id=key.unit_id,
        valid_from=on,
        granted=given or None,
    )


def vacant_from(session: Session, municipality_id: str, role: Role, on: date) -> date | None:
    """Return the first day from a day on when nobody in the municipality holds a role; None where there is no such."""
    rows = session.scalars(
        select(RoleAssignment).where(RoleAssignment.municipality_id == municipality_id, RoleAssignment.role == role)
    ).all()
    by_holder: dict[tuple[str, str], list[RoleAssignment]] = {}
    for row in rows:
        by_holder.setdefault((row.person_id, row.unit_id), []).append(row)
    all_held = [stretch for of_one in by_holder.values() for stretch in held(of_one)]
    days = sorted({on} | {row.valid_from for row in rows if row.valid_from > on})
    return next((day for day in days if not any(stretch.holds(day) for stretch in all_held)), None)


def last_change(session: Session, key: RoleKey) -> Change | None:
    """Return who changed a role last."""
    actor = session.scalar(
        select(AuditEvent.actor)
        .where(
            AuditEvent.municipality_id == key.municipality_id,
            AuditEvent.entity == ENTITY,
            AuditEvent.entity_key == key.name,
        )
        .order_by(AuditEvent.sequence.desc())
        .limit(1)
    )
    return Change(actor, _name_of(session, key.municipality_id, actor)) if actor else None


def _name_of(session: Session, municipality_id: str, actor: str) -> str | None:
    try:
        person = session.get(Person, (municipality_id, str(UUID(actor))))
    except ValueError:  # one of the app's own doors, such as the command line
        return None
    return person.display_name if person else None


def told(held_for: Iterable[Stretch]) -> list[dict[str, str | None]]:
    """Return stretches as the trail holds them."""
    return [
        {"begins": stretch.begins.isoformat(), "ends": stretch.ends.isoformat() if stretch.ends else None}
        for stretch in held_for
    ]
