"""Whether a change is more than noise."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from metrics.results import Signal

MOVING_RANGE_FACTOR = 2.66
"""3 / 1.128: three standard deviations, estimated from the mean distance between neighbours (Shewhart's chart for
individual values)."""


@dataclass(frozen=True)
class Limits:
    """The noise limits of a series: what a point lies within unless something has changed."""

    mean: float
    low: float
    high: float
    points: int


def limits(baseline: Sequence[float | None], least: int = 12) -> Limits | None:
    """Return mean ± 2.66 x the mean moving range of the points; None with fewer than `least` points.

    A gap (None) ends a range: the points on each side of it are not neighbours.

    Args:
        baseline: Discrete quarters or months in order, never cumulative figures and never period 13, without the
            point that is to be judged: an outlier must not widen the limits that are to catch it.
        least: How many points are needed.
    """
    known = [point for point in baseline if point is not None]
    ranges = [abs(after - before) for before, after in pairwise(baseline) if before is not None and after is not None]
    if len(known) < least or not ranges:
        return None
    mean = sum(known) / len(known)
    width = MOVING_RANGE_FACTOR * sum(ranges) / len(ranges)
    return Limits(mean, mean - width, mean + width, len(known))


def signal(points: Sequence[float | None], *, judge: int = 1, least: int = 12) -> Signal:
    """Return whether any of the last `judge` points lies outside the noise limits of all points before them.

    Args:
        points: Discrete quarters or months in order; None is missing.
        judge: How many points are judged: 1 quarter, or the 3 months of a quarter.
        least: How many earlier points are needed, else TOO_FEW_POINTS; also when nothing is there to judge.
    """
    baseline, newest = points[:-judge], [point for point in points[-judge:] if point is not None]
    found = limits(baseline, least)
    if found is None or not newest:
        return Signal.TOO_FEW_POINTS
    outside = any(point < found.low or point > found.high for point in newest)
    return Signal.MORE_THAN_NOISE if outside else Signal.NOISE
