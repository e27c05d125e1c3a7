"""What the benefits page shows: the register's rows, totals by type, coverage, hours, what waits, and the answer."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.benefit_vocabulary import InitiativeState, Phase
from metrics.benefit_coverage import coverage
from metrics.benefit_figures import BenefitFigures, benefit_figures
from metrics.benefit_lines import Standing, standing_projections
from metrics.benefit_needs import register_needs
from metrics.benefit_rows import BenefitRow, GroupRow, benefit_rows, group_rows, sums_of
from metrics.benefit_tables import BenefitTables
from metrics.budget_calendar import CalendarYear, calendar_years
from metrics.budget_cuts import VERIFIED_AND_CUT
from metrics.hours import FreedHours, freed_hours
from metrics.parameters import all_in_force
from metrics.results import Finding, Need
from metrics.scorecard_benefits import band_findings, in_the_end
from metrics.scorecard_cards import Figure, figures
from metrics.success_factors import SuccessFactor, success_factors
from metrics.verified_by import VerifiedBy, verified_by


@dataclass(frozen=True)
class InitiativeRow:
    """An initiative of the register: its end benefits together, and what stands around them.

    `forecast_made` tells whether the forecast is one; else the current plan stands in. `kroner` is None where no end
    benefit is priced.
    """

    initiative_id: str
    name: str
    unit: str | None
    phase: Phase
    state: InitiativeState
    next_decision_on: date | None
    forecast_made: bool
    group: GroupRow | None
    factors: tuple[SuccessFactor, ...]


@dataclass(frozen=True)
class BenefitsPage:
    """Everything the benefits page shows of a unit and all below, free of language.

    Attributes:
        rows: One row a benefit.
        initiatives: Those of the rows.
        types: By type of value; never added to one another.
        cut: What was verified of `cash` and cut from own budgets to date; no other type can be.
        coverage: n of N by owned, with_baseline, measured, verified and overdue.
        hours: Freed hours by route; None where no benefit is measured in hours.
        verified_by: What each role has confirmed to date.
        needs: What waits for somebody, the weightiest first.
        findings: The answer in sentences.
        calendar: The realisation calendar by budget year, the next budget first.
        unit_names: Names of the units that may be named.
        price_year: The year whose prices the kroner are in.
    """

    rows: tuple[BenefitRow, ...]
    initiatives: tuple[InitiativeRow, ...]
    types: tuple[GroupRow, ...]
    cut: Figure
    coverage: dict[str, Figure]
    hours: FreedHours | None
    verified_by: tuple[VerifiedBy, ...]
    needs: tuple[Need, ...]
    findings: tuple[Finding, ...]
    calendar: tuple[CalendarYear, ...]
    unit_names: dict[str, str]
    price_year: int


def benefits_page(tables: BenefitTables) -> BenefitsPage | None:
    """Return the figures of the benefits page; None where neither the unit nor one below has a benefit."""
    found = benefit_figures(tables, [])
    if found is None:
        return None
    rules = all_in_force(tables.quarter.last_day, tables.parameters)
    whole = sums_of(found.sums)[0]
    counted = coverage(found.covered)
    named = zip(tables.units["unit_id"], tables.units["name"], strict=True)
    return BenefitsPage(
        rows=benefit_rows(found, rules),
        initiatives=initiative_rows(found),
        types=group_rows(found, "benefit_type"),
        cut=found.by_metric[VERIFIED_AND_CUT.key][tables.quarter],
        coverage=dict(zip(map(str, counted.index), figures(counted), strict=True)),
        hours=freed_hours(tables, found.now.amounts, found.benefits["benefit_id"]),
        verified_by=verified_by(found),
        needs=tuple(register_needs(found)),
        findings=(*band_findings(found), *in_the_end(whole)),
        calendar=calendar_years(tables, found.benefits["benefit_id"]),
        unit_names={unit: name for unit, name in named if tables.sight.shows(unit)},
        price_year=tables.quarter.year,
    )


def initiative_rows(found: BenefitFigures, only: str | None = None) -> tuple[InitiativeRow, ...]:
    """Return the initiatives that the unit, or one below it, has a benefit of, or one of them; by their ids."""
    tables = found.tables
    groups = {row.key: row for row in group_rows(found, "initiative_id")}
    standing = standing_projections(tables.projections, tables.quarter.last_day)
    made = set(standing.index[standing[Standing.FORECAST].notna()])
    here = {one for one in found.benefits["initiative_id"] if only in (None, one)}
    own = tables.initiatives[tables.initiatives["initiative_id"].isin(list(here))]
    rows = []
    for row in own.sort_values("initiative_id").to_dict("records"):
        key, near = row["initiative_id"], tables.sight.nearest([row["unit_id"]], tables.units)
        day = row["next_decision_on"]
        rows.append(
            InitiativeRow(
                initiative_id=key,
                name=row["name"],
                unit=near[0] if near else None,
                phase=Phase(row["phase"]),
                state=InitiativeState(row["state"]),
                next_decision_on=None if pd.isna(day) else day,
                forecast_made=key in made,
                group=groups.get(key),
                factors=success_factors(tables, key),
            )
        )
    return tuple(rows)
