"""How far a programme's net present value may land from the plan: many draws from stated distributions.

Each benefit, and the costs as one, is multiplied by a factor drawn from a triangular distribution (low, most likely,
high). Draws are independent of each other; the answer says so, with how many there were and the seed they came from, so
that anybody can draw the same ones again.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.discounting import DiscountSchedule
from metrics.present_value import present_value
from metrics.results import Missing
from metrics.rounding import whole_minor

DRAWS = 10_000
SEED = 1
DISTRIBUTION = "triangular, independent"
_PERCENTILES = (10, 50, 90)


class NotTriangular(ValueError):
    """A factor's low, most likely and high are missing or not in that order."""


@dataclass(frozen=True)
class Triangle:
    """A factor's lowest, most likely and highest value; 1 is as planned."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.mode <= self.high:  # NaN, too, is refused
            raise NotTriangular(f"{self.low:g}, {self.mode:g}, {self.high:g}: wanted low <= most likely <= high")


@dataclass(frozen=True)
class Simulation:
    """A programme's net present value over many draws, in whole minor units; + is a net gain.

    A tenth of the draws are below `p10_minor`, half below `p50_minor`, a tenth above `p90_minor`. `loss_share` is the
    share of draws below zero: of draws, not a probability that anybody has measured. All None where a year of the plan
    is missing, which `why` says.
    """

    p10_minor: int | None
    p50_minor: int | None
    p90_minor: int | None
    loss_share: float | None
    draws: int
    seed: int
    distribution: str = DISTRIBUTION
    why: Missing | None = None


def simulation(
    benefits: pd.DataFrame,
    costs: pd.Series,
    ranges: list[Triangle],
    cost_range: Triangle,
    schedule: DiscountSchedule,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Simulation:
    """Return between which net present values a programme lands in eight of ten draws, and the one in the middle.

    NPV of a draw = sum over benefits of factor x PV(benefit) - cost factor x PV(costs).

    Args:
        benefits: A row a benefit, columns years from t = 0; positive, minor units.
        costs: By year from t = 0; positive, minor units.
        ranges: The factor of each benefit, in the order of the rows.
        cost_range: The factor of the costs.
        schedule: The discount rates.
        draws: How many.
        seed: Where the draws start; the same seed gives the same answer.

    Returns:
        The percentiles, and how they were made.

    Raises:
        ValueError: There is not one range for each benefit, or no draw.
    """
    if len(ranges) != len(benefits) or draws < 1:
        raise ValueError(f"{len(ranges)} ranges for {len(benefits)} benefits, {draws} draws")
    worth = np.append(present_value(benefits, schedule), -present_value(costs.to_frame().T, schedule))
    if np.isnan(worth).any():
        return Simulation(None, None, None, None, draws, seed, why=Missing.INCOMPLETE_YEARS)
    outcomes = _factors([*ranges, cost_range], draws, seed) @ worth
    low, middle, high = (int(one) for one in whole_minor(np.percentile(outcomes, _PERCENTILES)))
    return Simulation(low, middle, high, float((outcomes < 0).mean()), draws, seed)


def _factors(triangles: list[Triangle], draws: int, seed: int) -> np.ndarray:
    """Return draws x triangles. The distribution is inverted here so that a triangle without width is its own value."""
    low, mode, high = (
        np.array([getattr(one, part) for one in triangles], dtype="float64") for part in ("low", "mode", "high")
    )
    chance = np.random.Generator(np.random.PCG64(seed)).random((draws, len(triangles)))
    width = high - low
    rising = low + np.sqrt(chance * width * (mode - low))
    falling = high - np.sqrt((1 - chance) * width * (high - mode))
    return np.asarray(np.where(chance * width < mode - low, rising, falling))
