"""Who pays for a benefit and who gains by it, as the current plan has it."""

from collections.abc import Iterable

from data.benefit_vocabulary import Flow
from metrics.benefit_lines import Standing, lines_of, standing_projections
from metrics.benefit_tables import BenefitTables
from metrics.measured_rows import given, rows_of
from metrics.party_names import party_names


def planned_parties(tables: BenefitTables, benefit_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of those who pay for a benefit and of those who gain by it, in the order of names.

    A unit that may not be named is told as the nearest above it that may. Empty where the plan names nobody, or where
    no plan stood on the last day of the quarter.
    """
    standing = standing_projections(tables.projections, tables.quarter.last_day)
    lines = rows_of(lines_of(tables.projection_lines, standing, Standing.CURRENT), "benefit_id", benefit_id)
    own = [line for line in lines if line["flow"] == Flow.BENEFIT]
    names = party_names(tables)
    return _named(names, (line["bearer_id"] for line in own)), _named(names, (line["beneficiary_id"] for line in own))


def _named(names: dict[str, str], parties: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted({names[str(party)] for party in parties if given(party) is not None}))
