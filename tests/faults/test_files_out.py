"""Files leave for whom they were made: their own bytes, once, for a minute, in the session that asked."""

import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.gate import COOKIE
from data.principal import Identity
from data.schema.people import ExportTicket, Person
from data.vocabulary import Role
from tests.faults.gated import MUNICIPALITY, PLAIN, Gated, in_time, opened
from tests.faults.large_files_app import made_for
from tests.services.app import AppServer, start_app
from tests.services.people import grant, revoke, session_token
from tests.services.plain_http import DOCUMENT, Reply, asked

LARGE = (sys.executable, "-m", "tests.faults.large_files_app")
FILE = "/eksport/scorecard.csv?unit=330"


@pytest.fixture(scope="module")
def large(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppServer, str]]:
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('large') / 'town.sqlite')}"
    with start_app(url, command=LARGE) as server:
        yield server, url


def get(server: str, path: str, token: str) -> Reply:
    return asked(server, "GET", path, {"Cookie": f"{COOKIE}={token}"})


def fetched(server: str, token: str) -> bytes:
    """Ask for the file and fetch it by the ticket."""
    leave = get(server, FILE, token)
    assert leave.status == 303
    return get(server, leave.leads_to, token).body


def test_two_large_files_that_differ_in_ten_bytes_each_reach_their_own_person(large: tuple[AppServer, str]) -> None:
    server, url = large
    people = [Identity("https://issuer.example", f"reader {number}") for number in (1, 2)]
    for person in people:
        grant(url, person, Role.CONTROLLER, MUNICIPALITY)
    tokens = [session_token(url, person) for person in people]
    with opened(url) as connection:
        ids = [
            connection.execute(sa.select(Person.person_id).filter_by(subject=one.subject)).scalar_one()
            for one in people
        ]
    wanted = [made_for(str(person_id)) for person_id in ids]
    assert len(wanted[0]) == len(wanted[1]) == 3 * 1024**2 + 10
    assert sum(one != other for one, other in zip(*wanted, strict=True)) >= 5
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda token: fetched(server.localhost, token), tokens * 4))
    assert [body == wanted[place % 2] for place, body in enumerate(found)] == [True] * 8


def ticket(town: Gated, token: str) -> str:
    leave = get(town.server.localhost, FILE, token)
    assert leave.status == 303
    assert leave.leads_to.startswith("/eksport/hent/")
    return leave.leads_to


def new_token(town: Gated) -> str:
    return session_token(town.url, town.identity(PLAIN))


def test_a_ticket_is_good_once(town: Gated) -> None:
    token = new_token(town)
    path = ticket(town, token)
    first, second = (get(town.server.localhost, path, token) for _ in range(2))
    assert (first.status, second.status) == (200, 404)
    assert b";" in first.body
    assert first.headers["cache-control"] == "no-store"
    assert first.headers["content-type"] == "text/csv; charset=utf-8"
    assert first.headers["content-disposition"].startswith("attachment")
    assert first.body.splitlines()[0] not in second.body


def test_of_many_at_once_one_gets_the_file(town: Gated) -> None:
    token = new_token(town)
    path = ticket(town, token)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: get(town.server.localhost, path, token).status, range(8)))
    assert sorted(statuses) == [200] + [404] * 7


def test_a_ticket_is_good_in_the_session_that_asked_for_it_alone(town: Gated) -> None:
    token, other_session = new_token(town), new_token(town)
    somebody = Identity(town.issuers[PLAIN].registration.issuer, "another reader")
    grant(town.url, somebody, Role.AUDITOR, MUNICIPALITY)
    path = ticket(town, token)
    assert get(town.server.localhost, path, other_session).status == 404
    assert get(town.server.localhost, path, session_token(town.url, somebody)).status == 404
    assert asked(town.server.localhost, "GET", path, DOCUMENT).status == 401
    assert get(town.server.localhost, path, token).status == 200  # it was not spent by them


@pytest.mark.parametrize(("seconds", "status"), [(30, 200), (61, 404)])
def test_a_ticket_is_good_for_a_minute(town: Gated, seconds: int, status: int) -> None:
    token = new_token(town)
    path = ticket(town, token)
    made = sa.update(ExportTicket).where(ExportTicket.used_at.is_(None))
    with opened(town.url) as connection:
        connection.execute(made.values(made_at=datetime.now(UTC) - timedelta(seconds=seconds)))
    assert get(town.server.localhost, path, token).status == status


def test_a_ticket_is_asked_again_what_its_holder_may_see(town: Gated) -> None:
    person = Identity(town.issuers[PLAIN].registration.issuer, "demoted")
    grant(town.url, person, Role.CONTROLLER, MUNICIPALITY)
    grant(town.url, person, Role.LEADER, MUNICIPALITY, "520")
    asking, fetching = session_token(town.url, person), "/eksport/scorecard.csv?unit=520"
    path = ticket(town, asking)
    revoke(town.url, person, Role.CONTROLLER, MUNICIPALITY)
    assert in_time(lambda: get(town.server.localhost, FILE, asking).status == 404)
    reply = get(town.server.localhost, path, asking)
    assert (reply.status, b"330" in reply.headers.get("content-disposition", "").encode()) == (404, False)
    assert get(town.server.localhost, fetching, asking).status == 303
