"""The trail of what was done: one chain of events a municipality, each carrying the hash of the one before.

`data.chain` checks it, `data.queries.trail` reads it.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import uuid_utils
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.schema.people import AuditEvent, AuditSubject, TrailKey

FIRST_HASH = "0" * 64
SEALED = "hmac-sha256:"
"""Stands before a keyed hash in the trail, so that nobody takes it for a text."""
CONTENT = (
    "municipality_id",
    "sequence",
    "event_id",
    "happened_at",
    "actor",
    "role",
    "purpose",
    "action",
    "entity",
    "entity_key",
    "entity_version",
    "detail",
    "previous_hash",
)
"""What an event's hash is over: every column but the hash itself."""
LATER = frozenset({"role", "purpose", "entity_version"})
"""Columns that the first events did not have: left out of the hash where they are empty."""


@dataclass(frozen=True)
class Act:
    """What was done to which row; `detail` says before and after in plain values.

    Attributes:
        action: What was done, in one word of code.
        entity: What kind of thing it was done to.
        entity_key: Which one.
        detail: `before` and `after`, and what else there is to say.
        role: The roles by which the actor might do it.
        purpose: Why persons' data were read.
        about: The persons whose data it is.
        version: The version of the row that stands after a change.
    """

    action: str
    entity: str
    entity_key: str
    detail: dict[str, Any]
    role: str = ""
    purpose: str = ""
    about: tuple[str, ...] = ()
    version: int | None = None


def append(session: Session, municipality_id: str, actor: str, act: Act) -> None:
    """Add an event to the municipality's chain; the caller holds the municipality's write lock."""
    last = session.execute(
        select(AuditEvent.sequence, AuditEvent.event_hash)
        .where(AuditEvent.municipality_id == municipality_id)
        .order_by(AuditEvent.sequence.desc())
        .limit(1)
    ).one_or_none()
    content = {
        "municipality_id": municipality_id,
        "sequence": last.sequence + 1 if last else 1,
        "event_id": str(uuid_utils.uuid7()),
        "happened_at": datetime.now(UTC),
        "actor": actor,
        "role": act.role or None,
        "purpose": act.purpose or None,
        "action": act.action,
        "entity": act.entity,
        "entity_key": act.entity_key,
        "entity_version": act.version,
        "detail": _plain(act.detail | ({"about": list(act.about)} if act.about else {})),
        "previous_hash": last.event_hash if last else FIRST_HASH,
    }
    session.add(AuditEvent(**content, event_hash=hash_of(content)))
    session.flush()
    for person_id in act.about:
        session.add(AuditSubject(municipality_id=municipality_id, person_id=person_id, sequence=content["sequence"]))
    session.flush()


def _plain(detail: dict[str, Any]) -> dict[str, Any]:
    """Return what a document will be when it is read again, so that its hash is the same then."""
    found: dict[str, Any] = json.loads(json.dumps(detail))
    return found


def hash_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an event's content, which holds the hash of the event before.

    Args:
        content: Each name of CONTENT with its value; more is not looked at.

    Raises:
        TypeError, ValueError: a value is of no kind that an event can hold.
    """
    told = {name: content[name] for name in CONTENT if not (name in LATER and content[name] is None)}
    told["happened_at"] = content["happened_at"].astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(session: Session, municipality_id: str, content: str) -> str:
    """Return what stands for a person's text in the trail; the municipality's key is made when first needed.

    The text itself never enters the trail, so that it can be corrected and deleted; with the key a text at hand can be
    shown to be the one that was written.
    """
    found = session.get(TrailKey, municipality_id)
    if found is None:
        found = TrailKey(municipality_id=municipality_id, key=secrets.token_bytes(32))
        session.add(found)
        session.flush()
    return sealed_with(found.key, content)


def sealed_with(key: bytes, content: str) -> str:
    """Return the HMAC-SHA-256 of a text under a key, with its mark before it."""
    return SEALED + hmac.new(key, content.encode(), hashlib.sha256).hexdigest()
