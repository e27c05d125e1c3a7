"""Who has access: what is listed, to whom, and the one act that each reading leaves."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.revoke_role import Revocation, revoke_role
from data.access import LOCAL_PRINCIPAL, Identity, at_the_gate
from data.queries.own_access import own_name, own_roles, own_sessions
from data.queries.people import OpenSession, grantable_units, public_view, register, register_version
from data.roles import Stretch
from data.schema.people import SignInSession
from data.sessions import Limits, open_session
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, ISSUER, LEADER, OTHER_ADMIN, acts, now_as
from tests.dashboard.actions.conftest import town as town
from tests.data.small_files import TOWN, keep, units
from tests.data.small_files import file as small_file

TODAY = date.today()
SOON = TODAY + timedelta(days=10)
AUDITOR = Identity(ISSUER, "auditor-1")


@pytest.fixture
def people(town: str) -> Iterator[str]:
    """A leader until soon, an auditor without a name, and a village whose administrator nobody here may see."""
    grant_role(LOCAL_PRINCIPAL, RoleGrant(town, LEADER, Role.LEADER, "north", TODAY, "Leader One"))
    revoke_role(LOCAL_PRINCIPAL, Revocation(town, LEADER, Role.LEADER, "north", SOON))
    grant_role(LOCAL_PRINCIPAL, RoleGrant(town, AUDITOR, Role.AUDITOR, None, TODAY))
    keep(small_file([], units=units(east=None)), town="village")
    grant_role(LOCAL_PRINCIPAL, RoleGrant("village", OTHER_ADMIN, Role.ADMINISTRATOR, None, TODAY, "Decoy"))
    return town


@pytest.mark.parametrize("reader", [ADMIN, AUDITOR])
def test_everybody_with_a_role_is_listed_by_name_and_the_reading_is_one_act(people, reader):
    found = register(now_as(reader), people)
    assert [one.name for one in found.people] == ["Admin One", "Leader One", None]
    leader = found.people[1]
    assert [(role.role, role.unit_id, role.unit_name) for role in leader.roles] == [
        (Role.LEADER, "north", "Unit north")
    ]
    assert leader.roles[0].in_force(TODAY) == Stretch(TODAY, SOON)
    assert leader.has_access(TODAY)
    assert not leader.has_access(SOON)
    (act,) = acts("read")
    assert (act.entity, act.entity_key, act.purpose) == ("people", people, "administration")
    assert act.about == {one.person_id for one in found.people}
    assert act.actor == now_as(reader).actor_in(people)


def test_nobody_else_reads_anything_and_no_act_is_left(people):
    readers = [now_as(LEADER), now_as(OTHER_ADMIN), now_as(Identity(ISSUER, "nobody"))]
    for reader in readers:
        found = register(reader, people)
        assert (found.people, found.sessions) == ((), ())
        assert grantable_units(reader, people) == ()
        assert register_version(reader, people) == 0
        assert public_view(reader, people) is None
    assert acts("read") == []


def test_sessions_that_hold_are_listed_without_anything_of_their_token(people):
    open_session(LEADER, "entra")
    open_session(OTHER_ADMIN, "decoy")
    open_session(AUDITOR, "idle")
    with at_the_gate() as session:
        long_ago = datetime.now(UTC) - timedelta(hours=1)
        session.execute(update(SignInSession).where(SignInSession.provider == "idle").values(seen_at=long_ago))
    found = register(now_as(ADMIN), people)
    assert [one.provider for one in found.sessions] == ["entra"]
    assert register(LOCAL_PRINCIPAL, people).sessions == found.sessions  # whoever sees every town gets one town's
    assert found.sessions[0].person_id == found.people[1].person_id
    assert "token_hash" not in {field.name for field in fields(OpenSession)}
    longer = register(now_as(ADMIN), people, limits=Limits(idle=timedelta(hours=2)))
    assert [one.provider for one in longer.sessions] == ["idle", "entra"]


def test_the_version_rises_with_each_change_and_not_with_reading(people):
    before = register_version(now_as(ADMIN), people)
    register(now_as(ADMIN), people)
    assert register_version(now_as(ADMIN), people) == before
    revoke_role(LOCAL_PRINCIPAL, Revocation(people, LEADER, Role.LEADER, "north", TODAY))
    assert register_version(now_as(ADMIN), people) > before


def test_every_unit_that_stands_can_be_given_a_role_for_each_under_its_parent(town):
    keep(small_file([], units=units(sector=None, b="sector", a="sector")), name="more.csv")
    found = [(one.unit_id, one.depth) for one in grantable_units(now_as(ADMIN), town)]
    assert found == [(TOWN, 0), ("north", 1), ("sector", 1), ("a", 2), ("b", 2), ("south", 1)]


def test_ones_own_roles_and_sessions_and_nobody_elses(people):
    grant_role(LOCAL_PRINCIPAL, RoleGrant("village", LEADER, Role.COUNCIL, None, SOON))
    open_session(LEADER, "entra")
    open_session(ADMIN, "decoy")
    me = now_as(LEADER)
    assert [(one.municipality_name, one.role, one.unit_name, one.stretch) for one in own_roles(me)] == [
        ("Town", Role.LEADER, "Unit north", Stretch(TODAY, SOON)),
        (None, Role.COUNCIL, None, Stretch(SOON, None)),  # nothing of the village is for the leader yet
    ]
    assert [one.provider for one in own_sessions(me)] == ["entra"]
    assert own_name(me) == "Leader One"
    assert acts("read") == []
    assert people


@pytest.mark.usefixtures("people")
def test_the_machine_itself_and_a_stranger_have_nothing_of_their_own():
    for principal in (LOCAL_PRINCIPAL, now_as(Identity(ISSUER, "nobody"))):
        assert (own_roles(principal), own_sessions(principal), own_name(principal)) == ((), (), None)
