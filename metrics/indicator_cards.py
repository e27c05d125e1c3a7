"""The card of every indicator at every unit, from lines that are looked up once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.vocabulary import Grain
from metrics.card import Unit
from metrics.indicators import measured_values, step_of
from metrics.results import Band, Kpi, Missing, Point, Signal, Status
from metrics.scorecard_cards import QUARTERS_SHOWN, Shared, difference
from metrics.targets import trend
from metrics.targets_in_force import band
from metrics.variation import signal

_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
_MONTHS_BACK = 36

Pair = tuple[str, str]
"""An indicator and a unit."""

Line = Mapping[int, float | None]
"""Values by step; a step that is absent is missing."""


@dataclass(frozen=True)
class Lines:
    """What each indicator was at each unit.

    Attributes:
        by_quarter: What stood at quarters' ends, by `metrics.indicators.step_of`.
        by_month: What was measured, by the number of its month since year 0.
    """

    by_quarter: Mapping[Pair, Line]
    by_month: Mapping[Pair, Line]


def lines_of(history: pd.DataFrame, values: pd.DataFrame) -> Lines:
    """Return the lines of every pair.

    Args:
        history: What `metrics.indicators.judged_values` returned.
        values: INDICATOR_VALUES as they were measured.
    """
    month = values["fiscal_year"].astype("int64") * 12 + values["period"].astype("int64").clip(upper=12) - 1
    return Lines(
        _by_pair(history, history["step"].tolist(), history["value"].tolist()),
        _by_pair(values, month.tolist(), measured_values(values).tolist()),
    )


def _by_pair(rows: pd.DataFrame, steps: Iterable[int], values: Iterable[float]) -> dict[Pair, dict[int, float | None]]:
    found: dict[Pair, dict[int, float | None]] = defaultdict(dict)
    for indicator, unit, step, value in zip(rows["indicator_id"], rows["unit_id"], steps, values, strict=True):
        found[indicator, unit][step] = _known(value)
    return found


def indicator_cards(rows: Iterable[Mapping[Hashable, Any]], lines: Lines, shared: Shared) -> list[Kpi]:
    """Return the card of each row: a pair of the quarter, judged, in the order given."""
    about = shared.tables.indicators.set_index("indicator_id").to_dict("index")
    return [_card(row, about[row["indicator_id"]], lines, shared) for row in rows]


def _card(row: Mapping[Hashable, Any], about: Mapping[Hashable, Any], lines: Lines, shared: Shared) -> Kpi:
    tables = shared.tables
    key, unit_id = str(row["indicator_id"]), str(row["unit_id"])
    line = lines.by_quarter.get((key, unit_id), {})
    now, earlier = _known(row["value"]), line.get(step_of(tables.compared_with))
    target: Band | None = band(row) if isinstance(row["target_type"], str) else None
    role = about["owner_role"]
    return Kpi(
        key=key,
        unit=Unit.MEASURE,
        label=str(about["name"]),
        at_unit=None if unit_id == tables.unit_id else shared.names.get(unit_id),
        unit_of_measure=str(about["unit_of_measure"]),
        value=now,
        numerator=_known(row["numerator"]),
        denominator=_known(row["denominator"]),
        why_missing=row["why"] if isinstance(row["why"], Missing) else None,
        status=Status(row["status"]),
        target=target,
        distance=_known(row["distance"]),
        change=difference(now, earlier),
        compared_with=tables.compared_with,
        signal=_noise(lines.by_month.get((key, unit_id), {}), Grain(about["grain"]), shared),
        trend=trend(now, earlier, target),
        series=_series(line, shared),
        owner_role=role if isinstance(role, str) else shared.roles.get(unit_id),
        as_of=tables.quarter.last_day if now is not None else None,
        batch_ids=tables.indicator_batch_ids,
    )


def _series(line: Line, shared: Shared) -> tuple[Point, ...]:
    quarter = shared.tables.quarter
    shown = quarter.shifted(1 - QUARTERS_SHOWN).until(quarter)
    return tuple(Point(each, line.get(step_of(each))) for each in shown)


def _noise(by_month: Line, grain: Grain, shared: Shared) -> Signal:
    """Return whether the quarter's value is more than noise, on the indicator's own months, quarters or years."""
    months = _MONTHS[grain]
    line = {month // months: value for month, value in by_month.items()}
    last = shared.tables.quarter.year * 12 + shared.tables.quarter.last_period - 1
    points = [line.get(step) for step in range((last - _MONTHS_BACK) // months, last // months + 1)]
    return signal(points, judge=3 if grain is Grain.MONTH else 1, least=int(shared.rules["noise_points"]))


def _known(cell: Any) -> float | None:
    """Return a number; None for one that is missing, whichever way the table says so."""
    return None if cell is None or cell is pd.NA or cell != cell else float(cell)  # NaN alone differs from itself
