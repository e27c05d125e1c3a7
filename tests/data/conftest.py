"""A database of the test's own, as the code under test finds it."""

from collections.abc import Iterator

import pytest

from data.database import URL_VARIABLE, engine


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
