"""Find a Chromium for the tests, or install one."""

from collections.abc import Iterator
from pathlib import Path

from tests.services.machine import Machine, MissingServiceError, apt_install

VARIABLE = "BROBYGGER_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No GPU, and no traffic of the browser's own: a test must see only the requests of the page.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
DRIVER_IS_MISSING = (
    "Playwright's driver is missing: «python -m playwright --version» does not run. "
    "On Debian install the system package «libatomic1»."
)
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)
HOW_TO_GET_IT = (
    "Chromium is missing. Install the system package «chromium», or run «python -m playwright install chromium», "
    f"or set {VARIABLE} to the program of a Chromium or Chrome that is already there."
)


def arguments(*, is_root: bool) -> list[str]:
    """Return the arguments Chromium is started with; its sandbox does not work for root."""
    return [*ARGUMENTS, "--no-sandbox"] if is_root else [*ARGUMENTS]


def runs(machine: Machine, program: Path) -> bool:
    """Return whether the program is there and can tell its version."""
    return machine.output([str(program), "--version"]) is not None


def chosen_chromium(machine: Machine) -> Path | None:
    """Return the Chromium named in the environment, or None where none is named.

    Raises:
        MissingServiceError: A program is named and does not run; another one would not be what was asked for.
    """
    named = machine.environment.get(VARIABLE)
    if not named:
        return None
    if not runs(machine, Path(named)):
        raise MissingServiceError(f"{VARIABLE} names {named}, which does not run. Correct it or unset it.")
    return Path(named)


def candidate_programs(machine: Machine, python: str) -> Iterator[Path]:
    """Yield where a Chromium may be: on the PATH, then Playwright's own, which is asked only when it is needed."""
    yield from (program for name in NAMES if (program := machine.which(name)))
    of_playwright = machine.output([python, "-c", ASK_PLAYWRIGHT])
    if of_playwright:
        yield Path(of_playwright)


def find_chromium(machine: Machine, python: str) -> Path | None:
    """Return a Chromium that runs, or None; one named in the environment wins."""
    chosen = chosen_chromium(machine)
    return chosen or next((program for program in candidate_programs(machine, python) if runs(machine, program)), None)


def ensure_driver(machine: Machine, python: str) -> None:
    """Make sure that what Playwright drives a browser with runs; a bare Debian lacks a library it is linked to.

    Raises:
        MissingServiceError: It does not run, and could not be made to.
    """
    asked = [python, "-m", "playwright", "--version"]
    if machine.output(asked) is None and machine.installs_with_apt:
        apt_install(machine, "libatomic1")
    if machine.output(asked) is None:
        raise MissingServiceError(DRIVER_IS_MISSING)


def ensure_chromium(machine: Machine, python: str) -> Path:
    """Return a Chromium that runs, installing one where there is none.

    Args:
        machine: Where to look and install.
        python: The interpreter that has Playwright.

    Raises:
        MissingServiceError: There is none and none could be installed.
    """
    found = find_chromium(machine, python)
    if not found and machine.installs_with_apt:
        # The fonts are only a recommendation of chromium; without any, text has no width.
        apt_install(machine, "chromium", "fonts-liberation")
        found = find_chromium(machine, python)
    if not found:
        machine.act([python, "-m", "playwright", "install", "chromium"])
        found = find_chromium(machine, python)
    if not found:
        raise MissingServiceError(HOW_TO_GET_IT)
    return found
