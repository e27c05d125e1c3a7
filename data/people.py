"""Who somebody is to the municipalities, and which roles they hold on a day."""

from collections.abc import Iterable
from datetime import date

import uuid_utils
from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from data.policy import OF_UNITS
from data.principal import NOBODY, Grant, Identity, Principal
from data.schema.organisation import Municipality
from data.schema.people import Person, RoleAssignment
from data.vocabulary import Role

DEMO_ISSUER = "urn:brobygger:demo"
"""Who vouches for the demo municipality's made-up people: nobody."""


def principal_of(session: Session, identity: Identity, on: date) -> Principal:
    """Return what an identity may see and do on a day, over all municipalities that know it; NOBODY's if none does."""
    found = session.execute(
        select(Person.municipality_id, Person.person_id)
        .where(Person.issuer == identity.issuer, Person.subject == identity.subject)
        .order_by(Person.municipality_id)
    ).all()
    persons = tuple((row.municipality_id, row.person_id) for row in found)
    grants = frozenset(grant for person in persons for grant in _grants(session, *person, on))
    return Principal(grants, actor=NOBODY.actor, identity=identity, persons=persons)


def name_of(session: Session, identity: Identity) -> str:
    """Return the name that a municipality knows somebody by; empty where none gives one."""
    names = select(Person.display_name).where(Person.issuer == identity.issuer, Person.subject == identity.subject)
    return session.scalar(names.where(Person.display_name.is_not(None)).order_by(Person.municipality_id)) or ""


def demo_people(session: Session) -> list[tuple[str, str]]:
    """Return subject and name of the demo municipality's people; none where any municipality is a real one."""
    if not only_fictional(session):
        return []
    found = session.execute(
        select(Person.subject, Person.display_name)
        .where(Person.issuer == DEMO_ISSUER)
        .distinct()
        .order_by(Person.subject)
    )
    return [(row.subject, row.display_name or row.subject) for row in found]


def only_fictional(session: Session) -> bool:
    """Tell whether no municipality of the database is a real one."""
    return (
        session.scalar(select(Municipality.municipality_id).where(Municipality.fictional.is_(False)).limit(1)) is None
    )


def the_public(session: Session) -> Principal:
    """Return what anybody may see without signing in: aggregates of municipalities that have switched that on."""
    open_to_all = session.scalars(select(Municipality.municipality_id).where(Municipality.public_view))
    return Principal(frozenset(Grant(Role.PUBLIC, key) for key in open_to_all), actor="public")


def known(session: Session, municipality_id: str, identity: Identity) -> Person | None:
    """Return the person that a municipality knows by an identity."""
    return session.scalars(
        select(Person).where(
            Person.municipality_id == municipality_id,
            Person.issuer == identity.issuer,
            Person.subject == identity.subject,
        )
    ).one_or_none()


def add(session: Session, municipality_id: str, identity: Identity, name: str | None) -> Person:
    """Let a municipality know somebody; no role comes with that."""
    person = Person(
        municipality_id=municipality_id,
        person_id=str(uuid_utils.uuid7()),
        issuer=identity.issuer,
        subject=identity.subject,
        display_name=name,
    )
    session.add(person)
    session.flush()
    return person


def _grants(session: Session, municipality_id: str, person_id: str, on: date) -> Iterable[Grant]:
    held = session.execute(
        in_force(on).where(RoleAssignment.municipality_id == municipality_id, RoleAssignment.person_id == person_id)
    )
    for row in held:
        role = Role(row.role)
        yield Grant(role, municipality_id, row.unit_id if role in OF_UNITS else "")


def in_force(on: date) -> Select[str, str, str, str, date]:
    """Return the statement for every role that holds on a day: the newest row of each that has begun, if it grants.

    Columns: municipality_id, person_id, role, unit_id, valid_from.
    """
    later = aliased(RoleAssignment)
    same = (
        later.municipality_id == RoleAssignment.municipality_id,
        later.person_id == RoleAssignment.person_id,
        later.role == RoleAssignment.role,
        later.unit_id == RoleAssignment.unit_id,
        later.valid_from <= on,
    )
    newest = select(func.max(later.valid_from)).where(and_(*same)).correlate(RoleAssignment).scalar_subquery()
    return select(
        RoleAssignment.municipality_id,
        RoleAssignment.person_id,
        RoleAssignment.role,
        RoleAssignment.unit_id,
        RoleAssignment.valid_from,
    ).where(RoleAssignment.valid_from == newest, RoleAssignment.granted.is_(True))
