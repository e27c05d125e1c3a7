"""Ending a role: at once or from a day, with the sessions, and never the last administrator by an administrator."""

from datetime import date, timedelta

import pytest

from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.refusals import Refused, RoleChangedMeanwhile
from dashboard.actions.revoke_role import Revocation, revoke_role
from data.access import LOCAL_PRINCIPAL, AccessDenied, Grant, Identity
from data.queries.people import register
from data.roles import Stretch
from data.sessions import Limits, open_session, signed_in
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, ISSUER, LEADER, OTHER_ADMIN, acts, now_as
from tests.data.small_files import TOWN, keep, units
from tests.data.small_files import file as small_file

TODAY = date.today()
SOON = TODAY + timedelta(days=10)
WANTED = Revocation(TOWN, LEADER, Role.LEADER, "north", TODAY)


@pytest.fixture
def leader(town: str) -> str:
    return grant_role(LOCAL_PRINCIPAL, RoleGrant(town, LEADER, Role.LEADER, "north", TODAY, "Leader One")).person_id


def ending(identity: Identity, role: Role = Role.LEADER, on: date = TODAY, version: int | None = None) -> Revocation:
    return Revocation(TOWN, identity, role, "north" if role is Role.LEADER else None, on, version)


def version_of(identity: Identity) -> int:
    people = register(LOCAL_PRINCIPAL, TOWN).people
    return next(one.roles[0].version for one in people if one.identity == identity)


def test_a_role_ended_today_is_gone_with_every_session(leader):
    tokens = [open_session(LEADER, "one"), open_session(LEADER, "two")]
    decoy = open_session(ADMIN, "one")
    revoked = revoke_role(now_as(ADMIN), WANTED)
    assert (revoked.changed, revoked.sessions_ended) == (True, 2)
    assert now_as(LEADER).grants == frozenset()
    assert [signed_in(token, Limits()) for token in tokens] == [None, None]
    assert signed_in(decoy, Limits()) is not None
    (act,) = acts("revoke")
    assert (act.about, act.role, act.actor) == ({leader}, "administrator", now_as(ADMIN).actor_in(TOWN))
    assert act.detail["before"] == [{"begins": TODAY.isoformat(), "ends": None}]
    assert act.detail["after"] == []
    assert act.detail["sessions_ended"] == 2


@pytest.mark.usefixtures("leader")
def test_a_role_ended_later_holds_until_then_and_the_session_with_it():
    token = open_session(LEADER, "one")
    assert revoke_role(now_as(ADMIN), ending(LEADER, on=SOON)).changed
    held = {Grant(Role.LEADER, TOWN, "north")}
    assert now_as(LEADER, SOON - timedelta(days=1)).grants == held
    assert now_as(LEADER, SOON).grants == frozenset()
    assert signed_in(token, Limits()) is not None
    assert acts("revoke")[0].detail["after"] == [{"begins": TODAY.isoformat(), "ends": SOON.isoformat()}]


@pytest.mark.usefixtures("leader")
def test_the_second_click_changes_nothing_also_with_what_was_read_before_the_first():
    read = version_of(LEADER)
    assert revoke_role(now_as(ADMIN), ending(LEADER, version=read)).changed
    assert not revoke_role(now_as(ADMIN), ending(LEADER, version=read)).changed
    assert len(acts("revoke")) == 1


@pytest.mark.usefixtures("leader")
def test_what_somebody_else_did_meanwhile_is_told_and_stands():
    grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, OTHER_ADMIN, Role.ADMINISTRATOR, None, TODAY, "Admin Two"))
    read = version_of(LEADER)
    revoke_role(now_as(OTHER_ADMIN), ending(LEADER, on=SOON))
    with pytest.raises(RoleChangedMeanwhile) as told:
        revoke_role(now_as(ADMIN), ending(LEADER, version=read))
    assert told.value.theirs == (Stretch(TODAY, SOON),)
    assert told.value.by is not None
    assert told.value.by.name == "Admin Two"
    assert now_as(LEADER).grants == {Grant(Role.LEADER, TOWN, "north")}
    assert revoke_role(now_as(ADMIN), ending(LEADER, version=version_of(LEADER))).changed


def test_what_the_command_line_did_meanwhile_is_told_too(leader):
    read = version_of(LEADER)
    revoke_role(LOCAL_PRINCIPAL, ending(LEADER, on=SOON))
    with pytest.raises(RoleChangedMeanwhile) as told:
        revoke_role(now_as(ADMIN), ending(LEADER, version=read))
    assert told.value.by is not None
    assert (told.value.by.actor, told.value.by.name) == ("local", None)
    assert leader


@pytest.mark.usefixtures("town")
def test_an_administrator_cannot_leave_the_municipality_without_one():
    me = ending(ADMIN, Role.ADMINISTRATOR)
    assert refused(ADMIN, me) == "last_administrator"
    grant_role(now_as(ADMIN), RoleGrant(TOWN, OTHER_ADMIN, Role.ADMINISTRATOR, None, SOON))
    assert refused(ADMIN, me) == "last_administrator"  # the other begins too late
    assert revoke_role(now_as(ADMIN), ending(ADMIN, Role.ADMINISTRATOR, SOON)).changed
    assert now_as(ADMIN, SOON).grants == frozenset()


@pytest.mark.usefixtures("town")
def test_another_administrator_whose_role_ends_does_not_count_for_ever():
    grant_role(now_as(ADMIN), RoleGrant(TOWN, OTHER_ADMIN, Role.ADMINISTRATOR, None, TODAY))
    revoke_role(now_as(ADMIN), ending(OTHER_ADMIN, Role.ADMINISTRATOR, SOON))
    assert refused(ADMIN, ending(ADMIN, Role.ADMINISTRATOR)) == "last_administrator"
    assert now_as(ADMIN).grants == {Grant(Role.ADMINISTRATOR, TOWN, "")}


@pytest.mark.usefixtures("town")
def test_an_administrator_of_another_municipality_does_not_count():
    keep(small_file([], units=units(east=None)), town="village")
    grant_role(LOCAL_PRINCIPAL, RoleGrant("village", OTHER_ADMIN, Role.ADMINISTRATOR, None, TODAY))
    assert refused(ADMIN, ending(ADMIN, Role.ADMINISTRATOR)) == "last_administrator"
    with pytest.raises(AccessDenied):
        revoke_role(now_as(OTHER_ADMIN), ending(ADMIN, Role.ADMINISTRATOR))


@pytest.mark.usefixtures("town")
def test_whoever_holds_the_machine_may_take_the_last_administrator():
    assert revoke_role(LOCAL_PRINCIPAL, ending(ADMIN, Role.ADMINISTRATOR)).changed
    assert now_as(ADMIN).grants == frozenset()


def refused(by: Identity, wanted: Revocation) -> str:
    with pytest.raises(Refused) as why:
        revoke_role(now_as(by), wanted)
    return why.value.reason


@pytest.mark.usefixtures("leader")
def test_what_cannot_be_ended_is_refused():
    assert refused(ADMIN, ending(Identity(ISSUER, "nobody"))) == "stranger"
    assert refused(ADMIN, ending(LEADER, Role.COUNCIL)) == "never_held"
    assert refused(ADMIN, ending(LEADER, on=TODAY - timedelta(days=1))) == "past_end"
    assert acts("revoke") == []


def test_a_role_that_has_not_begun_is_taken_back(town):
    grant_role(LOCAL_PRINCIPAL, RoleGrant(town, LEADER, Role.LEADER, "north", SOON))
    assert revoke_role(now_as(ADMIN), WANTED).changed
    assert now_as(LEADER, SOON).grants == frozenset()


def test_a_role_can_be_given_again_and_its_history_stays(town, leader):
    revoke_role(now_as(ADMIN), ending(LEADER, on=SOON))
    grant_role(now_as(ADMIN), RoleGrant(town, LEADER, Role.LEADER, "north", SOON + timedelta(days=5)))
    person = next(one for one in register(LOCAL_PRINCIPAL, town).people if one.person_id == leader)
    assert person.roles[0].stretches == (Stretch(TODAY, SOON), Stretch(SOON + timedelta(days=5), None))
