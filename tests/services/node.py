"""Find Node and the OpenID provider that runs on it, or install them."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services.machine import Machine, MissingServiceError, apt_install

OLDEST_MAJOR = 20  # the provider asks for what Node 18 does not have
SOURCE = Path(__file__).parent / "openid"
LOCK_FILE = "package-lock.json"
FILES = ("package.json", LOCK_FILE)
INSTALLED = "installed.json"
# No scripts of packages: what is installed is looked at by its hash, what it would run is not.
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix")
NODE_IS_MISSING = (
    f"Node {OLDEST_MAJOR} or newer is missing, for the OpenID provider of the tests. "
    "Playwright brings one along: install requirements-dev.txt, or put another «node» on the PATH."
)
HOW_TO_GET_IT = (
    "The OpenID provider of the tests is missing, and npm could not install it. Install the system package «npm» "
    "(Debian: as root «apt-get install nodejs npm») and see that npm reaches a registry."
)


@dataclass(frozen=True)
class Installation:
    """The OpenID provider, ready to run.

    Attributes:
        node: The program that runs it.
        folder: Where its packages are.
        version: Which Node it is, for example "26.13.1".
    """

    node: Path
    folder: Path
    version: str


def candidate_nodes(machine: Machine) -> Iterator[Path]:
    """Yield where Node may be: first Playwright's own, whose version is locked with Playwright, then the PATH."""
    yield machine.packages / "playwright" / "driver" / "node"
    on_path = machine.which("node")
    if on_path:
        yield on_path


def node_version(machine: Machine, program: Path) -> str | None:
    """Return the version of a Node, or None where it does not run or is too old."""
    version = (machine.output([str(program), "--version"]) or "").removeprefix("v")
    major = version.partition(".")[0]
    return version if major.isdigit() and int(major) >= OLDEST_MAJOR else None


def packages_folder(machine: Machine) -> Path:
    """Return where the packages of the provider are kept: in the Python environment, with which they are removed."""
    return machine.prefix / "openid-provider"


def is_installed(folder: Path) -> bool:
    """Return whether the packages there are those of the lock file; half an installation is none."""
    installed = folder / INSTALLED
    return installed.is_file() and installed.read_bytes() == (SOURCE / LOCK_FILE).read_bytes()


def find_openid(machine: Machine) -> Installation | None:
    """Return the provider with a Node that runs it, or None where either is missing."""
    folder = packages_folder(machine)
    if not is_installed(folder):
        return None
    versions = ((program, node_version(machine, program)) for program in candidate_nodes(machine))
    return next((Installation(program, folder, version) for program, version in versions if version), None)


def npm_install(machine: Machine) -> bool:
    """Install the packages of the lock file with npm, and return whether that succeeded."""
    npm = machine.which("npm")
    if not npm:
        return False
    folder = packages_folder(machine)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / INSTALLED).unlink(missing_ok=True)
    for name in FILES:
        shutil.copy(SOURCE / name, folder)
    if not machine.act([str(npm), *INSTALL, str(folder)]):
        return False
    shutil.copy(SOURCE / LOCK_FILE, folder / INSTALLED)
    return True


def ensure_openid(machine: Machine) -> Installation:
    """Return the OpenID provider, installing it where it is not.

    Raises:
        MissingServiceError: It is not there and could not be installed.
    """
    if not is_installed(packages_folder(machine)):
        if not machine.which("npm") and machine.installs_with_apt:
            apt_install(machine, "nodejs", "npm")
        if not npm_install(machine):
            raise MissingServiceError(HOW_TO_GET_IT)
    found = find_openid(machine)
    if not found:
        raise MissingServiceError(NODE_IS_MISSING)
    return found
