"""Effects that no price is put on: importance and magnitude give a consequence, in a table of its own.

A consequence is never kroner, and never added up or averaged: not over effects, and not over those they fall on.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.benefit_vocabulary import Importance

LARGEST = 3
"""A magnitude is from -3 (large negative) over 0 (none) to +3 (large positive)."""

CONSEQUENCES = tuple(range(-4, 5))


@dataclass(frozen=True)
class ConsequenceGrid:
    """Which consequence each importance and size of magnitude gives, from a date.

    `sizes` are by importance, for the magnitudes 1, 2 and 3; the sign of the magnitude is put back on.
    """

    valid_from: date
    sizes: dict[Importance, tuple[int, int, int]]
    mark: str
    source: str


GRIDS: tuple[ConsequenceGrid, ...] = (
    ConsequenceGrid(
        date(1900, 1, 1),
        {Importance.SMALL: (0, 1, 2), Importance.MEDIUM: (1, 2, 3), Importance.LARGE: (2, 3, 4)},
        "M",
        "plus-minus method of DFØ's guide to socio-economic analysis; the steps of the grid are not confirmed",
    ),
)


class UnknownGrid(KeyError):
    """No grid is in force on the day: a broken promise in code."""


def grid(on: date) -> ConsequenceGrid:
    """Return the grid in force on a day.

    Raises:
        UnknownGrid: None is.
    """
    dated = [one for one in GRIDS if one.valid_from <= on]
    if not dated:
        raise UnknownGrid(on.isoformat())
    return max(dated, key=lambda one: one.valid_from)


def consequence(importance: Importance, magnitude: int, on: date) -> int:
    """Return the consequence of one effect for those it falls on, -4 to +4; + is for the better.

    Raises:
        ValueError: The magnitude is outside -3 to +3.

    Source:
        DFØ, guide to socio-economic analysis, chapter 3.4; the grid's own source stands in GRIDS.
    """
    if abs(magnitude) > LARGEST:
        raise ValueError(f"magnitude {magnitude}, wanted -{LARGEST} to +{LARGEST}")
    if magnitude == 0:
        return 0
    size = grid(on).sizes[importance][abs(magnitude) - 1]
    return size if magnitude > 0 else -size


def unpriced_effects(effects: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return each effect for each of those it falls on, with its consequence; to stand beside a net present value.

    Args:
        effects: importance (an `Importance`) and magnitude (whole, -3 to +3), and any columns that name the effect and
            whom it falls on; a row an effect and stakeholder.
        on: The day whose grid is in force.

    Returns:
        The same rows with `consequence`: ordered categories -4 to +4, which can be sorted and counted but neither
        added nor averaged. Missing where the importance or the magnitude is.

    Raises:
        ValueError: An importance is unknown, or a magnitude outside -3 to +3.
    """
    found = [
        None if pd.isna(importance) or pd.isna(magnitude) else consequence(Importance(importance), int(magnitude), on)
        for importance, magnitude in zip(effects["importance"], effects["magnitude"], strict=True)
    ]
    return effects.assign(consequence=pd.Categorical(found, categories=list(CONSEQUENCES), ordered=True))
