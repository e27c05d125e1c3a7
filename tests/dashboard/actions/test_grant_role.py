"""Giving a role: what it is given for, what is refused, and that a second click changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.refusals import Refused
from data.access import LOCAL_PRINCIPAL, AccessDenied, Grant, Identity
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, ISSUER, LEADER, OTHER_ADMIN, acts, now_as
from tests.data.small_files import TOWN, keep, units
from tests.data.small_files import file as small_file

TODAY = date.today()
WANTED = RoleGrant(TOWN, LEADER, Role.LEADER, "north", TODAY, "Leader One")


def test_a_role_holds_from_its_day_and_is_an_act(town):
    granted = grant_role(now_as(ADMIN), WANTED)
    assert (granted.changed, granted.new, granted.begins) == (True, True, TODAY)
    assert now_as(LEADER).grants == {Grant(Role.LEADER, town, "north")}
    assert now_as(LEADER, TODAY - timedelta(days=1)).grants == frozenset()
    added, given = acts("add", "grant")[-2:]
    assert (added.entity, added.about) == ("person", {granted.person_id})
    assert "Leader One" not in str(added.detail)
    assert len(added.detail["after"]["name"].removeprefix("hmac-sha256:")) == 64
    assert given.actor == now_as(ADMIN).actor_in(town)
    assert (given.role, given.about) == ("administrator", {granted.person_id})
    assert given.entity_key == f"{granted.person_id} leader north"
    assert given.detail["before"] == []
    assert given.detail["after"] == [{"begins": TODAY.isoformat(), "ends": None}]


@pytest.mark.usefixtures("town")
def test_the_same_again_changes_nothing_and_leaves_no_act():
    first = grant_role(LOCAL_PRINCIPAL, WANTED)
    before = acts("grant", "add")
    again = grant_role(LOCAL_PRINCIPAL, replace(WANTED, begins=TODAY + timedelta(days=9), name="Another name"))
    assert (again.person_id, again.changed, again.new, again.begins) == (first.person_id, False, False, TODAY)
    assert acts("grant", "add") == before


def test_a_role_to_come_is_not_held_yet_and_can_be_moved_forward(town):
    later = TODAY + timedelta(days=10)
    grant_role(LOCAL_PRINCIPAL, replace(WANTED, begins=later))
    assert now_as(LEADER).grants == frozenset()
    assert now_as(LEADER, later).grants == {Grant(Role.LEADER, town, "north")}
    assert grant_role(LOCAL_PRINCIPAL, WANTED).begins == TODAY
    assert now_as(LEADER).grants == {Grant(Role.LEADER, town, "north")}


def test_a_role_of_the_whole_needs_no_unit_and_takes_none_but_the_root(town):
    council = replace(WANTED, role=Role.COUNCIL, unit_id=None)
    grant_role(LOCAL_PRINCIPAL, council)
    assert not grant_role(LOCAL_PRINCIPAL, replace(council, unit_id=town)).changed
    assert now_as(LEADER).grants == {Grant(Role.COUNCIL, town, "")}
    assert refused(replace(council, unit_id="north")) == "whole"


def refused(wanted: RoleGrant) -> str:
    with pytest.raises(Refused) as why:
        grant_role(LOCAL_PRINCIPAL, wanted)
    return why.value.reason


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"unit_id": None}, "unit_missing"),
        ({"unit_id": "nowhere"}, "unit"),
        ({"role": Role.PUBLIC, "unit_id": None}, "public"),
        ({"begins": TODAY - timedelta(days=1)}, "past"),
        ({"municipality_id": "elsewhere"}, "municipality"),
        ({"identity": Identity("id.example.org", "x")}, "issuer"),
        ({"identity": Identity("", "x")}, "issuer"),
        ({"identity": Identity(ISSUER, "")}, "subject"),
        ({"identity": Identity(ISSUER, " x")}, "subject"),
        ({"identity": Identity(ISSUER, "x\ny")}, "subject"),
        ({"identity": Identity(ISSUER, "somebody@example.org")}, "address"),
        ({"identity": Identity(ISSUER, "x" * 301)}, "too_long"),
        ({"name": "x" * 201}, "too_long"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(changed, reason):
    assert refused(replace(WANTED, **changed)) == reason
    assert [one.detail["after"] for one in acts("grant")] == [[{"begins": TODAY.isoformat(), "ends": None}]]
    assert now_as(LEADER).persons == ()


def test_a_unit_that_has_ended_by_the_day_is_refused(town):
    ended = [*units(gone=None), replace(units(gone=None)[0], valid_from=TODAY, ends=True)]
    keep(small_file([], units=ended), name="units.csv")
    assert refused(replace(WANTED, municipality_id=town, unit_id="gone")) == "unit"


def test_a_unit_can_be_given_from_the_day_it_stands_and_not_before(town):
    opens = TODAY + timedelta(days=30)
    keep(small_file([], units=[replace(units(new=None)[0], valid_from=opens)]), name="units.csv")
    assert refused(replace(WANTED, unit_id="new")) == "unit"
    assert grant_role(LOCAL_PRINCIPAL, replace(WANTED, unit_id="new", begins=opens)).begins == opens
    assert now_as(LEADER).grants == frozenset()
    assert town


def test_only_an_administrator_of_the_same_municipality_gives_roles(town):
    keep(small_file([], units=units(east=None)), town="village")
    for role in Role:
        if role not in (Role.ADMINISTRATOR, Role.PUBLIC):
            unit = "north" if role in (Role.LEADER, Role.SUPERIOR, Role.HR) else None
            grant_role(LOCAL_PRINCIPAL, replace(WANTED, role=role, unit_id=unit))
    grant_role(LOCAL_PRINCIPAL, RoleGrant("village", OTHER_ADMIN, Role.ADMINISTRATOR, None, TODAY))
    before = acts("grant")
    for identity in (LEADER, OTHER_ADMIN, Identity(ISSUER, "nobody")):
        with pytest.raises(AccessDenied):
            grant_role(now_as(identity), replace(WANTED, identity=identity, unit_id="south"))
    with pytest.raises(AccessDenied):
        grant_role(now_as(ADMIN), replace(WANTED, municipality_id="village", unit_id="east"))
    assert acts("grant") == before
    assert grant_role(now_as(OTHER_ADMIN), replace(WANTED, municipality_id="village", unit_id="east")).changed
    assert town in dict(now_as(ADMIN).persons)


@pytest.mark.usefixtures("town")
def test_somebody_known_without_a_name_keeps_it_so_and_the_name_of_another_is_not_overwritten():
    first = grant_role(LOCAL_PRINCIPAL, replace(WANTED, name=None))
    assert first.new
    assert not grant_role(LOCAL_PRINCIPAL, replace(WANTED, unit_id="south", name="Other")).new
    assert len(acts("add")) == 2  # the administrator and the leader
