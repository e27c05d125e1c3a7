"""A read of data about persons leaves exactly one act: who read, in which role and why, what, and about whom."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from data.access import LOCAL_PRINCIPAL, AccessDenied, Principal, reading, reading_about, writing
from data.principal import Identity
from data.schema.organisation import Municipality
from data.schema.people import AuditEvent, AuditSubject, RoleAssignment
from data.vocabulary import Purpose, Right, Role
from tests.data.chains import broken_links
from tests.data.small_files import TOWN, dump
from tests.data.tampering import PERSONS, fill
from tests.principals import somebody

READS = 1_000
WRITERS = 4
AUDITOR = Principal(somebody(Role.AUDITOR, TOWN).grants, persons=((TOWN, PERSONS[0]),))


def read(about: set[str], key: str = "all", purpose: Purpose = Purpose.OVERSIGHT, who: Principal = AUDITOR) -> None:
    with reading_about(who, TOWN, Right.PEOPLE, "people", key, purpose) as opened:
        assert opened.session.scalar(select(Municipality.name).where(Municipality.municipality_id == TOWN)) == TOWN
        opened.about |= about


def events(after: int = 0) -> list[tuple[Any, ...]]:
    columns = (AuditEvent.actor, AuditEvent.role, AuditEvent.purpose, AuditEvent.entity, AuditEvent.entity_key)
    with reading(LOCAL_PRINCIPAL) as session:
        here = (AuditEvent.municipality_id == TOWN, AuditEvent.sequence > after, AuditEvent.action == "read")
        return [tuple(row) for row in session.execute(select(*columns).where(*here).order_by(AuditEvent.sequence))]


def noted() -> dict[int, set[str]]:
    """The persons noted for each event."""
    found: dict[int, set[str]] = {}
    with reading(LOCAL_PRINCIPAL) as session:
        for row in session.scalars(select(AuditSubject).where(AuditSubject.municipality_id == TOWN)):
            found.setdefault(row.sequence, set()).add(row.person_id)
    return found


@pytest.mark.usefixtures("database")
def test_a_thousand_random_reads_leave_a_thousand_acts() -> None:
    """Some are refused and some break: those leave none."""
    fill(1)
    draw, wanted, about = random.Random(7), [], []  # noqa: S311 - a seeded draw
    stranger = somebody(Role.LEADER, TOWN, TOWN)
    while len(wanted) < READS:
        kind = draw.random()
        persons = set(draw.sample(PERSONS, draw.randint(0, 4)))
        if kind < 0.05:
            with pytest.raises(AccessDenied):
                read(persons, who=stranger)
        elif kind < 0.1:
            with pytest.raises(ZeroDivisionError):
                breaks(persons)
        else:
            purpose = draw.choice(list(Purpose))
            read(persons, str(len(wanted)), purpose)
            wanted.append((PERSONS[0], "auditor", purpose, "people", str(len(wanted))))
            about.append(persons)
    assert events() == wanted
    told = noted()
    assert [told.get(number + 2, set()) for number in range(READS)] == about  # the first event made the persons
    assert set(told) <= {1, *range(2, READS + 2)}
    with reading(LOCAL_PRINCIPAL) as session:
        assert broken_links(session, TOWN) == []


def breaks(persons: set[str]) -> None:
    with reading_about(AUDITOR, TOWN, Right.PEOPLE, "people", "all", Purpose.OVERSIGHT) as opened:
        opened.about |= persons
        raise ZeroDivisionError


def test_what_is_changed_while_reading_is_not_kept(database: str) -> None:
    fill(1)
    with reading_about(LOCAL_PRINCIPAL, TOWN, Right.PEOPLE, "people", "all", Purpose.OVERSIGHT) as opened:
        opened.session.execute(text("UPDATE municipality SET name = 'x'"))
        opened.session.get_one(Municipality, TOWN).chart = "x"
        opened.session.flush()
    assert {row[1] for row in dump(database)["municipality"]} == {TOWN, "other"}
    assert {row[4] for row in dump(database)["municipality"]} == {"kostra"}
    assert len(events()) == 1


def test_an_act_that_cannot_be_stored_answers_nothing(database: str) -> None:
    """A person that the municipality does not know: the act cannot name them, and the read gives nothing out."""
    fill(1)
    before = dump(database)

    def answer() -> str:
        with reading_about(AUDITOR, TOWN, Right.PEOPLE, "people", "all", Purpose.OVERSIGHT) as opened:
            opened.about.add("01a20000-0000-7000-8000-0000000000ff")
            return "what was read"

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        answer()
    assert dump(database) == before


@pytest.mark.usefixtures("database")
def test_the_roles_that_stand_in_the_act_are_those_held_at_that_moment() -> None:
    """Who has lost the right since they were asked is refused, and no act says they read."""
    fill(1)
    identity = Identity("i", PERSONS[1])
    remembered = Principal(somebody(Role.AUDITOR, TOWN).grants, identity=identity, persons=((TOWN, PERSONS[1]),))
    with pytest.raises(AccessDenied):
        read(set(), who=remembered)
    with writing(LOCAL_PRINCIPAL, TOWN, Right.GRANT) as change:
        row = {"municipality_id": TOWN, "person_id": PERSONS[1], "role": Role.ADMINISTRATOR, "unit_id": TOWN}
        change.session.execute(
            insert(RoleAssignment), [{**row, "valid_from": date(2026, 1, 1), "granted": True, "version_id": 1}]
        )
        change.record("grant", "role_assignment", PERSONS[1])
    read(set(), who=remembered)
    assert events() == [(PERSONS[1], "administrator", "oversight", "people", "all")]


@pytest.mark.usefixtures("database")
def test_reads_and_changes_side_by_side_make_one_whole_chain() -> None:
    fill(1)
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(side_by_side, number) for number in range(WRITERS)]:
            done.result()
    assert len(events()) == WRITERS * 8
    with reading(LOCAL_PRINCIPAL) as session:
        count = len(session.scalars(select(AuditEvent.sequence).where(AuditEvent.municipality_id == TOWN)).all())
        assert count == 1 + WRITERS * 16
        assert broken_links(session, TOWN) == []


def side_by_side(number: int) -> None:
    for turn in range(8):
        read({PERSONS[number]}, f"{number} {turn}")
        with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
            change.record("note", "test", f"{number} {turn}")
