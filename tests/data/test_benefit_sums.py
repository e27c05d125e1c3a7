"""What must hold across benefits: no circle, and nothing claimed twice; each with a decoy that passes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_sums import (
    AttributedShare,
    Claimed,
    attribution_problems,
    circle,
    circle_problems,
    claim_sum_problems,
)


@pytest.mark.parametrize(
    ("arrows", "found"),
    [
        ([], ()),
        ([("a", "b"), ("b", "c"), ("a", "c")], ()),  # two ways to c are no circle
        ([("a", "a")], ("a",)),
        ([("a", "b"), ("b", "a")], ("a", "b")),
        ([("x", "b"), ("b", "c"), ("c", "d"), ("d", "b"), ("c", "y")], ("b", "c", "d")),
    ],
)
def test_a_circle_is_found_and_its_benefits_told(arrows: list[tuple[str, str]], found: tuple[str, ...]) -> None:
    assert circle(arrows) == found


def test_the_benefits_of_a_circle_are_named() -> None:
    (problem,) = circle_problems([("a", "b"), ("b", "a")], {"a": "Færre turer", "b": "Færre mil"})
    assert (problem.code, problem.found) == ("circle", "Færre turer → Færre mil → Færre turer")


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
@settings(deadline=None, derandomize=True)
def test_a_circle_is_found_where_leaves_cannot_be_plucked(pairs: set[tuple[int, int]]) -> None:
    """Property: there is a circle when, and only when, plucking benefits that lead nowhere leaves some."""
    arrows = {(str(one), str(other)) for one, other in pairs}
    left = {one for pair in arrows for one in pair}
    while plucked := {one for one in left if not any(a == one and b in left for a, b in arrows)}:
        left -= plucked
    found = circle(arrows)
    assert bool(found) == bool(left)
    assert all(step in arrows for step in zip(found, (*found[1:], *found[:1]), strict=True))


def share(
    benefit_id: str, millionths: int, begins: int = 2024, ends: int | None = None, **told: str
) -> AttributedShare:
    place = {"claimant_id": f"unit of {benefit_id}", "indicator_id": "i1", "unit_id": "north", **told}
    last = None if ends is None else date(ends, 12, 31)
    return AttributedShare(benefit_id, share_millionths=millionths, begins=date(begins, 1, 1), ends=last, **place)


HALF, MORE = 500_000, 600_000


@pytest.mark.parametrize(
    ("others", "left"),
    [
        ([share("b", HALF)], None),  # 50 + 50 = 100 %
        ([share("b", MORE)], "40"),  # 60 + 50 > 100 %
        ([share("b", MORE, indicator_id="i2")], None),
        ([share("b", MORE, unit_id="south")], None),
        ([share("b", MORE, 2020, 2023)], None),  # over before
        ([share("b", MORE, 2020, 2024)], "40"),  # the last year of one is the first of the other
        ([share("b", MORE, 2030)], "40"),  # both last for good
        ([share("b", 300_000), share("c", 300_000)], "40"),
    ],
)
def test_shares_of_an_indicator_are_never_above_the_whole(others: list[AttributedShare], left: str | None) -> None:
    found = attribution_problems([share("a", HALF), *others], frozenset({"a"}))
    assert [(one.wanted, one.extra["unit"]) for one in found] == ([] if left is None else [(left, "unit of b")])


def test_sums_that_were_above_before_are_not_held_against_another() -> None:
    shares = [share("b", MORE), share("c", MORE), share("a", HALF, unit_id="south")]
    assert attribution_problems(shares, frozenset({"a"})) == []


def claim(claim_id: str, amount: int, place: str = "cut") -> Claimed:
    return Claimed((place,), claim_id, f"benefit {claim_id}", f"unit of {claim_id}", amount)


@pytest.mark.parametrize(
    ("own", "others", "found"),
    [
        (400, [], []),
        (1000, [], []),
        (1001, [], [("claimed_alone", "10.00", None)]),
        (400, [claim("b", 600)], []),
        (401, [claim("b", 600)], [("claimed", "4.00", "unit of b")]),  # 1000 - 600 are left
        (401, [claim("b", 100), claim("c", 500)], [("claimed", "4.00", "unit of c")]),  # who has most is named
        (401, [claim("b", 600, "another cut")], []),
    ],
)
def test_claims_are_never_above_what_was_cut(
    own: int, others: list[Claimed], found: list[tuple[str, str, str | None]]
) -> None:
    cut = {("cut",): 1000, ("another cut",): 600}
    problems = claim_sum_problems([claim("a", own), *others], cut, frozenset({"a"}), "claimed")
    assert [(one.code, one.wanted, one.extra.get("unit")) for one in problems] == found


def test_a_place_that_was_not_cut_has_nothing_to_claim() -> None:
    (problem,) = claim_sum_problems([claim("a", 1, "no cut")], {}, frozenset({"a"}), "claimed")
    assert problem.wanted == "0.00"
