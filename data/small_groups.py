"""Which figures about persons are held back: those about too few, and those that would give too few away.

A figure is held back for everybody alike, whatever they see else, so that two readers who put their figures together
learn no more than one; only the right `small_groups` shows it. What is held back is decided when figures come in.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from data.schema.indicators import Indicator, IndicatorValue
from data.tree import year_tree

FEWEST = 5
"""No figure is shown that is about fewer persons."""

Place = tuple[str, str, int, int]
"""An indicator, a unit, a year and a period."""


@dataclass
class _Group:
    """A unit that is shown: how many persons, and how many of them are in none of the shown units right below it."""

    people: int
    rest: int
    below: set[str]


def withheld(people: Mapping[str, int | None], above: Mapping[str, Set[str]]) -> frozenset[str]:
    """Return the units whose figure of one indicator and period is held back.

    Every shown figure is a sum over a unit and all below it. Its persons fall into the rest that is in no shown unit
    below, and the shown units right below. The rests of all shown units are disjoint, and each shown figure is a union
    of them; so whatever can be had by adding and subtracting shown figures is made of whole rests, and no group of
    fewer than `FEWEST` can be told where every rest is nobody or at least so many.

    Units too small, or of unknown size, are held back first. Then, from the top down, while a unit's rest is too small
    the smallest of the shown units right below it is held back too, which adds that one's rest to it.

    Args:
        people: How many persons the figure is about, by unit with a figure; None is unknown, which counts as too few.
            Each number holds all below its unit. A unit that counts fewer than those below it contradicts that, and
            what stands below is held back until it no longer does.
        above: The units above each of them.
    """
    shown = {unit: count for unit, count in people.items() if count is not None and count >= FEWEST}
    groups = {unit: _Group(count, count, set()) for unit, count in shown.items()}
    for unit in shown:
        nearest = _nearest(unit, shown, above)
        if nearest is not None:
            groups[nearest].below.add(unit)
            groups[nearest].rest -= shown[unit]
    for unit in sorted(shown, key=lambda unit: (len(above.get(unit, ())), unit)):
        if unit in groups:
            _settle(groups, groups[unit])
    return frozenset(people.keys() - groups.keys())


def _nearest(unit: str, shown: Mapping[str, int], above: Mapping[str, Set[str]]) -> str | None:
    """Return the lowest shown unit above one: the one with most above itself."""
    over = [other for other in above.get(unit, ()) if other in shown and other != unit]
    return max(over, key=lambda other: (len(above.get(other, ())), other), default=None)


def _settle(groups: dict[str, _Group], top: _Group) -> None:
    while top.below and top.rest != 0 and top.rest < FEWEST:
        smallest = min(top.below, key=lambda unit: (groups[unit].people, unit))
        gone = groups.pop(smallest)
        top.below = (top.below - {smallest}) | gone.below
        top.rest += gone.rest


def hold_back(session: Session, municipality_id: str) -> None:
    """Mark anew which of a municipality's figures in force are held back."""
    session.flush()
    changed = {place: due for place, marked, due in marks(session, municipality_id) if marked != due}
    for (indicator, unit, year, period), due in changed.items():
        session.execute(
            update(IndicatorValue)
            .where(
                IndicatorValue.municipality_id == municipality_id,
                IndicatorValue.indicator_id == indicator,
                IndicatorValue.unit_id == unit,
                IndicatorValue.fiscal_year == year,
                IndicatorValue.period == period,
            )
            .values(withheld=due)
            .execution_options(synchronize_session=False)
        )


def marks(session: Session, municipality_id: str) -> Iterator[tuple[Place, bool, bool]]:
    """Yield each figure about persons, or marked as held back: its place, whether it is marked, and whether it should.

    An indicator is about persons when it is said to be, or when any figure of it comes with a number of persons. The
    tree is that of the end of the figure's period. Of a place with several batches, the one in force decides.
    """
    rows = _figures(session, municipality_id)
    about = {row.indicator_id for row in rows if row.about_people or row.people is not None}
    due = _due(session, municipality_id, [row for row in rows if row.in_force and row.indicator_id in about])
    for place, marked in dict.fromkeys((_place(row), bool(row.withheld)) for row in rows):
        yield place, marked, place in due


def _due(session: Session, municipality_id: str, rows: list[Any]) -> set[Place]:
    groups: dict[tuple[str, int, int], dict[str, int | None]] = {}
    for row in rows:
        groups.setdefault((row.indicator_id, row.fiscal_year, row.period), {})[row.unit_id] = row.people
    trees = {year: _above(session, municipality_id, year) for year in sorted({year for _, year, _ in groups})}
    return {
        (indicator, unit, year, period)
        for (indicator, year, period), people in groups.items()
        for unit in withheld(people, trees[year][period - 1])
    }


def _above(session: Session, municipality_id: str, year: int) -> list[dict[str, set[str]]]:
    """Return the units above each unit at the end of each period of a year."""
    tree = year_tree(session, municipality_id, year)
    pairs = list(tree.pairs.itertuples(index=False, name=None))
    found: list[dict[str, set[str]]] = [{} for _ in range(tree.standing.shape[1])]
    for (unit, ancestor), held in zip(pairs, tree.standing, strict=True):
        for period in held.nonzero()[0]:
            above = found[int(period)].setdefault(unit, set())
            if ancestor != unit:
                above.add(ancestor)
    return found


def _figures(session: Session, municipality_id: str) -> list[Any]:
    of_indicator = (Indicator.municipality_id == IndicatorValue.municipality_id) & (
        Indicator.indicator_id == IndicatorValue.indicator_id
    )
    counted = select(IndicatorValue.indicator_id).where(
        IndicatorValue.municipality_id == municipality_id, IndicatorValue.people.is_not(None)
    )
    key = (IndicatorValue.indicator_id, IndicatorValue.unit_id, IndicatorValue.fiscal_year, IndicatorValue.period)
    statement = (
        select(*key, IndicatorValue.people, IndicatorValue.withheld, IndicatorValue.in_force, Indicator.about_people)
        .join(Indicator, of_indicator)
        .where(
            IndicatorValue.municipality_id == municipality_id,
            or_(Indicator.about_people, IndicatorValue.withheld, IndicatorValue.indicator_id.in_(counted)),
        )
        .order_by(*key)
    )
    return list(session.execute(statement).all())


def _place(row: Any) -> Place:
    return row.indicator_id, row.unit_id, row.fiscal_year, row.period
