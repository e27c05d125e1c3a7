"""Each quarter by itself, beside the year before."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics.positions import quarter_ends
from metrics.quarter_steps import QuarterStep, quarter_steps
from tests.metrics.small_town import position, positions

#        period  2025: actual  2026: actual  periodised (all from January)
# Q1          3            90           100         95
# Q2          6           190           230        200
ROWS = [
    position("helse", 2025, 3, actual=90),
    position("helse", 2025, 6, actual=190),
    position("helse", 2026, 3, actual=100, periodised=95),
    position("helse", 2026, 4, actual=150, periodised=120),  # a decoy: no quarter's end
    position("helse", 2026, 6, actual=230, periodised=200),
    position("hjem", 2026, 6, actual=7, periodised=7),  # a decoy: another unit
]


def of(rows: list[tuple[object, ...]], quarter: Quarter) -> tuple[QuarterStep, ...]:
    return quarter_steps(quarter_ends(positions(*rows)), "helse", quarter)


def test_differences_of_positions() -> None:
    first, second = of(ROWS, Quarter(2026, 2))
    assert (first.used_minor, first.budget_minor, first.year_before_minor) == (100, 95, 90)
    assert (second.used_minor, second.budget_minor, second.year_before_minor) == (230 - 100, 200 - 95, 190 - 90)
    assert second.change_share == pytest.approx((130 - 100) / 100)


def test_the_fourth_quarter_holds_the_closing_entries() -> None:
    rows = [
        position("helse", 2026, period, actual=actual)
        for period, actual in ((3, 1), (6, 2), (9, 30), (12, 40), (13, 45))
    ]
    assert [step.used_minor for step in of(rows, Quarter(2026, 4))] == [1, 2 - 1, 30 - 2, 45 - 30]


def test_a_missing_position_makes_its_quarter_and_the_next_missing() -> None:
    rows = [
        position("helse", 2026, 3, actual=None),
        position("helse", 2026, 6, actual=5),
        position("helse", 2026, 9, actual=9),
    ]
    assert [step.used_minor for step in of(rows, Quarter(2026, 3))] == [None, None, 9 - 5]
    assert of([], Quarter(2026, 1)) == (QuarterStep(Quarter(2026, 1), None, None, None, None),)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.integers(-(10**13), 10**13), min_size=4, max_size=4))
def test_quarters_sum_to_the_year(amounts: list[int]) -> None:
    rows = [
        position("helse", 2026, period, actual=reached)
        for period, reached in zip((3, 6, 9, 12), accumulate(amounts), strict=True)
    ]
    assert [step.used_minor for step in of(rows, Quarter(2026, 4))] == amounts
