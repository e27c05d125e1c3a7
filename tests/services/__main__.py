"""Find or install what the tests need, and say what was found: `python -m tests.services`."""

import sys
from collections.abc import Callable

from tests.services.browser import ensure_chromium, ensure_driver
from tests.services.machine import Machine, MissingServiceError, this_machine
from tests.services.node import ensure_openid
from tests.services.postgres import ensure_postgres


def driver_line(machine: Machine, python: str) -> str:
    """Return what is said about the driver of the browser."""
    ensure_driver(machine, python)
    return "Playwright: its driver runs"


def browser_line(machine: Machine, python: str) -> str:
    """Return what is said about the browser."""
    program = ensure_chromium(machine, python)
    return f"Chromium: {program} ({machine.output([str(program), '--version'])})"


def postgres_line(machine: Machine, python: str) -> str:
    """Return what is said about PostgreSQL."""
    binaries = ensure_postgres(machine, python)
    return f"PostgreSQL: {binaries.folder} ({binaries.version})"


def openid_line(machine: Machine, _python: str) -> str:
    """Return what is said about the OpenID provider."""
    installed = ensure_openid(machine)
    return f"OpenID provider: {installed.folder} (Node {installed.version})"


LINES: tuple[Callable[[Machine, str], str], ...] = (driver_line, browser_line, postgres_line, openid_line)


def report(machine: Machine, python: str) -> int:
    """Say for each service what was found or what is missing; return the exit code, 1 where something is missing."""
    missing = 0
    for line in LINES:
        try:
            print(line(machine, python), flush=True)
        except MissingServiceError as error:
            print(error, file=sys.stderr, flush=True)
            missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(report(this_machine(), sys.executable))
