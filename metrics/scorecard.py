"""A unit's quarter put together from the metrics: four bands, the verdict's sentences and what needs somebody."""

from data.vocabulary import Dimension
from metrics.approvals import largest_approved
from metrics.budget_sentences import main_finding
from metrics.catalogue import CATALOGUE
from metrics.facts import money
from metrics.results import DimensionResult, Fact, Finding, Missing, Scorecard, Status
from metrics.scorecard_benefits import benefits_band, figures_of_band
from metrics.scorecard_budget import budget_band
from metrics.scorecard_cards import Shared, shared_of
from metrics.scorecard_figures import BudgetFigures, budget_figures
from metrics.scorecard_indicators import LEADS, indicator_band, indicator_figures
from metrics.scorecard_needs import needs
from metrics.tables import ScorecardTables


def scorecard(tables: ScorecardTables) -> Scorecard:
    """Return the scorecard of a unit and quarter: each dimension with cards or with why it has none."""
    town = tables.municipality
    shared = shared_of(tables, CATALOGUE)
    budget = budget_figures(shared)
    indicators = indicator_figures(tables)
    benefits = figures_of_band(shared)
    bands = (
        budget_band(budget, shared),
        *(
            indicator_band(dimension, indicators, shared) or without_data(dimension, Missing.NO_INDICATORS)
            for dimension in LEADS
        ),
        without_data(Dimension.BENEFITS, Missing.NO_BENEFITS_REGISTERED)
        if benefits is None
        else benefits_band(benefits, shared),
    )
    return Scorecard(
        municipality_id=town.municipality_id,
        municipality_name=town.name,
        currency=town.currency,
        currency_exponent=town.currency_exponent,
        fictional=town.fictional,
        unit_id=tables.unit_id,
        unit_name=shared.names[tables.unit_id],
        quarter=tables.quarter,
        compared_with=tables.compared_with,
        as_of=shared.as_of,
        signed=tables.signed,
        headline=headline(bands, budget, shared),
        dimensions=bands,
        needs=needs(budget, indicators, benefits, bands, shared),
    )


def without_data(dimension: Dimension, why: Missing) -> DimensionResult:
    """Return a dimension that has nothing to show: it says why and what to do, and does not vanish."""
    facts = {"why": Fact("word", f"missing.{why}"), "do": Fact("word", f"missing.{why}.do")}
    return DimensionResult(dimension, None, Status.NO_DATA, (Finding("dimension.missing", facts),), (), why_missing=why)


def headline(bands: tuple[DimensionResult, ...], budget: BudgetFigures, shared: Shared) -> tuple[Finding, ...]:
    """Return the verdict in at most two sentences: the budget's, and that of the dimension with most targets missed."""
    said = [_budget_headline(bands[0], budget, shared)]
    counted = [band for band in bands if band.count is not None and band.count.judged]
    if counted:
        worst = min(counted, key=lambda band: band.count.met / band.count.judged if band.count else 0.0)
        said.append(_met_headline(worst))
    return tuple(said)


def _budget_headline(band: DimensionResult, budget: BudgetFigures, shared: Shared) -> Finding:
    unit = {"unit": Fact("text", shared.names[shared.tables.unit_id])}
    lead = band.kpis[0] if band.kpis else None
    if lead is None or lead.value is None:
        why = band.why_missing or Missing.NOTHING_IMPORTED
        return Finding("headline.missing", {**unit, "why": Fact("word", f"missing.{why}")})
    said = main_finding(lead)
    code = said.code.removeprefix("budget.").replace(".", "_")
    approved = largest_approved(budget.arisen)
    if code.endswith("overspend") and approved is not None and not approved.told:
        part = money(max(approved.amount_minor, round(lead.numerator or 0)))
        return Finding(f"headline.{code}_decided", {**unit, **said.facts, **approved.decided_by(), "part": part})
    if code.endswith("overspend") and approved is not None and approved.benefit is not None:
        decided = {name: fact for name, fact in approved.facts().items() if name != "amount"}
        part = money(max(approved.amount_minor, round(lead.numerator or 0)))
        facts = {**unit, **said.facts, **decided, "part": part}
        benefit = budget.documented.get(approved.reference)
        if benefit is not None:
            return Finding(f"headline.{code}_documented{benefit.outcome}", facts | benefit.facts())
        return Finding(f"headline.{code}_approved", facts)
    return Finding(f"headline.{code}", {**unit, **said.facts})


def _met_headline(band: DimensionResult) -> Finding:
    count = band.count
    met, judged = (count.met, count.judged) if count else (0, 0)
    facts = {
        "met": Fact("count", met),
        "of": Fact("count", judged),
        "dimension": Fact("word", f"dimension.{band.dimension}.inline"),
    }
    return Finding("headline.targets_met", facts)
