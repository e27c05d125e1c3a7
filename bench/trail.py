"""How long it takes to prove a long trail."""

from datetime import UTC, datetime, timedelta
from typing import Any

import uuid_utils
from sqlalchemy import insert

from bench.measuring import Row, Side, seconds
from data import audit, chain
from data.access import LOCAL_PRINCIPAL, reading, writing
from data.importers.register import MunicipalityFacts, add_municipality
from data.schema.people import AuditEvent, AuditSubject, Person
from data.vocabulary import Right

EVENTS = 100_000
LIMIT_SECONDS = 10.0
TOWN = "trail"
PERSON = "01a20000-0000-7000-8000-000000000001"
NAME = "trail of 100 000 events proved"


def proved(engine: str) -> Row:
    """Return the row: every event hashed anew, half of them about a person."""
    _fill()
    taken = min(seconds(_prove) for _ in range(2))
    return Row(NAME, engine, EVENTS, Side("proved", taken, "s"), Side("limit", LIMIT_SECONDS, "s"), 1.0)


def _prove() -> None:
    with reading(LOCAL_PRINCIPAL) as session:
        if list(chain.faults(session, TOWN)):
            raise AssertionError("the trail is not whole")


def _fill() -> None:
    events = list(_events())
    about = [event["sequence"] for event in events if "about" in event["detail"]]
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        add_municipality(change.session, MunicipalityFacts(TOWN))
        change.session.add(Person(municipality_id=TOWN, person_id=PERSON, issuer="i", subject="s"))
        change.session.flush()
        change.session.execute(insert(AuditEvent), events)
        subjects = [{"municipality_id": TOWN, "person_id": PERSON, "sequence": sequence} for sequence in about]
        change.session.execute(insert(AuditSubject), subjects)
        change.record("fill", "bench", TOWN)


def _events() -> list[dict[str, Any]]:
    """Return a chain of reads about a person and of changes with a sealed text, one after the other."""
    previous, found = audit.FIRST_HASH, []
    changed = {"before": {"state": "active"}, "after": {"state": "undone", "text": audit.SEALED + "0" * 64}}
    for number in range(1, EVENTS):
        event: dict[str, Any] = {
            "municipality_id": TOWN,
            "sequence": number,
            "event_id": str(uuid_utils.uuid7()),
            "happened_at": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
            "actor": PERSON,
            "role": "auditor",
            "purpose": "oversight" if number % 2 else None,
            "action": "read" if number % 2 else "undo",
            "entity": "people" if number % 2 else "import_batch",
            "entity_key": TOWN,
            "entity_version": None,
            "detail": {"about": [PERSON]} if number % 2 else changed,
            "previous_hash": previous,
        }
        previous = event["event_hash"] = audit.hash_of(event)
        found.append(event)
    return found
