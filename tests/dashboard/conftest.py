"""What tests of pages share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st

from dashboard import gate, settings
from dashboard.gate import Known
from dashboard.settings import Access, access_of
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE, engine


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Forget the answers of other tests: they may come from another database."""
    st.cache_data.clear()


@pytest.fixture
def at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an AppTest in: it has no request whose address could be looked at."""
    monkeypatch.setattr(gate, "current", lambda: Known(LOCAL_PRINCIPAL, "session", "test", "Prøveperson"))


@pytest.fixture
def sqlite_database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a migrated database that the app uses during the test."""
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    yield sqlite_url
    engine().dispose()


@pytest.fixture
def access(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], Access]:
    """Let the app be set up as a secrets.toml of this content would; without a call, as without a file."""

    def put(secrets: dict[str, Any]) -> Access:
        found = access_of(secrets)
        monkeypatch.setattr(settings, "current", lambda: found)
        return found

    put({})
    return put
