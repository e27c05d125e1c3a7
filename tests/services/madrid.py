"""Madrid's spending and indicators of 2022 in a database, loaded once for a run: a pytest plugin."""

import shutil
from pathlib import Path

import pytest

from tests.services.cluster import Cluster
from tests.services.databases import copyable

MADRID = "madrid"
MONTHS = (3, 6, 9, 12)
INDICATORS = "madrid_2022_indicadores.csv"


def spending_file(month: int) -> str:
    """Return the name of the file with the year to date at the end of a month."""
    return f"madrid_2022_ejecucion_gastos_{month:02}M.csv"


def load_madrid(url: str, folder: Path) -> None:
    """Bring a database to the newest schema and import Madrid's four spending files and its indicators.

    Args:
        url: The address of the database.
        folder: The folder with real public files.
    """
    from dashboard.actions.import_file import Request, import_file
    from dashboard.actions.prepare import initialise
    from data.access import LOCAL_PRINCIPAL
    from data.database import URL_VARIABLE, engine

    files = [("madrid-execution", spending_file(month), month) for month in MONTHS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        initialise()
        for profile, name, period in [*files, ("madrid-indicators", INDICATORS, None)]:
            content = (folder / MADRID / name).read_bytes()
            told = Request(profile, name, content, MADRID, "Madrid", "EUR", year=2022, period=period)
            assert not import_file(LOCAL_PRINCIPAL, told).refused, name
        engine().dispose()  # a database is copied only while nobody is connected to it


@pytest.fixture(scope="session")
def madrid_template(tmp_path_factory: pytest.TempPathFactory, real_folder: Path) -> Path:
    """A SQLite file with Madrid, to copy; a test that uses it is marked `real`."""
    template = tmp_path_factory.mktemp("madrid") / "madrid.sqlite"
    load_madrid(f"sqlite:///{template}", real_folder)
    return copyable(template)


@pytest.fixture
def madrid_url(madrid_template: Path, tmp_path: Path) -> str:
    """The address of a SQLite file of the test's own with Madrid."""
    return f"sqlite:///{shutil.copy(madrid_template, tmp_path / 'madrid.sqlite')}"


@pytest.fixture(scope="session")
def madrid_template_on_postgres(postgres_server: Cluster, real_folder: Path) -> str:
    """The name of a PostgreSQL database with Madrid, to copy; loaded once for all workers."""
    return postgres_server.prepared(MADRID, lambda url: load_madrid(url, real_folder))
