"""Compare the trail with itself, and the batches with what it tells of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import chain
from data.audit import SEALED, sealed_with
from data.comparison import Difference
from data.importers.digest import TEXTS, stored_facts
from data.schema.ledger import ImportBatch
from data.schema.people import AuditEvent, TrailKey
from data.vocabulary import BatchState


def of_chain(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the events of a municipality's trail at which something is wrong."""
    for broken in chain.faults(session, municipality_id):
        yield Difference(municipality_id, "trail", f"event {broken.sequence}", broken.fault, "whole")


def of_trail(session: Session, municipality_id: str, batches: Sequence[ImportBatch]) -> Iterator[Difference]:
    """Yield what is wrong with a municipality's trail, and where a batch is not what it tells."""
    broken = list(of_chain(session, municipality_id))
    yield from broken
    if any(one.stored == chain.Fault.UNREADABLE for one in broken):
        return  # what cannot be read cannot be compared with
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.municipality_id == municipality_id, AuditEvent.entity == "import_batch")
    ).all()
    told = {(event.entity_key, event.action): event.detail.get("after", event.detail) for event in events}
    stored = {batch.batch_id: batch for batch in batches}
    for batch_id in sorted({key for key, _ in told} - stored.keys()):
        yield Difference(municipality_id, "batch", batch_id, "absent", "imported")
    key = session.scalar(select(TrailKey.key).where(TrailKey.municipality_id == municipality_id))
    for batch in batches:
        yield from _of_batch(stored_facts(session, batch), told.get((batch.batch_id, "import"), {}), batch, key)
        yield from _of_undoing(batch, told.get((batch.batch_id, "undo")))


def _of_batch(
    now: Mapping[str, Any], then: Mapping[str, Any], batch: ImportBatch, key: bytes | None
) -> Iterator[Difference]:
    for fact in sorted(now.keys() | then.keys()):
        value, told = now.get(fact), then.get(fact)
        if fact in TEXTS and isinstance(told, str) and told.startswith(SEALED):
            value = sealed_with(key, json.dumps(value, sort_keys=True)) if key else "no key"
        if value != told:
            yield _difference(batch, fact, value, told)


def _of_undoing(batch: ImportBatch, told: dict[str, Any] | None) -> Iterator[Difference]:
    if (batch.state == BatchState.UNDONE) != (told is not None):
        yield _difference(batch, "state", batch.state, "as the trail tells")
    undone_at = batch.undone_at.isoformat(timespec="microseconds") if batch.undone_at else None
    stored, then = {"undone_at": undone_at, "undone_by": batch.undone_by}, told or {}
    for fact, value in stored.items():
        if value != then.get(fact):
            yield _difference(batch, fact, value, then.get(fact))


def _difference(batch: ImportBatch, fact: str, stored: object, told: object) -> Difference:
    return Difference(batch.municipality_id, "batch", f"{batch.file_name} {fact}", str(stored), str(told))
