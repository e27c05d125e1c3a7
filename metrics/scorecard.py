"""A unit's quarter put together from the metrics: four bands, the verdict's sentences and what needs somebody."""

from data.vocabulary import Dimension
from metrics.results import DimensionResult, Fact, Finding, Missing, Scorecard, Status
from metrics.tables import ScorecardTables

_WITHOUT = {
    Dimension.BUDGET: Missing.NOTHING_IMPORTED,
    Dimension.INNOVATION: Missing.NO_INDICATORS,
    Dimension.IMPLEMENTATION: Missing.NO_INDICATORS,
    Dimension.BENEFITS: Missing.NO_BENEFITS_REGISTERED,
}


def scorecard(tables: ScorecardTables) -> Scorecard:
    """Return the scorecard of a unit and quarter: dimensions in order, each with its cards or why it has none."""
    town = tables.municipality
    names = tables.units.set_index("unit_id")["name"]
    return Scorecard(
        municipality_id=town.municipality_id,
        municipality_name=town.name,
        currency=town.currency,
        currency_exponent=town.currency_exponent,
        fictional=town.fictional,
        unit_id=tables.unit_id,
        unit_name=str(names[tables.unit_id]),
        quarter=tables.quarter,
        compared_with=tables.compared_with,
        as_of=None,
        signed=tables.signed,
        headline=(),
        dimensions=tuple(without_data(dimension, _WITHOUT[dimension]) for dimension in Dimension),
        needs=(),
    )


def without_data(dimension: Dimension, why: Missing) -> DimensionResult:
    """Return a dimension that has nothing to show: it says why and what to do, and does not vanish."""
    facts = {"why": Fact("word", f"missing.{why}"), "do": Fact("word", f"missing.{why}.do")}
    return DimensionResult(dimension, None, Status.NO_DATA, (Finding("dimension.missing", facts),), (), why_missing=why)
