"""The demo municipality in a database, loaded once for a run: a pytest plugin."""

import shutil
from pathlib import Path

import pytest

from tests.services.cluster import Cluster
from tests.services.databases import copyable


def load_demo(url: str) -> None:
    """Bring a database to the newest schema and load the demo municipality."""
    from dashboard.actions.prepare import demonstrate, initialise
    from data.access import LOCAL_PRINCIPAL
    from data.database import URL_VARIABLE, engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        initialise()
        demonstrate(LOCAL_PRINCIPAL)
        engine().dispose()  # a database is copied only while nobody is connected to it


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the code lists and the demo municipality, to copy."""
    template = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    load_demo(f"sqlite:///{template}")
    return copyable(template)


@pytest.fixture
def demo_url(demo_template: Path, tmp_path: Path) -> str:
    """The address of a SQLite file of the test's own with the demo municipality."""
    return f"sqlite:///{shutil.copy(demo_template, tmp_path / 'demo.sqlite')}"


@pytest.fixture(scope="session")
def demo_template_on_postgres(postgres_server: Cluster) -> str:
    """The name of a PostgreSQL database with the demo municipality, to copy; loaded once for all workers."""
    return postgres_server.prepared("demo", load_demo)
