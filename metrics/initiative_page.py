"""One initiative: what it was to give and has given, what it stands and falls with, whom it touches, and its plans."""

from dataclasses import dataclass
from datetime import date

from data.benefit_vocabulary import Importance
from metrics.benefit_figures import BenefitFigures, benefit_figures
from metrics.benefit_map import DependencyMap, dependency_map
from metrics.benefit_page import CalendarLine, calendar_of, unit_name
from metrics.benefit_rows import BenefitRow, benefit_rows
from metrics.benefit_tables import BenefitTables
from metrics.benefits_page import InitiativeRow, initiative_rows
from metrics.benefits_report import of_initiative
from metrics.hours import FreedHours, freed_hours
from metrics.initiative_outlooks import Scenario, scenarios_of
from metrics.initiative_value import InitiativeValue, initiative_value
from metrics.measured_rows import given, rows_of
from metrics.parameters import all_in_force
from metrics.party_names import party_names
from metrics.plan_versions import Version, versions_of
from metrics.results import Finding
from metrics.scorecard_benefits import sums_findings
from metrics.touched_groups import TouchedGroup, touched_groups
from metrics.unpriced import consequence
from metrics.value_flow_answer import Asked
from metrics.value_flow_page import valued
from metrics.valued_lines import Perspective
from metrics.worth_measures import Sobriety


@dataclass(frozen=True)
class Partner:
    """Somebody who takes part, and in what role; None where nobody has said."""

    name: str
    part: str | None


@dataclass(frozen=True)
class UnpricedEffect:
    """An effect that has no price, for one party; the consequence is from -4 to +4 and never kroner."""

    name: str
    party: str
    importance: Importance
    magnitude: int
    consequence: int


@dataclass(frozen=True)
class InitiativePage:
    """Everything shown of one initiative, free of language.

    Attributes:
        row: The initiative in the register.
        unit_name: The owning unit as it may be named; None where none may.
        unit_shown: Whether the owning unit may be named; else the role that decides is not told.
        texts_told: Whether what people wrote is for whoever asks; if not, silence says nothing.
        money_set_aside_minor: For realising the benefits, kroner of the price year; None where nobody stated any.
        findings: The answer in sentences.
        benefits: Its benefits, of which the unit looked at or one below answers for.
        names: By benefit, what those of the map and the calendar are called.
        hours: What became of the hours freed; None where no benefit is measured in hours.
        worth: What it is worth in each perspective by the Norwegian rates; the two are never added.
        scenarios: The ways that it may go, as entered.
    """

    row: InitiativeRow
    unit_name: str | None
    unit_shown: bool
    texts_told: bool
    summary: str | None
    decider_role: str | None
    started_on: date | None
    leader_term_ends_on: date | None
    price_year: int
    money_set_aside_minor: int | None
    partners: tuple[Partner, ...]
    findings: tuple[Finding, ...]
    benefits: tuple[BenefitRow, ...]
    names: dict[str, str]
    map: DependencyMap
    groups: tuple[TouchedGroup, ...]
    versions: tuple[Version, ...]
    calendar: tuple[CalendarLine, ...]
    unpriced: tuple[UnpricedEffect, ...]
    hours: FreedHours | None
    worth: tuple[InitiativeValue, ...]
    scenarios: tuple[Scenario, ...]


def initiative_page(
    tables: BenefitTables, initiative_id: str, sobriety: Sobriety | None = None
) -> InitiativePage | None:
    """Return what is shown of one initiative; None where the unit looked at and those below answer for none of it.

    Args:
        tables: The register.
        initiative_id: Which.
        sobriety: How its plan is made soberer; None: haircuts on benefits only.
    """
    found = benefit_figures(tables, [])
    row = next(iter(initiative_rows(found, only=initiative_id)), None) if found else None
    return None if found is None or row is None else _page(found, row, sobriety)


def _page(found: BenefitFigures, row: InitiativeRow, sobriety: Sobriety | None) -> InitiativePage:
    tables, initiative_id = found.tables, row.initiative_id
    record = rows_of(tables.initiatives, "initiative_id", initiative_id)[0]
    shown = tables.sight.shows(record["unit_id"])
    benefits = _benefits(found, initiative_id)
    ids = [one.benefit_id for one in benefits]
    every = zip(tables.benefits["benefit_id"], tables.benefits["name"], strict=True)
    return InitiativePage(
        row=row,
        unit_name=unit_name(tables, record["unit_id"]),
        unit_shown=shown,
        texts_told=tables.sight.knows_texts(record["unit_id"]),
        summary=given(record["summary"]),
        decider_role=given(record["decider_role"]) if shown else None,
        started_on=given(record["started_on"]),
        leader_term_ends_on=given(record["leader_term_ends_on"]),
        price_year=int(record["price_year"]),
        money_set_aside_minor=given(record["realisation_budget_minor"]),
        partners=_partners(tables, initiative_id),
        findings=sums_findings(row.group.kroner) if row.group else (),
        benefits=benefits,
        names={str(key): str(name) for key, name in every},
        map=dependency_map(tables, initiative_id),
        groups=touched_groups(tables, initiative_id),
        versions=versions_of(tables, initiative_id),
        calendar=tuple(line for one in ids for line in calendar_of(tables, one)),
        unpriced=_unpriced(tables, initiative_id),
        hours=freed_hours(tables, found.now.amounts, ids),
        worth=_worth(of_initiative(tables, initiative_id), initiative_id, sobriety),
        scenarios=scenarios_of(initiative_id, tables),
    )


def _worth(own: BenefitTables, initiative_id: str, sobriety: Sobriety | None) -> tuple[InitiativeValue, ...]:
    cubes = (valued(own, Asked(perspective)) for perspective in Perspective)
    return tuple(initiative_value(cube, own, initiative_id, sobriety) for cube in cubes)


def _benefits(found: BenefitFigures, initiative_id: str) -> tuple[BenefitRow, ...]:
    rules = all_in_force(found.tables.quarter.last_day, found.tables.parameters)
    own = found.benefits.loc[(found.benefits["initiative_id"] == initiative_id).to_numpy(dtype=bool), "benefit_id"]
    return benefit_rows(found, rules, only=set(own))


def _partners(tables: BenefitTables, initiative_id: str) -> tuple[Partner, ...]:
    names = party_names(tables)
    own = rows_of(tables.partners, "initiative_id", initiative_id)
    return tuple(sorted((Partner(names[row["party_id"]], given(row["part"])) for row in own), key=lambda one: one.name))


def _unpriced(tables: BenefitTables, initiative_id: str) -> tuple[UnpricedEffect, ...]:
    names, day = party_names(tables), tables.quarter.last_day
    return tuple(
        UnpricedEffect(
            name=str(row["name"]),
            party=names[row["party_id"]],
            importance=Importance(row["importance"]),
            magnitude=int(row["magnitude"]),
            consequence=consequence(Importance(row["importance"]), int(row["magnitude"]), day),
        )
        for row in rows_of(tables.unpriced_effects, "initiative_id", initiative_id)
    )
