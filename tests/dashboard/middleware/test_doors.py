"""Which addresses are open to whom."""

import pytest

from dashboard.gate import Known
from dashboard.middleware.doors import Door, door_of, is_asset, lets_in
from data.access import NOBODY
from data.vocabulary import Role
from tests.principals import somebody


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/_stcore/health", Door.OPEN),
        ("/static/js/index.js", Door.OPEN),
        ("/app/static/sign_in.css", Door.OPEN),
        ("/logg-inn", Door.OPEN),
        ("/logg-inn/entra", Door.OPEN),
        ("/auth/login", Door.OPEN),
        ("/oauth2callback", Door.OPEN),
        ("/", Door.KNOWN),
        ("/budget", Door.KNOWN),
        ("/anything/else", Door.KNOWN),
        ("/_stcore/stream", Door.KNOWN),
        ("/_stcore/host-config", Door.KNOWN),
        ("/_stcore/healthy", Door.KNOWN),
        ("/_stcore/health/x", Door.KNOWN),
        ("/_stcore/script-health-check", Door.KNOWN),
        ("/eksport/scorecard.csv", Door.KNOWN),
        ("/eksport/hent/x", Door.KNOWN),
        ("/component/x/index.html", Door.KNOWN),
        ("/logg-innx", Door.KNOWN),
        ("/static", Door.KNOWN),
        ("/static/../media/x", Door.KNOWN),
        ("/static//media/x", Door.KNOWN),
        ("//static/x", Door.KNOWN),
        ("/static/..\\x", Door.KNOWN),
        ("/oauth2callback/x", Door.KNOWN),
        ("/media/x.csv", Door.SESSION),
        ("/auth/logout", Door.SESSION),
        ("/_stcore/upload_file/a/b", Door.SENDER),
        ("/_stcore/metrics", Door.ADMINISTRATOR),
        ("/_stcore/agent/interact", Door.SHUT),
        ("/_stcore/agent/openapi.json", Door.SHUT),
    ],
)
def test_whom_an_address_is_for(path: str, door: Door) -> None:
    assert door_of(path) is door


CONTROLLER = Known(somebody(Role.CONTROLLER, "0001"), "session")
LEADER = Known(somebody(Role.LEADER, "0001"), "session")
ADMINISTRATOR = Known(somebody(Role.ADMINISTRATOR, "0001"), "session")
PUBLIC = Known(somebody(Role.PUBLIC, "0001"))


@pytest.mark.parametrize(
    ("door", "let_in"),
    [
        (Door.OPEN, [None, PUBLIC, LEADER, CONTROLLER, ADMINISTRATOR]),
        (Door.KNOWN, [PUBLIC, LEADER, CONTROLLER, ADMINISTRATOR]),
        (Door.SESSION, [LEADER, CONTROLLER, ADMINISTRATOR]),
        (Door.SENDER, [LEADER, CONTROLLER]),
        (Door.ADMINISTRATOR, [ADMINISTRATOR]),
        (Door.SHUT, []),
    ],
)
def test_whom_a_door_lets_in(door: Door, let_in: list[Known | None]) -> None:
    assert [one for one in (None, PUBLIC, LEADER, CONTROLLER, ADMINISTRATOR) if lets_in(door, one)] == let_in


@pytest.mark.parametrize("role", [Role.COUNCIL, Role.EMPLOYER, Role.HR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_neither_imports_nor_answers_for_benefits_sends_no_file(role: Role) -> None:
    assert not lets_in(Door.SENDER, Known(somebody(role, "0001"), "session"))


def test_the_public_imports_nothing_whatever_roles_it_were_given() -> None:
    assert not lets_in(Door.SENDER, Known(LEADER.principal))
    assert not lets_in(Door.SENDER, Known(CONTROLLER.principal))
    assert not lets_in(Door.ADMINISTRATOR, Known(ADMINISTRATOR.principal))
    assert not lets_in(Door.SENDER, Known(NOBODY, "session"))


@pytest.mark.parametrize(
    ("path", "asset"), [("/static/a.js", True), ("/app/static/a", True), ("/static/../x", False), ("/", False)]
)
def test_what_a_browser_may_keep(path: str, asset: bool) -> None:
    assert is_asset(path) is asset
