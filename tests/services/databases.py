"""Databases for tests: a pytest plugin with one PostgreSQL server for a run and a fresh copy for each test."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.services.cluster import Cluster
from tests.services.machine import MissingServiceError, this_machine
from tests.services.postgres import HOW_TO_GET_IT, find_postgres
from tests.services.server import Server, ServerError

SERVER = pytest.StashKey[Server]()
SHARED = "postgres"


def migrate(url: str) -> None:
    """Bring a database to the newest schema; imported here, so that a test without a database does not wait for it."""
    from data.database import migrate as migrate_database

    migrate_database(url)


def copyable(template: Path) -> Path:
    """Return a SQLite file once all of it is in the file: what a write-ahead log holds would stay behind."""
    with closing(sqlite3.connect(template)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    return template


def started_server() -> Server:
    """Return a running server.

    Raises:
        MissingServiceError: This machine has no PostgreSQL.
    """
    binaries = find_postgres(this_machine())
    if not binaries:
        raise MissingServiceError(f"{HOW_TO_GET_IT} «python -m tests.services» does it for you.")
    return Server(binaries).__enter__()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand the run's server to a worker of pytest-xdist, starting it for the first of them."""
    try:
        if SERVER not in node.config.stash:
            node.config.stash[SERVER] = started_server()
        cluster = node.config.stash[SERVER].cluster
        node.workerinput[SHARED] = {"port": cluster.port, "password": cluster.password}
    except (MissingServiceError, ServerError) as error:
        node.workerinput[SHARED] = {"failure": str(error)}


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's server."""
    if SERVER in config.stash:
        config.stash[SERVER].close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs PostgreSQL, so that `-m "not postgres"` leaves it out."""
    for item in items:
        if "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker("postgres")


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> Cluster:
    """The run's PostgreSQL server, shared by all workers."""
    shared = getattr(pytestconfig, "workerinput", {}).get(SHARED)
    if shared and "failure" in shared:
        raise MissingServiceError(shared["failure"])
    if shared:
        return Cluster(**shared)
    pytestconfig.stash[SERVER] = started_server()
    return pytestconfig.stash[SERVER].cluster


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Cluster) -> str:
    """The name of a migrated PostgreSQL database to copy."""
    return postgres_server.migrated_template(migrate)


@pytest.fixture
def postgres_url(postgres_server: Cluster, postgres_template: str) -> Iterator[str]:
    """The address of a migrated PostgreSQL database of the test's own."""
    with postgres_server.copy(postgres_template) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    template = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    migrate(f"sqlite:///{template}")
    return copyable(template)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated SQLite file of the test's own."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'test.sqlite')}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database of the test's own; a test that asks for it runs on both engines."""
    return str(request.getfixturevalue(f"{request.param}_url"))
