"""The trail's chain: every tampering is found, and an untouched one has no fault."""

import hashlib
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from data import audit, chain
from data.access import LOCAL_PRINCIPAL
from data.chain import Fault
from data.queries.trail import tips
from data.trail import Tip
from tests.data.small_files import TOWN
from tests.data.tampering import (
    EVENTS,
    KINDS,
    ONLY_BY_TIP,
    OTHER,
    PERSONS,
    Tampering,
    act,
    fill,
    found,
    other,
    owner,
)

TAMPERINGS = 500


def test_an_untouched_trail_has_no_fault_and_its_tip_is_in_it(database: str) -> None:
    fill()
    (kept,) = tips(LOCAL_PRINCIPAL, TOWN)
    with owner(database) as connection:
        assert found(connection, kept) == []
    act(TOWN, 1)
    with owner(database) as connection:
        assert found(connection, kept) == []
    assert [(one.municipality_id, one.events, one.faults) for one in chain.checked(LOCAL_PRINCIPAL, tips=[kept])] == [
        (OTHER, 20, ()),
        (TOWN, 21, ()),
    ]


BY_TIP = {Fault.TIP_GONE, Fault.TIP_OTHER}


def tampered(connection: Connection, kind: str, seed: str, tip: Tip) -> set[Fault]:
    """Return what is found of one tampering; the trail is as before afterwards."""
    nested = connection.begin_nested()
    KINDS[kind](Tampering(connection, seed))
    answers = set(found(connection, tip))
    nested.rollback()
    return answers


def test_five_hundred_tamperings_are_all_found(database: str) -> None:
    fill(12)
    (kept,) = tips(LOCAL_PRINCIPAL, TOWN)
    draw, tried = random.Random(20261121), dict.fromkeys(KINDS, 0)  # noqa: S311 - a seeded draw
    unseen = []
    with owner(database) as connection:
        for number in range(TAMPERINGS):
            kind = list(KINDS)[number % len(KINDS)] if number < 2 * len(KINDS) else draw.choice(["a_field", *KINDS])
            told = tampered(connection, kind, f"{kind} {number}", kept)
            tried[kind] += 1
            if not (told if kind in ONLY_BY_TIP else told - BY_TIP):
                unseen.append((number, kind))
        assert found(connection, kept) == []
    assert unseen == []
    assert len(tried) == 18
    assert min(tried.values()) >= 10
    assert sum(tried.values()) == TAMPERINGS


TOLD_TWICE = {"municipality_id", "sequence", "previous_hash", "event_hash"}
"""Columns by which an event is found or linked: another place of them shows without their being hashed."""


def test_every_column_of_an_event_is_in_its_hash() -> None:
    assert set(audit.CONTENT) == set(EVENTS.c.keys()) - {"event_hash"}


@pytest.mark.parametrize("name", sorted(set(EVENTS.c.keys()) - TOLD_TWICE))
def test_a_column_that_the_hash_left_out_could_be_changed_unseen(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What the tampering test is worth: with one column less in the hash, a change of that column is not found."""
    with monkeypatch.context() as leaky:
        without = tuple(one for one in audit.CONTENT if one != name)
        real = audit.hash_of
        leaky.setattr(audit, "hash_of", lambda content: real({**content, name: GONE[name]}))
        leaky.setattr(chain, "hash_of", audit.hash_of)
        fill(4)
        with owner(sqlite_database) as connection:
            tampering = Tampering(connection, name)
            event = next(one for one in tampering.events if not one["detail"].get("about"))
            value = {"detail": {"after": "another"}}.get(name) or other(tampering.draw, EVENTS.c[name], event[name])
            tampering.put(event, **{name: value})
            assert found(connection) == [], without


GONE = dict.fromkeys(EVENTS.c.keys(), "left out") | {"happened_at": datetime(2000, 1, 1, tzinfo=UTC)}


def test_each_column_is_found_when_it_is_changed(database: str) -> None:
    fill(4)
    (kept,) = tips(LOCAL_PRINCIPAL, TOWN)
    with owner(database) as connection:
        for column in EVENTS.c:
            nested = connection.begin_nested()
            tampering = Tampering(connection, column.name)
            event = tampering.events[1]
            tampering.put(event, **{column.name: other(tampering.draw, column, event[column.name])})
            assert set(found(connection, kept)) - BY_TIP, column.name
            nested.rollback()


def test_faults_say_what_is_wrong_where(database: str) -> None:
    fill(6)
    (kept,) = tips(LOCAL_PRINCIPAL, TOWN)

    def at(tamper: Callable[[Tampering], None]) -> list[tuple[int, Fault]]:
        nested = connection.begin_nested()
        tamper(Tampering(connection, "one"))
        with Session(connection) as session:
            told = [(one.sequence, one.fault) for one in chain.faults(session, TOWN, kept)]
        nested.rollback()
        return told

    with owner(database) as connection:
        assert at(lambda trail: trail.put(trail.events[2], actor="x")) == [(3, Fault.CHANGED)]
        assert at(lambda trail: trail.take(trail.events[2])) == [(4, Fault.MISSING), (4, Fault.UNLINKED)]
        assert at(lambda trail: trail.take(*trail.events[4:])) == [(6, Fault.TIP_GONE)]
        assert at(lambda trail: trail.take(*trail.events)) == [(6, Fault.TIP_GONE)]
        assert at(Tampering.all_written_anew)[-1] in {(6, Fault.TIP_GONE), (6, Fault.TIP_OTHER)}
        assert at(lambda trail: trail.take_subjects(1)) == [(1, Fault.SUBJECTS)]


FORMS = [
    ("detail", '{"n":1}'),
    ("detail", '["a list"]'),
    ("detail", "no document"),
    ("detail", '{"before": null, "before": null, "after": {"n": 0.25}}'),
    ("happened_at", "2026-11-21T10:00:00.000000"),
    ("happened_at", "yesterday"),
    ("event_id", "no id"),
    ("actor", b"\xff\xfe"),
]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_what_does_not_stand_as_events_are_written_is_a_fault_and_no_crash(
    sqlite_database: str, name: str, form: str | bytes
) -> None:
    """SQLite takes anything; what means the same in another form is not what was written either."""
    fill(4)
    statement = text(f"UPDATE audit_event SET {name} = CAST(:form AS TEXT) WHERE sequence = 3")  # noqa: S608 - our own
    with owner(sqlite_database) as connection:
        connection.execute(statement, {"form": form})
        assert Fault.UNREADABLE in found(connection)


def test_events_from_before_the_new_columns_still_hold(database: str) -> None:
    """The hash of the first form: neither role, purpose nor version in it."""
    fill(2)
    first = {
        "municipality_id": TOWN,
        "sequence": 3,
        "event_id": PERSONS[0],
        "happened_at": "2026-11-20T08:00:00.000000+00:00",
        "actor": "local",
        "action": "import",
        "entity": "import_batch",
        "entity_key": "k",
        "detail": {"å": 1},
    }
    with owner(database) as connection:
        first["previous_hash"] = Tampering(connection, "").events[-1]["event_hash"]
        plain = json.dumps(first, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        happened = {"happened_at": datetime(2026, 11, 20, 8, tzinfo=UTC)}
        row = {**first, **happened, "event_hash": hashlib.sha256(plain.encode()).hexdigest()}
        connection.execute(EVENTS.insert().values(row))
        assert found(connection) == []
        connection.execute(EVENTS.update().where(EVENTS.c.sequence == 3).values(role="auditor"))
        assert found(connection) == [Fault.CHANGED]
