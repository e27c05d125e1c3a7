"""The link by which somebody signs in on the machine itself, and what `serve` says where nobody can."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from dashboard import settings
from dashboard.commands import main
from dashboard.commands.running import ways_in
from dashboard.settings import access_of
from data import one_time, people
from data.access import Identity
from data.vocabulary import Role
from tests.services.people import TESTER, grant, municipality


@pytest.fixture
def command(sqlite_database: str) -> Callable[..., Result]:
    del sqlite_database
    return lambda *words: CliRunner().invoke(main, ["sign-in", *words])


NAMED = ("--issuer", TESTER.issuer, "--subject", TESTER.subject)


def test_the_link_signs_in_whom_it_was_made_for(sqlite_database: str, command: Callable[..., Result]) -> None:
    grant(sqlite_database, TESTER, Role.CONTROLLER, "0301")
    told = json.loads(command(*NAMED, "--port", "8600", "--json").output)
    start, _, token = told["address"].rpartition("/")
    assert (start, told["seconds"]) == ("http://localhost:8600/logg-inn/engang", 60)
    assert one_time.use_link(token) == TESTER


def test_it_is_told_in_words(sqlite_database: str, command: Callable[..., Result]) -> None:
    grant(sqlite_database, TESTER, Role.CONTROLLER, "0301")
    lines = command(*NAMED, "--language", "en").output.splitlines()
    assert lines[0] == "Open this link on this machine within 60 seconds. It works once:"
    assert lines[1].startswith("http://localhost:8501/logg-inn/engang/")


def test_nobody_without_a_role_gets_one(command: Callable[..., Result]) -> None:
    refused = command(*NAMED, "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.output)["error"] == "unknown_person"


def test_somebody_must_be_named(command: Callable[..., Result]) -> None:
    assert command().exit_code == 2


def test_serve_knows_whether_anybody_can_sign_in(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "current", lambda: access_of({}))
    assert not ways_in()
    grant(sqlite_database, Identity(people.DEMO_ISSUER, "director"), Role.LEADER, "fjellvik", fictional=True)
    assert ways_in()
    municipality(sqlite_database, "0301")
    assert not ways_in()
    monkeypatch.setattr(settings, "current", lambda: access_of({"auth": {}}))
    assert ways_in()
