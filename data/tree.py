"""The tree of units at each date: who stood above whom."""

from collections.abc import Iterable
from datetime import date

import pandas as pd
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.frames import frame
from data.periods import CLOSING_PERIOD, last_day_of_period
from data.schema.organisation import UnitAncestor, UnitVersion

Version = tuple[str, str | None, bool]
"""A unit, its parent and whether it exists."""


def rebuild_ancestors(session: Session, municipality_id: str) -> bool:
    """Write the dated ancestors anew from the unit versions; tell whether anything stood otherwise before."""
    session.flush()
    stood = _stored(session, municipality_id)
    rows = session.execute(
        select(UnitVersion.valid_from, UnitVersion.unit_id, UnitVersion.parent_unit_id, UnitVersion.name)
        .where(UnitVersion.municipality_id == municipality_id)
        .order_by(UnitVersion.valid_from)
    ).all()
    session.execute(delete(UnitAncestor).where(UnitAncestor.municipality_id == municipality_id))
    parents: dict[str, str | None] = {}
    before: dict[tuple[str, str], int] = {}
    for day in sorted({row.valid_from for row in rows}):
        for row in (row for row in rows if row.valid_from == day):
            if row.name is None:
                parents.pop(row.unit_id, None)
            else:
                parents[row.unit_id] = row.parent_unit_id
        now = distances(parents)
        session.add_all(_changes(municipality_id, day, before, now))
        before = now
    session.flush()
    return _stored(session, municipality_id) != stood


def _stored(session: Session, municipality_id: str) -> set[tuple[object, ...]]:
    columns = (UnitAncestor.unit_id, UnitAncestor.ancestor_id, UnitAncestor.valid_from, UnitAncestor.distance)
    return {
        tuple(row) for row in session.execute(select(*columns).where(UnitAncestor.municipality_id == municipality_id))
    }


def distances(parents: dict[str, str | None]) -> dict[tuple[str, str], int]:
    """Return the steps from each unit to each unit above it, itself included; ValueError on a cycle."""
    found = {}
    for unit in parents:
        above: str | None = unit
        steps = 0
        while above is not None and above in parents:
            if steps > len(parents):
                raise ValueError(f"unit {unit} stands above itself")
            found[unit, above] = steps
            above, steps = parents[above], steps + 1
    return found


def _changes(
    municipality_id: str, day: date, before: dict[tuple[str, str], int], now: dict[tuple[str, str], int]
) -> Iterable[UnitAncestor]:
    for unit, ancestor in sorted(before.keys() | now.keys()):
        distance = now.get((unit, ancestor))
        if distance != before.get((unit, ancestor)):
            yield UnitAncestor(
                municipality_id=municipality_id,
                unit_id=unit,
                ancestor_id=ancestor,
                valid_from=day,
                distance=distance,
            )


def ancestors_by_period(session: Session, municipality_id: str, fiscal_year: int) -> pd.DataFrame:
    """Return unit_id, period, ancestor_id as the tree stood at the end of each period of a year.

    A unit that had ended is still found under those it last stood under, so that late entries are not lost.
    """
    dated = frame(
        session,
        select(UnitAncestor.unit_id, UnitAncestor.ancestor_id, UnitAncestor.valid_from, UnitAncestor.distance).where(
            UnitAncestor.municipality_id == municipality_id
        ),
    )
    standing: dict[int, pd.DataFrame] = {}  # by how many rows are reached: most years the tree never changes
    parts = []
    for period in range(1, CLOSING_PERIOD + 1):
        day = last_day_of_period(fiscal_year, period)
        reached = int((dated["valid_from"] <= day).sum())
        if reached not in standing:
            standing[reached] = _standing(dated, day)
        parts.append(standing[reached].assign(period=period))
    return pd.concat(parts, ignore_index=True).astype({"period": "Int64"})


def _standing(dated: pd.DataFrame, day: date) -> pd.DataFrame:
    reached = dated[dated["valid_from"] <= day].sort_values("valid_from")
    # Not groupby().last(): that takes the last distance that is not null, so that no line would ever end.
    last = reached.drop_duplicates(["unit_id", "ancestor_id"], keep="last")
    known = reached[reached["distance"].notna()].drop_duplicates(["unit_id", "ancestor_id"], keep="last")
    alive = last.groupby("unit_id")["distance"].transform("count") > 0
    living = last[alive & last["distance"].notna()]
    ended = known[~known["unit_id"].isin(living["unit_id"])]
    return pd.concat([living, ended])[["unit_id", "ancestor_id"]]
