"""A database of the test's own, as the code under test finds it."""

from collections.abc import Iterator

import pytest

from data.database import URL_VARIABLE, engine, migrate
from tests.data import two_towns
from tests.services.cluster import Cluster


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a migrated database that `data` uses during the test; once for each engine."""
    yield from used(database_url, monkeypatch)


@pytest.fixture
def sqlite_database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same on SQLite alone, for what does not depend on the engine."""
    yield from used(sqlite_url, monkeypatch)


@pytest.fixture
def postgres_database(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same on PostgreSQL alone."""
    yield from used(postgres_url, monkeypatch)


def used(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let `data` use a database, and close its connections when the test is done."""
    monkeypatch.setenv(URL_VARIABLE, url)
    yield url
    engine().dispose()


@pytest.fixture(scope="module")
def two_towns_url(postgres_server: Cluster) -> Iterator[str]:
    """The address of a PostgreSQL database with two municipalities alike, for tests that keep nothing of a change."""
    with postgres_server.copy(postgres_server.prepared("two_towns", _fill_two_towns)) as url:
        yield url


@pytest.fixture
def two_towns_database(two_towns_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same as the database that `data` uses during the test."""
    yield from used(two_towns_url, monkeypatch)


def _fill_two_towns(url: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        migrate()
        two_towns.fill()
        engine().dispose()  # a database is copied only while nobody is connected to it
