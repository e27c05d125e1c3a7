"""The demo municipality in Chromium: one for all tests that only read, and one of its own for a module that writes."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Opened, known, visiting
from tests.services.app import AppServer, start_app


def copied(demo_template: Path, folder: Path) -> str:
    url = f"sqlite:///{shutil.copy(demo_template, folder / 'demo.sqlite')}"
    known(url)
    return url


@pytest.fixture(scope="session")
def read_url(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo for tests that only read."""
    return copied(demo_template, tmp_path_factory.mktemp("read"))


@pytest.fixture
def opened(chromium: Browser, app_server: Callable[..., AppServer], read_url: str) -> Opened:
    """What opens a page on the demo that all share: nothing may be written there."""
    return visiting(chromium, app_server(read_url), read_url)


@pytest.fixture(scope="module")
def written_url(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo for the tests of a module that write."""
    return copied(demo_template, tmp_path_factory.mktemp("written"))


@pytest.fixture(scope="module")
def written_server(written_url: str) -> Iterator[AppServer]:
    with start_app(written_url) as running:
        yield running


@pytest.fixture
def writing(chromium: Browser, written_server: AppServer, written_url: str) -> Opened:
    """What opens a page on the module's own demo."""
    return visiting(chromium, written_server, written_url)
