"""One benefit: its plan, forecast and what came on one axis of time, the evidence, the versions and the map."""

from dataclasses import dataclass
from datetime import date

from metrics.benefit_axis import Moment, axes
from metrics.benefit_facts import BenefitFacts, benefit_facts
from metrics.benefit_figures import benefit_figures
from metrics.benefit_map import DependencyMap, dependency_map
from metrics.benefit_parties import planned_parties
from metrics.benefit_rows import BenefitRow, benefit_rows
from metrics.benefit_tables import BenefitTables
from metrics.compared_groups import ComparisonGroup, comparison_group
from metrics.growth import Growth, measured_growth
from metrics.hours import FreedHours, freed_hours
from metrics.measured_rows import Measured, Withdrawn, given, measured_rows, rows_of, withdrawn_rows
from metrics.parameters import all_in_force
from metrics.plan_versions import Version, versions_of
from metrics.price_and_volume import Adjusted, adjusted_savings
from metrics.results import Finding
from metrics.scorecard_benefits import sums_findings


@dataclass(frozen=True)
class Prerequisite:
    """What must be in place before the benefit can come; `shown` tells whether the role may be told."""

    description: str
    responsible_role: str | None
    noted_on: date | None
    met_on: date | None
    shown: bool


@dataclass(frozen=True)
class CalendarLine:
    """A line of the realisation calendar; it is money first when it is booked.

    `shown` tells whether the unit may be named: else the role is not told, and the budget line only at the unit above.
    """

    fiscal_year: int
    period: int
    unit: str | None
    amount_minor: int
    responsible_role: str | None
    change_reference: str | None
    booked: bool
    benefit_id: str
    function_code: str | None
    account_code: str | None
    shown: bool


@dataclass(frozen=True)
class BenefitPage:
    """Everything shown of one benefit, free of language.

    Attributes:
        row: The benefit in the register.
        facts: What is known of it beside its amounts.
        initiative_name: The initiative that it is of.
        unit_name: The accountable unit as it may be named; None where none may.
        description: What people wrote of it; None where nothing is, or it is not for whoever asks.
        payers: Who pays for it by the current plan; empty where nobody is named.
        gainers: Who gains by it by the current plan.
        prerequisites: What must be in place first, in their order.
        in_kroner: Whether the axis is of kroner, else of the benefit's own unit.
        axis: Every period that anything stands in.
        drawn: The same by year, where kroner or hours can be summed; else as `axis`.
        curve: The same of the indicator, where the benefit is also in kroner; empty where it has no quantities.
        hours: What became of the hours freed; None where it is not measured in hours.
        findings: The answer in sentences, where it can be given in kroner.
        comparison: What its comparison group showed; None where it has none.
        adjusted: What was realised once price and volume are taken off; None where nobody told what a unit cost.
        growth: How what was measured by the year in its own unit grew.
        leader_term_ends_on: When the term of the leader who decides ends; None where it is not told.
        price_year: The year whose prices the kroner are in.
    """

    row: BenefitRow
    facts: BenefitFacts
    initiative_name: str
    unit_name: str | None
    description: str | None
    payers: tuple[str, ...]
    gainers: tuple[str, ...]
    prerequisites: tuple[Prerequisite, ...]
    in_kroner: bool
    axis: tuple[Moment, ...]
    drawn: tuple[Moment, ...]
    curve: tuple[Moment, ...]
    hours: FreedHours | None
    findings: tuple[Finding, ...]
    measured: tuple[Measured, ...]
    withdrawn: tuple[Withdrawn, ...]
    versions: tuple[Version, ...]
    map: DependencyMap
    calendar: tuple[CalendarLine, ...]
    comparison: ComparisonGroup | None
    adjusted: tuple[Adjusted, ...] | None
    growth: tuple[Growth, ...]
    leader_term_ends_on: date | None
    price_year: int


def benefit_page(tables: BenefitTables, benefit_id: str) -> BenefitPage | None:
    """Return what is shown of one benefit; None where the unit looked at and those below have none of that id."""
    found = benefit_figures(tables, [])
    if found is None or benefit_id not in set(found.benefits["benefit_id"]):
        return None
    rules = all_in_force(tables.quarter.last_day, tables.parameters)
    row = benefit_rows(found, rules, only={benefit_id})[0]
    own = tables.benefits.set_index("benefit_id").loc[benefit_id]
    initiative = rows_of(tables.initiatives, "initiative_id", row.initiative_id)[0]
    in_kroner, axis, drawn, curve = axes(found, benefit_id)
    payers, gainers = planned_parties(tables, benefit_id)
    return BenefitPage(
        row=row,
        facts=benefit_facts(tables, benefit_id),
        initiative_name=str(initiative["name"]),
        unit_name=unit_name(tables, str(own["unit_id"])),
        description=given(own["description"]),
        payers=payers,
        gainers=gainers,
        prerequisites=prerequisites_of(tables, benefit_id, shown=tables.sight.shows(str(own["unit_id"]))),
        in_kroner=in_kroner,
        axis=axis,
        drawn=drawn,
        curve=curve,
        hours=freed_hours(tables, found.now.amounts, [benefit_id]),
        findings=sums_findings(row.kroner) if in_kroner else (),
        measured=measured_rows(tables, benefit_id),
        withdrawn=withdrawn_rows(tables, benefit_id),
        versions=versions_of(tables, row.initiative_id, benefit_id),
        growth=measured_growth(tables, benefit_id),
        leader_term_ends_on=given(initiative["leader_term_ends_on"]),
        map=dependency_map(tables, row.initiative_id),
        calendar=calendar_of(tables, benefit_id),
        comparison=comparison_group(tables, benefit_id),
        adjusted=adjusted_savings(tables, benefit_id),
        price_year=tables.quarter.year,
    )


def unit_name(tables: BenefitTables, unit_id: str) -> str | None:
    """Return the name of a unit, or of the nearest above it that may be named; None where none may."""
    near = tables.sight.nearest([unit_id], tables.units)
    return str(tables.units.set_index("unit_id").at[near[0], "name"]) if near else None


def prerequisites_of(tables: BenefitTables, benefit_id: str, *, shown: bool) -> tuple[Prerequisite, ...]:
    """Return what must be in place before a benefit can come, in the order of their numbers."""
    rows = sorted(rows_of(tables.prerequisites, "benefit_id", benefit_id), key=lambda row: int(row["number"]))
    return tuple(
        Prerequisite(
            str(row["description"]),
            given(row["responsible_role"]) if shown else None,
            given(row["noted_on"]),
            given(row["met_on"]),
            shown,
        )
        for row in rows
    )


def calendar_of(tables: BenefitTables, benefit_id: str) -> tuple[CalendarLine, ...]:
    """Return the lines of a benefit's realisation calendar, in the order of time."""
    made = []
    for row in rows_of(tables.claims, "benefit_id", benefit_id):
        shown = tables.sight.shows(row["unit_id"])
        made.append(
            CalendarLine(
                fiscal_year=int(row["fiscal_year"]),
                period=int(row["period"]),
                unit=unit_name(tables, row["unit_id"]),
                amount_minor=int(row["amount_minor"]),
                responsible_role=given(row["responsible_role"]) if shown else None,
                change_reference=given(row["change_reference"]),
                booked=bool(given(row["booked"])),
                benefit_id=benefit_id,
                function_code=given(row["function_code"]) if shown else None,
                account_code=given(row["account_code"]) if shown else None,
                shown=shown,
            )
        )
    return tuple(sorted(made, key=lambda line: (line.fiscal_year, line.period, line.unit or "")))
