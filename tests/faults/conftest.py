"""The fixtures of `tests/data`, for the same databases, and the app behind its gate."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.conftest import database, sqlite_database
from tests.faults.gated import Gated, gated

__all__ = ["database", "sqlite_database", "town"]


@pytest.fixture(scope="session")
def town(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gated]:
    """The app behind its gate, one for all tests that look at it."""
    with gated(demo_template, tmp_path_factory.mktemp("gated")) as running:
        yield running
