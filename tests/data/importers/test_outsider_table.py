"""Profiles of costs come in as every file does: whole or not at all, once, and out of force again."""

from datetime import date

import pytest
from sqlalchemy import create_engine, text

from data.access import LOCAL_PRINCIPAL
from data.importers.undo import undo
from data.queries.outsiders import profile_cells, profiles
from data.queries.undoing import undo_effect
from data.verification import differences
from tests.data.importers.bringing import bring, parsed_for
from tests.data.outsider_files import profile_file
from tests.data.small_files import dump, let_changes

TOWN, PROFILE = "fjord", "outsider-profile-csv"
pytestmark = pytest.mark.usefixtures("database")


def stored(content: str) -> str:
    return bring(PROFILE, content.encode(), TOWN).batch_id


def names() -> list[str]:
    return list(profiles(LOCAL_PRINCIPAL, TOWN)["name"])


def test_a_whole_file_is_stored_with_its_name_day_and_source() -> None:
    batch = bring(PROFILE, profile_file().encode(), TOWN)
    # 41 ages x 3 levels x 3 kinds x 2 groups
    assert batch.rows_stored == 41 * 3 * 3 * 2
    # not outside: 3 x (1 000 + 1 000 - 2 000) = 0; outside 100 000 more, at 41 ages, in øre
    assert batch.control_totals == {"profile_not_outside": 0, "profile_outside": 41 * 100_000 * 100}
    (row,) = profiles(LOCAL_PRINCIPAL, TOWN).to_dict("records")
    told = (row["name"], row["valid_from"], row["source"], row["synthetic"])
    assert told == ("Own", date(2026, 1, 1), "SSB 2025", False)
    cells = profile_cells(LOCAL_PRINCIPAL, TOWN, row["profile_id"])
    assert len(cells) == batch.rows_stored
    of_state = (cells["level"] == "state") & (cells["kind"] == "transfer") & (cells["group"] == "outside")
    assert set(cells.loc[of_state, "amount_minor"]) == {71_000 * 100}
    assert differences(LOCAL_PRINCIPAL) == []


def test_the_same_file_twice_adds_nothing(database: str) -> None:
    first = stored(profile_file())
    before = dump(database)
    again = bring(PROFILE, profile_file().encode(), TOWN)
    assert (again.batch_id, again.already_imported) == (first, True)
    assert dump(database) == before


def test_the_newest_by_its_day_is_in_use_and_an_undone_one_is_not() -> None:
    stored(profile_file("Newer", "2026-07-01"))
    older = stored(profile_file("Older", "2026-01-01"))
    assert names() == ["Newer", "Older"]
    latest = stored(profile_file("Latest", "2026-07-01", synthetic="yes"))  # of the same day: the one that came last
    assert names() == ["Latest", "Newer", "Older"]
    assert list(profiles(LOCAL_PRINCIPAL, TOWN)["synthetic"]) == [True, False, False]
    assert undo_effect(LOCAL_PRINCIPAL, latest).profiles == 1
    undo(LOCAL_PRINCIPAL, latest)
    assert names() == ["Newer", "Older"]
    undo(LOCAL_PRINCIPAL, older)
    assert names() == ["Newer"]
    assert stored(profile_file("Older", "2026-01-01")) != older
    assert names() == ["Newer", "Older"]
    assert differences(LOCAL_PRINCIPAL) == []


def test_an_undone_profile_has_no_cells_to_tell() -> None:
    batch = stored(profile_file())
    (profile_id,) = profiles(LOCAL_PRINCIPAL, TOWN)["profile_id"]
    undo(LOCAL_PRINCIPAL, batch)
    assert profile_cells(LOCAL_PRINCIPAL, TOWN, profile_id).empty


FIRST = "18;municipality;service;not_outside;1000"
SECOND = ";;;;18;municipality;service;outside"


@pytest.mark.parametrize(
    ("found", "wanted", "problem"),
    [
        (FIRST, FIRST.replace("18", "17", 1), ("bad_working_age", 2, "age")),
        (FIRST, FIRST.replace("municipality", "moon"), ("unknown_word", 2, "level")),
        (FIRST, FIRST.replace("1000", "x"), ("not_an_amount", 2, "amount")),
        (FIRST, FIRST.replace("1000", "-1"), ("cost_below_zero", 2, "amount")),
        (f"{SECOND};31000\n", "", ("profile_missing_ages", 0, "age")),
        ("Own;2026-01-01", ";2026-01-01", ("profile_fact_missing", 2, "profile")),
        ("Own;2026-01-01;", "Own;2026-02-31;", ("bad_date", 2, "valid_from")),
        (SECOND, f"Other{SECOND}", ("profile_fact_differs", 3, "profile")),
        ("SSB 2025;;", "SSB 2025;maybe;", ("bad_truth", 2, "synthetic")),
    ],
)
def test_a_faulty_file_is_refused_with_row_column_found_and_wanted(
    found: str, wanted: str, problem: tuple[str, int, str], database: str
) -> None:
    content = profile_file()
    assert found in content
    before = dump(database)
    parsed = parsed_for(PROFILE, content.replace(found, wanted, 1).encode(), TOWN)
    (first, *_) = parsed.errors
    assert (first.code, first.row, first.column) == problem
    assert first.wanted
    assert parsed.outsider_profile is None
    assert dump(database) == before


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE outsider_profile_cell SET amount_minor = amount_minor - 1 WHERE age = 30 AND kind = 'tax'", "content"),
        ("DELETE FROM outsider_profile_cell WHERE age = 18 AND kind = 'tax'", "outsider_profile"),
        ("UPDATE outsider_profile SET source = 'another'", "content"),
    ],
)
def test_what_is_changed_afterwards_is_found(database: str, statement: str, check: str) -> None:
    stored(profile_file())
    let_changes(database)
    made = create_engine(database)
    with made.begin() as connection:
        connection.execute(text(statement))
    made.dispose()
    assert check in {one.check for one in differences(LOCAL_PRINCIPAL)}


def test_a_profile_is_never_changed(database: str) -> None:
    stored(profile_file())
    made = create_engine(database)
    for statement in ("UPDATE outsider_profile SET name = 'x'", "DELETE FROM outsider_profile_cell"):
        with pytest.raises(Exception, match="a profile of costs is never changed"), made.begin() as connection:
            connection.execute(text(statement))
    made.dispose()
