"""A town with two units, an administrator and what tests of decisions about people share; on both engines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from dashboard.actions.grant_role import RoleGrant, grant_role
from data.access import LOCAL_PRINCIPAL, Identity, Principal, looking_at_the_gate, reading
from data.database import URL_VARIABLE, engine
from data.people import principal_of
from data.schema.people import AuditEvent, AuditSubject
from data.vocabulary import Role
from tests.dashboard.actions.savings_town import saving_town
from tests.data.small_files import TOWN, file, keep, units

__all__ = ["saving_town"]

ISSUER = "https://id.example.org"
ADMIN, OTHER_ADMIN, LEADER = (Identity(ISSUER, name) for name in ("admin-1", "admin-2", "leader-1"))


@pytest.fixture
def town(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A town with the units north and south, and one administrator."""
    monkeypatch.setenv(URL_VARIABLE, database_url)
    keep(file([("actual", 1, "north", "100", 100)], units=units(north=None, south=None)))
    grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, ADMIN, Role.ADMINISTRATOR, None, date.today(), "Admin One"))
    yield TOWN
    engine().dispose()


def now_as(identity: Identity, on: date | None = None) -> Principal:
    """Return what an identity may do, as the app would look it up."""
    with looking_at_the_gate() as session:
        return principal_of(session, identity, on or date.today())


@dataclass(frozen=True)
class Stored:
    """An act of the trail, with the persons it is about."""

    actor: str
    role: str | None
    action: str
    entity: str
    entity_key: str
    detail: dict[str, Any]
    purpose: str | None
    about: frozenset[str]


def acts(*actions: str) -> list[Stored]:
    """Return the acts of the trail of these actions, in order."""
    with reading(LOCAL_PRINCIPAL) as session:
        subjects: dict[int, set[str]] = {}
        for row in session.scalars(select(AuditSubject)):
            subjects.setdefault(row.sequence, set()).add(row.person_id)
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.action.in_(actions)).order_by(AuditEvent.sequence)
        ).all()
        return [
            Stored(
                one.actor,
                one.role,
                one.action,
                one.entity,
                one.entity_key,
                one.detail,
                one.purpose,
                frozenset(subjects.get(one.sequence, ())),
            )
            for one in events
        ]
