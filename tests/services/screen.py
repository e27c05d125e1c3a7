"""The screen for tests: a pytest plugin with one Chromium, and the app in processes of its own."""

import os
import sys
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.services.app import AppServer, start_app
from tests.services.browser import HOW_TO_GET_IT, arguments, find_chromium
from tests.services.machine import MissingServiceError, this_machine

PATIENCE_MS = 20_000
"""How long a test waits for what it expects to see, unless it says so itself: a busy machine is no fault of a page."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that it runs in the serial stage."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The run's one Chromium; a test opens a context of its own in it.

    Raises:
        MissingServiceError: This machine has no Chromium.
    """
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        program = find_chromium(this_machine(), sys.executable)
        if not program:
            raise MissingServiceError(f"{HOW_TO_GET_IT} «python -m tests.services» does it for you.")
        options = arguments(is_root=os.geteuid() == 0)
        with playwright.chromium.launch(executable_path=program, args=options) as browser:
            yield browser


@pytest.fixture(scope="session")
def app_server() -> Iterator[Callable[..., AppServer]]:
    """Start the app on a database, once for each configuration: `app_server(database_url, NAME="value")`.

    The names are further environment variables of the app; `port` and `secrets` are as in `start_app`. All servers
    stop at the end of the run.
    """
    running: dict[tuple[Hashable, ...], AppServer] = {}

    def started(
        database_url: str, *, port: int | None = None, secrets: Path | None = None, **environment: str
    ) -> AppServer:
        key = database_url, port, secrets, frozenset(environment.items())
        if key not in running:
            running[key] = start_app(database_url, port, environment=environment, secrets=secrets)
        return running[key]

    yield started
    for server in running.values():
        server.stop()
