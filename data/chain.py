"""Prove the trail: every event as it was written, each after the one before, and the kept tips among them.

The chain proves by itself that nothing in it was changed, taken out or put in between. That nothing was taken off its
end, or all of it written anew, is proved only by a tip that is kept where the database's owner cannot write.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, Select, Text, Uuid, cast, exists, func, select
from sqlalchemy.orm import Session

from data.access import Principal, reading, visible
from data.audit import FIRST_HASH, hash_of
from data.schema.organisation import Municipality
from data.schema.people import AuditEvent, AuditSubject
from data.trail import Tip
from data.vocabulary import Right

AT_ONCE = 2_000
"""How many events are held in memory at a time."""
NUMBERS = frozenset({"sequence", "entity_version"})


class Fault(StrEnum):
    """What is wrong at an event."""

    CHANGED = "changed"
    """Its content is not what its hash was made of."""
    UNREADABLE = "unreadable"
    """It does not stand in the form in which events are written."""
    MISSING = "missing"
    """Events before it are gone, or its number is not the next."""
    UNLINKED = "unlinked"
    """It does not hold the hash of the event before."""
    SUBJECTS = "subjects"
    """The persons noted for it are not those it says it is about."""
    TIP_GONE = "tip_gone"
    """No event stands where the kept tip stood."""
    TIP_OTHER = "tip_other"
    """Another event stands where the kept tip stood."""


@dataclass(frozen=True)
class Broken:
    """A fault at an event of a municipality's chain."""

    municipality_id: str
    sequence: Any
    fault: Fault


@dataclass(frozen=True)
class Checked:
    """A municipality's chain after the check: how many events, what is wrong, and the tips it was held against."""

    municipality_id: str
    events: int
    faults: tuple[Broken, ...]
    tips: tuple[Tip, ...] = ()


def checked(principal: Principal, municipality_id: str | None = None, tips: Sequence[Tip] = ()) -> list[Checked]:
    """Check every chain that the principal may read, or one, against the tips that were kept.

    A kept tip of a municipality that has no chain any more is a fault too.
    """
    kept: dict[str, list[Tip]] = {}
    for tip in tips:
        kept.setdefault(tip.municipality_id, []).append(tip)
    with reading(principal) as session:
        found = {*chains(session, principal), *kept}
        towns = sorted(found if municipality_id is None else found & {municipality_id})
        return [_checked(session, town, *kept.get(town, ())) for town in towns]


def _checked(session: Session, municipality_id: str, *tips: Tip) -> Checked:
    found = tuple(faults(session, municipality_id, *tips))
    count = select(func.count()).where(AuditEvent.municipality_id == municipality_id)
    return Checked(municipality_id, session.scalar(count) or 0, found, tips)


def chains(session: Session, principal: Principal) -> set[str]:
    """Return the municipalities that are, and those that events or their persons are noted for."""
    tables = (Municipality, AuditEvent, AuditSubject)
    return {
        key
        for table in tables
        for key in session.scalars(
            select(table.municipality_id).where(visible(principal, table.municipality_id, right=Right.TRAIL)).distinct()
        )
    }


def faults(session: Session, municipality_id: str, *tips: Tip) -> Iterator[Broken]:
    """Yield what is wrong with a municipality's chain, in the order of its events, and at last with its end."""
    previous, expected = FIRST_HASH, 1
    kept: dict[Any, set[str]] = {}
    for tip in tips:
        kept.setdefault(tip.sequence, set()).add(tip.event_hash)
    for events in _batches(session, municipality_id):
        noted = _noted(session, municipality_id, events)
        for event in events:
            sequence = event["sequence"]
            for fault in _of_event(event, previous, expected, noted.get(sequence, set())):
                yield Broken(municipality_id, sequence, fault)
            if kept.pop(sequence, set()) - {event["event_hash"]}:
                yield Broken(municipality_id, sequence, Fault.TIP_OTHER)
            previous, expected = event["event_hash"], sequence + 1 if isinstance(sequence, int) else 0
    for sequence in session.scalars(_strays(municipality_id)):
        yield Broken(municipality_id, sequence, Fault.SUBJECTS)
    for sequence in sorted(kept):
        yield Broken(municipality_id, sequence, Fault.TIP_GONE)


def _of_event(event: Mapping[str, Any], previous: Any, expected: int, noted: set[str]) -> Iterator[Fault]:
    read = _read(event)
    if read is None:
        yield Fault.UNREADABLE
    elif event["event_hash"] != read.hash:
        yield Fault.CHANGED
    elif noted != {person.replace("-", "") for person in read.about}:
        yield Fault.SUBJECTS
    if event["sequence"] != expected:
        yield Fault.MISSING
    if event["previous_hash"] != previous:
        yield Fault.UNLINKED


class _Read(NamedTuple):
    """What follows from an event's content: its hash, and whom it is about."""

    hash: str
    about: Sequence[str]


def _read(event: Mapping[str, Any]) -> _Read | None:
    """Return what follows from an event's content, or None where it does not stand as events are written."""
    try:
        moment, identity = datetime.fromisoformat(event["happened_at"]), UUID(event["event_id"])
        detail = json.loads(event["detail"])
        read = (moment.isoformat(" ", "microseconds"), identity.hex, json.dumps(detail))
        made = {"happened_at": moment.replace(tzinfo=UTC), "event_id": str(identity), "detail": detail}
        hashed = hash_of({**event, **made})
    except (AttributeError, TypeError, ValueError, RecursionError):
        return None
    as_written = read == (event["happened_at"], event["event_id"], event["detail"])
    return _Read(hashed, detail.get("about", ())) if as_written and isinstance(detail, dict) else None


def _batches(session: Session, municipality_id: str) -> Iterator[list[dict[str, Any]]]:
    """Yield a chain's events in their order, some at a time, as they stand in the database: texts and numbers."""
    embedded = session.get_bind().dialect.name == "sqlite"
    columns = [_bare(column, embedded) for column in AuditEvent.__table__.columns]
    of_chain = select(*columns).where(AuditEvent.municipality_id == municipality_id)
    ordered, last = of_chain.order_by(AuditEvent.sequence).limit(AT_ONCE), None
    while True:
        further = ordered if last is None else ordered.where(AuditEvent.sequence > last)
        events = [_decoded(row) for row in session.connection().execute(further).mappings()]
        if not events:
            return
        yield events
        last = events[-1]["sequence"]


def _bare(column: ColumnElement[Any], embedded: bool) -> ColumnElement[Any]:
    """Return a column as it stands: a moment as SQLite writes it in UTC, an id as its digits, a document as its text.

    SQLite stops at bytes that are no text, so they are fetched as bytes.
    """
    name = str(column.key)
    if name in NUMBERS:
        return column
    if embedded:
        return cast(column, LargeBinary).label(name)
    if name == "happened_at":
        return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24:MI:SS.US").label(name)
    if isinstance(column.type, Uuid):
        return func.replace(cast(column, Text), "-", "").label(name)
    return cast(column, Text).label(name)


def _decoded(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a row with its bytes as texts; what is no text becomes one that nothing can be hashed from."""
    return {
        name: value.decode(errors="surrogateescape") if isinstance(value, bytes) else value
        for name, value in row.items()
    }


def _noted(session: Session, municipality_id: str, events: Sequence[Mapping[str, Any]]) -> dict[Any, set[str]]:
    """Return the digits of the ids of the persons that are noted for events, by sequence number."""
    embedded = session.get_bind().dialect.name == "sqlite"
    statement = select(AuditSubject.sequence, _bare(AuditSubject.__table__.c.person_id, embedded)).where(
        AuditSubject.municipality_id == municipality_id,
        AuditSubject.sequence.between(events[0]["sequence"], events[-1]["sequence"]),
    )
    found: dict[Any, set[str]] = {}
    for row in session.connection().execute(statement).mappings():
        noted = _decoded(row)
        found.setdefault(noted["sequence"], set()).add(noted["person_id"] or "")
    return found


def _strays(municipality_id: str) -> Select[int]:
    """Return the statement for persons that are noted for events that are not there."""
    there = exists().where(
        AuditEvent.municipality_id == AuditSubject.municipality_id, AuditEvent.sequence == AuditSubject.sequence
    )
    return select(AuditSubject.sequence).where(AuditSubject.municipality_id == municipality_id, ~there).distinct()
