"""What can be looked at: municipalities, units and quarters."""

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Date, Select, and_, bindparam, case, false, func, or_, select, true
from sqlalchemy.orm import aliased

from data.access import Principal, around, reading, visible, within
from data.asked import KEPT, MUNICIPALITY
from data.frames import frame
from data.importers.force import counts
from data.periods import Quarter
from data.schema.organisation import Municipality, UnitAncestor, UnitVersion
from data.schema.realisation import Projection
from data.schema.rollups import DataVersion, LoadedPeriod
from data.tree import standing_under
from data.vocabulary import Kind, Right

DAY = bindparam("day", type_=Date())


def municipalities(principal: Principal, municipality_id: str | None = None) -> pd.DataFrame:
    """Return municipality_id, name, currency, currency_exponent, chart, fictional; real ones first, by name.

    With a key: that municipality alone, or no row where the principal may not see it.
    """
    with reading(principal) as session:
        if municipality_id is None:
            return frame(session, _municipalities(principal))
        return frame(session, _municipality(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _municipalities(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Municipality.municipality_id,
            Municipality.name,
            Municipality.currency,
            Municipality.currency_exponent,
            Municipality.chart,
            Municipality.fictional,
        )
        .where(visible(principal, Municipality.municipality_id))
        .order_by(Municipality.fictional, Municipality.name)
    )


@lru_cache(maxsize=KEPT)
def _municipality(principal: Principal) -> Select[*tuple[Any, ...]]:
    return _municipalities(principal).where(Municipality.municipality_id == MUNICIPALITY)


def units(principal: Principal, municipality_id: str, on: date) -> pd.DataFrame:
    """Return the units that stood on a date, each before those below it.

    Columns: unit_id, name, parent_unit_id, level, sector, responsible_role, depth (0 is the root). Only units the
    principal sees; a parent may therefore be absent.
    """
    with reading(principal) as session:
        standing = frame(session, _versions_on(principal), municipality=municipality_id, day=on)
    return _in_tree_order(standing)


def tree(principal: Principal, municipality_id: str, on: date) -> pd.DataFrame:
    """Return the units that stood on a date and that shown figures are made from or measured by.

    Those the principal sees, those below that enter their sums, and those above whose targets hold for them; each
    before those below it. A unit whose parent is not among them stands under the root, if that is.

    Columns: as `units`, and shown, texts and lines: whether the unit itself, what people wrote of it, and its ledger
    lines may be shown to the principal.
    """
    with reading(principal) as session:
        standing = frame(session, _around_on(principal), municipality=municipality_id, day=on)
    known = set(standing["unit_id"])
    root = municipality_id if municipality_id in known else None
    parents = [
        parent if parent in known or unit == root else root
        for unit, parent in zip(standing["unit_id"], standing["parent_unit_id"], strict=True)
    ]
    return _in_tree_order(standing.assign(parent_unit_id=pd.Series(parents, index=standing.index, dtype=object)))


@lru_cache(maxsize=KEPT)
def _around_on(principal: Principal) -> Select[*tuple[Any, ...]]:
    key = (UnitVersion.municipality_id, UnitVersion.unit_id)
    rights = {"shown": Right.FIGURES, "texts": Right.TEXTS, "lines": Right.LINES}
    told = [
        case((visible(principal, *key, right), true()), else_=false()).label(name) for name, right in rights.items()
    ]
    return _standing_on().add_columns(*told).where(around(principal, *key))


@lru_cache(maxsize=KEPT)
def _versions_on(principal: Principal) -> Select[*tuple[Any, ...]]:
    return _standing_on().where(visible(principal, UnitVersion.municipality_id, UnitVersion.unit_id))


def _standing_on() -> Select[*tuple[Any, ...]]:
    """Return the statement for the units that stood on a date, as they were then; whoever asks adds who may."""
    later = aliased(UnitVersion)
    newest = (
        select(func.max(later.valid_from))
        .where(
            later.municipality_id == UnitVersion.municipality_id,
            later.unit_id == UnitVersion.unit_id,
            later.valid_from <= DAY,
        )
        .correlate(UnitVersion)
        .scalar_subquery()
    )
    return select(
        UnitVersion.unit_id,
        UnitVersion.name,
        UnitVersion.parent_unit_id,
        UnitVersion.level,
        UnitVersion.sector,
        UnitVersion.responsible_role,
    ).where(
        UnitVersion.municipality_id == MUNICIPALITY,
        UnitVersion.valid_from == newest,
        UnitVersion.name.is_not(None),
    )


def _in_tree_order(standing: pd.DataFrame) -> pd.DataFrame:
    ids, parents, names = (standing[name].tolist() for name in ("unit_id", "parent_unit_id", "name"))
    known = set(ids)
    children: dict[str | None, list[int]] = {}
    for at in sorted(range(len(ids)), key=lambda at: (names[at], ids[at]), reverse=True):
        children.setdefault(parents[at] if parents[at] in known else None, []).append(at)
    order: list[tuple[int, int]] = []
    waiting = [(at, 0) for at in children.get(None, [])]
    while waiting:
        at, depth = waiting.pop()
        order.append((at, depth))
        waiting.extend((child, depth + 1) for child in children.get(ids[at], []))
    placed = standing.take([at for at, _ in order]).reset_index(drop=True)
    placed.insert(1, "depth", np.array([depth for _, depth in order], dtype=np.int64))
    return placed


def subtree(principal: Principal, municipality_id: str, unit_id: str, on: date) -> frozenset[str]:
    """Return the unit and every unit whose figures stood below it on a date, ended and coming ones included."""
    asked = {"municipality": municipality_id, "unit": unit_id}
    with reading(principal) as session:
        links = session.connection().execute(_links(principal), asked).all()
    return frozenset(standing_under(links, unit_id, on))


@lru_cache(maxsize=KEPT)
def _links(principal: Principal) -> Select[*tuple[Any, ...]]:
    """Return the statement for who stood under a unit, and for when each unit itself began and ended."""
    return select(UnitAncestor.unit_id, UnitAncestor.ancestor_id, UnitAncestor.valid_from, UnitAncestor.distance).where(
        within(principal, UnitAncestor.municipality_id, UnitAncestor.unit_id),
        UnitAncestor.municipality_id == MUNICIPALITY,
        or_(UnitAncestor.ancestor_id == bindparam("unit"), UnitAncestor.ancestor_id == UnitAncestor.unit_id),
    )


def quarters(principal: Principal, municipality_id: str) -> list[Quarter]:
    """Return the quarters with figures, the newest first: with actuals, else with any budget, else with a plan."""
    with reading(principal) as session:
        rows = session.execute(
            select(LoadedPeriod.fiscal_year, LoadedPeriod.period, LoadedPeriod.kind).where(
                visible(principal, LoadedPeriod.municipality_id), LoadedPeriod.municipality_id == municipality_id
            )
        ).all()
    if not rows:
        return _planned_quarters(principal, municipality_id)
    used = [row for row in rows if row.kind == Kind.ACTUAL] or list(rows)
    ends = {Quarter.of_period(row.fiscal_year, row.period) for row in used if row.period % 3 == 0 or row.period > 12}
    return sorted(ends, reverse=True)


def _planned_quarters(principal: Principal, municipality_id: str) -> list[Quarter]:
    """Return the quarters begun of each year in which a plan or a forecast of benefits was made, the newest first."""
    with reading(principal) as session:
        days = session.scalars(
            select(Projection.as_of)
            .where(
                visible(principal, Projection.municipality_id),
                Projection.municipality_id == municipality_id,
                Projection.adopted_at.is_not(None),
                counts(Projection),
            )
            .distinct()
        ).all()
    today = date.today()
    begun = Quarter.of_period(today.year, today.month)
    made = {Quarter(day.year, number) for day in days for number in range(1, 5)}
    return sorted((quarter for quarter in made if quarter <= begun), reverse=True)


def data_version(principal: Principal, municipality_id: str) -> int:
    """Return the number that rises whenever figures of the municipality change; 0 when it has none."""
    with reading(principal) as session:
        return (
            session.scalar(
                select(func.max(DataVersion.version)).where(
                    and_(
                        visible(principal, DataVersion.municipality_id),
                        DataVersion.municipality_id == municipality_id,
                    )
                )
            )
            or 0
        )
