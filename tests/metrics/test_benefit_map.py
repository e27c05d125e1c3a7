"""What leads to what, and how deep."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.benefit_map import MapHasCircle, dependency_map
from metrics.benefit_tables import BenefitTables
from tests.metrics.benefit_town import benefit, initiative
from tests.metrics.small_register import register

IDS = ("a", "b", "c", "d", "e")


def town(arrows: list[tuple[object, ...]]) -> BenefitTables:
    benefits = [*(benefit(one, "A") for one in IDS), benefit("x", "B"), benefit("y", "B")]
    return register(initiatives=[initiative("A"), initiative("B")], benefits=benefits, dependencies=arrows)


def test_depth_is_the_longest_way_and_neighbours_of_other_initiatives_stand_on_it() -> None:
    #  a -> b -> c,  a -> c,  c -> x (of another initiative), x -> y (its own affair)
    made = dependency_map(town([("a", "b"), ("b", "c"), ("a", "c"), ("c", "x"), ("x", "y")]), "A")
    assert {node.benefit_id: node.depth for node in made.nodes} == {"a": 0, "b": 1, "c": 2, "d": 0, "e": 0, "x": 3}
    assert [node.benefit_id for node in made.nodes if node.end] == ["d", "e"]  # x leads on
    assert ("x", "y") not in made.arrows


def test_a_circle_is_a_broken_promise() -> None:
    with pytest.raises(MapHasCircle):
        dependency_map(town([("a", "b"), ("b", "a")]), "A")


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] < pair[1])))
def test_every_arrow_goes_deeper(pairs: set[tuple[int, int]]) -> None:
    made = dependency_map(town([(IDS[one], IDS[to]) for one, to in pairs]), "A")
    depth = {node.benefit_id: node.depth for node in made.nodes}
    assert all(depth[to] > depth[one] for one, to in made.arrows)
