"""How much a municipality spends per inhabitant beside others, from published figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import pandas as pd

from data.periods import Quarter
from metrics.tables import AGGREGATES, require

MEASURE = "net_spending_per_inhabitant"
FEWEST = 3
"""A middle of fewer others says nothing."""


@dataclass(frozen=True)
class Neighbour:
    """A municipality's published figure of one service area: minor units per inhabitant."""

    municipality_id: str
    name: str
    value_minor: float
    vintage: str
    fictional: bool
    own: bool


@dataclass(frozen=True)
class Area:
    """One service area: municipalities with the most spending first, and the middle of the others.

    `distance_share` is own / middle - 1: 0.12 is 12 % more per inhabitant than the middle.
    """

    key: str
    rows: tuple[Neighbour, ...]
    own: Neighbour
    middle_minor: float | None
    distance_share: float | None


@dataclass(frozen=True)
class Neighbours:
    """The comparison of one published period; `refused` counts municipalities left out, by their currency."""

    quarter: Quarter
    areas: tuple[Area, ...]
    refused: tuple[tuple[str, int], ...]
    sources: tuple[str, ...]
    published_on: date | None

    def area(self, key: str | None) -> Area:
        """Return the area of that key; else the first, which stands furthest from the middle."""
        return next((area for area in self.areas if area.key == key), self.areas[0])


def neighbours(
    published: pd.DataFrame, municipality_id: str, currency: str, quarter: Quarter, areas: Sequence[str] | None = None
) -> Neighbours | None:
    """Return the municipality beside all others that publish the same figure in the same currency.

    The newest vintage of each municipality and area counts. Nothing is summed: group figures that a statistical
    office estimates (KOSTRA groups) stand as they are or not at all, and so do figures per inhabitant.

    Args:
        published: AGGREGATES of the measure and one period.
        municipality_id: Whose comparison it is.
        currency: Its currency; others' are refused, not converted.
        quarter: The period.
        areas: Areas to show; None is all that the municipality publishes.

    Returns:
        None where the municipality itself has published nothing in its currency.
    """
    require(published, AGGREGATES)
    rows = published[published["value"].notna().to_numpy() & ~_is_group(published)]
    same = (rows["currency"] == currency).to_numpy(dtype=bool)
    kept = _newest(rows[same])
    own = kept[(kept["municipality_id"] == municipality_id).to_numpy(dtype=bool)]
    found = [area for area in own["scope"] if areas is None or area in areas]
    if not found:
        return None
    made = [_area(kept[(kept["scope"] == area).to_numpy(dtype=bool)], area, municipality_id) for area in found]
    made.sort(key=lambda area: (-abs(area.distance_share or 0.0), area.key))
    others = rows[~same].drop_duplicates("municipality_id")["currency"].value_counts()
    return Neighbours(
        quarter=quarter,
        areas=tuple(made),
        refused=tuple(sorted((str(code), int(count)) for code, count in others.items())),
        sources=tuple(sorted(set(kept["source"]))),
        published_on=max((day for day in kept["published_on"] if isinstance(day, date)), default=None),
    )


def _is_group(published: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which rows are an estimate for a group of municipalities; Statistics Norway's keys begin with EKG or EAK."""
    return published["municipality_id"].str.startswith(("EKG", "EAK")).to_numpy(dtype=bool)  # type: ignore[return-value]  # an array of bool


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    dated = rows.sort_values(["published_on", "vintage"], na_position="first", kind="stable")
    return dated.drop_duplicates(["municipality_id", "scope"], keep="last")


def _area(rows: pd.DataFrame, key: str, municipality_id: str) -> Area:
    columns = ["municipality_id", "municipality_name", "value", "vintage", "fictional"]
    made = [
        Neighbour(place, name, float(value), vintage, bool(fictional), place == municipality_id)
        for place, name, value, vintage, fictional in zip(*(rows[column] for column in columns), strict=True)
    ]
    made.sort(key=lambda row: (-row.value_minor, row.name))
    own = next(row for row in made if row.own)
    others = [row.value_minor for row in made if not row.own]
    middle = float(median(others)) if len(others) >= FEWEST else None
    distance = own.value_minor / middle - 1 if middle else None
    return Area(key, tuple(made), own, middle, distance)
