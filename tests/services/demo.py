"""The demo municipality in a database, loaded once for a run: a pytest plugin."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the code lists and the demo municipality, to copy."""
    from dashboard.actions.prepare import demonstrate, initialise
    from data.access import LOCAL_PRINCIPAL
    from data.database import URL_VARIABLE

    template = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, f"sqlite:///{template}")
        initialise()
        demonstrate(LOCAL_PRINCIPAL)
    with closing(sqlite3.connect(template)) as connection:
        # What a write-ahead log holds would stay behind when the file is copied.
        connection.execute("pragma wal_checkpoint(truncate)")
    return template


@pytest.fixture
def demo_url(demo_template: Path, tmp_path: Path) -> str:
    """The address of a SQLite file of the test's own with the demo municipality."""
    return f"sqlite:///{shutil.copy(demo_template, tmp_path / 'demo.sqlite')}"
