import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tests.services.cluster import TEMPLATE, Cluster
from tests.services.machine import this_machine
from tests.services.postgres import Binaries, find_postgres
from tests.services.server import Server, ServerError, copied_programs

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def binaries() -> Binaries:
    found = find_postgres(this_machine())
    assert found
    return found


def setting(cluster: Cluster, name: str) -> str:
    with cluster.connect() as connection:
        return str(connection.execute("select current_setting(%s)", [name]).fetchone()[0])


def test_a_server_forgets_quickly_and_leaves_nothing(binaries: Binaries) -> None:
    with Server(binaries) as server:
        settings = [setting(server.cluster, name) for name in ("fsync", "synchronous_commit", "full_page_writes")]
        assert settings == ["off", "off", "off"]
        assert server.folder.is_dir()

    assert not server.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        server.cluster.connect()


def test_a_durable_server_keeps_what_was_committed_through_a_crash(binaries: Binaries) -> None:
    with Server(binaries, durable=True) as server:
        settings = [setting(server.cluster, name) for name in ("fsync", "synchronous_commit", "full_page_writes")]
        assert settings == ["on", "on", "on"]
        server.create_database("kept")
        with server.cluster.connect("kept") as connection:
            connection.execute("create table answer as select 42 as value")

        server.stop("immediate")
        server.start()

        with server.cluster.connect("kept") as connection:
            assert connection.execute("select value from answer").fetchall() == [(42,)]


def test_only_the_password_opens_it(postgres_server: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        Cluster(postgres_server.port, "wrong").connect()


def test_a_copy_holds_what_its_template_holds_and_nothing_goes_back(postgres_server: Cluster) -> None:
    postgres_server.create_database("original")
    with postgres_server.connect("original") as connection:
        connection.execute("create table answer as select 42 as value")
    try:
        url = postgres_server.create_database("copy", "original")
        assert url == postgres_server.url("copy")
        with postgres_server.connect("copy") as connection:
            assert connection.execute("select value from answer").fetchall() == [(42,)]
            connection.execute("delete from answer")
        with postgres_server.connect("original") as connection:
            assert connection.execute("select value from answer").fetchall() == [(42,)]
    finally:
        postgres_server.drop_database("copy")
        postgres_server.drop_database("original")


def test_a_template_is_migrated_once_and_not_kept_when_that_fails(binaries: Binaries) -> None:
    migrated: list[str] = []

    def fail(url: str) -> None:
        raise ValueError(url)

    with Server(binaries) as server:
        with pytest.raises(ValueError, match=f"{TEMPLATE}_draft"):
            server.cluster.migrated_template(fail)
        assert server.cluster.migrated_template(migrated.append) == TEMPLATE
        assert server.cluster.migrated_template(migrated.append) == TEMPLATE

    assert migrated == [server.url(f"{TEMPLATE}_draft")]


def test_a_server_that_cannot_be_made_says_why_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "servers").mkdir()
    (tmp_path / "empty/installation/bin").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "servers"))

    with pytest.raises(ServerError, match="initdb cannot be run"):
        Server(Binaries(tmp_path / "empty/installation/bin", "15.0"))

    assert list((tmp_path / "servers").iterdir()) == []


def test_copied_programs_keep_the_libraries_of_a_wheel_at_the_same_distance(tmp_path: Path) -> None:
    programs = tmp_path / "site/package/pginstall18/bin"
    programs.mkdir(parents=True)
    (programs / "postgres").touch()
    (tmp_path / "site/package.libs").mkdir()
    (tmp_path / "site/package.libs/libpq.so").touch()
    (tmp_path / "site/decoy").mkdir()

    copy = copied_programs(programs, tmp_path / "copy")

    assert copy == tmp_path / "copy/package/pginstall18/bin"
    assert (copy / "postgres").exists()
    assert (tmp_path / "copy/package.libs/libpq.so").exists()
    assert not (tmp_path / "copy/decoy").exists()


OWNER_THAT_IS_KILLED = """
import os, signal
from tests.services.machine import this_machine
from tests.services.postgres import find_postgres
from tests.services.server import Server
server = Server(find_postgres(this_machine()))
server.start()
server.cluster.connect().close()
print(server.cluster.port, server.folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_server_ends_when_its_owner_is_killed() -> None:
    owner = subprocess.run([sys.executable, "-c", OWNER_THAT_IS_KILLED], capture_output=True, text=True, check=False)
    assert owner.returncode == -signal.SIGKILL, owner.stderr
    port, folder = owner.stdout.split()

    deadline = time.monotonic() + 20
    while Path(folder).exists() and time.monotonic() < deadline:
        time.sleep(0.1)

    assert not Path(folder).exists()
    with pytest.raises(psycopg.OperationalError, match="refused"):
        Cluster(int(port), "any").connect()
