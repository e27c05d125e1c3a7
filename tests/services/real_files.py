"""Tests on files that public bodies published: a pytest plugin that finds them, or says which tests it left out."""

import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "real"
LEFT_OUT = pytest.StashKey[set[str]]()
SENT = "real_left_out"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run name another folder, as the tests of this plugin do."""
    parser.addoption("--real", default=str(FOLDER), help="the folder with real public files")


def real_files(config: pytest.Config) -> Path:
    """Return the folder of this run, whether it is there or not."""
    return Path(config.getoption("--real"))


def names_left_out(config: pytest.Config) -> set[str]:
    """Return the names of the tests left out so far."""
    return config.stash[LEFT_OUT]


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to run where the files are wanted and absent.

    Raises:
        pytest.UsageError: The environment says CI=true and the folder is not there.
    """
    folder = real_files(config)
    config.stash[LEFT_OUT] = set()
    if os.environ.get("CI") == "true" and not folder.is_dir():
        raise pytest.UsageError(f"The folder with real public files is not there: {folder}. CI=true demands it.")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests marked `real` where the files are absent, and remember their names."""
    if real_files(config).is_dir():
        return
    left_out = [item for item in items if item.get_closest_marker("real")]
    names_left_out(config).update(item.nodeid for item in left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the main process of pytest-xdist what this worker left out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[SENT] = sorted(names_left_out(session.config))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Collect what a worker of pytest-xdist left out."""
    names_left_out(node.config).update(getattr(node, "workeroutput", {}).get(SENT, ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the tests that were left out, in one line."""
    names = sorted(names_left_out(config))
    if names:
        folder = real_files(config)
        terminalreporter.write_line(f"{len(names)} left out, {folder} is not there: {', '.join(names)}")


@pytest.fixture(scope="session")
def real_folder(pytestconfig: pytest.Config) -> Path:
    """The folder with real public files; a test that uses it is marked `real`."""
    return real_files(pytestconfig)
