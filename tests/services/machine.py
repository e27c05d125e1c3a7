"""What the search for a browser or a server asks of a machine, as one value that a test can replace."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Output = Callable[[Sequence[str]], str | None]
Act = Callable[[Sequence[str]], bool]


class MissingServiceError(Exception):
    """Something the tests need is not there, and could not be installed; the text names it and how to get it."""


@dataclass(frozen=True)
class Machine:
    """A machine on which programs are looked for and installed.

    Attributes:
        environment: The environment variables; PATH is searched from here.
        is_root: Whether the person may install system packages.
        output: Runs a command and returns what it printed, or None where it cannot run or fails.
        act: Runs a command in full view and returns whether it succeeded.
        root: Where the file system begins.
        packages: The folder of the Python packages of this environment.
        prefix: The folder of this environment itself.
    """

    environment: Mapping[str, str]
    is_root: bool
    output: Output
    act: Act
    root: Path = Path("/")
    packages: Path = Path(sysconfig.get_path("platlib"))
    prefix: Path = Path(sys.prefix)

    def which(self, name: str) -> Path | None:
        """Return the program of this name on the PATH, or None."""
        found = shutil.which(name, path=self.environment.get("PATH", ""))
        return Path(found) if found else None

    @property
    def installs_with_apt(self) -> bool:
        """Whether system packages can be installed here."""
        return self.is_root and self.which("apt-get") is not None


def printed(command: Sequence[str]) -> str | None:
    """Run a command and return what it printed, or None where it cannot run or fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None


def succeeded(command: Sequence[str]) -> bool:
    """Say a command, run it in full view and return whether it succeeded."""
    print("+", *command, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, check=False, env=environment, stdin=subprocess.DEVNULL).returncode == 0
    except OSError as error:
        print(error, file=sys.stderr)
        return False


def this_machine() -> Machine:
    """Return the machine the tests run on."""
    return Machine(environment=os.environ, is_root=os.geteuid() == 0, output=printed, act=succeeded)


def apt_install(machine: Machine, *packages: str) -> bool:
    """Install system packages, with a fresh index, and return whether that succeeded."""
    if not machine.act(["apt-get", "update", "--quiet"]):
        return False
    return machine.act(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages])
