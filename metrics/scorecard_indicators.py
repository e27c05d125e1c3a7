"""The innovation and implementation bands: how many indicators met their target, and the furthest off."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.periods import Quarter
from data.vocabulary import Dimension, Grain
from metrics.card import Metric, Unit
from metrics.indicators import (
    IMPLEMENTATION_TARGETS_MET,
    INNOVATION_TARGETS_MET,
    due_pairs,
    judged_values,
    quarter_values,
    step_of,
    target_count,
)
from metrics.results import DimensionResult, Fact, Finding, Kpi, Missing, Signal, Status, TargetCount
from metrics.scorecard_cards import Figure, Shared, card, difference, figures, series
from metrics.tables import ScorecardTables
from metrics.targets import BOUNDS, band, judged, trend
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
    Status.NO_DATA.value: 4,
}
_BAND_COLUMNS = ["target_type", *BOUNDS, "valid_from", "reference"]


@dataclass(frozen=True)
class IndicatorFigures:
    """The indicators behind the cards and the needs.

    Attributes:
        history: What `judged_values` returned for every quarter.
        now: One row a registered pair of indicator and unit: as `history`, with why (None where there is a value).
        values: INDICATOR_VALUES as they were measured.
    """

    history: pd.DataFrame
    now: pd.DataFrame
    values: pd.DataFrame

    def of(self, indicator_ids: "pd.Series[str]") -> "IndicatorFigures":
        """Return the figures of some indicators alone."""
        tables = (self.history, self.now, self.values)
        kept = (table[table["indicator_id"].isin(indicator_ids).to_numpy()] for table in tables)
        return IndicatorFigures(*kept)


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
    return IndicatorFigures(history, history[(history["step"] == at).to_numpy()], values)


def indicator_band(dimension: Dimension, found: IndicatorFigures, shared: Shared) -> DimensionResult | None:
    """Return the band of a dimension; None where no indicator is registered for it."""
    now = found.now[(found.now["dimension"] == dimension).to_numpy(dtype=bool)]
    if now.empty:
        return None
    count = target_count(now)
    worst = _worst_first(now)
    why = _why_missing(now, count)
    lead = _lead_card(dimension, found, shared, why)
    shown = worst.head(CARDS - 1)
    near = found.of(shown["indicator_id"])
    beside = tuple(_indicator_card(row, near, shared) for row in shown.to_dict("records"))
    return DimensionResult(
        dimension=dimension,
        lead=lead.key,
        status=lead.status,
        findings=_findings(count, now, worst, shared, why),
        kpis=(lead, *beside),
        count=count,
        why_missing=why,
    )


def _worst_first(now: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with what is furthest off its target first, so that the same rows always give the same cards."""
    rank = now["status"].map(_RANK)
    ordered = now.assign(rank=rank, off=-now["off_share"].fillna(0.0))
    return ordered.sort_values(["rank", "off", "indicator_id", "unit_id"], kind="stable")


def _why_missing(now: pd.DataFrame, count: TargetCount) -> Missing | None:
    if count.judged:
        return None
    if count.measured:
        return Missing.NO_TARGETS
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


def _indicator_card(row: Mapping[Hashable, Any], found: IndicatorFigures, shared: Shared) -> Kpi:
    """Return the card of one indicator at one unit."""
    tables = shared.tables
    key, unit_id = str(row["indicator_id"]), str(row["unit_id"])
    about = tables.indicators[(tables.indicators["indicator_id"] == key).to_numpy(dtype=bool)].iloc[0]
    history = found.history
    own = history[(history["indicator_id"] == key).to_numpy() & (history["unit_id"] == unit_id).to_numpy()]
    by_quarter = {
        Quarter(int(step) // 4, int(step) % 4 + 1): figure
        for step, figure in zip(own["step"], figures(own), strict=True)
    }
    now, before = by_quarter[tables.quarter], by_quarter.get(tables.compared_with)
    earlier = None if before is None else before.value
    target = band(row) if isinstance(row["target_type"], str) else None
    stands = judged(now.value, target)
    why = row["why"] if isinstance(row["why"], Missing) else None
    role = about["owner_role"] if isinstance(about["owner_role"], str) else shared.roles.get(unit_id)
    return Kpi(
        key=key,
        unit=Unit.MEASURE,
        label=str(about["name"]),
        at_unit=None if unit_id == tables.unit_id else shared.names.get(unit_id),
        unit_of_measure=str(about["unit_of_measure"]),
        value=now.value,
        numerator=now.numerator,
        denominator=now.denominator,
        why_missing=why,
        status=stands.status,
        target=target,
        distance=stands.distance,
        change=difference(now.value, earlier),
        compared_with=tables.compared_with,
        signal=_noise(key, unit_id, Grain(about["grain"]), found.values, shared),
        trend=trend(now.value, earlier, target),
        series=series(by_quarter, tables.quarter),
        owner_role=role,
        as_of=tables.quarter.last_day if now.value is not None else None,
        batch_ids=tables.indicator_batch_ids,
    )


def _noise(key: str, unit_id: str, grain: Grain, values: pd.DataFrame, shared: Shared) -> Signal:
    """Return whether the quarter's value is more than noise, on the indicator's own months, quarters or years."""
    own = values[(values["indicator_id"] == key).to_numpy() & (values["unit_id"] == unit_id).to_numpy()]
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
    line: dict[int, float | None] = {}
    for year, period, figure in zip(own["fiscal_year"], own["period"], figures(own), strict=True):
        known = figure.numerator is not None and figure.denominator
        value = figure.numerator / figure.denominator if known else figure.value  # type: ignore[operator]
        line[(int(year) * 12 + min(int(period), 12) - 1) // months] = value
    month = shared.tables.quarter.year * 12 + shared.tables.quarter.last_period - 1
    first, last = (month - 36) // months, month // months
    points = [line.get(step) for step in range(first, last + 1)]
    return signal(points, judge=3 if grain is Grain.MONTH else 1, least=int(shared.rules["noise_points"]))


def _findings(
    count: TargetCount, now: pd.DataFrame, worst: pd.DataFrame, shared: Shared, why: Missing | None
) -> tuple[Finding, ...]:
    if why is not None:
        facts = {"why": Fact("word", f"missing.{why}"), "do": Fact("word", f"missing.{why}.do")}
        return (Finding("dimension.missing", facts),)
    said = [Finding("indicators.met", {"met": Fact("count", count.met), "of": Fact("count", count.judged)})]
    furthest = worst.head(1).to_dict("records")[0]
    if furthest["status"] in (Status.NOT_ACCEPTED.value, Status.ACCEPTED.value):
        said.append(_furthest(furthest, shared))
    unmeasured = int((now["why"] == Missing.NOT_MEASURED).sum())
    if unmeasured:
        said.append(Finding("indicators.unmeasured", {"count": Fact("count", unmeasured)}))
    untargeted = count.measured - count.judged
    if untargeted:
        said.append(Finding("indicators.without_target", {"count": Fact("count", untargeted)}))
    return tuple(said)


def _furthest(row: Mapping[Hashable, Any], shared: Shared) -> Finding:
    names = shared.tables.indicators.set_index("indicator_id")["name"]
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
