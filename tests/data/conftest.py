"""A database of the test's own, as the code under test finds it."""

from collections.abc import Iterator

import pytest

from data.database import URL_VARIABLE, engine


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a migrated database that `data` uses during the test; once for each engine."""
    monkeypatch.setenv(URL_VARIABLE, database_url)
    yield database_url
    engine().dispose()


@pytest.fixture
def sqlite_database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same on SQLite alone, for what does not depend on the engine."""
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    yield sqlite_url
    engine().dispose()
