"""Figures about fewer than five persons are held back, and so is what would give them away by subtraction."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.access import LOCAL_PRINCIPAL, Principal
from data.importers.parsed import INDICATOR_VALUE_COLUMNS, IndicatorRow, Parsed
from data.importers.undo import undo
from data.queries.indicators import indicator_values
from data.small_groups import FEWEST, withheld
from data.verification import differences
from data.vocabulary import Grain, Role
from tests.data.slow_differencing import told_groups
from tests.data.small_files import TOWN, YEAR, file, keep, units
from tests.principals import somebody

FLAT = {"top": set(), "a": {"top"}, "b": {"top"}, "c": {"top"}}
DEEP = {"top": set(), "s": {"top"}, "t": {"top"}, "a": {"s", "top"}, "b": {"s", "top"}}


@pytest.mark.parametrize(
    ("people", "above", "kept"),
    [
        ({"top": 20, "a": 10, "b": 10}, FLAT, set()),
        ({"a": 5, "b": 4}, FLAT, {"b"}),  # nothing above: nothing to subtract from
        # the top less b and c is a: 24 - 9 - 12 = 3, so the smaller of the two goes with it
        ({"top": 24, "a": 3, "b": 9, "c": 12}, FLAT, {"a", "b"}),
        # two that are too few together make six: 18 - 12 = 6 tells of no fewer than five
        ({"top": 18, "a": 3, "b": 3, "c": 12}, FLAT, {"a", "b"}),
        ({"top": 12, "a": None, "b": 9}, FLAT, {"a", "b"}),  # 12 - 9 = 3
        ({"top": 20, "a": None, "b": 9}, FLAT, {"a"}),  # 20 - 9 = 11, whoever a is
        ({"top": None, "a": 9}, FLAT, {"top"}),
        ({"a": 0}, FLAT, {"a"}),
        # the top less s is t: 3; then s goes, and 13 - a - b = 3 still tells: so a goes too (13 - 5 = 8)
        ({"top": 13, "s": 10, "t": 3, "a": 5, "b": 5}, DEEP, {"t", "s", "a"}),
        # b is too few in s, so a goes; the top less t is s, which is shown itself
        ({"top": 20, "s": 10, "t": 10, "a": 7, "b": 3}, DEEP, {"a", "b"}),
        # those below are more than the top says: they are no parts of it, and go until they could be
        ({"top": 10, "a": 8, "b": 8}, FLAT, {"a", "b"}),
    ],
)
def test_worked_cases(people: dict[str, int | None], above: dict[str, set[str]], kept: set[str]) -> None:
    assert withheld(people, above) == kept


def test_the_oracle_finds_a_group_by_subtraction() -> None:
    own = {"top": 0, "a": 3, "b": 9}
    assert told_groups(own, FLAT, {"top", "b"}, 4) == [{"a"}]
    assert told_groups(own, FLAT, {"top"}, 4) == []
    assert told_groups(own, FLAT, {"a"}, 4) == [{"a"}]


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[str, set[str]], dict[str, int], set[str], set[str]]:
    """Draw a tree of up to eight units, who is in each, which have a figure, and whose number is unknown."""
    names = [f"u{number}" for number in range(draw(st.integers(2, 8)))]
    above: dict[str, set[str]] = {names[0]: set()}
    for number, name in enumerate(names[1:], 1):
        parent = names[draw(st.integers(0, number - 1))]
        above[name] = above[parent] | {parent}
    own = {name: draw(st.integers(0, 9)) for name in names}
    measured = {name for name in names if draw(st.integers(0, 4))}
    unknown = {name for name in measured if not draw(st.integers(0, 7))}
    return above, own, measured, unknown


@given(trees())
@settings(deadline=None, derandomize=True, max_examples=400)
def test_no_combination_of_what_is_shown_tells_of_a_small_group(
    tree: tuple[dict[str, set[str]], dict[str, int], set[str], set[str]],
) -> None:
    above, own, measured, unknown = tree
    sums = {top: sum(count for unit, count in own.items() if unit == top or top in above[unit]) for top in measured}
    kept = withheld({unit: None if unit in unknown else count for unit, count in sums.items()}, above)
    shown = measured - kept
    assert unknown <= kept
    assert told_groups(own, above, shown, FEWEST - 1) == []
    if all(count >= FEWEST for count in own.values()) and not unknown:
        assert not kept  # nobody is few: nothing is held back


CONTROLLER, HR, LEADER = somebody(Role.CONTROLLER, TOWN), somebody(Role.HR, TOWN), somebody(Role.LEADER, TOWN, "south")
HR_OF_NORTH = somebody(Role.HR, TOWN, "north")


def measured(people: dict[str, int | None], *, about: bool | None = True) -> Parsed:
    """Return a file of one indicator about persons: 1 of 4 in each unit, with how many persons that is."""
    parsed = file([], units=units(north=None, south=None))
    parsed.indicators = [
        replace(IndicatorRow("i1", "One", "innovation", "share", Grain.QUARTER, "source"), about_people=about)
    ]
    rows = [(number, "i1", unit, YEAR, 3, 1.0, 4.0, None, count) for number, (unit, count) in enumerate(people.items())]
    parsed.indicator_values = pd.DataFrame(rows, columns=list(INDICATOR_VALUE_COLUMNS)).astype({"people": "Int64"})
    return parsed


def told(principal: Principal) -> set[str]:
    found = indicator_values(principal, TOWN, {TOWN, "north", "south"}, [YEAR], {"i1"})
    known = set(found.loc[found["numerator"].notna(), "unit_id"])
    assert known == set(found.loc[~found["withheld"].to_numpy(dtype=bool), "unit_id"])
    assert known == set(found.loc[found["denominator"].notna(), "unit_id"])
    return known


@pytest.mark.usefixtures("database")
def test_what_is_held_back_is_told_to_hr_alone() -> None:
    """north has 3, and TOWN less south would tell of them: 12 - 9 = 3."""
    batch = keep(measured({TOWN: 12, "north": 3, "south": 9}))
    assert told(CONTROLLER) == {TOWN}
    assert told(LEADER) == set()  # the same for everybody: south beside the town's sum would tell
    assert told(HR) == told(LOCAL_PRINCIPAL) == {TOWN, "north", "south"}
    assert told(HR_OF_NORTH) == {"north"}
    assert "withheld" not in {found.check for found in differences(LOCAL_PRINCIPAL)}
    keep(measured({TOWN: 15, "north": 6, "south": 9}), "corrected.csv")
    assert told(CONTROLLER) == {TOWN, "north", "south"}
    undo(LOCAL_PRINCIPAL, keep(measured({"north": 2}), "wrong.csv").batch_id)
    assert told(CONTROLLER) == {TOWN, "north", "south"}
    assert batch.rows_stored == 3
    assert "withheld" not in {found.check for found in differences(LOCAL_PRINCIPAL)}


def test_a_number_nobody_gave_is_too_few_where_the_indicator_is_about_persons(sqlite_database: str) -> None:
    keep(measured({"north": None, "south": 9}))
    assert told(CONTROLLER) == {"south"}
    keep(measured({"north": None, "south": 9}, about=False), "said no")  # but comes with numbers of persons
    assert told(CONTROLLER) == {"south"}
    keep(measured({"north": None, "south": None}, about=False), "no persons")
    assert sqlite_database
    assert told(CONTROLLER) == set()  # numbers given once still say what it is about


def test_an_indicator_about_no_persons_is_shown(sqlite_database: str) -> None:
    keep(measured({"north": None, "south": None}, about=None))
    assert sqlite_database
    assert told(CONTROLLER) == {"north", "south"}
    keep(measured({"north": None, "south": None}, about=True), "marked")
    assert told(CONTROLLER) == set()
    keep(measured({"north": None, "south": None}, about=None), "silent")  # a file that does not say changes nothing
    assert told(CONTROLLER) == set()
