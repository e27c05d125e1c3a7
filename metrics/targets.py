"""How a figure stands against the band adopted for it, whichever side of the band is good."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from data.vocabulary import TargetType
from metrics.results import Band, Status, Trend
from metrics.tables import TARGETS, UNITS, require

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


def chain(unit_id: str, units: pd.DataFrame) -> list[str]:
    """Return the unit and those above it, nearest first."""
    require(units, UNITS)
    parents = dict(zip(units["unit_id"], units["parent_unit_id"], strict=True))
    found: list[str] = []
    at: str | None = unit_id
    while isinstance(at, str) and at not in found:
        found.append(at)
        at = parents.get(at)
    return found


def band_in_force(measure: str, unit_id: str, on: date, targets: pd.DataFrame, units: pd.DataFrame) -> Band | None:
    """Return the target of a measure for a unit on a day: the unit's own, else its nearest ancestor's; None if none.

    A row without a type ends the line of targets at its unit; what stands above then holds.
    """
    return bands_of([measure], unit_id, on, targets, units).get(measure)


def bands_of(
    measures: Iterable[str], unit_id: str, on: date, targets: pd.DataFrame, units: pd.DataFrame
) -> dict[str, Band]:
    """Return the targets in force of some measures for one unit on a day; a measure without one is absent."""
    wanted = list(measures)
    own = targets[targets["measure"].isin(wanted).to_numpy(dtype=bool)].reset_index(drop=True)
    dated, above = _dated(own), chain(unit_id, units)
    places = {measure: _place(dated, measure, above, on) for measure in wanted}
    rows = own.to_dict("records")
    return {measure: band(rows[place]) for measure, place in places.items() if place >= 0}


def band(row: Mapping[Hashable, Any]) -> Band:
    """Return a TARGETS row as a band."""
    bounds = {name: _number(row[name]) for name in BOUNDS}
    reference = row["reference"]
    valid_from = row["valid_from"]
    if not isinstance(valid_from, date):
        raise TypeError(f"valid_from is {valid_from!r}, wanted a date")
    return Band(
        target_type=TargetType(str(row["target_type"])),
        valid_from=valid_from,
        reference=reference if isinstance(reference, str) else None,
        **bounds,
    )


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not isnan(cell) else None


def targets_of(rows: pd.DataFrame, targets: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return the target in force of many measures at once: `band_in_force` as a table.

    Args:
        rows: measure, unit_id and `on` (a day), one row a value.
        targets: TARGETS, every dated row.
        units: UNITS.

    Returns:
        Indexed as `rows`: target_type (None: no target), the four bounds, valid_from, reference.
    """
    require(targets, TARGETS)
    columns = ["target_type", *BOUNDS, "valid_from", "reference"]
    places = _places(rows, targets, units) if len(rows) and len(targets) else np.full(len(rows), -1)
    return targets[columns].reset_index(drop=True).reindex(places).set_axis(rows.index)  # no row -1: all missing


_DAYS = 22
"""Bits that hold any day's number since year 1."""


def _places(rows: pd.DataFrame, targets: pd.DataFrame, units: pd.DataFrame) -> np.ndarray:
    """Return the place in `targets` of each row's target, -1 for none, by one search a step up the tree.

    Measure, unit and day are packed into one number, so that the newest row not after the day is found by bisection.
    """
    measures = pd.Index(pd.unique(np.concatenate([targets["measure"], rows["measure"]])))
    tree = pd.Index(pd.unique(np.concatenate([units["unit_id"], targets["unit_id"], rows["unit_id"]])))
    parent = np.full(len(tree), -1)
    parent[tree.get_indexer(units["unit_id"])] = tree.get_indexer(units["parent_unit_id"])
    stamps = _packed(measures.get_indexer(targets["measure"]), tree.get_indexer(targets["unit_id"]), len(tree))
    stamps += _day_numbers(targets["valid_from"])
    order = np.argsort(stamps, kind="stable")
    stamps, adopted = stamps[order], targets["target_type"].notna().to_numpy()[order]
    measure, above, day = (
        measures.get_indexer(rows["measure"]),
        tree.get_indexer(rows["unit_id"]),
        _day_numbers(rows["on"]),
    )
    places = np.full(len(rows), -1)
    asking = np.arange(len(rows))
    while len(asking):
        wanted = _packed(measure[asking], above[asking], len(tree))
        at = np.searchsorted(stamps, wanted + day[asking], side="right") - 1
        found = (at >= 0) & (stamps[at] >= wanted) & adopted[at]
        places[asking[found]] = order[at[found]]
        asking = asking[~found]
        above[asking] = parent[above[asking]]
        asking = asking[above[asking] >= 0]
    return places


def _packed(measure: np.ndarray, unit: np.ndarray, units: int) -> np.ndarray:
    return np.asarray(np.left_shift(measure.astype(np.int64) * units + unit, _DAYS))


def _day_numbers(days: pd.Series) -> np.ndarray:
    code, distinct = pd.factorize(days)
    return np.array([day.toordinal() for day in distinct], dtype=np.int64)[code]


_Dated = dict[tuple[str, str], list[tuple[date, bool, int]]]


def _dated(targets: pd.DataFrame) -> _Dated:
    """Return, by measure and unit, the rows as day, whether it is a target (not an end), and place in the table."""
    require(targets, TARGETS)
    columns = zip(targets["measure"], targets["unit_id"], targets["valid_from"], targets["target_type"], strict=True)
    dated: _Dated = defaultdict(list)
    for place, (measure, unit, day, kind) in enumerate(columns):
        dated[measure, unit].append((day, isinstance(kind, str), place))
    return dated


def _place(dated: _Dated, measure: str, units: list[str], on: date) -> int:
    """Return the place of the nearest unit's newest target on a day; -1 if none. An ended line looks further up."""
    for unit in units:
        known = [row for row in dated.get((measure, unit), ()) if row[0] <= on]
        if known and (newest := max(known))[1]:
            return newest[2]
    return -1
