import os

import sqlalchemy
from sqlalchemy import create_engine, inspect, text


def tables(url: str) -> list[str]:
    engine = create_engine(url)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def test_a_database_is_migrated_on_both_engines(database_url: str) -> None:
    assert "alembic_version" in tables(database_url)


def test_each_engine_is_what_its_fixture_says(sqlite_url: str, postgres_url: str) -> None:
    assert sqlalchemy.make_url(sqlite_url).get_backend_name() == "sqlite"
    assert sqlalchemy.make_url(postgres_url).get_backend_name() == "postgresql"


def leave_a_mark(url: str) -> None:
    """Fail where an earlier test's mark is still there, then leave one."""
    assert "left_by_a_test" not in tables(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("create table left_by_a_test (process integer)"))
        connection.execute(text("insert into left_by_a_test values (:process)"), {"process": os.getpid()})
    engine.dispose()


def test_a_test_has_a_database_of_its_own(database_url: str) -> None:
    leave_a_mark(database_url)


def test_another_test_has_another(database_url: str) -> None:
    leave_a_mark(database_url)
