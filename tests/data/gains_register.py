"""A register whose gains plan can be whole, for tests of writing: a county beside the north, and an adopted plan."""

from dataclasses import replace
from datetime import date
from typing import Any

from data.benefit_vocabulary import BenefitType, Flow
from data.gains_rows import Decision, GainsPlanRow, MeasureRow
from data.importers.benefit_rows import BenefitRows, LineRow
from data.vocabulary import AuthorityKind
from tests.data.benefit_register import COUNTY, GAIN, LINE, PLAN, STARTED

MEASURE = MeasureRow("Færre turer", "Leder", date(2024, 6, 1), "Hver måned", "Kjørebok")
DECISION = Decision(date(2024, 2, 1), "PS 7/24", AuthorityKind.COUNCIL)


def whole_register(unit: str = "north", key: str = "VT-01", county: str = "county") -> BenefitRows:
    """Return an initiative of a unit by which the unit gains 1 000 and the county 700 in 2024, and costs 150 to run."""
    gain = replace(GAIN, benefit_id=f"{key}-a", initiative_id=key, unit_id=unit)
    theirs = replace(gain, benefit_id=f"{key}-c", name="Fylkets turer", benefit_type=BenefitType.OTHER_PUBLIC)
    lines = (
        replace(LINE, benefit_id=f"{key}-a", bearer_id=unit, beneficiary_id=unit),
        LineRow(Flow.BENEFIT, 2024, 12, f"{key}-c", unit, county, 700),
        LineRow(Flow.OPERATING_COST, 2024, 12, None, unit, None, 150),
    )
    return BenefitRows(
        parties=[COUNTY] if county == COUNTY.party_id else [],  # another is there already
        initiatives=[replace(STARTED, initiative_id=key, unit_id=unit, partners=(county,))],
        benefits=[gain, theirs],
        projections=[replace(PLAN, initiative_id=key, lines=lines)],
    )


def whole_plan(key: str = "VT-01", county: str = "county", **changed: Any) -> GainsPlanRow:
    """Return a gains plan of it that lacks nothing."""
    whole = GainsPlanRow(key, total_cost_minor=400, budget_years=1, measures=(MEASURE,), operating_costs=((county, 0),))
    return replace(whole, **changed)
