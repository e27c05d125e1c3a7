"""The budget band of the scorecard: its cards in their order, and who is late with what they wait for."""

from dataclasses import replace

from data.vocabulary import Dimension, Kind
from metrics.budget import (
    BUDGET_DEVIATION_YEAR_TO_DATE,
    FORECAST_DEVIATION,
    SHARE_OF_BUDGET_SPENT,
    YEAR_DEVIATION,
)
from metrics.budget_revision import DECEMBER_INDEX, FORECAST_BIAS, FORECAST_ERROR, REVISION_RATIO
from metrics.budget_score import ADHERENCE_SCORE, ADHERENCE_TO_ORIGINAL
from metrics.budget_sentences import budget_findings
from metrics.card import Metric
from metrics.key_figures import DEBT_SHARE, DISPOSABLE_FUND_SHARE, NET_OPERATING_RESULT
from metrics.results import DimensionResult, Kpi, Missing, Signal
from metrics.scorecard_cards import Shared, best_of, card
from metrics.scorecard_figures import BudgetFigures
from metrics.tables import ScorecardTables

CARDS = 4
_BEFORE_YEAR_END = (
    BUDGET_DEVIATION_YEAR_TO_DATE,
    FORECAST_DEVIATION,
    SHARE_OF_BUDGET_SPENT,
    ADHERENCE_SCORE,
    REVISION_RATIO,
    FORECAST_BIAS,
    ADHERENCE_TO_ORIGINAL,
    FORECAST_ERROR,
    YEAR_DEVIATION,
    NET_OPERATING_RESULT,
    DISPOSABLE_FUND_SHARE,
    DEBT_SHARE,
    DECEMBER_INDEX,
)
_AT_YEAR_END = (
    BUDGET_DEVIATION_YEAR_TO_DATE,
    YEAR_DEVIATION,
    SHARE_OF_BUDGET_SPENT,
    REVISION_RATIO,
    NET_OPERATING_RESULT,
    ADHERENCE_SCORE,
    DEBT_SHARE,
    DISPOSABLE_FUND_SHARE,
    FORECAST_BIAS,
    ADHERENCE_TO_ORIGINAL,
    FORECAST_ERROR,
    DECEMBER_INDEX,
    FORECAST_DEVIATION,
)
_DELIVERED = {Missing.NO_ACTUAL: Kind.ACTUAL, Missing.NO_FORECAST: Kind.FORECAST}


def budget_band(found: BudgetFigures, shared: Shared) -> DimensionResult:
    """Return the budget band: cards, sentences, and the status of the figure that leads."""
    cards, more = _cards(found, shared)
    lead = cards[0]
    return DimensionResult(
        dimension=Dimension.BUDGET,
        lead=lead.key,
        status=lead.status,
        findings=budget_findings(found, lead, shared),
        kpis=cards,
        why_missing=lead.why_missing,
        more=more,
    )


def _cards(found: BudgetFigures, shared: Shared) -> tuple[tuple[Kpi, ...], tuple[Kpi, ...]]:
    """Return the two to four cards, the lead first, and the other figures.

    Where the deviation to date cannot lead, it stands second and says why it is missing.
    """
    order = _AT_YEAR_END if shared.tables.quarter.number == 4 else _BEFORE_YEAR_END
    made = {metric: _card(metric, found, shared) for metric in order if metric.key in found.by_metric}
    first = [made.pop(found.lead)]
    if BUDGET_DEVIATION_YEAR_TO_DATE in made:
        first.append(made.pop(BUDGET_DEVIATION_YEAR_TO_DATE))
    beside = best_of(list(made.values()), CARDS - len(first))
    return (*first, *beside), tuple(kpi for kpi in made.values() if kpi not in beside)


def _card(metric: Metric, found: BudgetFigures, shared: Shared) -> Kpi:
    judged = metric is BUDGET_DEVIATION_YEAR_TO_DATE
    kpi = card(metric, found.by_metric[metric.key], shared, found.signal if judged else Signal.NOT_JUDGED)
    kind = _DELIVERED.get(kpi.why_missing) if kpi.why_missing else None
    late = late_units(shared.tables, kind) if kind else []
    if not late:
        return kpi
    detail = ", ".join(shared.names[unit] for unit in shared.tables.sight.nearest(late, shared.tables.units))
    return replace(kpi, why_missing=Missing.NOT_DELIVERED, missing_detail=detail)


def late_units(tables: ScorecardTables, kind: Kind) -> list[str]:
    """Return the units that have not delivered a kind of the quarter (for accounts: of the year so far), by id."""
    gaps, quarter = tables.gaps, tables.quarter
    first = 1 if kind is Kind.ACTUAL else quarter.last_period - 2
    of_kind = (gaps["kind"] == kind) & (gaps["fiscal_year"] == quarter.year)
    reached = (gaps["period"] >= first) & (gaps["period"] <= quarter.last_period)
    known = set(tables.units["unit_id"])
    return sorted(set(gaps.loc[(of_kind & reached).to_numpy(dtype=bool), "unit_id"]) & known)
