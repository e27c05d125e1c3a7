"""Find a Chromium for the tests, or install one."""

from pathlib import Path

from playwright.sync_api import sync_playwright

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
HOW_TO_GET_IT = (
    "Chromium is missing. Install the system package «chromium», or run «python -m playwright install chromium», "
    f"or set {VARIABLE} to the program of a Chromium or Chrome that is already there."
)


def arguments(*, is_root: bool) -> list[str]:
    """Return the arguments Chromium is started with; its sandbox does not work for root."""
    return [*ARGUMENTS, "--no-sandbox"] if is_root else [*ARGUMENTS]


def playwright_chromium() -> Path:
    """Return where Playwright keeps a Chromium of its own, whether it is installed or not."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


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


def find_chromium(machine: Machine, of_playwright: Path) -> Path | None:
    """Return a Chromium that runs, or None; one named in the environment wins, then the PATH, then Playwright's."""
    chosen = chosen_chromium(machine)
    if chosen:
        return chosen
    candidates = [program for name in NAMES if (program := machine.which(name))]
    return next((program for program in [*candidates, of_playwright] if runs(machine, program)), None)


def ensure_chromium(machine: Machine, of_playwright: Path, python: str) -> Path:
    """Return a Chromium that runs, installing one where there is none.

    Args:
        machine: Where to look and install.
        of_playwright: Where Playwright keeps its own.
        python: The interpreter that has Playwright.

    Raises:
        MissingServiceError: There is none and none could be installed.
    """
    found = find_chromium(machine, of_playwright)
    if not found and machine.installs_with_apt:
        # The fonts are only a recommendation of chromium; without any, text has no width.
        apt_install(machine, "chromium", "fonts-liberation")
        found = find_chromium(machine, of_playwright)
    if not found:
        machine.act([python, "-m", "playwright", "install", "chromium"])
        found = find_chromium(machine, of_playwright)
    if not found:
        raise MissingServiceError(HOW_TO_GET_IT)
    return found
