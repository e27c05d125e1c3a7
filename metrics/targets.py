"""How a figure stands against the band adopted for it, whichever side of the band is good."""

from collections.abc import Hashable, Mapping
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
        DOMAIN 3.2 (Sandnes: working capital 10-15 %) and rulings, bands.
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
    below = np.where(values < low, values - low, 0.0)  # a comparison with NaN, an open side, is false
    return np.where(values > high, values - high, below)


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
    require(targets, TARGETS)
    own = targets[(targets["measure"] == measure).to_numpy()]
    for above in chain(unit_id, units):
        rows = [row for row in own[own["unit_id"] == above].to_dict("records") if row["valid_from"] <= on]
        newest = max(rows, key=lambda row: row["valid_from"], default=None)
        if newest is not None and isinstance(newest["target_type"], str):
            return band(newest)
    return None


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
    found = pd.DataFrame(index=rows.index, columns=["target_type", *BOUNDS, "valid_from", "reference"], dtype=object)
    open_rows = pd.DataFrame({"measure": rows["measure"], "above": rows["unit_id"], "on": rows["on"]})
    parents = units.set_index("unit_id")["parent_unit_id"]
    while len(open_rows) and len(targets):
        newest = _newest(open_rows, targets)
        found.loc[newest.index] = newest[found.columns].to_numpy()
        open_rows = open_rows.drop(index=newest.index)
        open_rows["above"] = open_rows["above"].map(parents)
        open_rows = open_rows[open_rows["above"].notna()]
    return found


def _newest(rows: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Return, indexed by row, the newest target at exactly the unit `above`; ended lines are left out."""
    keyed = rows.rename_axis("row").reset_index()
    pairs = keyed.merge(targets, left_on=["measure", "above"], right_on=["measure", "unit_id"], how="inner")
    pairs = pairs[(pairs["valid_from"] <= pairs["on"]).to_numpy(dtype=bool)]
    if pairs["row"].duplicated().any():
        pairs = pairs.sort_values("valid_from", kind="stable").drop_duplicates("row", keep="last")
    return pairs[pairs["target_type"].notna()].set_index("row")
