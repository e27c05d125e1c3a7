"""Find or install what the tests need, and say what was found: `python -m tests.services`."""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.services.browser import ensure_chromium, playwright_chromium
from tests.services.machine import Machine, MissingServiceError, this_machine
from tests.services.postgres import ensure_postgres


def browser_line(machine: Machine, of_playwright: Path) -> str:
    """Return what is said about the browser."""
    program = ensure_chromium(machine, of_playwright, sys.executable)
    return f"Chromium: {program} ({machine.output([str(program), '--version'])})"


def postgres_line(machine: Machine) -> str:
    """Return what is said about PostgreSQL."""
    binaries = ensure_postgres(machine, sys.executable)
    return f"PostgreSQL: {binaries.folder} ({binaries.version})"


def report(machine: Machine, of_playwright: Path) -> int:
    """Say for each service what was found or what is missing; return the exit code, 1 where something is missing."""
    lines: tuple[Callable[[], str], ...] = (
        lambda: browser_line(machine, of_playwright),
        lambda: postgres_line(machine),
    )
    missing = 0
    for line in lines:
        try:
            print(line(), flush=True)
        except MissingServiceError as error:
            print(error, file=sys.stderr, flush=True)
            missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(report(this_machine(), playwright_chromium()))
