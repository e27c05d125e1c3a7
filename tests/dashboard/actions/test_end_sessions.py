"""Putting somebody out: one session or all, of the municipality's own people alone."""

from datetime import date

import pytest

from dashboard.actions.end_own_session import end_own_session
from dashboard.actions.end_sessions import end_sessions
from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.refusals import Refused
from data.access import LOCAL_PRINCIPAL, AccessDenied, Identity
from data.queries.own_access import own_sessions
from data.queries.people import register
from data.sessions import EndedBecause, Limits, open_session, signed_in
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, ISSUER, LEADER, acts, now_as
from tests.data.small_files import TOWN


@pytest.fixture
def leader(town: str) -> str:
    return grant_role(LOCAL_PRINCIPAL, RoleGrant(town, LEADER, Role.LEADER, "north", date.today())).person_id


def holds(token: str) -> bool:
    return signed_in(token, Limits()) is not None


def test_one_session_is_ended_and_the_others_hold(leader):
    first, second = open_session(LEADER, "entra"), open_session(LEADER, "keycloak")
    wanted = next(one for one in register(LOCAL_PRINCIPAL, TOWN).sessions if one.provider == "entra")
    assert end_sessions(now_as(ADMIN), TOWN, LEADER, wanted.session_id) == 1
    assert (holds(first), holds(second)) == (False, True)
    (act,) = acts("end")
    assert (act.entity, act.entity_key, act.about) == ("session", wanted.session_id, {leader})
    assert act.detail["after"] == {"open": 0, "because": EndedBecause.PUT_OUT}
    assert end_sessions(now_as(ADMIN), TOWN, LEADER, wanted.session_id) == 0
    assert len(acts("end")) == 1


def test_all_sessions_of_one_person_are_ended(leader):
    tokens = [open_session(LEADER, "a"), open_session(LEADER, "b"), open_session(ADMIN, "a")]
    assert end_sessions(now_as(ADMIN), TOWN, LEADER) == 2
    assert [holds(token) for token in tokens] == [False, False, True]
    assert acts("end")[0].detail["before"] == {"open": 2}
    assert end_sessions(now_as(ADMIN), TOWN, LEADER) == 0
    assert leader


@pytest.mark.usefixtures("leader")
def test_nobody_elses_session_is_reached():
    stranger = Identity(ISSUER, "stranger")
    theirs, admins = open_session(stranger, "a"), open_session(ADMIN, "a")
    session_id = own_sessions(now_as(ADMIN))[0].session_id
    with pytest.raises(Refused):
        end_sessions(now_as(ADMIN), TOWN, stranger)
    assert end_sessions(now_as(ADMIN), TOWN, LEADER, session_id) == 0  # it is not the leader's
    with pytest.raises(AccessDenied):
        end_sessions(now_as(LEADER), TOWN, ADMIN)
    assert (holds(theirs), holds(admins)) == (True, True)


@pytest.mark.usefixtures("leader")
def test_ones_own_session_can_be_ended_and_no_other():
    here, elsewhere, admins = open_session(LEADER, "a"), open_session(LEADER, "b"), open_session(ADMIN, "a")
    (own,) = [one for one in own_sessions(now_as(LEADER)) if one.provider == "b"]
    (other,) = own_sessions(now_as(ADMIN))
    assert end_own_session(now_as(LEADER), own.session_id)
    assert not end_own_session(now_as(LEADER), own.session_id)
    assert not end_own_session(now_as(LEADER), other.session_id)
    assert [holds(token) for token in (here, elsewhere, admins)] == [True, False, True]
    (act,) = acts("sign_out")
    assert (act.actor, act.entity_key) == (now_as(LEADER).actor_in(TOWN), own.session_id)
    with pytest.raises(AccessDenied):
        end_own_session(LOCAL_PRINCIPAL, other.session_id)
