"""Seeded tamperings with the trail, by the hand of somebody who owns the database."""

import random
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Integer, Table, Uuid, create_engine, insert, select, text
from sqlalchemy.orm import Session

from data import audit, chain
from data.access import LOCAL_PRINCIPAL, reading_about, writing
from data.chain import Fault
from data.importers.register import MunicipalityFacts, add_municipality
from data.schema.model import Moment
from data.schema.people import AuditEvent, AuditSubject, Person
from data.trail import Tip
from data.vocabulary import Purpose, Right, Role
from tests.data.small_files import TOWN, let_changes
from tests.principals import somebody

OTHER = "other"
PERSONS = [str(UUID(int=0x01A2_0000_0000_7000_8000_0000_0000_0000 + number)) for number in range(6)]
EVENTS: Table = AuditEvent.__table__  # type: ignore[assignment]
SUBJECTS: Table = AuditSubject.__table__  # type: ignore[assignment]


def fill(events: int = 20) -> None:
    """Make two towns, each with a trail of changes and reads, some of them about persons."""
    for town in (TOWN, OTHER):
        with writing(LOCAL_PRINCIPAL, town, Right.IMPORT) as change:
            add_municipality(change.session, MunicipalityFacts(town))
            change.session.flush()
            people = [
                {"municipality_id": town, "person_id": one, "issuer": "i", "subject": one, "version_id": 1}
                for one in PERSONS
            ]
            change.session.execute(insert(Person), people)
            change.record("add", "person", "all", about=PERSONS[:2])
        for number in range(events - 1):
            act(town, number)


def act(town: str, number: int) -> None:
    who = somebody(Role.AUDITOR, town, actor=f"actor {number % 3}")
    if number % 3 == 0:
        with reading_about(who, town, Right.TRAIL, "trail", town, Purpose.OVERSIGHT) as opened:
            opened.about |= {PERSONS[number % 4], PERSONS[(number + 1) % 4]}
    else:
        with writing(who, town, Right.FIGURES) as change:
            change.record("write", "test", f"key {number}", version=number, before=None, after={"n": number / 4})


@contextmanager
def owner(url: str) -> Iterator[Connection]:
    """Open a connection of the database's owner, who has taken every guard away; nothing is kept at the end."""
    let_changes(url)
    made = create_engine(url)
    with made.connect() as connection:
        embedded = made.dialect.name == "sqlite"
        connection.execute(text("PRAGMA foreign_keys=OFF" if embedded else "SET session_replication_role = replica"))
        connection.commit()
        yield connection
        connection.rollback()
    made.dispose()


def found(connection: Connection, tip: Tip | None = None) -> list[Fault]:
    """Return the faults of every chain there is; the tip is TOWN's."""
    with Session(connection) as session:
        towns = sorted(chain.chains(session, LOCAL_PRINCIPAL))
        return [
            one.fault for town in towns for one in chain.faults(session, town, *([tip] if tip and town == TOWN else []))
        ]


Rows = list[dict[str, Any]]


class Tampering:
    """Seeded tamperings with TOWN's trail, each by raw statements on the owner's connection."""

    def __init__(self, connection: Connection, seed: str) -> None:
        self.connection, self.draw = connection, random.Random(seed)  # noqa: S311 - a seeded draw
        self.events, self.others = self.of(TOWN), self.of(OTHER)

    def of(self, town: str) -> Rows:
        ordered = select(EVENTS).where(EVENTS.c.municipality_id == town).order_by(EVENTS.c.sequence)
        return [dict(row) for row in self.connection.execute(ordered).mappings()]

    def some(self) -> dict[str, Any]:
        return self.draw.choice(self.events)

    def put(self, event: dict[str, Any], **values: Any) -> None:
        here = (EVENTS.c.municipality_id == event["municipality_id"]) & (EVENTS.c.sequence == event["sequence"])
        self.connection.execute(EVENTS.update().where(here).values(**values))

    def take(self, *events: dict[str, Any]) -> None:
        for event in events:
            for table in (SUBJECTS, EVENTS):
                here = (table.c.municipality_id == TOWN) & (table.c.sequence == event["sequence"])
                self.connection.execute(table.delete().where(here))

    def add(self, event: dict[str, Any], **values: Any) -> None:
        self.connection.execute(EVENTS.insert().values({**event, **values}))
        for person in event["detail"].get("about", ()):
            row = {"municipality_id": values.get("municipality_id", event["municipality_id"]), "person_id": person}
            sequence = values.get("sequence", event["sequence"])
            self.connection.execute(SUBJECTS.insert().values({**row, "sequence": sequence}))

    # each of these does one tampering

    def a_field(self) -> None:
        event, column = self.some(), self.draw.choice(list(EVENTS.c))
        self.put(event, **{column.name: other(self.draw, column, event[column.name])})

    def a_field_emptied_or_filled(self) -> None:
        event, name = self.some(), self.draw.choice(["role", "purpose", "entity_version"])
        filled = 1 if name == "entity_version" else self.draw.choice(["", "x"])
        self.put(event, **{name: filled if event[name] is None else None})

    def a_field_with_a_new_hash(self) -> None:
        """A careful hand: the event's own hash is right again, the next one's link is not. The newest has no next."""
        event = self.draw.choice(self.events[:-1])
        changed = {**event, "actor": "somebody else"}
        self.put(event, actor=changed["actor"], event_hash=audit.hash_of(changed))

    def one_taken_out(self) -> None:
        self.take(self.draw.choice(self.events[:-1]))

    def one_taken_out_and_the_rest_renumbered(self) -> None:
        gone = self.draw.choice(self.events[:-1])
        self.take(gone)
        for event in self.events:
            if event["sequence"] > gone["sequence"]:
                self.move(event, event["sequence"] - 1)

    def move(self, event: dict[str, Any], sequence: int) -> None:
        self.take(event)
        self.add(event, sequence=sequence)

    def the_newest_taken_away(self) -> None:
        self.take(*self.events[-self.draw.randint(1, len(self.events)) :])

    def all_written_anew(self) -> None:
        """The chain is restarted and whole in itself."""
        self.take(*self.events)
        last = self.draw.randint(1, len(self.events))
        previous = audit.FIRST_HASH
        for number, event in enumerate(self.events[-last:], start=1):
            made = {**event, "sequence": number, "previous_hash": previous, "actor": "somebody else"}
            previous = made["event_hash"] = audit.hash_of(made)
            self.add(made)

    def restarted_in_the_middle(self) -> None:
        event = self.draw.choice(self.events[1:])
        anew = {**event, "previous_hash": audit.FIRST_HASH}
        self.put(event, previous_hash=audit.FIRST_HASH, event_hash=audit.hash_of(anew))

    def two_swapped(self) -> None:
        first, second = self.draw.sample(self.events, 2)
        self.take(first, second)
        self.add(first, sequence=second["sequence"])
        self.add(second, sequence=first["sequence"])

    def one_put_in(self) -> None:
        at = self.draw.randrange(len(self.events))
        for event in reversed(self.events[at:]):
            self.move(event, event["sequence"] + 1)
        copy = {**self.some(), "sequence": self.events[at]["sequence"]}
        self.add(copy, event_hash=audit.hash_of(copy))

    def one_put_at_the_end_again(self) -> None:
        self.add(self.some(), sequence=self.events[-1]["sequence"] + 1)

    def one_of_another_municipality(self) -> None:
        event, foreign = self.some(), self.draw.choice(self.others)
        self.take(event)
        self.add(foreign, municipality_id=TOWN, sequence=event["sequence"])

    def another_municipalitys_whole_chain(self) -> None:
        self.take(*self.events)
        for foreign in self.others:
            self.add(foreign, municipality_id=TOWN)

    def given_to_another_municipality(self) -> None:
        event = self.some()
        self.take(event)
        self.add(event, municipality_id="nowhere")

    def a_person_taken_off(self) -> None:
        self.connection.execute(SUBJECTS.delete().where(self.noted(self.draw.choice(self.subjects()))))

    def a_person_put_on(self) -> None:
        noted = {(row["person_id"], row["sequence"]) for row in self.subjects()}
        free = [
            (person, event["sequence"])
            for person in PERSONS
            for event in self.events
            if (person, event["sequence"]) not in noted
        ]
        person, sequence = self.draw.choice(free)
        row = {"municipality_id": TOWN, "person_id": person, "sequence": sequence + self.draw.choice([0, 1000])}
        self.connection.execute(SUBJECTS.insert().values(row))

    def a_person_exchanged(self) -> None:
        row = self.draw.choice(self.subjects())
        anybody = str(UUID(int=self.draw.getrandbits(128)))
        self.connection.execute(SUBJECTS.update().where(self.noted(row)).values(person_id=anybody))

    def a_person_moved_to_another_event(self) -> None:
        row = self.draw.choice(self.subjects())
        values = self.draw.choice([{"sequence": row["sequence"] + 500}, {"municipality_id": "nowhere"}])
        self.connection.execute(SUBJECTS.update().where(self.noted(row)).values(**values))

    def take_subjects(self, sequence: int) -> None:
        here = (SUBJECTS.c.municipality_id == TOWN) & (SUBJECTS.c.sequence == sequence)
        self.connection.execute(SUBJECTS.delete().where(here))

    def subjects(self) -> Rows:
        rows = self.connection.execute(select(SUBJECTS).where(SUBJECTS.c.municipality_id == TOWN)).mappings()
        return sorted((dict(row) for row in rows), key=repr)

    @staticmethod
    def noted(row: dict[str, Any]) -> Any:
        return (
            (SUBJECTS.c.municipality_id == TOWN)
            & (SUBJECTS.c.person_id == row["person_id"])
            & (SUBJECTS.c.sequence == row["sequence"])
        )


KINDS: dict[str, Callable[[Tampering], None]] = {
    name: method
    for name, method in vars(Tampering).items()
    if not name.startswith("_")
    and name not in {"of", "some", "put", "take", "add", "move", "take_subjects", "subjects", "noted"}
}
ONLY_BY_TIP = {"the_newest_taken_away", "all_written_anew"}
"""What leaves a chain that is whole in itself."""


def other(draw: random.Random, column: Any, value: Any) -> Any:
    """Return another value of the column's kind, by the smallest change there is where it is a text."""
    if isinstance(column.type, BigInteger | Integer):
        return (value or 0) + draw.choice([100, 1000, 10**6])
    if isinstance(column.type, Moment):
        return value + draw.choice([timedelta(microseconds=1), timedelta(days=-1)])
    if isinstance(column.type, Uuid):
        return str(UUID(int=UUID(value).int ^ (1 << draw.randrange(128))))
    if isinstance(value, dict):
        return changed_document(draw, value)
    letters = value or "x"
    at = draw.randrange(len(letters))
    return letters[:at] + draw.choice([c for c in string.printable[:94] if c != letters[at]]) + letters[at + 1 :]


def changed_document(draw: random.Random, value: dict[str, Any]) -> dict[str, Any]:
    name = draw.choice([*value, "new"])
    return draw.choice([{**value, name: "changed"}, {k: v for k, v in value.items() if k != name} | {"more": 1}])
