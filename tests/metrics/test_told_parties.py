"""Parties as they may be told."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.sight import Sight
from metrics.told_parties import ANOTHER_UNIT, kinds, names, sectors, told_as, told_cube
from metrics.value_cube import value_cube
from metrics.value_flow import value_flow
from metrics.valued_lines import Perspective
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.slow_towns import slow_towns
from tests.metrics.slow_value_oracle import SlowTown
from tests.metrics.value_town import basis, cube_of, plan, register

# fjell -> helse -> hjem, lege; fjell -> skole


def town(units: set[str] | None = None, **told: Any) -> Any:
    return register(sight=Sight(units=None if units is None else frozenset(units)), **told)


@pytest.mark.parametrize(
    ("may_see", "told"),
    [
        (None, {"hjem": "hjem", "lege": "lege", "skole": "skole"}),
        ({"hjem"}, {"hjem": "hjem", "lege": ANOTHER_UNIT, "skole": ANOTHER_UNIT}),
        ({"helse"}, {"hjem": "helse", "lege": "helse", "skole": ANOTHER_UNIT}),
        ({"fjell", "lege"}, {"hjem": "fjell", "lege": "lege", "skole": "fjell"}),
        (set(), dict.fromkeys(("hjem", "lege", "skole"), ANOTHER_UNIT)),
    ],
)
def test_a_unit_is_told_as_itself_the_nearest_above_or_another_unit(
    may_see: set[str] | None, told: dict[str, str]
) -> None:
    found = told_as(town(may_see))
    assert {unit: found[unit] for unit in told} == told
    assert found["nav"] == "nav"  # those outside are told as they are


def test_merged_parties_are_summed_and_what_passes_between_them_is_their_own_capture() -> None:
    told: dict[str, Any] = {"initiatives": [initiative("A", "hjem")], "benefits": [benefit("a", "A")]}
    rows = [
        line("A", 1, 1, "a", 2025, 12, 60, bearer="hjem", beneficiary="lege"),
        line("A", 1, 2, "a", 2025, 12, 40, bearer="hjem", beneficiary="nav"),
        line("A", 1, 3, None, 2025, 12, 10, flow="cost", bearer="hjem", beneficiary=None),
        line("A", 1, 4, None, 2025, 12, 5, flow="transfer", bearer="lege", beneficiary="hjem"),
    ]
    cube = value_cube(plan(*rows), town(**told), basis())
    assert value_flow(cube).parties["own_capture"]["hjem"] == 0
    found = value_flow(told_cube(cube, town({"helse"}, **told)))
    assert found.parties.index.tolist() == ["helse", "nav"]
    assert found.parties["own_capture"]["helse"] == pytest.approx(0.6)
    assert found.parties.loc["helse", ["gains", "costs", "received", "paid", "npv"]].tolist() == [60, -10, 5, -5, 50]
    hidden = value_flow(told_cube(cube, town({"skole"}, **told)))
    assert hidden.parties.index.tolist() == [ANOTHER_UNIT, "nav"]


def test_units_are_rolled_up_to_sectors_within_what_may_be_told() -> None:
    assert sectors(town()) == {"fjell": "fjell", "helse": "helse", "hjem": "helse", "lege": "helse", "skole": "skole"}
    told: dict[str, Any] = {"initiatives": [initiative("A", "hjem")], "benefits": [benefit("a", "A")]}
    rows = [line("A", 1, 1, "a", 2025, 12, 60, bearer="hjem", beneficiary="skole")]
    cube = value_cube(plan(*rows), town(**told), basis())
    small = told_cube(cube, town(**told), by_sector=True).rows
    assert (small["bearer_id"][0], small["beneficiary_id"][0]) == ("helse", "skole")
    hidden = told_cube(cube, town({"skole"}, **told), by_sector=True).rows
    assert (hidden["bearer_id"][0], hidden["beneficiary_id"][0]) == (ANOTHER_UNIT, "skole")
    leader = told_cube(cube, town({"hjem"}, **told), by_sector=True).rows  # who may not be told of helse
    assert (leader["bearer_id"][0], leader["beneficiary_id"][0]) == ("hjem", ANOTHER_UNIT)


def test_only_names_that_may_be_told_are() -> None:
    assert names(town({"hjem"})) == {
        "hjem": "Hjemmetjenesten",
        "hospital": "Hospital",
        "nav": "Nav",
        "citizens": "Citizens",
        "shops": "Shops",
    }


@given(slow_towns(), st.sets(st.sampled_from(["fjell", "helse", "hjem", "lege", "skole"])), st.booleans())
@settings(deadline=None, derandomize=True, max_examples=30)
def test_however_little_is_told_the_total_stands_and_no_hidden_unit_shows(
    slow: SlowTown, may_see: set[str], by_sector: bool
) -> None:
    cube = cube_of(slow, Perspective.PUBLIC_BUDGET)
    told = value_flow(told_cube(cube, town(may_see), by_sector=by_sector))
    assert told.total == pytest.approx(value_flow(cube).total, abs=1e-3)
    shown = set(told.parties.index) | set(told.matrix.index) | set(told.matrix.columns)
    assert shown <= may_see | {ANOTHER_UNIT, "hospital", "nav", "citizens", "shops"}


def test_the_kind_of_a_party_is_told_of_those_that_are() -> None:
    outside = {"hospital": "hospital_trust", "nav": "state_agency", "citizens": "citizens", "shops": "business"}
    assert kinds(town({"helse"})) == {**outside, "helse": "unit", ANOTHER_UNIT: "unit"}  # hjem and skole are not
