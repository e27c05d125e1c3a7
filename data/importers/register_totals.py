"""What a file says of benefits, added up: control totals, years and rows, so that nothing is lost on the way."""

from collections import Counter
from collections.abc import Iterable

from data.benefit_vocabulary import Flow
from data.importers.benefit_rows import BenefitRows

FAMILIES = {
    Flow.BENEFIT: "benefits",
    Flow.COST: "costs",
    Flow.OPERATING_COST: "costs",
    Flow.TRANSFER: "transfers",
}
REALISED = "benefits_realised"


def register_totals(rows: BenefitRows) -> dict[str, int]:
    """Return minor units by what they are of: `benefits_plan`, `costs_forecast`, `benefits_realised` and so on.

    They prove that a file came in whole, and are no figures: types, parties and years are added together.
    """
    totals: Counter[str] = Counter()
    for projection in rows.projections:
        for line in projection.lines:
            if line.amount_minor is not None:
                totals[f"{FAMILIES[line.flow]}_{projection.kind}"] += line.amount_minor
    for measurement in rows.measurements:
        if measurement.amount_minor is not None:
            totals[REALISED] += measurement.amount_minor
    return dict(sorted(totals.items()))


def register_years(rows: BenefitRows) -> set[int]:
    """Return every year that lines, measurements and claims are about."""
    lines = (line.fiscal_year for projection in rows.projections for line in projection.lines)
    measured = (measurement.fiscal_year for measurement in rows.measurements)
    return {*lines, *measured, *(claim.fiscal_year for claim in rows.claims)}


def register_count(rows: BenefitRows) -> int:
    """Return how many rows are stored of it; a projection counts by its lines."""
    plain: Iterable[list[object]] = (value for name, value in vars(rows).items() if name != "projections")
    return sum(len(value) for value in plain) + sum(len(projection.lines) for projection in rows.projections)
