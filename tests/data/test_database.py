"""Engines are kept by address, and let go with their connections closed."""

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from data import database


def test_one_engine_an_address(monkeypatch, tmp_path):
    monkeypatch.setenv(database.URL_VARIABLE, f"sqlite:///{tmp_path / 'a.db'}")
    assert database.engine() is database.engine()


def test_the_oldest_engine_is_let_go_with_its_connections_closed(monkeypatch, tmp_path):
    monkeypatch.setattr(database, "_ENGINES", {})
    monkeypatch.setenv(database.URL_VARIABLE, f"sqlite:///{tmp_path / 'first.db'}")
    first = database.engine()
    first.connect().close()
    assert first.pool.checkedin() == 1
    for number in range(database.KEPT_ENGINES):
        monkeypatch.setenv(database.URL_VARIABLE, f"sqlite:///{tmp_path / f'{number}.db'}")
        database.engine()
    assert first.pool.checkedin() == 0
    assert len(database._ENGINES) == database.KEPT_ENGINES
    for made in database._ENGINES.values():
        made.dispose()


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize("number", [7, np.int64(7)])
def test_a_numpy_number_compares_as_a_number(number):
    with database_connection() as connection:
        assert connection.execute(text("SELECT 7 = :number"), {"number": number}).scalar()


@pytest.mark.usefixtures("sqlite_database")
def test_an_error_does_not_repeat_what_people_wrote():
    with database_connection() as connection, pytest.raises(OperationalError) as error:
        connection.execute(text("SELECT :told FROM nowhere"), {"told": "Det jeg skrev"})
    assert "nowhere" in str(error.value)
    assert "Det jeg skrev" not in str(error.value)


def database_connection():
    return database.engine().connect()
