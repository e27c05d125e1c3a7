"""The fixtures of `tests/data`, for the same databases."""

from tests.data.conftest import database, postgres_database, sqlite_database

__all__ = ["database", "postgres_database", "sqlite_database"]
