import sqlite3
from contextlib import closing
from pathlib import Path

from tests.services.changes import Change, changes, copied


def filled(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def test_each_row_that_differs_is_told_and_no_other(tmp_path: Path) -> None:
    #   town   before   after
    #   north       1       1   the same
    #   south       2       3   changed: one row of each
    #   west        4       -   gone
    #   east        -       5   new
    make = "CREATE TABLE town (name TEXT, value INTEGER)"
    first = filled(
        tmp_path / "1", make, "CREATE TABLE kept (a)", "INSERT INTO town VALUES ('north', 1), ('south', 2), ('west', 4)"
    )
    second = copied(first, tmp_path / "2")
    assert changes(first, second) == []
    filled(second, "UPDATE town SET value = 3 WHERE name = 'south'", "DELETE FROM town WHERE name = 'west'")
    filled(second, "INSERT INTO town VALUES ('east', 5)", "INSERT INTO kept VALUES (1)")
    told = {
        (change.row["name"], change.row["value"], change.added)
        for change in changes(first, second, frozenset({"kept"}))
    }
    assert told == {("south", 3, True), ("south", 2, False), ("west", 4, False), ("east", 5, True)}
    assert Change("kept", {"a": 1}, added=True) in changes(first, second)


def test_a_change_of_a_trigger_is_told(tmp_path: Path) -> None:
    trigger = "CREATE TRIGGER stop BEFORE DELETE ON town BEGIN SELECT RAISE(ABORT, 'no'); END"
    first = filled(tmp_path / "1", "CREATE TABLE town (name TEXT)", trigger)
    second = filled(copied(first, tmp_path / "2"), "DROP TRIGGER stop")
    assert [(change.row["name"], change.added) for change in changes(first, second)] == [("stop", False)]
    assert str(changes(first, second)[0]).startswith("- sqlite_schema {'type': 'trigger', 'name': 'stop'")


def test_what_waits_in_the_write_ahead_log_is_copied(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "1")) as writer:
        writer.execute("PRAGMA journal_mode = wal")
        writer.execute("CREATE TABLE town (name TEXT)")
        writer.execute("INSERT INTO town VALUES ('north')")
        writer.commit()
        copy = copied(tmp_path / "1", tmp_path / "2")
    with closing(sqlite3.connect(copy)) as reader:
        assert reader.execute("SELECT * FROM town").fetchall() == [("north",)]
