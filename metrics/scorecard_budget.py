"""The budget band of the scorecard: the cards in their order, and the sentences that say how it stands and why."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from data.vocabulary import Dimension, Grain, Kind
from metrics.approvals import largest_approved
from metrics.budget import (
    BUDGET_DEVIATION_YEAR_TO_DATE,
    FORECAST_DEVIATION,
    SHARE_OF_BUDGET_SPENT,
    YEAR_DEVIATION,
)
from metrics.budget_drivers import INCOME_DRIVERS, leading_driver, planned_volume, volume_effect
from metrics.budget_revision import DECEMBER_INDEX, FORECAST_BIAS, FORECAST_ERROR, REVISION_RATIO
from metrics.budget_score import ADHERENCE_SCORE, ADHERENCE_TO_ORIGINAL
from metrics.card import Metric
from metrics.indicators import quarter_values, step_of
from metrics.key_figures import DEBT_SHARE, DISPOSABLE_FUND_SHARE, NET_OPERATING_RESULT
from metrics.ratios import GROSS
from metrics.results import DimensionResult, Fact, Finding, Kpi, Missing, Signal
from metrics.scorecard_cards import Figure, Shared, best_of, card
from metrics.scorecard_figures import BudgetFigures
from metrics.tables import ScorecardTables
from metrics.targets import band_in_force

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
_WORDS = {
    BUDGET_DEVIATION_YEAR_TO_DATE.key: "budget",
    YEAR_DEVIATION.key: "budget.year",
    FORECAST_DEVIATION.key: "budget.forecast",
}


def budget_band(found: BudgetFigures, shared: Shared) -> DimensionResult:
    """Return the budget band: cards, sentences, and the status of the figure that leads."""
    cards, more = _cards(found, shared)
    lead = cards[0]
    return DimensionResult(
        dimension=Dimension.BUDGET,
        lead=lead.key,
        status=lead.status,
        findings=_findings(found, lead, shared),
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
    detail = ", ".join(shared.names[unit] for unit in late)
    return replace(kpi, why_missing=Missing.NOT_DELIVERED, missing_detail=detail)


def late_units(tables: ScorecardTables, kind: Kind) -> list[str]:
    """Return the units that have not delivered a kind of the quarter (for accounts: of the year so far), by id."""
    gaps, quarter = tables.gaps, tables.quarter
    first = 1 if kind is Kind.ACTUAL else quarter.last_period - 2
    of_kind = (gaps["kind"] == kind) & (gaps["fiscal_year"] == quarter.year)
    reached = (gaps["period"] >= first) & (gaps["period"] <= quarter.last_period)
    known = set(tables.units["unit_id"])
    return sorted(set(gaps.loc[(of_kind & reached).to_numpy(dtype=bool), "unit_id"]) & known)


def money(minor: float) -> Fact:
    """Return an amount for a sentence that says the direction itself: never negative."""
    return Fact("money", abs(round(minor)))


def share(value: float) -> Fact:
    """Return a share for a sentence that says the direction itself: never negative."""
    return Fact("share", abs(value))


def _findings(found: BudgetFigures, lead: Kpi, shared: Shared) -> tuple[Finding, ...]:
    if lead.value is None or lead.numerator is None or lead.denominator is None:
        why = lead.why_missing or Missing.NOTHING_IMPORTED
        facts = {"why": Fact("word", f"missing.{why}"), "do": Fact("word", f"missing.{why}.do")}
        if lead.missing_detail:
            facts["units"] = Fact("text", lead.missing_detail)
            return (Finding("dimension.not_delivered", facts),)
        return (Finding("dimension.missing", facts),)
    said = [main_finding(lead)]
    if found.deviation is not None:
        said += _why(found, shared)
    if lead.basis == GROSS:
        said.append(Finding("budget.of_gross"))
    if lead.key == SHARE_OF_BUDGET_SPENT.key:
        said.append(Finding("budget.not_periodised"))
    return tuple(said)


def main_finding(lead: Kpi) -> Finding:
    """Return what a leading budget figure that is known says."""
    numerator, denominator, value = lead.numerator or 0, lead.denominator or 0, lead.value or 0.0
    if lead.key == SHARE_OF_BUDGET_SPENT.key:
        facts = {"amount": money(numerator), "budget": money(denominator), "share": Fact("share", value)}
        return Finding("budget.spent", facts)
    if lead.key == NET_OPERATING_RESULT.key:
        way = "surplus" if numerator >= 0 else "deficit"
        return Finding(f"budget.net_result_{way}", {"amount": money(numerator), "share": share(value)})
    return deviation_finding(_WORDS[lead.key], numerator, value)


def deviation_finding(code: str, numerator: float, value: float) -> Finding:
    """Return a deviation as overspend, underspend or neither, in words."""
    if numerator == 0:
        return Finding(f"{code}.on_budget")
    way = "overspend" if numerator < 0 else "underspend"
    return Finding(f"{code}.{way}", {"amount": money(numerator), "share": share(value)})


def _why(found: BudgetFigures, shared: Shared) -> list[Finding]:
    """Return what explains the deviation: what was approved, what drives it, volume, and what the total hides."""
    tables, deviation = shared.tables, found.deviation
    figure = found.by_metric[deviation.key][tables.quarter] if deviation else None
    if figure is None or figure.numerator is None or figure.denominator is None:
        return []
    said = []
    if deviation is not found.lead and deviation is FORECAST_DEVIATION:
        said.append(deviation_finding("budget.forecast", figure.numerator, figure.value or 0.0))
    said += approved_findings(found.arisen, round(figure.numerator))
    leading = leading_driver(found.drivers, tables.unit_id, round(figure.numerator))
    if leading is not None:
        driver, amount = leading
        way = ("income" if driver in INCOME_DRIVERS else "cost") + ("_worse" if amount < 0 else "_better")
        facts = {"driver": Fact("word", f"driver.{driver}"), "amount": money(amount)}
        said.append(Finding(f"budget.driver_{way}", facts))
    said += volume_findings(found, tables)
    return [*said, *hidden_findings(found.children, figure.numerator, shared)]


def approved_findings(arisen: pd.DataFrame, deviation_minor: int) -> list[Finding]:
    """Return the largest decision behind an overspend: how much, who decided it, where, and for which benefit.

    Decisions of one authority and reference are told as one. None for an underspend.
    """
    largest = largest_approved(arisen)
    if largest is None or deviation_minor >= 0:
        return []
    code = "budget.approved" if largest.benefit is None else "budget.approved_elsewhere"
    if largest.amount_minor <= deviation_minor:
        return [Finding(f"{code}_whole", largest.facts())]
    return [Finding(code, largest.facts())]


def volume_findings(found: BudgetFigures, tables: ScorecardTables) -> list[Finding]:
    """Return how much of the deviation is volume, where one indicator of the unit measures it; an «of which».

    It assumes that all cost follows volume, and says so.
    """
    marked = tables.indicators[tables.indicators["measures_volume"].fillna(False).to_numpy(dtype=bool)]
    values = tables.indicator_values
    own = values[(values["unit_id"] == tables.unit_id).to_numpy(dtype=bool)]
    own = own[own["indicator_id"].isin(marked["indicator_id"]).to_numpy(dtype=bool)]
    now = quarter_values(own, marked[marked["grain"] != Grain.YEAR]) if len(own) else pd.DataFrame()
    now = now[now["step"] == step_of(tables.quarter)] if len(now) else now
    if len(now) != 1 or found.deviation is FORECAST_DEVIATION:
        return []
    measure, actual = str(now["indicator_id"].iloc[0]), float(now["value"].iloc[0])
    band = band_in_force(measure, tables.unit_id, tables.quarter.last_day, tables.targets, tables.units)
    planned = planned_volume(band)
    effect = volume_effect(planned, actual, found.gross_budget_minor)
    if planned is None or not effect:
        return []
    name = marked.set_index("indicator_id")["name"][measure]
    facts = {
        "amount": money(effect),
        "indicator": Fact("text", name),
        "share": Fact("share", actual / planned),
    }
    return [Finding("budget.volume_higher" if effect < 0 else "budget.volume_lower", facts)]


def hidden_findings(children: Mapping[str, Figure], deviation_minor: float, shared: Shared) -> list[Finding]:
    """Return the overspend below that a total without one hides, material against the budgets of those overspending.

    Where it is one unit's underspend that hides it, such as central income better than budgeted, that unit and all the
    others together are told, so that both are seen.
    """
    known = {unit: figure for unit, figure in children.items() if figure.numerator is not None}
    amounts = {unit: round(figure.numerator or 0) for unit, figure in known.items()}
    over = {unit: amount for unit, amount in amounts.items() if amount < 0}
    own_budgets = sum(known[unit].denominator or 0 for unit in over)
    if deviation_minor < 0 or not over or -sum(over.values()) <= shared.rules["materiality"] * own_budgets:
        return []
    most = max(amounts, key=lambda unit: (amounts[unit], unit))
    others = sum(amounts.values()) - amounts[most]
    if others < 0 <= amounts[most] + sum(over.values()):
        facts = {"unit": Fact("text", shared.names[most]), "under": money(amounts[most]), "amount": money(others)}
        return [Finding("budget.hidden_behind", facts)]
    return [
        Finding("budget.hidden_overspend", {"amount": money(sum(over.values())), "units": Fact("count", len(over))})
    ]
