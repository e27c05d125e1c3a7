"""Everything the register answers of one initiative, or of all together: what the command line prints."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import pandas as pd

from data.benefit_vocabulary import BenefitType, InitiativeState, Phase
from metrics.benefit_columns import INITIATIVES
from metrics.benefit_figures import benefit_figures
from metrics.benefit_lines import Standing, standing_projections
from metrics.benefit_rows import GroupRow, group_rows
from metrics.benefit_tables import BenefitTables
from metrics.benefits_worth import Worth, worth_of
from metrics.budget_calendar import CalendarYear, calendar_years
from metrics.budget_cuts import VERIFIED_AND_CUT
from metrics.compared_groups import ComparisonGroup, comparison_group
from metrics.hours import FreedHours, freed_hours
from metrics.price_and_volume import Adjusted, adjusted_savings
from metrics.realisation import REALISATION_RATE, REALISATION_RATE_ORIGINAL
from metrics.results import Finding, Missing
from metrics.scorecard_benefits import band_findings
from metrics.scorecard_cards import Figure
from metrics.tables import require
from metrics.value_flow_answer import Asked
from metrics.valued_lines import Perspective
from metrics.verified_by import VerifiedBy, verified_by
from metrics.worth_measures import Sobriety

Told = TypeVar("Told")
_TYPES = [str(kind) for kind in BenefitType]
_NOTHING = Figure(None, None, None, None, Missing.NO_BENEFITS_REGISTERED)
_OF_INITIATIVE = ("initiatives", "benefits", "projections", "projection_lines", "affected_groups", "partners")
_OF_BENEFIT = ("measurements", "claims")


class UnknownInitiative(LookupError):
    """The municipality has no initiative of that code."""


@dataclass(frozen=True)
class About:
    """Which initiative; `forecast_made` tells whether the forecast is one, else the current plan stands in."""

    initiative_id: str
    name: str
    unit_id: str | None
    phase: Phase
    state: InitiativeState
    forecast_made: bool


@dataclass(frozen=True)
class BenefitsReport:
    """What the register answers, free of language.

    Attributes:
        about: Which initiative; None for all together.
        types: Kroner to date and in the end by type of benefit; types are never added to one another as a "saving".
        rate: Realised of what the current plan had by now.
        rate_original: The same against the plan that was adopted first.
        hours: Freed hours by route; None where no benefit is measured in hours. They are never kroner.
        verified_by: By role, in the order of its name.
        cut: What was verified and cut from own budgets: the part that is money in one's own.
        calendar: Lines of the realisation calendar, the next budget's first.
        findings: The register's answer in sentences.
        worth: By perspective.
        comparisons: Of one initiative, by benefit: what comparison groups showed.
        adjusted: Of one initiative, by benefit: what was realised once price and volume are taken off.
    """

    about: About | None
    types: tuple[GroupRow, ...]
    rate: Figure
    rate_original: Figure
    hours: FreedHours | None
    verified_by: tuple[VerifiedBy, ...]
    cut: Figure
    findings: tuple[Finding, ...]
    worth: dict[Perspective, Worth]
    comparisons: dict[str, ComparisonGroup] = field(default_factory=dict)
    adjusted: dict[str, tuple[Adjusted, ...]] = field(default_factory=dict)
    calendar: tuple[CalendarYear, ...] = ()


def benefits_reports(
    tables: BenefitTables,
    discount: str = "no",
    initiative_id: str | None = None,
    sobriety: Sobriety | None = None,
) -> tuple[BenefitsReport, ...]:
    """Return what the register answers: of all initiatives together first, then of each in the order of their codes.

    Args:
        tables: The register, as the municipality looks at it.
        discount: The key of a schedule of discount rates.
        initiative_id: The only one asked for, and then nothing of all together; None: every one.
        sobriety: How plans are made soberer; None: haircuts on benefits only.

    Raises:
        UnknownInitiative: There is none of that code.
        UnknownSchedule: No schedule of that key is in force at the end of the quarter.
    """
    require(tables.initiatives, INITIATIVES)
    known = sorted(str(one) for one in tables.initiatives["initiative_id"])
    if initiative_id is not None and initiative_id not in known:
        raise UnknownInitiative(initiative_id)
    wanted = [None, *known] if initiative_id is None else [initiative_id]
    worth = {one: worth_of(tables, Asked(one, discount), wanted, sobriety) for one in Perspective}
    return tuple(_report(tables, one, {perspective: by[one] for perspective, by in worth.items()}) for one in wanted)


def of_initiative(tables: BenefitTables, initiative_id: str) -> BenefitTables:
    """Return the register with one initiative alone; which benefits are ends is still told by the whole map."""
    own: dict[str, Any] = {
        name: _of(getattr(tables, name), "initiative_id", [initiative_id]) for name in _OF_INITIATIVE
    }
    ids = own["benefits"]["benefit_id"]
    return replace(tables, **own | {name: _of(getattr(tables, name), "benefit_id", ids) for name in _OF_BENEFIT})


def _of(rows: pd.DataFrame, column: str, ids: Iterable[str]) -> pd.DataFrame:
    return rows[rows[column].isin(list(ids)).to_numpy(dtype=bool)].reset_index(drop=True)


def _about(own: BenefitTables) -> About:
    row = own.initiatives.iloc[0]
    near = own.sight.nearest([row["unit_id"]], own.units)
    standing = standing_projections(own.projections, own.quarter.last_day)
    return About(
        initiative_id=str(row["initiative_id"]),
        name=str(row["name"]),
        unit_id=near[0] if near else None,
        phase=Phase(row["phase"]),
        state=InitiativeState(row["state"]),
        forecast_made=bool(standing[Standing.FORECAST].notna().any()),
    )


def _report(whole: BenefitTables, initiative_id: str | None, worth: dict[Perspective, Worth]) -> BenefitsReport:
    tables = whole if initiative_id is None else of_initiative(whole, initiative_id)
    about = None if initiative_id is None else _about(tables)
    found = benefit_figures(tables, [])
    if found is None:
        return BenefitsReport(about, (), _NOTHING, _NOTHING, None, (), _NOTHING, (), worth)
    now = {
        key: by_quarter[tables.quarter] for key, by_quarter in found.by_metric.items() if tables.quarter in by_quarter
    }
    return BenefitsReport(
        about=about,
        types=tuple(sorted(group_rows(found, "benefit_type"), key=lambda row: _TYPES.index(row.key))),
        rate=now[REALISATION_RATE.key],
        rate_original=now[REALISATION_RATE_ORIGINAL.key],
        hours=freed_hours(tables, found.now.amounts, found.benefits["benefit_id"]),
        verified_by=verified_by(found),
        cut=now[VERIFIED_AND_CUT.key],
        findings=band_findings(found),
        worth=worth,
        calendar=calendar_years(tables, found.benefits["benefit_id"]),
        comparisons={} if about is None else _each(tables, comparison_group),
        adjusted={} if about is None else _each(tables, adjusted_savings),
    )


def _each(tables: BenefitTables, told: Callable[[BenefitTables, str], Told | None]) -> dict[str, Told]:
    """Return what is told of each benefit, by its code; those of which nothing is are left out."""
    found = {str(one): told(tables, str(one)) for one in tables.benefits["benefit_id"]}
    return {one: answer for one, answer in found.items() if answer is not None}
