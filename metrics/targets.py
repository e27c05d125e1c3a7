"""How a figure stands against the band adopted for it, whichever side of the band is good."""

from dataclasses import dataclass
from enum import StrEnum
from math import isnan

import numpy as np
import pandas as pd

from data.vocabulary import TargetType
from metrics.results import Band, Status, Trend

BOUNDS = ("desired_low", "desired_high", "accepted_low", "accepted_high")


class Side(StrEnum):
    """Where a value lies, seen from what is desired."""

    BELOW = "below"
    INSIDE = "inside"
    ABOVE = "above"


@dataclass(frozen=True)
class Judgement:
    """A value's status, and how far from the nearest desired bound it is: negative below, positive above, 0 inside."""

    status: Status
    distance: float | None = None

    @property
    def side(self) -> Side | None:
        """Where the value lies; None if it cannot be judged."""
        if self.distance is None:
            return None
        return Side.INSIDE if self.distance == 0 else Side.BELOW if self.distance < 0 else Side.ABOVE


def judged(value: float | None, band: Band | None) -> Judgement:
    """Return how a value stands: a bound is itself inside, and only the sides that the target's type names count.

    Args:
        value: The figure; None or NaN is missing.
        band: The adopted target; None is no target. A minimum has low bounds, a maximum high bounds, a range both or
            either. Without a desired bound, what is accepted is the best that can be said.

    Source:
        Ranges are adopted in practice (Sandnes kommune: working capital of 10-15 %), so «higher» is not always better.
    """
    if value is None or isnan(value):
        return Judgement(Status.NO_DATA)
    if band is None:
        return Judgement(Status.NO_TARGET)
    desired = _sides(band.target_type, band.desired_low, band.desired_high)
    accepted = _sides(band.target_type, band.accepted_low, band.accepted_high)
    if desired == (None, None) and accepted == (None, None):
        return Judgement(Status.NO_TARGET)
    distance = _distance(value, *(accepted if desired == (None, None) else desired))
    if distance == 0 and desired != (None, None):
        return Judgement(Status.DESIRED, 0.0)
    if accepted != (None, None) and _distance(value, *accepted) == 0:
        return Judgement(Status.ACCEPTED, distance)
    return Judgement(Status.NOT_ACCEPTED, distance)


def _sides(target_type: TargetType, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    if target_type is TargetType.MINIMUM:
        return low, None
    if target_type is TargetType.MAXIMUM:
        return None, high
    return low, high


def _distance(value: float, low: float | None, high: float | None) -> float:
    if low is not None and value < low:
        return value - low
    if high is not None and value > high:
        return value - high
    return 0.0


def trend(value: float | None, earlier: float | None, band: Band | None) -> Trend:
    """Return which way a figure has gone, as its target sees it: nearer to what is desired, or further in, is better.

    Of two values inside a range neither is better. Without a target, or without one of the values: unknown.
    """
    now, before = judged(value, band), judged(earlier, band)
    if value is None or earlier is None or band is None or now.distance is None or before.distance is None:
        return Trend.UNKNOWN
    if band.target_type is TargetType.RANGE:
        gained = abs(before.distance) - abs(now.distance)
    else:
        gained = (value - earlier) * (1 if band.target_type is TargetType.MINIMUM else -1)
    return Trend.UNCHANGED if gained == 0 else Trend.BETTER if gained > 0 else Trend.WORSE


def statuses(values: np.ndarray, bands: pd.DataFrame) -> pd.DataFrame:
    """Return `judged` for many values at once.

    Args:
        values: float64, NaN is missing.
        bands: TARGETS columns target_type and the four bounds, one row a value; without a type there is no target.

    Returns:
        As many rows: status (the text of a Status) and distance (NaN where it cannot be judged).
    """
    kind = bands["target_type"].to_numpy(dtype=object)
    bound = {name: bands[name].to_numpy(dtype="float64", na_value=np.nan) for name in BOUNDS}
    for name in ("desired_high", "accepted_high"):
        bound[name] = np.where(kind == TargetType.MINIMUM.value, np.nan, bound[name])
    for name in ("desired_low", "accepted_low"):
        bound[name] = np.where(kind == TargetType.MAXIMUM.value, np.nan, bound[name])
    wanted = ~(np.isnan(bound["desired_low"]) & np.isnan(bound["desired_high"]))
    allowed = ~(np.isnan(bound["accepted_low"]) & np.isnan(bound["accepted_high"]))
    from_desired = _distances(values, bound["desired_low"], bound["desired_high"])
    from_accepted = _distances(values, bound["accepted_low"], bound["accepted_high"])
    distance = np.where(wanted, from_desired, from_accepted)
    conditions = [
        np.isnan(values),
        pd.isna(kind) | ~(wanted | allowed),
        wanted & (from_desired == 0),
        allowed & (from_accepted == 0),
    ]
    codes = [Status.NO_DATA.value, Status.NO_TARGET.value, Status.DESIRED.value, Status.ACCEPTED.value]
    status = np.select(conditions, codes, Status.NOT_ACCEPTED.value)
    return pd.DataFrame({"status": status, "distance": np.where(conditions[0] | conditions[1], np.nan, distance)})


def _distances(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    above = np.where(values > high, values - high, 0.0)  # a comparison with NaN, an open side, is false
    return np.where(values < low, values - low, above)
