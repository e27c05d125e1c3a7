"""The innovation and implementation bands: how many indicators met their target, and the furthest off."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

import pandas as pd

from data.periods import Quarter
from data.vocabulary import Dimension
from metrics.card import Metric
from metrics.indicator_cards import Lines, indicator_cards, lines_of
from metrics.indicators import (
    IMPLEMENTATION_TARGETS_MET,
    INNOVATION_TARGETS_MET,
    due_pairs,
    judged_values,
    quarter_values,
    step_of,
    target_count,
)
from metrics.results import DimensionResult, Fact, Finding, Kpi, Missing, Status, TargetCount
from metrics.scorecard_cards import Figure, Shared, card, figures
from metrics.tables import ScorecardTables
from metrics.variation import signal

CARDS = 4
LEADS: dict[Dimension, Metric] = {
    Dimension.INNOVATION: INNOVATION_TARGETS_MET,
    Dimension.IMPLEMENTATION: IMPLEMENTATION_TARGETS_MET,
}
_RANK = {
    Status.NOT_ACCEPTED.value: 0,
    Status.ACCEPTED.value: 1,
    Status.NO_TARGET.value: 2,
    Status.DESIRED.value: 3,
    Status.TOO_FEW.value: 4,
    Status.NO_DATA.value: 5,
}


@dataclass(frozen=True)
class IndicatorFigures:
    """The indicators behind the cards and the needs.

    Attributes:
        history: What `judged_values` returned for every quarter.
        now: One row a registered pair of indicator and unit: as `history`, with why (None where there is a value).
        lines: The same by pair, for their cards.
    """

    history: pd.DataFrame
    now: pd.DataFrame
    lines: Lines


def indicator_figures(tables: ScorecardTables) -> IndicatorFigures:
    """Return the indicators of the dimensions by quarter, and those of this quarter with what is missing."""
    chosen = tables.indicators[tables.indicators["dimension"].isin([str(dimension) for dimension in LEADS])]
    of_dimensions = tables.indicator_values["indicator_id"].isin(chosen["indicator_id"])
    values = tables.indicator_values[of_dimensions.to_numpy(dtype=bool)]
    rows = quarter_values(values, chosen)
    due = due_pairs(rows, chosen, tables.quarter, tables.unit_id)
    at = step_of(tables.quarter)
    both = pd.concat([rows[rows["step"] != at], due.assign(step=at)], ignore_index=True)
    history = judged_values(both, chosen, tables.targets, tables.units)
    return IndicatorFigures(history, history[(history["step"] == at).to_numpy()], lines_of(history, values))


def indicator_band(dimension: Dimension, found: IndicatorFigures, shared: Shared) -> DimensionResult | None:
    """Return the band of a dimension; None where no indicator is registered for it.

    The cards show the few that are furthest off their target; every other indicator stands in `more`. Indicators of
    units that may not be named count, and stand nowhere.
    """
    now = found.now[(found.now["dimension"] == dimension).to_numpy(dtype=bool)]
    if now.empty:
        return None
    count = target_count(now)
    worst = _worst_first(now)
    told = [row for row in worst if shared.tables.sight.shows(row["unit_id"])]
    why = _why_missing(now, count)
    lead = _lead_card(dimension, found, shared, why)
    cards = indicator_cards(told, found.lines, shared)
    return DimensionResult(
        dimension=dimension,
        lead=lead.key,
        status=lead.status,
        findings=_findings(count, worst, shared, why),
        kpis=(lead, *cards[: CARDS - 1]),
        count=count,
        why_missing=why,
        more=tuple(cards[CARDS - 1 :]),
    )


def _worst_first(now: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows with what is furthest off its target first, so that the same rows always give the same cards."""

    def place(row: dict[Hashable, Any]) -> tuple[int, float, str, str]:
        off = row["off_share"]
        return _RANK[row["status"]], 0.0 if isnan(off) else -off, row["indicator_id"], row["unit_id"]

    return sorted(now.to_dict("records"), key=place)


def _why_missing(now: pd.DataFrame, count: TargetCount) -> Missing | None:
    if count.judged:
        return None
    if now["value"].notna().any():
        return Missing.NO_TARGETS
    if count.measured:
        return Missing.TOO_FEW_PEOPLE
    early = (now["why"] == Missing.YEARLY_ONLY).all()
    return Missing.YEARLY_ONLY if early else Missing.NOT_MEASURED


def _lead_card(dimension: Dimension, found: IndicatorFigures, shared: Shared, why: Missing | None) -> Kpi:
    metric, tables = LEADS[dimension], shared.tables
    answer = metric.compute(found.history)
    by_quarter = {
        Quarter(int(step) // 4, int(step) % 4 + 1): figure
        for step, figure in zip(answer.index, figures(answer), strict=True)
    }
    if why is not None:
        by_quarter[tables.quarter] = Figure(None, None, None, None, why)
    points = [by_quarter.get(each) for each in tables.quarter.shifted(-12).until(tables.quarter)]
    noise = signal(
        [None if point is None else point.value for point in points], least=int(shared.rules["noise_points"])
    )
    made = card(metric, by_quarter, shared, noise)
    return replace(made, batch_ids=tables.indicator_batch_ids, as_of=None if why else tables.quarter.last_day)


def _findings(
    count: TargetCount, worst: list[dict[Hashable, Any]], shared: Shared, why: Missing | None
) -> tuple[Finding, ...]:
    if why is not None:
        facts = {"why": Fact("word", f"missing.{why}"), "do": Fact("word", f"missing.{why}.do")}
        return (Finding("dimension.missing", facts),)
    said = [Finding("indicators.met", {"met": Fact("count", count.met), "of": Fact("count", count.judged)})]
    furthest = worst[0]
    off = furthest["status"] in (Status.NOT_ACCEPTED.value, Status.ACCEPTED.value)
    if off and shared.tables.sight.shows(furthest["unit_id"]):
        said.append(_furthest(furthest, shared))
    unmeasured = sum(row["why"] is Missing.NOT_MEASURED for row in worst)
    if unmeasured:
        said.append(Finding("indicators.unmeasured", {"count": Fact("count", unmeasured)}))
    for code, status in (("without_target", Status.NO_TARGET), ("withheld", Status.TOO_FEW)):
        counted = sum(row["status"] == status.value for row in worst)
        if counted:
            said.append(Finding(f"indicators.{code}", {"count": Fact("count", counted)}))
    return tuple(said)


def _furthest(row: Mapping[Hashable, Any], shared: Shared) -> Finding:
    names = dict(zip(shared.tables.indicators["indicator_id"], shared.tables.indicators["name"], strict=True))
    facts = {"indicator": Fact("text", str(names[row["indicator_id"]]))}
    if row["unit_id"] == shared.tables.unit_id:
        return Finding("indicators.furthest_off", facts)
    facts["unit"] = Fact("text", shared.names[str(row["unit_id"])])
    return Finding("indicators.furthest_off_at", facts)


def unmeasured_by_unit(found: IndicatorFigures, dimension: Dimension) -> "pd.Series[int]":
    """Return how many indicators of a dimension lack their value though it is due, by unit, the most first."""
    now = found.now
    lacking = now[(now["dimension"] == dimension).to_numpy() & (now["why"] == Missing.NOT_MEASURED).to_numpy()]
    counts = lacking.groupby("unit_id").size()
    return counts.sort_values(ascending=False, kind="stable")
