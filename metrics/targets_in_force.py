"""Which target holds for a measure at a unit on a day: the unit's own, else that of the nearest unit above."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from data.vocabulary import TargetType
from metrics.results import Band
from metrics.tables import TARGETS, UNITS, require
from metrics.targets import BOUNDS


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
