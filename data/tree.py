"""The tree of units at each date: who stood above whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from data.periods import CLOSING_PERIOD, last_day_of_period
from data.schema.organisation import UnitAncestor, UnitVersion


@dataclass(frozen=True)
class YearTree:
    """Who stood above whom in a year: `pairs` has unit_id and ancestor_id (each unit its own too).

    `standing` tells for each pair, and each period 1-13, whether it held at the end of the period.
    """

    pairs: pd.DataFrame
    standing: npt.NDArray[np.bool_]


Ancestor = tuple[str, str, date, int | None]
"""Unit, who stands above it, since when, and how many steps; None where it no longer does."""


def rebuild_ancestors(session: Session, municipality_id: str) -> bool:
    """Write the dated ancestors anew from the unit versions; tell whether anything stood otherwise before."""
    session.flush()
    columns = (UnitAncestor.unit_id, UnitAncestor.ancestor_id, UnitAncestor.valid_from, UnitAncestor.distance)
    stood = session.execute(select(*columns).where(UnitAncestor.municipality_id == municipality_id))
    expected = expected_ancestors(session, municipality_id)
    if {tuple(row) for row in stood} == set(expected):
        return False
    session.execute(delete(UnitAncestor).where(UnitAncestor.municipality_id == municipality_id))
    names = [column.key for column in columns]
    rows = [{"municipality_id": municipality_id, **dict(zip(names, row, strict=True))} for row in expected]
    session.execute(insert(UnitAncestor), rows)
    return True


def expected_ancestors(session: Session, municipality_id: str) -> list[Ancestor]:
    """Return the dated ancestors that follow from the unit versions."""
    rows = session.execute(
        select(UnitVersion.valid_from, UnitVersion.unit_id, UnitVersion.parent_unit_id, UnitVersion.name).where(
            UnitVersion.municipality_id == municipality_id
        )
    ).all()
    parents: dict[str, str | None] = {}
    alive: set[str] = set()
    before: dict[tuple[str, str], int] = {}
    found: list[Ancestor] = []
    for day in sorted({row.valid_from for row in rows}):
        for row in (row for row in rows if row.valid_from == day):
            if row.name is None:
                alive.discard(row.unit_id)
            else:
                parents[row.unit_id] = row.parent_unit_id
                alive.add(row.unit_id)
        now = distances(parents, alive, municipality_id)
        changed = (pair for pair in sorted(before.keys() | now.keys()) if now.get(pair) != before.get(pair))
        found.extend((unit, ancestor, day, now.get((unit, ancestor))) for unit, ancestor in changed)
        before = now
    return found


def distances(parents: dict[str, str | None], alive: set[str], root: str) -> dict[tuple[str, str], int]:
    """Return the steps from each living unit to each living unit above it, itself included; ValueError on a cycle.

    A unit whose parent has ended stands under what the parent stood under; one whose parent is not there yet stands
    under the root. So nobody's figures fall out of the municipality's.
    """
    return {(unit, above): steps for unit in alive for steps, above in enumerate(_chain(unit, parents, alive, root))}


def _chain(unit: str, parents: dict[str, str | None], alive: set[str], root: str) -> list[str]:
    chain, seen, above = [unit], {unit}, unit
    while above != root:
        parent = parents.get(above)
        above = parent if parent in parents and parent is not None else root
        if above in seen:
            raise ValueError(f"unit {unit} stands above itself")
        seen.add(above)
        if above in alive:
            chain.append(above)
    return chain


def year_tree(session: Session, municipality_id: str, fiscal_year: int) -> YearTree:
    """Return the tree as it stood at the end of each period of a year.

    A unit that had ended is still found under those it last stood under, and one that had not begun under those it
    was to begin under, so that early and late entries are not lost.
    """
    dated = session.execute(
        select(UnitAncestor.unit_id, UnitAncestor.ancestor_id, UnitAncestor.valid_from, UnitAncestor.distance).where(
            UnitAncestor.municipality_id == municipality_id
        )
    ).all()
    days = [last_day_of_period(fiscal_year, period) for period in range(1, CLOSING_PERIOD + 1)]
    links, began = _links(dated)
    pairs = sorted(links)
    standing = np.zeros((len(pairs), CLOSING_PERIOD), dtype=bool)
    for number, (unit, ancestor) in enumerate(pairs):
        standing[number] = _held_on(days, links[unit, ancestor], links[unit, unit], began[unit])
    return YearTree(pd.DataFrame(pairs, columns=["unit_id", "ancestor_id"]), standing)


def standing_under(dated: Iterable[Any], ancestor: str, day: date) -> Iterator[str]:
    """Yield the units that stood under another on a day, as `year_tree` places them.

    Args:
        dated: rows of `unit_ancestor` with that ancestor, and those of each unit with itself.
        ancestor: the unit looked under.
        day: the day looked at.
    """
    links, began = _links(dated)
    for unit, above in links:
        if above == ancestor and _held_on([day], links[unit, above], links[unit, unit], began[unit])[0]:
            yield unit


def _links(dated: Iterable[Any]) -> tuple[dict[tuple[str, str], list[tuple[date, bool]]], dict[str, date]]:
    """Return the changes of each link in the order of time, and the first day of each unit."""
    links: dict[tuple[str, str], list[tuple[date, bool]]] = {}
    for row in dated:
        links.setdefault((row.unit_id, row.ancestor_id), []).append((row.valid_from, row.distance is not None))
    for changes in links.values():
        changes.sort()
    return links, {unit: changes[0][0] for (unit, above), changes in links.items() if unit == above}


def _held_on(
    days: list[date], link: list[tuple[date, bool]], itself: list[tuple[date, bool]], began: date
) -> list[bool]:
    """Tell for each day whether a link held, or would hold but for the unit not having begun, or having ended."""
    if len(link) == len(itself) == 1 and link[0][0] == began:
        return [True] * len(days)
    return [_held(max(day, began), link, itself) for day in days]


def _held(day: date, link: list[tuple[date, bool]], itself: list[tuple[date, bool]]) -> bool:
    reached = [change for change in link if change[0] <= day]
    if not reached:
        return False
    since, holds = reached[-1]
    ended_on, lives = [change for change in itself if change[0] <= day][-1]
    return holds or (not lives and since == ended_on)
