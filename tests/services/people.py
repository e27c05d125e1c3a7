"""People for tests: a person with a role in a municipality, written straight into a database."""

import secrets
import uuid
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from data.principal import Identity
from data.schema.organisation import Municipality, Unit
from data.schema.people import Person, RoleAssignment, SignInSession
from data.sessions import hashed
from data.vocabulary import Role

SINCE = date(2020, 1, 1)
TESTER = Identity("https://issuer.example", "tester")
"""Who uses the app in tests that are not about who may what."""


def grant(
    database_url: str,
    identity: Identity,
    role: Role,
    municipality_id: str,
    unit_id: str = "",
    *,
    name: str | None = None,
    fictional: bool = False,
) -> None:
    """Give somebody a role over a unit (none: the root), with the person, the unit and the municipality it needs."""
    municipality(database_url, municipality_id, fictional=fictional)
    unit = unit_id or municipality_id
    person_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{identity.issuer} {identity.subject} {municipality_id}"))
    person = {"issuer": identity.issuer, "subject": identity.subject, "display_name": name, "version_id": 1}
    held = {"role": role, "unit_id": unit, "valid_from": SINCE, "granted": True, "version_id": 1}
    _put(database_url, Unit, {"municipality_id": municipality_id, "unit_id": unit}, {})
    _put(database_url, Person, {"municipality_id": municipality_id, "person_id": person_id}, person)
    _put(
        database_url,
        RoleAssignment,
        {"municipality_id": municipality_id, "person_id": person_id, "role": role, "unit_id": unit},
        held,
    )


def everything(
    database_url: str, municipality_id: str, identity: Identity = TESTER, *, fictional: bool = False
) -> None:
    """Give somebody every role in a municipality."""
    for role in Role:
        grant(database_url, identity, role, municipality_id, name="Prøveperson", fictional=fictional)


def revoke(database_url: str, identity: Identity, role: Role, municipality_id: str) -> None:
    """Take a role from somebody, as of today, without a word to their sessions."""
    held = sa.select(Person.person_id).where(
        Person.municipality_id == municipality_id, Person.issuer == identity.issuer, Person.subject == identity.subject
    )
    _run(
        database_url,
        sa.update(RoleAssignment)
        .where(
            RoleAssignment.municipality_id == municipality_id,
            RoleAssignment.role == role,
            RoleAssignment.person_id.in_(held),
        )
        .values(granted=None),
    )


def session_token(database_url: str, identity: Identity = TESTER, provider: str = "test") -> str:
    """Open a session for somebody as if they had just signed in; return the token for their browser."""
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    row = {
        "token_hash": hashed(token),
        "issuer": identity.issuer,
        "subject": identity.subject,
        "provider": provider,
        "started_at": now,
        "seen_at": now,
    }
    _put(database_url, SignInSession, {"session_id": str(uuid.uuid4())}, row)
    return token


def let_the_public_in(database_url: str, municipality_id: str) -> None:
    """Switch on that anybody may see a municipality's aggregates."""
    which = Municipality.municipality_id == municipality_id
    _run(database_url, sa.update(Municipality).where(which).values(public_view=True))


def municipality(database_url: str, municipality_id: str, *, fictional: bool = False) -> None:
    """Make a municipality where it is not there yet."""
    row = {"name": municipality_id, "currency": "NOK", "currency_exponent": 2, "chart": "own", "fictional": fictional}
    _put(database_url, Municipality, {"municipality_id": municipality_id}, row)


def _put(database_url: str, table: Any, key: dict[str, Any], rest: dict[str, Any]) -> None:
    made = sa.create_engine(database_url)
    with made.begin() as connection:
        if connection.execute(sa.select(sa.literal(1)).select_from(table).filter_by(**key)).first() is None:
            connection.execute(sa.insert(table).values({**key, **rest}))
    made.dispose()


def _run(database_url: str, statement: sa.Update) -> None:
    made = sa.create_engine(database_url)
    with made.begin() as connection:
        connection.execute(statement)
    made.dispose()
