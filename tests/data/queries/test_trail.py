"""The trail with its filters and pages, who may read it, and what each read of it leaves."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select

from data import audit
from data.access import LOCAL_PRINCIPAL, AccessDenied, Principal, reading, reading_about, writing
from data.principal import Identity
from data.queries.trail import about_me, tips, trail, trail_choices
from data.schema.people import AuditEvent, AuditSubject, Person
from data.trail import Wanted
from data.vocabulary import Purpose, Right, Role
from tests.data.small_files import TOWN, keep, whole_file
from tests.principals import somebody

ADA, BO, CY = (f"01a20000-0000-7000-8000-00000000000{number}" for number in (1, 2, 3))
NAMES = {ADA: "Auditor", BO: "Leader", CY: None}
AUDITOR = Principal(somebody(Role.AUDITOR, TOWN).grants, persons=((TOWN, ADA),))
LEADER = Principal(somebody(Role.LEADER, TOWN, "north").grants, persons=((TOWN, BO),))
pytestmark = pytest.mark.usefixtures("database")


def fill(*towns: str) -> None:
    """Make towns with the three persons; their trails have two events: the import, and the persons' making."""
    for town in towns or (TOWN,):
        keep(whole_file(), town=town)
        with writing(LOCAL_PRINCIPAL, town, Right.IMPORT) as change:
            people = [
                {
                    "municipality_id": town,
                    "person_id": person,
                    "issuer": "i",
                    "subject": person,
                    "display_name": name,
                    "version_id": 1,
                }
                for person, name in NAMES.items()
            ]
            change.session.execute(insert(Person), people)
            change.record("add", "person", "all", about=NAMES)


def act(principal: Principal, action: str, entity: str, key: str, *about: str) -> None:
    with writing(principal, TOWN, Right.FIGURES) as change:
        change.record(action, entity, key, about=about, before=None, after={"n": 1}, version=7)


def keys(page: Any) -> list[str]:
    return list(page.events["entity_key"])


def test_an_event_is_told_whole() -> None:
    fill()
    act(LEADER, "write", "commentary", "north", CY)
    page = trail(AUDITOR, TOWN)
    first = page.events.iloc[0].to_dict()
    assert first.pop("happened_at").tzinfo is UTC
    assert first == {
        "municipality_id": TOWN,
        "sequence": 3,
        "actor": BO,
        "role": "leader",
        "purpose": None,
        "action": "write",
        "entity": "commentary",
        "entity_key": "north",
        "entity_version": 7,
        "detail": {"before": None, "after": {"n": 1}, "about": [CY]},
        "actor_name": "Leader",
        "about": (CY,),
        "about_names": (None,),
    }
    assert list(page.events["sequence"]) == [3, 2, 1]
    assert page.older is None


def test_each_filter_drops_its_decoy() -> None:
    fill()
    act(LEADER, "write", "commentary", "a", CY)
    act(AUDITOR, "write", "target", "b", BO)
    act(LEADER, "grant", "target", "c")
    for wanted, found in (
        (Wanted(actor=BO), ["c", "a"]),
        (Wanted(action="write"), ["b", "a"]),
        (Wanted(entity="target"), ["c", "b"]),
        (Wanted(about=CY), ["a", "all"]),
        (Wanted(about=BO, action="write"), ["b"]),
        (Wanted(about="nobody"), []),
    ):
        assert [key for key in keys(trail(LOCAL_PRINCIPAL, TOWN, wanted)) if key != TOWN] == found, wanted


def test_days_are_whole_days_of_the_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """22:30 and 23:30 UTC in January are 23:30 of the same day and 00:30 of the next in Oslo."""
    fill()
    for minute, key in (
        (datetime(2026, 1, 5, 22, 30, tzinfo=UTC), "before"),
        (datetime(2026, 1, 5, 23, 30, tzinfo=UTC), "after"),
    ):
        with monkeypatch.context() as clock:
            clock.setattr(audit, "datetime", type("Then", (), {"now": staticmethod(lambda _zone, at=minute: at)}))
            act(LOCAL_PRINCIPAL, "write", "test", key)
    day = date(2026, 1, 5)
    assert keys(trail(LOCAL_PRINCIPAL, TOWN, Wanted(first=day, last=day))) == ["before"]
    assert keys(trail(LOCAL_PRINCIPAL, TOWN, Wanted(first=day, last=day, zone="UTC"))) == ["after", "before"]
    assert keys(trail(LOCAL_PRINCIPAL, TOWN, Wanted(last=date(2026, 1, 6), action="write"))) == ["after", "before"]
    assert keys(trail(LOCAL_PRINCIPAL, TOWN, Wanted(first=date(2026, 1, 6), action="write"))) == ["after"]


def test_pages_follow_each_other_without_holes() -> None:
    fill()
    for number in range(7):
        act(LEADER, "write", "test", str(number))
    wanted, before, seen = Wanted(entity="test"), None, []
    for size in (3, 3, 3):
        page = trail(AUDITOR, TOWN, wanted, before, size)
        seen.append(keys(page))
        before = page.older
    assert seen == [["6", "5", "4"], ["3", "2", "1"], ["0"]]
    assert before is None


def test_only_those_with_the_right_read_it_and_a_refusal_leaves_nothing() -> None:
    fill(TOWN, "decoy")
    without = sorted(set(Role) - {Role.AUDITOR, Role.ADMINISTRATOR})
    for asking in (*(somebody(role, TOWN, "north") for role in without), somebody(Role.AUDITOR, "decoy")):
        with pytest.raises(AccessDenied):
            trail(asking, TOWN)
        choices = trail_choices(asking, TOWN)
        assert (choices.actions, choices.actors, choices.persons) == ((), {}, {})
        assert tips(asking, TOWN) == []
    assert events(TOWN) == ["import", "add"]


def events(town: str) -> list[str]:
    with reading(LOCAL_PRINCIPAL) as session:
        of_town = select(AuditEvent.action).where(AuditEvent.municipality_id == town)
        return list(session.scalars(of_town.order_by(AuditEvent.sequence)))


def about_last(town: str = TOWN) -> set[str]:
    """The persons noted for the newest event."""
    with reading(LOCAL_PRINCIPAL) as session:
        newest = session.scalars(
            select(AuditEvent.sequence).where(AuditEvent.municipality_id == town).order_by(AuditEvent.sequence.desc())
        ).first()
        return set(
            session.scalars(
                select(AuditSubject.person_id).where(
                    AuditSubject.municipality_id == town, AuditSubject.sequence == newest
                )
            )
        )


def test_a_read_of_the_trail_is_told_in_it() -> None:
    fill()
    act(LEADER, "write", "test", "x", CY)
    trail(AUDITOR, TOWN, Wanted(entity="test"), purpose=Purpose.EXPORT)
    newest = trail(LOCAL_PRINCIPAL, TOWN).events.iloc[0]
    told = (newest["actor"], newest["role"], newest["purpose"], newest["action"], newest["entity"], newest["detail"])
    detail = {"entity": "test", "about": [BO, CY]}  # who acted and on whom; not the reader
    assert told == (ADA, "auditor", "export", "read", "trail", detail)


def test_looking_at_looks_is_about_those_who_looked_alone() -> None:
    fill()
    act(LEADER, "write", "test", "x", CY)
    trail(AUDITOR, TOWN, Wanted(entity="test"))
    assert about_last() == {BO, CY}
    trail(LOCAL_PRINCIPAL, TOWN, Wanted(entity="trail"))
    assert about_last() == {ADA}


def test_who_read_about_me_over_all_municipalities_and_nothing_else() -> None:
    fill(TOWN, "decoy")
    act(LEADER, "write", "test", "about another", CY)
    with reading_about(AUDITOR, TOWN, Right.PEOPLE, "person", "list", Purpose.OVERSIGHT) as opened:
        opened.about |= {BO, CY}
    mine = Principal(frozenset(), persons=((TOWN, BO), ("decoy", BO)), identity=Identity("i", BO))
    before = events(TOWN)
    page = about_me(mine)
    assert list(page.events["municipality_id"]) == [TOWN, "decoy", TOWN]
    assert list(page.events["action"]) == ["read", "add", "add"]
    first = page.events.iloc[0]
    assert (first["actor"], first["actor_name"], first["role"], first["purpose"]) == (
        ADA,
        "Auditor",
        "auditor",
        "oversight",
    )
    assert not {"detail", "about"} & set(page.events)
    assert events(TOWN) == before
    only_here = Principal(frozenset(), persons=((TOWN, BO),))
    assert list(about_me(only_here).events["municipality_id"]) == [TOWN, TOWN]


def test_who_read_about_me_comes_in_pages() -> None:
    fill()
    for number in range(3):
        act(AUDITOR, "write", "test", str(number), BO)
    first = about_me(LEADER, size=2)
    second = about_me(LEADER, before=first.older, size=2)
    assert (keys(first), keys(second), second.older) == (["2", "1"], ["0", "all"], None)


def test_who_is_no_person_has_no_log_of_their_own() -> None:
    fill()
    for asking in (somebody(Role.AUDITOR), Principal(frozenset()), LOCAL_PRINCIPAL):
        assert about_me(asking).events.empty


def test_what_there_is_to_filter_by() -> None:
    fill(TOWN, "decoy")
    act(LEADER, "write", "commentary", "x", CY)
    choices = trail_choices(AUDITOR, TOWN)
    assert choices.actions == ("add", "import", "write")
    assert choices.entities == ("commentary", "import_batch", "person")
    assert choices.actors == {BO: "Leader", "local": "local"}
    assert choices.persons == {ADA: "Auditor", BO: "Leader", CY: CY}


def test_the_tip_is_the_newest_event_of_each_chain() -> None:
    fill(TOWN, "decoy")
    act(LEADER, "write", "test", "x")
    found = {tip.municipality_id: tip.sequence for tip in tips(LOCAL_PRINCIPAL)}
    assert found == {TOWN: 3, "decoy": 2}
    (own,) = tips(AUDITOR)
    with reading(LOCAL_PRINCIPAL) as session:
        newest = session.get_one(AuditEvent, (TOWN, 3))
        assert (own.event_hash, own.happened_at) == (newest.event_hash, newest.happened_at)
    assert tips(LOCAL_PRINCIPAL, "nowhere") == []
