"""The only door to the database: who asks decides what is read, and nothing is changed without an act in the trail.

Every query takes a `Principal` first and reads inside `reading(principal)` with a filter of `data.visibility`. Every
change happens inside `writing(...)`, which holds the municipality's write lock and asks again what the person may do.
What is read about persons is read inside `reading_about(...)`, which leaves an act too. On PostgreSQL each transaction
is told who asks, and row-level security holds the same rules again.
"""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from sqlalchemy import Connection, event, select, text
from sqlalchemy.orm import Session, SessionTransaction

from data import audit, people
from data.changes import ReadingAbout, Writing
from data.database import engine
from data.principal import LOCAL_PRINCIPAL, NOBODY, Grant, Identity, Principal
from data.schema.organisation import Unit
from data.visibility import around, own, told, visible, within
from data.vocabulary import Purpose, Right

__all__ = [
    "LOCAL_PRINCIPAL",
    "NOBODY",
    "AccessDenied",
    "Grant",
    "Identity",
    "Principal",
    "ReadingAbout",
    "UnrecordedChange",
    "Writing",
    "around",
    "at_the_gate",
    "installing",
    "looking_at_the_gate",
    "one_state",
    "opened_at_the_gate",
    "own",
    "reaches",
    "reading",
    "reading_about",
    "require_unit",
    "told",
    "visible",
    "within",
    "writing",
]

AT_THE_GATE = '{"gate": true}'
"""What row-level security is told while somebody signs in: people, roles and sessions, and nothing else."""
_TOLD, _WRITES = "told", "writes"


class AccessDenied(Exception):
    """The principal may not do this; the message names what was asked, not what exists."""


class UnrecordedChange(Exception):
    """A change was about to be committed without an act in the audit trail: a broken promise in code."""


class GuardedSession(Session):
    """A session that its user cannot commit: reading ends without, and a change commits with its acts in the trail."""

    def commit(self) -> None:
        """Refuse.

        Raises:
            UnrecordedChange: always.
        """
        raise UnrecordedChange("only data.access commits")


@event.listens_for(GuardedSession, "after_begin")
def _say_who_asks(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    """Tell row-level security, for this transaction alone, who asks and what municipality is open for change."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "SELECT set_config('brobygger.principal', :told, true), "
                "set_config('brobygger.writes', :writes, true), set_config('brobygger.today', :today, true)"
            ),
            {
                "told": session.info[_TOLD],
                "writes": session.info.get(_WRITES, ""),
                "today": date.today().isoformat(),
            },
        )


_SHARED: ContextVar[tuple[Principal, Session] | None] = ContextVar("shared reading", default=None)


@contextmanager
def reading(principal: Principal) -> Iterator[Session]:
    """Open a session that only reads; inside `one_state` of the same principal, that one."""
    shared = _SHARED.get()
    if shared is not None and shared[0] == principal:
        yield shared[1]
        return
    with GuardedSession(engine(), info={_TOLD: principal.told}) as session:
        yield session
        session.rollback()


@contextmanager
def one_state(principal: Principal) -> Iterator[None]:
    """Let every query of the principal inside see the same state of the database, over one connection."""
    with GuardedSession(engine(), info={_TOLD: principal.told}) as session:
        if session.get_bind().dialect.name == "postgresql":  # SQLite's transactions see one state as they are
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        token = _SHARED.set((principal, session))
        try:
            yield
        finally:
            _SHARED.reset(token)
            session.rollback()


@contextmanager
def writing(
    principal: Principal,
    municipality_id: str,
    right: Right,
    prepare: Callable[[Connection], None] | None = None,
    finish: Callable[[Connection], None] | None = None,
) -> Iterator[Writing]:
    """Open a change of a municipality: one writer at a time, all or nothing, audited.

    `prepare` works on the connection before the lock is taken, so that slow staging holds nobody up; `finish` clears
    up after it, whatever happened.

    Raises:
        AccessDenied: the principal does not have the right in the municipality, or has lost it since it was asked.
        UnrecordedChange: nothing was recorded before the end.
    """
    _require(principal, right, municipality_id)
    with engine().connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        try:
            if prepare is not None:
                prepare(connection)
            info = {_TOLD: principal.told, _WRITES: municipality_id}
            with GuardedSession(connection, info=info) as session:
                yield from _one_change(session, principal, municipality_id, right)
        finally:
            connection.rollback()
            if finish is not None:
                finish(connection)


@contextmanager
def reading_about(
    principal: Principal, municipality_id: str, right: Right, entity: str, entity_key: str, purpose: Purpose
) -> Iterator[ReadingAbout]:
    """Read data about persons, leaving one act that says who read what about whom and why.

    What is changed inside is not kept. A read that fails leaves no act, and one whose act cannot be stored answers
    nothing.

    Raises:
        AccessDenied: the principal does not have the right in the municipality.
    """
    with writing(principal, municipality_id, right) as change:
        opened = ReadingAbout(change.session, municipality_id, change.principal)
        with change.session.begin_nested() as only_read:
            yield opened
            only_read.rollback()
        about = tuple(sorted(opened.about))
        change.acts.append(audit.Act("read", entity, entity_key, opened.told, change.role, purpose, about))


def _one_change(session: Session, principal: Principal, municipality_id: str, right: Right) -> Iterator[Writing]:
    lock(session, municipality_id)
    present = people.principal_of(session, principal.identity, date.today()) if principal.identity else principal
    _require(present, right, municipality_id)
    change = Writing(session, municipality_id, present, right)
    change.rows.watch(session)
    yield change
    session.flush()
    if not change.acts:
        raise UnrecordedChange(municipality_id)
    for act in change.acts:
        audit.append(session, municipality_id, change.actor, act)
    Session.commit(session)


def _require(principal: Principal, right: Right, municipality_id: str) -> None:
    if not principal.may(right, municipality_id):
        raise AccessDenied(f"{principal.actor_in(municipality_id)} may not {right} in {municipality_id}")


@contextmanager
def looking_at_the_gate() -> Iterator[Session]:
    """Open a session that only reads people, roles and sessions, before anybody is known."""
    with GuardedSession(engine(), info={_TOLD: AT_THE_GATE}) as session:
        yield session
        session.rollback()


@contextmanager
def at_the_gate() -> Iterator[Session]:
    """Open a change of sessions and what belongs to signing in. All or nothing."""
    with (
        engine().connect().execution_options(sqlite_begin="IMMEDIATE") as connection,
        GuardedSession(connection, info={_TOLD: AT_THE_GATE}) as session,
    ):
        yield session
        session.flush()
        Session.commit(session)


def opened_at_the_gate(session: Session, municipality_id: str) -> None:
    """Open one municipality's trail within a change at the gate: hold its write lock until the transaction ends."""
    lock(session, municipality_id)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT set_config('brobygger.writes', :writes, true)"), {"writes": municipality_id})


@contextmanager
def installing() -> Iterator[Session]:
    """Open a change of what ships with the product and belongs to no municipality: code lists. All or nothing."""
    with engine().connect().execution_options(sqlite_begin="IMMEDIATE") as connection, Session(connection) as session:
        if connection.dialect.name == "postgresql":
            session.execute(text("SELECT set_config('brobygger.installing', 'yes', true)"))
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
    """Tell whether the principal has any role in the municipality."""
    return any(grant.municipality_id in ("", municipality_id) for grant in principal.grants)


def require_unit(
    session: Session, principal: Principal, municipality_id: str, unit_id: str, right: Right = Right.FIGURES
) -> None:
    """Raise AccessDenied unless the unit exists and is among those where the principal has the right."""
    found = session.scalar(
        select(Unit.unit_id).where(
            visible(principal, Unit.municipality_id, Unit.unit_id, right),
            Unit.municipality_id == municipality_id,
            Unit.unit_id == unit_id,
        )
    )
    if found is None:
        raise AccessDenied(f"{principal.actor_in(municipality_id)} does not reach {unit_id}")
