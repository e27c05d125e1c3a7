"""A KPI card from a metric's figures: value, target, status, change, eight quarters, and whether it is noise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.periods import Quarter, last_day_of_period
from data.vocabulary import AccountClass, Kind
from metrics.budget import Rules
from metrics.card import Metric
from metrics.parameters import all_in_force
from metrics.results import Band, Direction, Kpi, Missing, Point, Signal
from metrics.tables import ScorecardTables
from metrics.targets import judged, trend
from metrics.targets_in_force import bands_of

QUARTERS_SHOWN = 8


@dataclass(frozen=True)
class Figure:
    """One row of a metric's answer; None is missing."""

    numerator: float | None
    denominator: float | None
    value: float | None
    basis: str | None = None
    why: Missing | None = None
    direction: Direction | None = None


Figures = Mapping[Quarter, Figure]
NOTHING = Figure(None, None, None, None, Missing.NOTHING_IMPORTED)


def figures_of(answer: pd.DataFrame, unit_id: str) -> dict[Quarter, Figure]:
    """Return a metric's answer (indexed by unit_id, fiscal_year, quarter) for one unit, by quarter."""
    rows = answer[answer.index.get_level_values("unit_id") == unit_id]
    keys = [Quarter(int(year), int(number)) for _, year, number in rows.index]
    return dict(zip(keys, figures(rows), strict=True))


def figures(rows: pd.DataFrame) -> list[Figure]:
    """Return the rows of a metric's answer."""
    columns = [rows[name].tolist() if name in rows.columns else [None] * len(rows) for name in _PARTS]
    return [
        Figure(
            _number(above),
            _number(below),
            _number(value),
            _text(basis),
            why if isinstance(why, Missing) else None,
            way if isinstance(way, Direction) else None,
        )
        for above, below, value, basis, why, way in zip(*columns, strict=True)
    ]


_PARTS = ("numerator", "denominator", "value", "basis", "why", "direction")


def _number(cell: Any) -> float | None:
    if cell is None or cell is pd.NA or cell != cell:  # NaN alone differs from itself
        return None
    return cell if type(cell) is int else float(cell)  # `tolist` gives plain numbers


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


@dataclass(frozen=True)
class Shared:
    """What every card of a scorecard shares, looked up once.

    Attributes:
        tables: What the scorecard is made from.
        rules: The numbers in force, by key.
        names: Names of units; one that has ended since is told as the unit looked at.
        roles: The role that answers for each unit, in the municipality's own words; absent where none is registered.
        bands: Targets of the metrics for the unit, by key.
        as_of: The day that the accounts of the quarter stand at; None without accounts.
    """

    tables: ScorecardTables
    rules: Rules
    names: dict[str, str]
    roles: dict[str, str]
    bands: dict[str, Band]
    as_of: date | None


def shared_of(tables: ScorecardTables, metrics: Iterable[Metric]) -> Shared:
    """Return what the cards of these metrics share."""
    day, units = tables.quarter.last_day, tables.units
    names: dict[str, str] = dict(zip(units["unit_id"], units["name"], strict=True))
    roles = zip(units["unit_id"], units["responsible_role"], strict=True)
    return Shared(
        tables=tables,
        rules=all_in_force(day, tables.parameters),
        names=defaultdict(lambda: names[tables.unit_id], names),
        roles={unit: role for unit, role in roles if isinstance(role, str)},
        bands=bands_of((metric.key for metric in metrics), tables.unit_id, day, tables.targets, units),
        as_of=as_of(tables),
    )


def card(metric: Metric, by_quarter: Figures, shared: Shared, signal: Signal = Signal.NOT_JUDGED) -> Kpi:
    """Return the card of a metric for the scorecard's unit and quarter.

    Args:
        metric: Its card.
        by_quarter: Its figures for the unit; a quarter that is absent has nothing imported.
        shared: What the scorecard's cards share.
        signal: Whether the figure of the quarter is more than noise, judged on discrete points.
    """
    tables = shared.tables
    now = by_quarter.get(tables.quarter, NOTHING)
    before = by_quarter.get(tables.compared_with, NOTHING)
    band = shared.bands.get(metric.key)
    stands = judged(now.value, band)
    return Kpi(
        key=metric.key,
        unit=metric.unit,
        value=now.value,
        numerator=now.numerator,
        denominator=now.denominator,
        basis=now.basis,
        direction=now.direction,
        why_missing=now.why,
        status=stands.status,
        target=band,
        distance=stands.distance,
        change=difference(now.value, before.value),
        compared_with=tables.compared_with,
        signal=signal,
        trend=trend(now.value, before.value, band),
        series=series(by_quarter, tables.quarter),
        owner_role=shared.roles.get(tables.unit_id),
        as_of=shared.as_of,
        batch_ids=tables.ledger_batch_ids,
    )


def difference(now: float | None, before: float | None) -> float | None:
    """Return now - before; None where either is missing."""
    return None if now is None or before is None else now - before


def series(by_quarter: Figures, quarter: Quarter) -> tuple[Point, ...]:
    """Return the eight quarters that end with `quarter`; what is absent is missing."""
    shown = quarter.shifted(1 - QUARTERS_SHOWN).until(quarter)
    return tuple(Point(each, by_quarter.get(each, NOTHING).value) for each in shown)


def as_of(tables: ScorecardTables) -> date | None:
    """Return the day that the accounts of the quarter stand at: what the file says, else its newest period's last day.

    None where the quarter has no accounts.
    """
    quarter = tables.quarter
    columns = ["fiscal_year", "period", "kind", "account_class", "as_of"]
    days = [
        day if isinstance(day, date) else last_day_of_period(year, period)
        for year, period, kind, account_class, day in tables.loaded[columns].itertuples(index=False, name=None)
        if (kind, account_class) == (Kind.ACTUAL, AccountClass.OPERATIONS)
        and Quarter.of_period(int(year), int(period)) == quarter
    ]
    return max(days, default=None)


def best_of(kpis: list[Kpi], shown: int) -> list[Kpi]:
    """Return the first `shown` cards, those with a value before those without, each in the order given."""
    known = [kpi for kpi in kpis if kpi.value is not None]
    return [*known, *(kpi for kpi in kpis if kpi.value is None)][:shown]
