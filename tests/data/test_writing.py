"""Changes: one writer at a time, all or nothing, with an act in the trail; and reading one state."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, select, text

from data.access import LOCAL_PRINCIPAL, UnrecordedChange, one_state, reading, writing
from data.schema.organisation import Municipality, Unit
from data.vocabulary import Right, Role
from tests.data.chains import broken_links
from tests.data.small_files import TOWN, dump, keep, let_changes, whole_file
from tests.principals import somebody


def fill() -> None:
    keep(whole_file())


def test_a_change_without_an_act_is_refused_and_rolled_back(database: str) -> None:
    fill()
    before = dump(database)

    def unrecorded() -> None:
        with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
            change.session.add(Unit(municipality_id=TOWN, unit_id="unrecorded"))

    with pytest.raises(UnrecordedChange):
        unrecorded()
    assert dump(database) == before


def test_a_change_that_fails_is_rolled_back(database: str) -> None:
    fill()
    before = dump(database)

    def failing() -> None:
        with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
            change.session.add(Unit(municipality_id=TOWN, unit_id="half"))
            change.session.flush()
            change.record("add", "unit", "half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert dump(database) == before


def test_nobody_commits_past_the_door(database: str) -> None:
    fill()
    before = dump(database)
    rename = text("UPDATE municipality SET name = 'x'")
    with reading(LOCAL_PRINCIPAL) as session:
        session.execute(rename)
        with pytest.raises(UnrecordedChange):
            session.commit()

    def within() -> None:
        with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
            change.session.execute(rename)
            change.session.commit()

    with pytest.raises(UnrecordedChange):
        within()
    with reading(LOCAL_PRINCIPAL) as session:
        session.execute(rename)
    assert dump(database) == before


@pytest.mark.usefixtures("database")
def test_one_state_is_not_disturbed_by_a_change_meanwhile() -> None:
    fill()
    with one_state(LOCAL_PRINCIPAL):
        before = names()
        with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
            change.session.get_one(Municipality, TOWN).name = "Renamed"
            change.record("rename", "municipality", TOWN)
        assert names() == before
    assert "Renamed" in names()


def names() -> set[str]:
    with reading(LOCAL_PRINCIPAL) as session:
        return set(session.scalars(select(Municipality.name)))


@pytest.mark.usefixtures("database")
def test_one_state_is_of_its_own_principal() -> None:
    fill()
    other = somebody(Role.CONTROLLER, TOWN)
    here = LOCAL_PRINCIPAL
    with one_state(here), reading(here) as shared, reading(here) as again, reading(other) as own:
        assert again is shared
        assert own is not shared


WRITERS, EACH = 8, 6


def write_events(writer: int) -> None:
    for number in range(EACH):
        with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
            change.record("note", "test", f"{writer} {number}")


def test_concurrent_writers_all_succeed_and_the_chain_is_whole(database: str) -> None:
    """Two processes of four threads each, all on one municipality."""
    fill()
    program = f"import {__name__} as module; module.threads({{}})"
    processes = [
        subprocess.Popen([sys.executable, "-c", program.format(first)], stderr=subprocess.PIPE)  # noqa: S603 - our own
        for first in (0, WRITERS // 2)
    ]
    errors = [process.communicate()[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], errors
    events = [row for row in dump(database)["audit_event"] if row[5] == "note"]
    assert len(events) == WRITERS * EACH
    assert len({row[7] for row in events}) == WRITERS * EACH
    with reading(LOCAL_PRINCIPAL) as session:
        assert broken_links(session, TOWN) == []


def threads(first: int) -> None:
    """Write from several threads of this process; run in a process of its own."""
    with ThreadPoolExecutor(WRITERS // 2) as pool:
        for done in [pool.submit(write_events, first + number) for number in range(WRITERS // 2)]:
            done.result()


def test_the_chain_tells_which_event_was_touched(database: str) -> None:
    fill()
    write_events(1)
    let_changes(database)
    as_owner(database, "UPDATE audit_event SET actor = 'somebody else' WHERE sequence = 3")
    assert broken() == [3]
    as_owner(database, "DELETE FROM audit_event WHERE sequence = 5")
    assert broken() == [3, 6]


def as_owner(url: str, statement: str) -> None:
    made = create_engine(url)
    with made.begin() as connection:
        connection.execute(text(statement))
    made.dispose()


def broken() -> list[int]:
    with reading(LOCAL_PRINCIPAL) as session:
        return broken_links(session, TOWN)
