"""The people of the demo: a role each, fictional by name, added once, and also to a demo that had none."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import delete, select, text

from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.prepare import demonstrate
from dashboard.actions.revoke_role import Revocation, revoke_role
from data.access import LOCAL_PRINCIPAL, Grant, Identity, looking_at_the_gate
from data.database import URL_VARIABLE, engine
from data.demo.organisation import SECTORS, UNITS
from data.demo.people import demo_people, load_people
from data.people import DEMO_ISSUER, principal_of
from data.people import demo_people as offered
from data.queries.people import register
from data.schema.people import AuditSubject, Person, RoleAssignment
from data.vocabulary import Role

TOWN = "fjellvik"


@pytest.fixture
def demo(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    yield
    engine().dispose()


def grants(subject: str) -> frozenset[Grant]:
    with looking_at_the_gate() as session:
        return principal_of(session, Identity(DEMO_ISSUER, subject), date.today()).grants


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("subject", "role", "unit"),
    [
        ("director", Role.LEADER, TOWN),
        ("sector-leader", Role.SUPERIOR, "300"),  # health and care
        ("unit-leader", Role.LEADER, "330"),  # the home services
        ("council-member", Role.COUNCIL, ""),
        ("employer", Role.EMPLOYER, ""),
        ("hr-adviser", Role.HR, "330"),
        ("controller", Role.CONTROLLER, ""),
        ("administrator", Role.ADMINISTRATOR, ""),
        ("auditor", Role.AUDITOR, ""),
    ],
)
def test_everybody_has_one_role_in_the_demo_and_none_elsewhere(subject, role, unit):
    assert grants(subject) == {Grant(role, TOWN, unit)}


@pytest.mark.usefixtures("demo")
def test_they_are_offered_by_title_and_marked_as_fictional():
    with looking_at_the_gate() as session:
        found = offered(session)
    assert len(found) == 9
    assert all(name.endswith(" (fiktiv)") for _, name in found)
    roles = {role for person in demo_people() for role in [person.role]}
    assert roles == set(Role) - {Role.PUBLIC}
    assert {person.unit_id for person in demo_people()} <= {TOWN, *SECTORS, *UNITS}


@pytest.mark.usefixtures("demo")
def test_nobody_is_added_twice_and_what_was_changed_stays():
    leader = Identity(DEMO_ISSUER, "unit-leader")
    revoke_role(LOCAL_PRINCIPAL, Revocation(TOWN, leader, Role.LEADER, "330", date.today()))
    before = [one.person_id for one in register(LOCAL_PRINCIPAL, TOWN).people]
    assert not demonstrate(LOCAL_PRINCIPAL)
    assert load_people(LOCAL_PRINCIPAL) == 0
    assert [one.person_id for one in register(LOCAL_PRINCIPAL, TOWN).people] == before
    assert grants("unit-leader") == frozenset()
    assert grants("director") == {Grant(Role.LEADER, TOWN, TOWN)}


@pytest.mark.usefixtures("demo")
def test_a_demo_that_was_loaded_before_there_were_people_gets_them():
    with engine().begin() as connection:
        for trigger in connection.scalars(select(text("name from sqlite_master where type = 'trigger'"))).all():
            connection.execute(text(f'drop trigger "{trigger}"'))  # an older version had no people
        for table in (AuditSubject, RoleAssignment, Person):
            connection.execute(delete(table))
    grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, Identity("urn:x:y", "me"), Role.ADMINISTRATOR, None, date.today()))
    assert grants("administrator") == frozenset()
    assert not demonstrate(LOCAL_PRINCIPAL)
    assert grants("administrator") == {Grant(Role.ADMINISTRATOR, TOWN, "")}
    assert len(register(LOCAL_PRINCIPAL, TOWN).people) == 9 + 1
