"""Who is asking, what they may see, and the only door to the database.

Every query takes a `Principal` first and reads inside `reading(principal)`; every change happens inside
`writing(...)`, which holds the municipality's write lock and refuses to commit without an act in the trail.
"""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Select, and_, bindparam, exists, false, func, select, text, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from data import audit
from data.database import engine
from data.schema.organisation import Unit, UnitAncestor
from data.vocabulary import Role


class AccessDenied(Exception):
    """The principal may not do this; the message names what was asked, not what exists."""


class UnrecordedChange(Exception):
    """A change was about to be committed without an act in the audit trail: a broken promise in code."""


@dataclass(frozen=True)
class Principal:
    """Somebody asking: roles, and the municipalities and units (with all below them) they reach.

    None means no limit. `policy_version` rises when the rules of access change.
    """

    actor: str
    roles: frozenset[Role]
    municipalities: frozenset[str] | None = frozenset()
    units: frozenset[str] | None = frozenset()
    policy_version: int = 1

    @property
    def scope(self) -> str:
        """What the answers to this principal depend on: the first part of every cache key."""
        reach = ["*" if part is None else ",".join(sorted(part)) for part in (self.municipalities, self.units)]
        return "|".join([",".join(sorted(self.roles)), *reach, str(self.policy_version)])

    def may_write(self) -> bool:
        """Tell whether any of the roles changes figures or texts."""
        return bool(self.roles & {Role.CONTROLLER, Role.LEADER, Role.SUPERIOR, Role.ADMINISTRATOR})


LOCAL_PRINCIPAL = Principal("local", frozenset(Role), municipalities=None, units=None)
"""Stands in for a signed-in person on the loopback address: every role, everywhere."""


class GuardedSession(Session):
    """A session that its user cannot commit: reading ends without, and a change commits with its acts in the trail."""

    def commit(self) -> None:
        """Refuse.

        Raises:
            UnrecordedChange: always.
        """
        raise UnrecordedChange("only data.access commits")


_SHARED: ContextVar[tuple[Principal, Session] | None] = ContextVar("shared reading", default=None)


@contextmanager
def reading(principal: Principal) -> Iterator[Session]:
    """Open a session that only reads; inside `one_state` of the same principal, that one."""
    shared = _SHARED.get()
    if shared is not None and shared[0] == principal:
        yield shared[1]
        return
    with GuardedSession(engine()) as session:
        session.info["principal"] = principal.scope
        yield session
        session.rollback()


@contextmanager
def one_state(principal: Principal) -> Iterator[None]:
    """Let every query of the principal inside see the same state of the database, over one connection."""
    with GuardedSession(engine()) as session:
        session.info["principal"] = principal.scope
        if session.get_bind().dialect.name == "postgresql":  # SQLite's transactions see one state as they are
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        token = _SHARED.set((principal, session))
        try:
            yield
        finally:
            _SHARED.reset(token)
            session.rollback()


@dataclass
class Writing:
    """An open change of one municipality: its session, and the acts that will stand in the trail."""

    session: Session
    municipality_id: str
    actor: str
    acts: list[audit.Act] = field(default_factory=list)

    def record(self, action: str, entity: str, entity_key: str, **detail: Any) -> None:
        """Note what was done; it is stored in the transaction of the change."""
        self.acts.append(audit.Act(action, entity, entity_key, detail))


@contextmanager
def writing(
    principal: Principal,
    municipality_id: str,
    prepare: Callable[[Connection], None] | None = None,
    finish: Callable[[Connection], None] | None = None,
) -> Iterator[Writing]:
    """Open a change of a municipality: one writer at a time, all or nothing, audited.

    `prepare` works on the connection before the lock is taken, so that slow staging holds nobody up; `finish` clears
    up after it, whatever happened.

    Raises:
        AccessDenied: the principal does not reach the municipality or has no role that writes.
        UnrecordedChange: nothing was recorded before the end.
    """
    if not (principal.may_write() and reaches(principal, municipality_id)):
        raise AccessDenied(f"{principal.actor} may not change {municipality_id}")
    with engine().connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        try:
            if prepare is not None:
                prepare(connection)
            with GuardedSession(connection) as session:
                yield from _one_change(session, principal, municipality_id)
        finally:
            connection.rollback()
            if finish is not None:
                finish(connection)


def _one_change(session: Session, principal: Principal, municipality_id: str) -> Iterator[Writing]:
    lock(session, municipality_id)
    change = Writing(session, municipality_id, principal.actor)
    yield change
    session.flush()
    if not change.acts:
        raise UnrecordedChange(municipality_id)
    for act in change.acts:
        audit.append(session, municipality_id, principal.actor, act)
    Session.commit(session)


@contextmanager
def installing() -> Iterator[Session]:
    """Open a change of what ships with the product and belongs to no municipality: code lists. All or nothing."""
    with engine().connect().execution_options(sqlite_begin="IMMEDIATE") as connection, Session(connection) as session:
        yield session
        session.commit()


def lock(session: Session, municipality_id: str) -> None:
    """Hold the municipality's write lock until the transaction ends (SQLite: the whole file's, taken at BEGIN)."""
    if session.get_bind().dialect.name == "postgresql":
        key = zlib.crc32(municipality_id.encode())
        session.execute(text("SELECT pg_advisory_xact_lock(:space, :key)"), {"space": 0x4272, "key": key - 2**31})
    else:
        session.connection()


def reaches(principal: Principal, municipality_id: str) -> bool:
    """Tell whether the principal may see anything of the municipality."""
    if not principal.roles:
        return False
    return principal.municipalities is None or municipality_id in principal.municipalities


def require_unit(session: Session, principal: Principal, municipality_id: str, unit_id: str) -> None:
    """Raise AccessDenied unless the unit exists and is among those the principal sees."""
    found = session.scalar(
        select(Unit.unit_id).where(
            visible(principal, Unit.municipality_id, Unit.unit_id),
            Unit.municipality_id == municipality_id,
            Unit.unit_id == unit_id,
        )
    )
    if found is None:
        raise AccessDenied(f"{principal.actor} does not reach {unit_id}")


def visible(
    principal: Principal, municipality: InstrumentedAttribute[str], unit: InstrumentedAttribute[str] | None = None
) -> ColumnElement[bool]:
    """Return the filter that every statement on a table with these columns carries; default deny."""
    if not principal.roles:
        return false()
    clause = true() if principal.municipalities is None else municipality.in_(sorted(principal.municipalities))
    if unit is None or principal.units is None:
        return clause
    return clause & unit.in_(_below(municipality, principal.units))


def _below(municipality: InstrumentedAttribute[str], units: frozenset[str]) -> Select[str]:
    """Return the units that stand under some units in today's tree; an ended one stays where it last stood."""
    link, later, itself = UnitAncestor, aliased(UnitAncestor), aliased(UnitAncestor)
    today = bindparam(
        "today", callable_=date.today, type_=Date()
    )  # of the question, not of a statement kept from before
    own_changes = and_(
        itself.municipality_id == link.municipality_id,
        itself.unit_id == link.unit_id,
        itself.ancestor_id == link.unit_id,
        itself.valid_from <= today,
    )
    newest = select(func.max(itself.valid_from)).where(own_changes).correlate(link).scalar_subquery()
    ended_on = select(itself.valid_from).where(own_changes, itself.valid_from == newest, itself.distance.is_(None))
    moved_on = exists().where(
        later.municipality_id == link.municipality_id,
        later.unit_id == link.unit_id,
        later.ancestor_id == link.ancestor_id,
        later.valid_from > link.valid_from,
        later.valid_from <= today,
        later.valid_from.not_in(ended_on.correlate(link)),
    )
    return select(link.unit_id).where(
        link.municipality_id == municipality,
        link.ancestor_id.in_(sorted(units)),
        link.valid_from <= today,
        link.distance.is_not(None),
        ~moved_on,
    )
