import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.results import Signal
from metrics.variation import limits, signal

TWELVE = [10.0, 12.0] * 6  # mean 11, every moving range 2, so limits 11 ± 2.66 x 2 = 5.68 and 16.32


def test_limits_by_hand() -> None:
    found = limits(TWELVE)
    assert found is not None
    assert (found.mean, found.points) == (11.0, 12)
    assert (found.low, found.high) == (pytest.approx(5.68), pytest.approx(16.32))


@pytest.mark.parametrize(
    ("newest", "said"), [(16.3, Signal.NOISE), (16.4, Signal.MORE_THAN_NOISE), (5.6, Signal.MORE_THAN_NOISE)]
)
def test_the_judged_point_is_not_part_of_its_own_limits(newest: float, said: Signal) -> None:
    # with 16.4 among the points the mean range would be (11 x 2 + 4.4) / 12 = 2.2 and the limit 11.4 + 5.85 = 17.3
    assert signal([*TWELVE, newest]) is said


def test_eleven_points_before_are_too_few_and_so_is_nothing_to_judge() -> None:
    assert signal([*TWELVE[1:], 99.0]) is Signal.TOO_FEW_POINTS
    assert signal([*TWELVE, None]) is Signal.TOO_FEW_POINTS
    assert signal([]) is Signal.TOO_FEW_POINTS


def test_points_on_each_side_of_a_gap_are_not_neighbours() -> None:
    found = limits([10.0] * 6 + [None] + [20.0] * 6)
    assert found is not None
    assert (found.low, found.high) == (15.0, 15.0)  # mean 15; the only ranges are 0


def test_three_months_are_judged_together() -> None:
    assert signal([*TWELVE, 11.0, 30.0, 11.0], judge=3) is Signal.MORE_THAN_NOISE
    assert signal([*TWELVE, 11.0, 11.0, 11.0], judge=3) is Signal.NOISE


@given(st.lists(st.integers(-100, 100), min_size=13, max_size=20), st.integers(-1000, 1000))
@settings(deadline=None, derandomize=True)
def test_moving_every_point_alike_changes_nothing(points: list[int], by: int) -> None:
    assert signal([float(point) for point in points]) is signal([float(point + by) for point in points])
