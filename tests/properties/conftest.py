"""The fixtures of `tests/data`, for the same databases."""

from tests.data.conftest import database, sqlite_database

__all__ = ["database", "sqlite_database"]
