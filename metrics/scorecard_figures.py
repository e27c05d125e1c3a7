"""The budget's figures behind the scorecard: of the unit by quarter, of its children, and what leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.periods import CLOSING_PERIOD, Quarter
from metrics.budget import (
    BUDGET_DEVIATION_YEAR_TO_DATE,
    FORECAST_DEVIATION,
    SHARE_OF_BUDGET_SPENT,
    YEAR_DEVIATION,
    Rules,
    budget_deviation_year_to_date,
    forecast_deviation,
    share_of_budget_spent,
    year_deviation,
)
from metrics.budget_cuts import saving_not_cut
from metrics.budget_drivers import Comparison, deviation_drivers
from metrics.budget_revision import (
    DECEMBER_INDEX,
    FORECAST_BIAS,
    FORECAST_ERROR,
    REVISION_RATIO,
    december_index,
    forecast_bias,
    forecast_error,
    revision_ratio,
)
from metrics.budget_score import (
    ADHERENCE_SCORE,
    ADHERENCE_TO_ORIGINAL,
    adherence_score,
    adherence_to_original,
)
from metrics.card import Metric
from metrics.documented_benefit import DocumentedBenefit, documented_benefits
from metrics.key_figures import (
    DEBT_SHARE,
    DISPOSABLE_FUND_SHARE,
    NET_OPERATING_RESULT,
    debt_share,
    disposable_fund_share,
    net_operating_result,
)
from metrics.positions import of_quarter, quarter_ends, rolled_up, steps
from metrics.results import Missing, Signal
from metrics.scorecard_cards import NOTHING, Figure, Figures, Shared, figures, figures_of
from metrics.tables import ScorecardTables
from metrics.targets_in_force import chain
from metrics.variation import signal

_KEY_FIGURES = {
    NET_OPERATING_RESULT.key: net_operating_result,
    DISPOSABLE_FUND_SHARE.key: disposable_fund_share,
    DEBT_SHARE.key: debt_share,
}
_COMPARISONS = {
    BUDGET_DEVIATION_YEAR_TO_DATE.key: Comparison.YEAR_TO_DATE,
    YEAR_DEVIATION.key: Comparison.YEAR,
    FORECAST_DEVIATION.key: Comparison.FORECAST,
}


@dataclass(frozen=True)
class BudgetFigures:
    """The budget's figures behind the cards, the sentences and the needs, so that all three say the same.

    Attributes:
        lead: The metric that leads.
        by_metric: Figures of the unit by metric and quarter.
        deviation: The metric by which units are judged in this quarter; None if no deviation can be had.
        children: Its figure for each direct child unit.
        drivers: What `deviation_drivers` returned for the unit and that deviation.
        arisen: ADJUSTMENTS approved that fall in the year up to the quarter, of the unit and below.
        signal: Whether the quarter's own deviation is more than noise.
        gross_budget_minor: The gross expenditure budget that the deviation is held against; None is missing.
        documented: By the reference of a decision in `arisen`, what the initiative that it also decided has given.
    """

    lead: Metric
    by_metric: dict[str, Figures]
    deviation: Metric | None
    children: dict[str, Figure]
    drivers: pd.DataFrame
    arisen: pd.DataFrame
    signal: Signal
    gross_budget_minor: int | None
    documented: Mapping[str, DocumentedBenefit] = field(default_factory=dict)


def budget_figures(shared: Shared) -> BudgetFigures:
    """Return every budget figure of the scorecard's unit and the deviation of its children."""
    tables, rules = shared.tables, shared.rules
    ends = quarter_ends(tables.budget_positions)
    own = ends[ends.index.get_level_values("unit_id") == tables.unit_id]
    by_metric = _unit_figures(own, tables, rules) | _year_end_figures(tables)
    lead = _lead(by_metric, tables.quarter)
    deviation = _deviation(by_metric, tables.quarter)
    comparison = Comparison.YEAR_TO_DATE if deviation is None else _COMPARISONS[deviation.key]
    arisen = _arisen(tables, whole_year=comparison is Comparison.FORECAST)
    return BudgetFigures(
        lead=lead,
        by_metric=by_metric,
        deviation=deviation,
        children=_children(ends, tables, rules, deviation),
        drivers=deviation_drivers(_at_quarter(tables.account_positions, tables.quarter), comparison),
        arisen=arisen,
        signal=quarter_signal(tables.budget_positions, tables.unit_id, tables.quarter, rules),
        gross_budget_minor=_gross_budget(own, tables.quarter, comparison),
        documented=documented_benefits(tables.benefits, set(arisen["reference"])),
    )


def _gross_budget(own: pd.DataFrame, quarter: Quarter, comparison: Comparison) -> int | None:
    kind = "periodised" if comparison is Comparison.YEAR_TO_DATE else "revised"
    amounts = of_quarter(own, quarter)[f"gross_{kind}_minor"].dropna()
    return int(amounts.iloc[0]) if len(amounts) else None


def _unit_figures(own: pd.DataFrame, tables: ScorecardTables, rules: Rules) -> dict[str, Figures]:
    adjustments = rolled_up(tables.adjustments, tables.units, [tables.unit_id])
    changes = rolled_up(tables.budget_changes, tables.units, [tables.unit_id])
    not_cut = None if tables.benefits is None else saving_not_cut(tables.benefits, own)
    answers = {
        BUDGET_DEVIATION_YEAR_TO_DATE: budget_deviation_year_to_date(own, rules),
        YEAR_DEVIATION: year_deviation(own, rules),
        SHARE_OF_BUDGET_SPENT: share_of_budget_spent(own, rules),
        FORECAST_DEVIATION: forecast_deviation(own, rules),
        ADHERENCE_SCORE: adherence_score(own, adjustments, rules, not_cut),
        ADHERENCE_TO_ORIGINAL: adherence_to_original(own, adjustments, rules, not_cut),
        REVISION_RATIO: revision_ratio(own, changes, rules),
        FORECAST_BIAS: forecast_bias(own, rules),
        FORECAST_ERROR: forecast_error(own, rules),
    }
    return {metric.key: figures_of(answer, tables.unit_id) for metric, answer in answers.items()}


def _year_end_figures(tables: ScorecardTables) -> dict[str, Figures]:
    """Return what can be had of a whole year alone: the December index, and for the root the key figures."""
    computed = {DECEMBER_INDEX.key: december_index}
    if tables.unit_id == tables.municipality.municipality_id:
        computed |= _KEY_FIGURES
    early = Figure(None, None, None, None, Missing.YEARLY_ONLY)
    quarters = dict.fromkeys((tables.compared_with, tables.quarter))
    made: dict[str, dict[Quarter, Figure]] = {key: dict.fromkeys(quarters, early) for key in computed}
    for quarter in [quarter for quarter in quarters if quarter.number == 4]:
        year = tables.account_positions[(tables.account_positions["fiscal_year"] == quarter.year).to_numpy(dtype=bool)]
        at_end = _at_quarter(year, quarter)
        for key, compute in computed.items():
            found = figures(compute(year if key == DECEMBER_INDEX.key else at_end)) if len(year) else []
            made[key][quarter] = found[0] if found else NOTHING
    return dict(made)


def _at_quarter(account_positions: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    ends = quarter_ends(account_positions, ("account_class", "account_group")).reset_index()
    at = (ends["fiscal_year"] == quarter.year) & (ends["quarter"] == quarter.number)
    return ends[at.to_numpy(dtype=bool)]


def _value(by_metric: dict[str, Figures], metric: Metric, quarter: Quarter) -> float | None:
    figure = by_metric.get(metric.key, {}).get(quarter)
    return None if figure is None else figure.value


def _lead(by_metric: dict[str, Figures], quarter: Quarter) -> Metric:
    """Return what leads: the year's deviation where the year is over, else that to date, else the share spent.

    Accounts without any budget lead with the year's net result where there is one.
    """
    order = (YEAR_DEVIATION, BUDGET_DEVIATION_YEAR_TO_DATE, SHARE_OF_BUDGET_SPENT, NET_OPERATING_RESULT)
    known = [metric for metric in order if _value(by_metric, metric, quarter) is not None]
    return known[0] if known else BUDGET_DEVIATION_YEAR_TO_DATE


def _deviation(by_metric: dict[str, Figures], quarter: Quarter) -> Metric | None:
    order = (
        YEAR_DEVIATION,
        BUDGET_DEVIATION_YEAR_TO_DATE,
        FORECAST_DEVIATION,
    )  # the year's is missing until it is over
    return next((metric for metric in order if _value(by_metric, metric, quarter) is not None), None)


def _children(ends: pd.DataFrame, tables: ScorecardTables, rules: Rules, deviation: Metric | None) -> dict[str, Figure]:
    names = tables.units.loc[(tables.units["parent_unit_id"] == tables.unit_id).to_numpy(dtype=bool), "unit_id"]
    if deviation is None or names.empty:
        return {}
    level = ends.index.get_level_values
    now = (level("fiscal_year") == tables.quarter.year) & (level("quarter") == tables.quarter.number)
    rows = ends[now & level("unit_id").isin(list(filter(tables.sight.shows, names)))]
    answer = deviation.compute(rows, rules)
    return dict(zip(rows.index.get_level_values("unit_id"), figures(answer), strict=True))


def _arisen(tables: ScorecardTables, *, whole_year: bool) -> pd.DataFrame:
    rows, quarter = tables.adjustments, tables.quarter
    last = CLOSING_PERIOD if whole_year or quarter.number == 4 else quarter.last_period
    kept = (rows["fiscal_year"] == quarter.year) & (rows["period"] <= last)
    inside = {unit for unit in rows["unit_id"] if tables.unit_id in chain(unit, tables.units)}
    columns = zip(rows["unit_id"], rows["approved_on"], strict=True)
    decided = [unit in inside and not pd.isna(day) and day <= quarter.last_day for unit, day in columns]
    arisen: pd.DataFrame = rows[kept.to_numpy(dtype=bool) & np.array(decided, dtype=bool)]
    return arisen


def quarter_signal(positions: pd.DataFrame, unit_id: str, quarter: Quarter, rules: Rules) -> Signal:
    """Return whether the deviation within the quarter is more than noise, judged on discrete quarters.

    Where there are too few quarters and the figures are monthly, its three months are judged on discrete months.
    """
    own = positions[(positions["unit_id"] == unit_id).to_numpy(dtype=bool)]
    answer = Signal.TOO_FEW_POINTS
    if len(own) <= rules["noise_points"]:
        return answer
    for months in (3, 1):
        shares = budget_deviation_year_to_date(steps(own, months), rules)["value"]
        by_step = {(year, period): value for (_, year, period), value in zip(shares.index, shares, strict=True)}
        first = quarter.shifted(-12)
        line = [
            by_step.get((each.year, period))
            for each in first.until(quarter)
            for period in range(each.last_period - 3 + months, each.last_period + 1, months)
        ]
        known = [None if value is None or pd.isna(value) else float(value) for value in line]
        answer = signal(known, judge=3 // months, least=int(rules["noise_points"]))
        if answer is not Signal.TOO_FEW_POINTS:
            break
    return answer
