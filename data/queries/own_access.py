"""What somebody sees about their own access: roles and sessions. It is their own, so reading it leaves no act."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from data import roles
from data.access import Principal, own, reading, visible
from data.roles import Stretch
from data.schema.organisation import Municipality, UnitVersion
from data.schema.people import Person, RoleAssignment, SignInSession
from data.sessions import Limits, holding, of_identity
from data.vocabulary import Role

Series = dict[tuple[str, str, str], list[tuple[date, bool]]]
"""Of each municipality, role and unit: from when it is given or ended."""


@dataclass(frozen=True)
class OwnRole:
    """A role of one's own. The names are None where the role does not let one see the place (yet)."""

    municipality_name: str | None
    role: Role
    unit_name: str | None
    stretch: Stretch


@dataclass(frozen=True)
class OwnSession:
    """A session of one's own that holds."""

    session_id: str
    provider: str
    started_at: datetime
    seen_at: datetime


def own_name(principal: Principal) -> str | None:
    """Return the name by which one is shown."""
    with reading(principal) as session:
        return session.scalar(
            select(Person.display_name)
            .where(own(principal, Person.municipality_id, Person.person_id), Person.display_name.is_not(None))
            .order_by(Person.municipality_id)
            .limit(1)
        )


def own_roles(principal: Principal) -> tuple[OwnRole, ...]:
    """Return the roles in force and to come, by municipality, role and unit."""
    today = date.today()
    with reading(principal) as session:
        series = _series(session, principal)
        towns = _town_names(session, principal)
        names = _unit_names(session, principal, series)
    return tuple(
        OwnRole(towns.get(town), Role(role), names.get((town, unit)), stretch)
        for (town, role, unit), turns in series.items()
        for stretch in roles.stretches(turns)
        if stretch.ends is None or stretch.ends > today
    )


def _series(session: Session, principal: Principal) -> Series:
    rows = session.execute(
        select(
            RoleAssignment.municipality_id,
            RoleAssignment.role,
            RoleAssignment.unit_id,
            RoleAssignment.valid_from,
            RoleAssignment.granted,
        )
        .where(own(principal, RoleAssignment.municipality_id, RoleAssignment.person_id))
        .order_by(RoleAssignment.municipality_id, RoleAssignment.role, RoleAssignment.unit_id)
    )
    found: Series = {}
    for row in rows:
        turn = (row.valid_from, bool(row.granted))
        found.setdefault((row.municipality_id, row.role, row.unit_id), []).append(turn)
    return found


def _town_names(session: Session, principal: Principal) -> dict[str, str]:
    rows = session.execute(
        select(Municipality.municipality_id, Municipality.name).where(
            visible(principal, Municipality.municipality_id),
            Municipality.municipality_id.in_([town for town, _ in principal.persons]),
        )
    )
    return {row.municipality_id: row.name for row in rows}


def _unit_names(session: Session, principal: Principal, series: Series) -> dict[tuple[str, str], str]:
    """Return what each unit of the roles is called."""
    rows = session.execute(
        select(UnitVersion.municipality_id, UnitVersion.unit_id, UnitVersion.name)
        .where(
            visible(principal, UnitVersion.municipality_id, UnitVersion.unit_id),
            tuple_(UnitVersion.municipality_id, UnitVersion.unit_id).in_([(town, unit) for town, _, unit in series]),
            UnitVersion.valid_from <= date.today(),
            UnitVersion.name.is_not(None),
        )
        .order_by(UnitVersion.valid_from)
    )
    return {(row.municipality_id, row.unit_id): str(row.name) for row in rows}


def own_sessions(principal: Principal, limits: Limits | None = None) -> tuple[OwnSession, ...]:
    """Return the sessions of one's own that hold, the newest first."""
    if principal.identity is None:
        return ()
    with reading(principal) as session:
        rows = session.execute(
            select(SignInSession.session_id, SignInSession.provider, SignInSession.started_at, SignInSession.seen_at)
            .where(*of_identity(principal.identity), *holding(limits or Limits(), datetime.now(UTC)))
            .order_by(SignInSession.started_at.desc(), SignInSession.session_id)
        )
        return tuple(OwnSession(*row) for row in rows)
