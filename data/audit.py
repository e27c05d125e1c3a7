"""The trail of what was done: one chain of events a municipality, each carrying the hash of the one before."""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import uuid_utils
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.schema.people import AuditEvent, AuditSubject, TrailKey

FIRST_HASH = "0" * 64


@dataclass(frozen=True)
class Act:
    """What was done to which row; `detail` says before and after in plain values."""

    action: str
    entity: str
    entity_key: str
    detail: dict[str, Any]
    role: str = ""
    purpose: str = ""
    about: tuple[str, ...] = ()


def append(session: Session, municipality_id: str, actor: str, act: Act) -> None:
    """Add an event to the municipality's chain; the caller holds the municipality's write lock."""
    last = session.execute(
        select(AuditEvent.sequence, AuditEvent.event_hash)
        .where(AuditEvent.municipality_id == municipality_id)
        .order_by(AuditEvent.sequence.desc())
        .limit(1)
    ).one_or_none()
    event = AuditEvent(
        municipality_id=municipality_id,
        sequence=last.sequence + 1 if last else 1,
        event_id=str(uuid_utils.uuid7()),
        happened_at=datetime.now(UTC),
        actor=actor,
        role=act.role or None,
        purpose=act.purpose or None,
        action=act.action,
        entity=act.entity,
        entity_key=act.entity_key,
        detail=act.detail | ({"about": list(act.about)} if act.about else {}),
        previous_hash=last.event_hash if last else FIRST_HASH,
        event_hash="",
    )
    event.event_hash = event_hash(event)
    session.add(event)
    session.flush()
    for person_id in act.about:
        session.add(AuditSubject(municipality_id=municipality_id, person_id=person_id, sequence=event.sequence))
    session.flush()


def sealed(session: Session, municipality_id: str, content: str) -> str:
    """Return the HMAC-SHA-256 of a person's text under the municipality's own key, which is made when first needed.

    The text itself never enters the trail, so that it can be corrected and deleted; with the key a text at hand can be
    shown to be the one that was written.
    """
    found = session.get(TrailKey, municipality_id)
    if found is None:
        found = TrailKey(municipality_id=municipality_id, key=secrets.token_bytes(32))
        session.add(found)
        session.flush()
    return hmac.new(found.key, content.encode(), hashlib.sha256).hexdigest()


def event_hash(event: AuditEvent) -> str:
    """Return the SHA-256 of an event's content and of the hash before it."""
    content = {
        "municipality_id": event.municipality_id,
        "sequence": event.sequence,
        "event_id": event.event_id,
        "happened_at": event.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor,
        "action": event.action,
        "entity": event.entity,
        "entity_key": event.entity_key,
        "detail": event.detail,
        "previous_hash": event.previous_hash,
    }
    content |= {name: value for name in ("role", "purpose") if (value := getattr(event, name)) is not None}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_links(session: Session, municipality_id: str) -> list[int]:
    """Return the sequence numbers whose hash, order or link to the event before does not hold."""
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.municipality_id == municipality_id).order_by(AuditEvent.sequence)
    )
    broken, previous, expected = [], FIRST_HASH, 1
    for event in events:
        whole = event.sequence == expected and event.previous_hash == previous and event.event_hash == event_hash(event)
        if not whole:
            broken.append(event.sequence)
        previous, expected = event.event_hash, event.sequence + 1
    return broken
