"""Give somebody a role: from a day on, for a unit or for the municipality."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.actions.refusals import Refused
from data import people, roles
from data.access import Identity, Principal, Writing, writing
from data.policy import OF_UNITS
from data.roles import ENTITY, RoleKey
from data.schema.organisation import Municipality, UnitVersion
from data.schema.people import Person
from data.vocabulary import Right, Role

GIVEN_TO_NOBODY = frozenset({Role.PUBLIC})
"""Roles that no person is given: what everybody may see is switched on for the municipality."""
LONGEST = {"issuer": 300, "subject": 300, "name": 200}
_ISSUER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True)
class RoleGrant:
    """A role as somebody wants it given. No unit is the municipality as a whole; `name` is for somebody new."""

    municipality_id: str
    identity: Identity
    role: Role
    unit_id: str | None
    begins: date
    name: str | None = None


@dataclass(frozen=True)
class Granted:
    """What stands now: `changed` is False where the person had the role already; `new` is somebody not known before."""

    person_id: str
    begins: date
    changed: bool
    new: bool = False


class _AlreadyHeld(Exception):
    """The person has the role already: the change ends without an act."""

    def __init__(self, granted: Granted) -> None:
        super().__init__("already held")
        self.granted = granted


def grant_role(principal: Principal, wanted: RoleGrant) -> Granted:
    """Give a person a role and return what stands now.

    Raises:
        Refused: the municipality, unit, role, day or identity is not one for which a role can be given.
        AccessDenied: the principal may not give roles in the municipality.
    """
    _require_identity(wanted)
    if wanted.begins < date.today():
        raise Refused("past")
    try:
        with writing(principal, wanted.municipality_id, Right.GRANT) as change:
            unit_id = _unit(change.session, wanted)
            known = people.known(change.session, wanted.municipality_id, wanted.identity)
            person = known or _add(change, wanted)
            granted = _give(change, wanted, RoleKey(person.municipality_id, person.person_id, wanted.role, unit_id))
            if not granted.changed:
                raise _AlreadyHeld(granted)
            return replace(granted, new=known is None)
    except _AlreadyHeld as already:
        return already.granted


def _give(change: Writing, wanted: RoleGrant, key: RoleKey) -> Granted:
    before = roles.held(roles.series(change.session, key))
    changed = roles.set_from(change.session, key, wanted.begins, given=True)
    after = roles.held(roles.series(change.session, key))
    begins = next(stretch.begins for stretch in after if stretch.holds(wanted.begins))
    if changed:
        change.record(
            "grant", ENTITY, key.name, about=[key.person_id], before=roles.told(before), after=roles.told(after)
        )
    return Granted(key.person_id, begins, changed)


def _add(change: Writing, wanted: RoleGrant) -> Person:
    name = (wanted.name or "").strip() or None
    person = people.add(change.session, wanted.municipality_id, wanted.identity, name)
    after: dict[str, Any] = {"name": change.sealed(name) if name else None}
    change.record("add", "person", person.person_id, about=[person.person_id], before=None, after=after)
    return person


def _require_identity(wanted: RoleGrant) -> None:
    told = {"issuer": wanted.identity.issuer, "subject": wanted.identity.subject, "name": wanted.name or ""}
    for name, most in LONGEST.items():
        if len(told[name]) > most:
            raise Refused("too_long", part=name, most=most)
    if not _ISSUER.fullmatch(wanted.identity.issuer):
        raise Refused("issuer")
    subject = wanted.identity.subject
    if not subject or subject != subject.strip() or not subject.isprintable():
        raise Refused("subject")
    if _ADDRESS.fullmatch(subject):
        raise Refused("address")


def _unit(session: Session, wanted: RoleGrant) -> str:
    """Return the unit the role is given for."""
    if session.get(Municipality, wanted.municipality_id) is None:
        raise Refused("municipality", found=wanted.municipality_id)
    if wanted.role in GIVEN_TO_NOBODY:
        raise Refused("public")
    whole = wanted.municipality_id
    if wanted.role not in OF_UNITS:
        if wanted.unit_id not in (None, whole):
            raise Refused("whole")
        return whole
    if wanted.unit_id is None:
        raise Refused("unit_missing")
    if not _stands(session, wanted):
        raise Refused("unit", found=wanted.unit_id)
    return wanted.unit_id


def _stands(session: Session, wanted: RoleGrant) -> bool:
    """Tell whether the unit stands on the day from which the role is wanted."""
    name = session.scalar(
        select(UnitVersion.name)
        .where(
            UnitVersion.municipality_id == wanted.municipality_id,
            UnitVersion.unit_id == wanted.unit_id,
            UnitVersion.valid_from <= wanted.begins,
        )
        .order_by(UnitVersion.valid_from.desc())
        .limit(1)
    )
    return name is not None
