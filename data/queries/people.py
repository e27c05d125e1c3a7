"""Who has access to a municipality: people, their roles and their sessions. Reading that is an act in the trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from data import roles
from data.access import Identity, Principal, reading, reading_about, visible
from data.roles import Stretch
from data.schema.organisation import Municipality, UnitVersion
from data.schema.people import Person, RoleAssignment, SignInSession
from data.sessions import Limits, holding
from data.vocabulary import Purpose, Right, Role


@dataclass(frozen=True)
class HeldRole:
    """A role a person has, had or will have for a unit. `version` rises with every change of it."""

    role: Role
    unit_id: str
    unit_name: str
    stretches: tuple[Stretch, ...]
    version: int

    def in_force(self, on: date) -> Stretch | None:
        """Return the stretch that a day is in."""
        return next((stretch for stretch in self.stretches if stretch.holds(on)), None)

    def coming(self, on: date) -> Stretch | None:
        """Return the first stretch that begins after a day."""
        return next((stretch for stretch in self.stretches if stretch.begins > on), None)

    def standing(self, on: date) -> Stretch | None:
        """Return the stretch that a day is in, else the next one to come."""
        return self.in_force(on) or self.coming(on)


@dataclass(frozen=True)
class KnownPerson:
    """Somebody the municipality knows; `version` is that of the name."""

    person_id: str
    identity: Identity
    name: str | None
    version: int
    roles: tuple[HeldRole, ...]

    def has_access(self, on: date) -> bool:
        """Tell whether any role is in force on a day."""
        return any(role.in_force(on) for role in self.roles)


@dataclass(frozen=True)
class OpenSession:
    """A session that holds, of one of the municipality's people."""

    session_id: str
    person_id: str
    provider: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class Register:
    """Who has access to a municipality, as it was read at a moment: people by name, sessions the newest first."""

    people: tuple[KnownPerson, ...]
    sessions: tuple[OpenSession, ...]
    read_at: datetime


def register(
    principal: Principal,
    municipality_id: str,
    purpose: Purpose = Purpose.ADMINISTRATION,
    limits: Limits | None = None,
) -> Register:
    """Return who has access, leaving one act in the trail that names everybody listed.

    Nothing where the principal may not see the municipality's people. Tokens of sessions are never read.
    """
    now = datetime.now(UTC)
    if not principal.may(Right.PEOPLE, municipality_id):
        return Register((), (), now)
    with reading_about(principal, municipality_id, Right.PEOPLE, "people", municipality_id, purpose) as opened:
        found = _people(opened.session, principal, municipality_id)
        opened.about.update(person.person_id for person in found)
        return Register(found, _sessions(opened.session, principal, municipality_id, limits or Limits()), now)


def _people(session: Session, principal: Principal, municipality_id: str) -> tuple[KnownPerson, ...]:
    rows = session.execute(
        select(Person.person_id, Person.issuer, Person.subject, Person.display_name, Person.version_id).where(
            visible(principal, Person.municipality_id, right=Right.PEOPLE), Person.municipality_id == municipality_id
        )
    ).all()
    held = _roles(session, principal, municipality_id)
    found = [
        KnownPerson(
            row.person_id,
            Identity(row.issuer, row.subject),
            row.display_name,
            row.version_id,
            tuple(held.get(row.person_id, ())),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.name is None, (one.name or "").lower(), one.person_id)))


def _roles(session: Session, principal: Principal, municipality_id: str) -> Mapping[str, list[HeldRole]]:
    rows = session.execute(
        select(
            RoleAssignment.person_id,
            RoleAssignment.role,
            RoleAssignment.unit_id,
            RoleAssignment.valid_from,
            RoleAssignment.granted,
            RoleAssignment.version_id,
        )
        .where(
            visible(principal, RoleAssignment.municipality_id, right=Right.PEOPLE),
            RoleAssignment.municipality_id == municipality_id,
        )
        .order_by(RoleAssignment.person_id, RoleAssignment.role, RoleAssignment.unit_id, RoleAssignment.valid_from)
    ).all()
    names = _unit_names(session, principal, municipality_id)
    series: dict[tuple[str, str, str], list[tuple[date, bool, int]]] = {}
    for row in rows:
        turn = (row.valid_from, bool(row.granted), row.version_id)
        series.setdefault((row.person_id, row.role, row.unit_id), []).append(turn)
    found: dict[str, list[HeldRole]] = {}
    for (person_id, role, unit_id), turns in series.items():
        held = tuple(roles.stretches((begins, given) for begins, given, _ in turns))
        version = sum(version for _, _, version in turns)
        found.setdefault(person_id, []).append(
            HeldRole(Role(role), unit_id, names.get(unit_id, unit_id), held, version)
        )
    return found


def _unit_names(session: Session, principal: Principal, municipality_id: str) -> dict[str, str]:
    """Return what each unit is called, or was called last."""
    rows = session.execute(
        select(UnitVersion.unit_id, UnitVersion.name)
        .where(
            visible(principal, UnitVersion.municipality_id, right=Right.PEOPLE),
            UnitVersion.municipality_id == municipality_id,
            UnitVersion.valid_from <= date.today(),
            UnitVersion.name.is_not(None),
        )
        .order_by(UnitVersion.valid_from)
    )
    return {row.unit_id: str(row.name) for row in rows}


def _sessions(session: Session, principal: Principal, municipality_id: str, limits: Limits) -> tuple[OpenSession, ...]:
    same = and_(Person.issuer == SignInSession.issuer, Person.subject == SignInSession.subject)
    rows = session.execute(
        select(
            SignInSession.session_id,
            Person.person_id,
            SignInSession.provider,
            SignInSession.started_at,
            SignInSession.seen_at,
        )
        .join(Person, same)
        .where(
            visible(principal, Person.municipality_id, right=Right.PEOPLE),
            Person.municipality_id == municipality_id,
            *holding(limits, datetime.now(UTC)),
        )
        .order_by(SignInSession.started_at.desc(), SignInSession.session_id)
    )
    return tuple(OpenSession(*row) for row in rows)


def register_version(principal: Principal, municipality_id: str) -> int:
    """Return what rises whenever a person or a role of the municipality changes; it says nothing about anybody."""
    with reading(principal) as session:
        return sum(
            session.scalar(
                select(func.coalesce(func.sum(table.version_id), 0)).where(
                    visible(principal, table.municipality_id, right=Right.PEOPLE),
                    table.municipality_id == municipality_id,
                )
            )
            or 0
            for table in (Person, RoleAssignment)
        )


@dataclass(frozen=True)
class GrantableUnit:
    """A unit for which a role can be given, and how deep it stands below the root."""

    unit_id: str
    name: str
    depth: int


def grantable_units(principal: Principal, municipality_id: str) -> tuple[GrantableUnit, ...]:
    """Return the units that stand today, each before those below it; nothing for whoever may not give roles."""
    with reading(principal) as session:
        rows = session.execute(
            select(UnitVersion.unit_id, UnitVersion.name, UnitVersion.parent_unit_id)
            .where(
                visible(principal, UnitVersion.municipality_id, right=Right.GRANT),
                UnitVersion.municipality_id == municipality_id,
                UnitVersion.valid_from <= date.today(),
            )
            .order_by(UnitVersion.valid_from)
        )
        newest = {row.unit_id: (row.name, row.parent_unit_id) for row in rows}
    standing = {unit_id: (str(name), parent) for unit_id, (name, parent) in newest.items() if name is not None}
    return tuple(_below(None, standing, 0))


def _below(parent: str | None, standing: Mapping[str, tuple[str, str | None]], depth: int) -> Iterable[GrantableUnit]:
    children = [(name, unit_id) for unit_id, (name, above) in standing.items() if above == parent]
    for name, unit_id in sorted(children):
        yield GrantableUnit(unit_id, name, depth)
        yield from _below(unit_id, standing, depth + 1)


def public_view(principal: Principal, municipality_id: str) -> bool | None:
    """Return whether everybody may see the aggregates; None for whoever may not see the municipality's people."""
    with reading(principal) as session:
        return session.scalar(
            select(Municipality.public_view).where(
                visible(principal, Municipality.municipality_id, right=Right.PEOPLE),
                Municipality.municipality_id == municipality_id,
            )
        )
