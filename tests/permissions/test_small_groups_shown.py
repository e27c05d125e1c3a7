"""On the demo, no figure that anybody but HR is shown, and no difference of two of them, is about one to four people.

A view tells at most what `indicator_values` answers for its units and quarters: pages, tables and files are made from
nothing else. So every pair of views is a pair of those figures. Figures of two quarters are about the same people in
two stretches of time; subtracting one from the other tells of all of them, never of fewer.
"""

import sqlite3
from collections import defaultdict
from itertools import combinations

import pytest

from dashboard.exports.tables import TABLES
from dashboard.looking import scope_of
from dashboard.scope import Scope
from dashboard.table import as_csv
from data.periods import Quarter
from data.queries.indicators import indicator_values
from data.queries.scope import tree, units
from data.small_groups import FEWEST
from tests.data.slow_differencing import told_groups
from tests.permissions.people import PEOPLE, TOWN

YEARS = (2023, 2024, 2025, 2026)
OTHERS = [name for name in PEOPLE if name not in ("hr", "machine")]
LOOKED_FOR = {"sykefravar", "heltid", "fagutdanning", "brukertilfredshet", "velferdsteknologi_brukere"}
Place = tuple[str, str, int, int]


@pytest.fixture(scope="module")
def people(demo: str) -> dict[Place, int]:
    """How many persons each figure is about, read past the application."""
    rows = sqlite3.connect(demo.removeprefix("sqlite:///")).execute(
        "SELECT indicator_id, unit_id, fiscal_year, period, people FROM indicator_value"
        " WHERE in_force AND people IS NOT NULL"
    )
    return {(indicator, unit, year, period): count for indicator, unit, year, period, count in rows}


def shown(role: str, places: dict[Place, int]) -> set[Place]:
    """Return the places of figures about persons that a role is told, in whatever view."""
    every = {unit for _, unit, _, _ in places}
    found = indicator_values(PEOPLE[role], TOWN, every, YEARS, {indicator for indicator, *_ in places})
    told = found[found[["numerator", "denominator", "value"]].notna().any(axis=1).to_numpy()]
    keys = ("indicator_id", "unit_id", "fiscal_year", "period")
    return {
        (indicator, unit, int(year), int(period))
        for indicator, unit, year, period in zip(*(told[key] for key in keys), strict=True)
        if (indicator, unit, int(year), int(period)) in places
    }


def above(year: int, period: int) -> dict[str, set[str]]:
    """Return the units above each at the end of a period, from the parents alone."""
    standing = tree(PEOPLE["machine"], TOWN, Quarter.of_period(year, period).last_day)
    parents = dict(zip(standing["unit_id"], standing["parent_unit_id"], strict=True))
    found: dict[str, set[str]] = {}
    for unit in parents:
        at, over = parents[unit], set()
        while at in parents:
            over.add(at)
            at = parents[at]
        found[unit] = over
    return found


def test_the_demo_has_something_to_hold_back(people: dict[Place, int]) -> None:
    assert {indicator for indicator, *_ in people} >= LOOKED_FOR
    now = {
        unit: count
        for (indicator, unit, *when), count in people.items()
        if (indicator, when) == ("sykefravar", [2026, 9])
    }
    assert {unit for unit, count in now.items() if count < FEWEST} == {"110", "440"}
    told = {
        unit for indicator, unit, *when in shown("controller", people) if (indicator, when) == ("sykefravar", [2026, 9])
    }
    # 110 has 3 and 440 has 4; sector 100 less 120 and 130 would tell of 110, and sector 400 less the rest of 440
    assert now.keys() - told == {"110", "120", "440", "410"}


@pytest.mark.parametrize("role", OTHERS)
def test_nothing_shown_tells_of_fewer_than_five(role: str, people: dict[Place, int]) -> None:
    told: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for indicator, unit, year, period in shown(role, people):
        assert people[indicator, unit, year, period] >= FEWEST
        told[indicator, year, period].add(unit)
    for (indicator, year, period), visible in told.items():
        over = above(year, period)
        sums = {
            unit: people[indicator, unit, year, period] for unit in over if (indicator, unit, year, period) in people
        }
        for one, other in combinations(sorted(visible), 2):
            if one in over[other] or other in over[one]:  # two that have nobody in common are no part of each other
                assert abs(sums[one] - sums[other]) not in range(1, FEWEST), (indicator, year, period, one, other)
        own = {
            unit: count - sum(sums[low] for low in sums if unit in over[low] and not between(low, unit, sums, over))
            for unit, count in sums.items()
        }
        assert all(count >= 0 for count in own.values())
        assert told_groups(own, over, visible, FEWEST - 1) == []


def between(low: str, high: str, sums: dict[str, int], over: dict[str, set[str]]) -> bool:
    """Tell whether a unit with a figure stands between two."""
    return any(unit in over[low] and high in over[unit] for unit in sums)


def test_two_people_together_learn_no_more_than_one(people: dict[Place, int]) -> None:
    """The same figures are held back from everybody: what all but HR are told is part of what the controller is."""
    assert set().union(*(shown(role, people) for role in OTHERS)) == shown("controller", people)


def test_it_would_be_found(people: dict[Place, int]) -> None:
    """HR is told of the few, and the checks above would say so."""
    told = shown("machine", people)
    assert any(people[place] < FEWEST for place in told)
    assert shown("hr", people) <= told


@pytest.mark.parametrize("unit", ["100", "400"])
def test_a_file_says_that_it_is_not_shown_and_no_number(unit: str) -> None:
    rows = {}
    for role in ("controller", "machine"):
        found = scope_of(PEOPLE[role], "nb", {"municipality": TOWN, "unit": unit, "quarter": "2026Q3"})
        assert isinstance(found, Scope)
        said = as_csv("nb", TABLES["scorecard"](found)).decode("utf-8-sig")
        rows[role] = [line for line in said.splitlines() if "Sykefravær" in line]
    names = dict(units(PEOPLE["machine"], TOWN, Quarter(2026, 3).last_day)[["unit_id", "name"]].itertuples(index=False))
    for kept in {"100": ("110", "120"), "400": ("440", "410")}[unit]:
        (line,) = [line for line in rows["controller"] if names[kept] in line]
        (told,) = [line for line in rows["machine"] if names[kept] in line]
        assert "ville røpe noe om færre enn fem personer" in line
        assert line.split(";")[2] == '""' or not any(letter.isdigit() for letter in line.split(";")[2])
        assert any(letter.isdigit() for letter in told.split(";")[2])
