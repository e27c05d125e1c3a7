"""A PostgreSQL server of the tests' own, in a folder that goes away with it."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.services.cluster import HOST, OWNER, Cluster
from tests.services.postgres import Binaries

UNPRIVILEGED = ("postgres", "nobody")
START_ATTEMPTS = 3  # another program may take the free port before the server does
SETTINGS = "listen_addresses = '{host}'\nunix_socket_directories = '{folder}'\ntimezone = 'UTC'\n"
FORGETFUL = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
# Waits for the end of its input, which is the end of the tests' process however that came, and then ends the server.
GUARD = """
import os, pathlib, shutil, signal, sys, time
sys.stdin.read()
folder = pathlib.Path(sys.argv[1])
try:
    process = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(process, signal.SIGQUIT)
    time.sleep(1)
except (OSError, ValueError):
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


class ServerError(Exception):
    """The server could not be made or started; the text holds what it said."""


def unprivileged_user() -> pwd.struct_passwd | None:
    """Return the user the server runs as where we are root, which PostgreSQL refuses; None is ourselves."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServerError(f"PostgreSQL does not run as root, and none of the users {', '.join(UNPRIVILEGED)} exists.")


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def copied_programs(programs: Path, target: Path) -> Path:
    """Copy an installation, with the libraries a Python wheel keeps beside its package; return its programs."""
    installation = programs.parent
    package = installation.parent
    shutil.copytree(installation, target / package.name / installation.name, symlinks=True)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    return target / package.name / installation.name / programs.name


class Server:
    """A PostgreSQL server in a folder of its own; `with Server(binaries) as server` starts, stops and removes it.

    Without `durable` it does not wait for the disk, and a crash of the machine may lose everything.
    """

    def __init__(self, binaries: Binaries, *, durable: bool = False) -> None:
        """Make the folder and the empty cluster; nothing runs yet."""
        self.user = unprivileged_user()
        self.folder = Path(tempfile.mkdtemp(prefix="brobygger-postgres-"))
        self.data = self.folder / "data"
        self.programs = binaries.folder
        self.cluster = Cluster(port=free_port(), password=secrets.token_hex(16))
        self.guard = subprocess.Popen(
            [sys.executable, "-c", GUARD, str(self.folder)], stdin=subprocess.PIPE, start_new_session=True
        )
        try:
            self._hand_over(self.folder)
            self._make_programs_reachable()
            self._initialise(durable=durable)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Start the server."""
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server and remove its folder."""
        self.close()

    def url(self, database: str) -> str:
        """Return the address of a database, as SQLAlchemy wants it."""
        return self.cluster.url(database)

    def create_database(self, name: str, template: str | None = None) -> str:
        """Create a database, empty or as a copy of another to which nobody is connected, and return its address."""
        return self.cluster.create_database(name, template)

    def start(self) -> None:
        """Start the server and wait until it answers; after `stop`, on the same port and with the same data."""
        for attempt in range(START_ATTEMPTS):
            try:
                options = ["-l", str(self.folder / "log"), "-o", f"-p {self.cluster.port}"]
                self._run("pg_ctl", "start", "--wait", "-D", str(self.data), *options)
                return
            except ServerError as error:
                log = (self.folder / "log").read_text() if (self.folder / "log").exists() else ""
                if attempt + 1 == START_ATTEMPTS or "Address already in use" not in log:
                    raise ServerError(f"{error}\n{log}") from error
                self.cluster = Cluster(port=free_port(), password=self.cluster.password)

    def stop(self, mode: str = "fast") -> None:
        """Stop the server and wait for it; the mode "immediate" is a crash, from which `start` recovers."""
        self._run("pg_ctl", "stop", "--wait", "-D", str(self.data), "--mode", mode)

    def close(self) -> None:
        """Stop the server if it runs and remove its folder."""
        try:
            if (self.data / "postmaster.pid").exists():
                self.stop("immediate")
        finally:
            self.guard.kill()
            self.guard.communicate()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self, *, durable: bool) -> None:
        password = self.folder / "password"
        password.write_text(self.cluster.password)
        self._hand_over(password)
        # No locale: text sorts by code point, as in SQLite, on every machine.
        options = ["--no-locale", "--encoding=UTF8", "--auth=scram-sha-256", f"--pwfile={password}"]
        self._run("initdb", "-D", str(self.data), f"--username={OWNER}", *options, *([] if durable else ["--no-sync"]))
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(host=HOST, folder=self.folder) + ("" if durable else FORGETFUL))

    def _make_programs_reachable(self) -> None:
        """Copy the programs beside the data where the server's user cannot run them.

        A wheel in the environment of root may lie under /root, which nobody else may enter.
        """
        try:
            self._run("postgres", "--version")
        except ServerError:
            self.programs = copied_programs(self.programs, self.folder / "programs")

    def _hand_over(self, path: Path) -> None:
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of the server as its user, in an environment that holds nothing of ours.

        Raises:
            ServerError: It cannot be run, or fails.
        """
        try:
            subprocess.run(
                [str(self.programs / program), *arguments],
                check=True,
                capture_output=True,
                text=True,
                cwd=self.folder,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                user=self.user.pw_uid if self.user else None,
                group=self.user.pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
            )
        except subprocess.CalledProcessError as error:
            raise ServerError(f"{program} failed: {error.stdout}{error.stderr}") from error
        except OSError as error:
            raise ServerError(f"{program} cannot be run: {error}") from error
