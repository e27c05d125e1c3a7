"""An adopted gains plan cannot be changed by SQL, and where its owner does so all the same, verify finds it."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from data.access import LOCAL_PRINCIPAL, writing
from data.verification import differences
from data.vocabulary import Right
from tests.data.small_files import TOWN, keep, whole_file
from tests.data.small_gains import fill_gains
from tests.data.small_register import fill_register

ADOPTED = "an adopted gains plan is never changed"
FIGURES = "UPDATE gains_adoption SET figures = CAST(REPLACE(CAST(figures AS text), '{}', '{}') AS json)"
CHANGES = {
    FIGURES.format("30000", "40000"): {"TOWN 2024 net_minor", "content"},
    FIGURES.format('"required_cut_minor": 0', '"required_cut_minor": 29996'): {
        "TOWN 2024 required_cut_minor",  # more than the whole net gain
        "content",
    },
    "UPDATE gains_adoption SET content_digest = 'x'": {"content"},
    "UPDATE gains_adoption SET number = 7": {"number"},
    "UPDATE gains_adoption SET projection_number = 2": {"projection_number"},  # a draft binds nobody
}


@pytest.fixture
def town(database: str) -> str:
    keep(whole_file())
    with writing(LOCAL_PRINCIPAL, TOWN, Right.BENEFITS) as change:
        fill_register(change.session, TOWN, "north", "south")
        fill_gains(change.session, TOWN)
        change.record("fill", "test", "gains")
    assert places() == set()
    return database


def places() -> set[str]:
    found = [one for one in differences(LOCAL_PRINCIPAL) if one.check.startswith("gains")]
    return {one.place.replace("I1 1 ", "").replace("I1 7 ", "").replace(TOWN, "TOWN") for one in found}


def run(url: str, statement: str, *before: str) -> None:
    made = create_engine(url)
    try:
        with made.begin() as connection:
            for one in (*before, statement):
                connection.execute(text(one))
    finally:
        made.dispose()


def unguarded(url: str) -> list[str]:
    if url.startswith("postgresql"):
        return ["ALTER TABLE gains_adoption DISABLE TRIGGER USER"]
    return [f"DROP TRIGGER gains_adoption_no_{act}" for act in ("update", "delete", "replace")]


def of_engine(url: str, statement: str) -> str:
    return statement if url.startswith("postgresql") else statement.replace("AS json", "AS text")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE gains_adoption SET decision_reference = 'PS 99'",
        "DELETE FROM gains_adoption",
    ],
)
def test_an_adopted_version_is_never_changed_or_taken_away(town: str, statement: str) -> None:
    with pytest.raises(DatabaseError, match=ADOPTED):
        run(town, statement)


def test_none_takes_the_place_of_an_adopted_version(town: str) -> None:
    if town.startswith("sqlite"):
        with pytest.raises(DatabaseError, match=ADOPTED):
            run(town, "INSERT OR REPLACE INTO gains_adoption SELECT * FROM gains_adoption")
    else:
        with pytest.raises(DatabaseError, match=ADOPTED):
            run(town, "TRUNCATE gains_adoption CASCADE")


@pytest.mark.parametrize("statement", CHANGES)
def test_what_the_owner_changes_is_found(town: str, statement: str) -> None:
    run(town, of_engine(town, statement), *unguarded(town))
    assert places() == CHANGES[statement]


def test_an_operating_cost_of_nobody_is_found(town: str) -> None:
    run(town, "UPDATE gains_operating_cost SET entity_id = 'north'")  # an own unit is not an entity of its own
    assert places() == {"I1 north"}
