"""The benefits register as formulas are handed it: whole, with what of the units may be named."""

from collections.abc import Iterator

import pytest

from data.access import LOCAL_PRINCIPAL, NOBODY, writing
from data.database import URL_VARIABLE, engine
from data.periods import Quarter
from data.vocabulary import Right, Role
from metrics.benefit_columns import BENEFIT_COLUMNS, WITHDRAWALS
from metrics.load import UnknownScope, benefit_tables
from metrics.tables import require
from tests.data.small_files import TOWN, YEAR, keep, whole_file
from tests.data.small_register import fill_register
from tests.principals import somebody

QUARTER = Quarter(YEAR, 4)


@pytest.fixture(autouse=True)
def _filled(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    keep(whole_file())
    with writing(LOCAL_PRINCIPAL, TOWN, Right.BENEFITS) as change:
        fill_register(change.session, TOWN, "north", "south")
        change.record("fill", "test", "register")
    yield
    engine().dispose()


def test_every_table_of_the_register_is_fetched() -> None:
    found = benefit_tables(LOCAL_PRINCIPAL, TOWN, TOWN, QUARTER)
    assert (found.municipality.name, found.unit_id, found.quarter) == ("Town", TOWN, QUARTER)
    for name in BENEFIT_COLUMNS:
        fetched = getattr(found, name)
        require(fetched, name)
        assert len(fetched) or name == WITHDRAWALS, name  # nothing was withdrawn in this town
    assert set(found.units["unit_id"]) == {TOWN, "north", "south"}


def test_another_unit_s_rows_are_there_and_the_unit_is_not_named() -> None:
    found = benefit_tables(somebody(Role.LEADER, TOWN, "north"), TOWN, "north", QUARTER)
    assert set(found.benefits["unit_id"]) == {"north", "south"}
    assert found.sight.shows("north")
    assert not found.sight.shows("south")


@pytest.mark.parametrize(
    ("principal", "unit"),
    [(NOBODY, TOWN), (somebody(Role.LEADER, TOWN, "north"), "south"), (LOCAL_PRINCIPAL, "nowhere")],
    ids=["a stranger", "another unit", "no such unit"],
)
def test_a_unit_that_may_not_be_looked_at_is_unknown(principal, unit) -> None:
    with pytest.raises(UnknownScope):
        benefit_tables(principal, TOWN, unit, QUARTER)
