"""The sentences of the budget: how it stands, what was approved, what drives it, volume, and what a total hides."""

from collections.abc import Mapping
from math import isnan

import pandas as pd

from data.vocabulary import Grain
from metrics.approvals import largest_approved
from metrics.budget import (
    BUDGET_DEVIATION_YEAR_TO_DATE,
    FORECAST_DEVIATION,
    SHARE_OF_BUDGET_SPENT,
    YEAR_DEVIATION,
)
from metrics.budget_drivers import INCOME_DRIVERS, leading_driver, planned_volume, volume_effect
from metrics.documented_benefit import DocumentedBenefit
from metrics.facts import money, share
from metrics.indicators import quarter_values, step_of
from metrics.key_figures import NET_OPERATING_RESULT
from metrics.ratios import GROSS
from metrics.results import Fact, Finding, Kpi, Missing
from metrics.scorecard_cards import Figure, Shared
from metrics.scorecard_figures import BudgetFigures
from metrics.tables import ScorecardTables
from metrics.targets_in_force import band_in_force

_WORDS = {
    BUDGET_DEVIATION_YEAR_TO_DATE.key: "budget",
    YEAR_DEVIATION.key: "budget.year",
    FORECAST_DEVIATION.key: "budget.forecast",
}


def budget_findings(found: BudgetFigures, lead: Kpi, shared: Shared) -> tuple[Finding, ...]:
    """Return what the budget band says: the leading figure, then why; a figure that is missing says why it is."""
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
    """Return what explains the deviation: what was approved, what the total hides, what drives it, and volume."""
    tables, deviation = shared.tables, found.deviation
    figure = found.by_metric[deviation.key][tables.quarter] if deviation else None
    if figure is None or figure.numerator is None or figure.denominator is None:
        return []
    said = []
    if deviation is not found.lead and deviation is FORECAST_DEVIATION:
        said.append(deviation_finding("budget.forecast", figure.numerator, figure.value or 0.0))
    said += approved_findings(found.arisen, round(figure.numerator), found.documented)
    said += hidden_findings(found.children, figure.numerator, shared)
    leading = leading_driver(found.drivers, tables.unit_id, round(figure.numerator))
    if leading is not None:
        driver, amount = leading
        way = ("income" if driver in INCOME_DRIVERS else "cost") + ("_worse" if amount < 0 else "_better")
        facts = {"driver": Fact("word", f"driver.{driver}"), "amount": money(amount)}
        said.append(Finding(f"budget.driver_{way}", facts))
    return said + volume_findings(found, tables)


def approved_findings(
    arisen: pd.DataFrame, deviation_minor: int, documented: Mapping[str, DocumentedBenefit]
) -> list[Finding]:
    """Return the largest decision behind an overspend: how much, who decided it, where, and for which benefit.

    Decisions of one authority and reference are told as one. Where the decision also adopted an initiative's plan, what
    that has given is told in the same sentence. None for an underspend.
    """
    largest = largest_approved(arisen)
    if largest is None or deviation_minor >= 0:
        return []
    code = "budget.approved" if largest.benefit is None else "budget.approved_elsewhere"
    code = code if largest.told else "budget.decided"
    facts = largest.facts()
    benefit = documented.get(largest.reference)
    if largest.told and largest.benefit is not None and benefit is not None:
        code, facts = f"budget.documented{benefit.outcome}", facts | benefit.facts()
    whole = "_whole" if largest.amount_minor <= deviation_minor else ""
    return [Finding(f"{code}{whole}", facts)]


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
    if isnan(actual):
        return []
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
