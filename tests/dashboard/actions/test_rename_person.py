"""Another name for a person: never over somebody else's, and never in the trail as text."""

from datetime import date

import pytest

from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.refusals import NameChangedMeanwhile, Refused
from dashboard.actions.rename_person import Renaming, rename_person
from data.access import LOCAL_PRINCIPAL, AccessDenied, Identity
from data.queries.people import KnownPerson, register
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, ISSUER, LEADER, acts, now_as
from tests.data.small_files import TOWN


@pytest.fixture
def leader(town: str) -> KnownPerson:
    grant_role(LOCAL_PRINCIPAL, RoleGrant(town, LEADER, Role.LEADER, "north", date.today(), "First Name"))
    return found()


def found() -> KnownPerson:
    return next(one for one in register(LOCAL_PRINCIPAL, TOWN).people if one.identity == LEADER)


def test_the_new_name_stands_and_the_trail_holds_neither(leader):
    assert rename_person(now_as(ADMIN), Renaming(TOWN, LEADER, "  Second Name ", leader.version))
    assert found().name == "Second Name"
    (act,) = acts("rename")
    assert act.about == {leader.person_id}
    assert "Name" not in str(act.detail)
    assert act.detail["before"]["name"] != act.detail["after"]["name"]
    assert not rename_person(now_as(ADMIN), Renaming(TOWN, LEADER, "Second Name", leader.version))
    assert len(acts("rename")) == 1


def test_what_somebody_else_wrote_meanwhile_is_told(leader):
    rename_person(LOCAL_PRINCIPAL, Renaming(TOWN, LEADER, "Theirs", leader.version))
    with pytest.raises(NameChangedMeanwhile) as told:
        rename_person(now_as(ADMIN), Renaming(TOWN, LEADER, "Mine", leader.version))
    assert told.value.theirs == "Theirs"
    assert found().name == "Theirs"


@pytest.mark.parametrize(
    ("name", "identity", "reason"),
    [(" ", LEADER, "name"), ("x" * 201, LEADER, "too_long"), ("x", Identity(ISSUER, "nobody"), "stranger")],
)
def test_what_is_no_name_or_nobody_is_refused(leader, name, identity, reason):
    with pytest.raises(Refused) as why:
        rename_person(now_as(ADMIN), Renaming(TOWN, identity, name, leader.version))
    assert why.value.reason == reason


def test_only_an_administrator_renames(leader):
    with pytest.raises(AccessDenied):
        rename_person(now_as(LEADER), Renaming(TOWN, LEADER, "Mine", leader.version))
