"""The answers of the co-funding page. The list is kept between runs; what people wrote of a plan is in no cache."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.cofund_place import CofundPlace
from dashboard.gains_words import called
from dashboard.notices import NothingToShow
from dashboard.results import BY_SCOPE, KEPT
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views.scorecard_table import voice_of
from data.access import Principal
from data.periods import Quarter
from metrics import load
from metrics.gains_answer import GainsPlan, gains_plan
from metrics.gains_page import EntityTotal, NetByYear, entity_totals, net_by_year, plan_answer
from metrics.gains_ranking import GainsOverview, gains_overview
from metrics.gains_rules import NoCutRule
from metrics.gains_tables import NoGainsPlan
from metrics.results import Finding


@dataclass(frozen=True)
class PlanPage:
    """What the page shows of one plan, and what each of its entities is called."""

    plan: GainsPlan
    names: dict[str, str]
    totals: tuple[EntityTotal, ...]
    years: NetByYear
    answer: tuple[Finding, ...]
    on: date


def day_of(scope: Scope) -> date:
    """Return the day that plans are shown as of: today with the newest quarter, else the last day of the quarter."""
    newest = scope.choices.quarters[:1] == (scope.quarter,)
    return max(date.today(), scope.quarter.last_day) if newest else scope.quarter.last_day


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def overview(
    principal: Principal, version: int, municipality_id: str, unit_id: str, quarter: Quarter, on: date
) -> GainsOverview:
    """Return the gains plans of the initiatives that concern a unit, ranked. No text that people wrote is in it."""
    del version  # only part of the key
    tables, stored = load.gains_register(principal, municipality_id, unit_id, quarter)
    return gains_overview(tables, stored, on)


def overview_of(scope: Scope) -> GainsOverview:
    """Return the gains plans of what is looked at, ranked."""
    on = day_of(scope)
    try:
        return overview(scope.principal, scope.version, scope.municipality_id, scope.unit_id, scope.quarter, on)
    except NoCutRule:
        raise NothingToShow("no_cut_rule", day=voice_of(scope).day(on)) from None


def plans_there(scope: Scope) -> GainsOverview | None:
    """Return the gains plans of what is looked at; None where no rule of the cut applies, so that none can be shown."""
    try:
        return overview_of(scope)
    except NothingToShow:
        return None


def plan_of(scope: Scope, asked: CofundPlace) -> PlanPage:
    """Return one plan; refused in words where there is none to make."""
    on, wanted = day_of(scope), asked.initiative or ""
    tables, stored = load.gains_register(scope.principal, scope.municipality_id, scope.unit_id, scope.quarter)
    try:
        plan = gains_plan(tables, stored, wanted, on, hypothetically=asked.hypothetical)
    except NoGainsPlan as none:
        to = CofundPlace().address(scope)
        name = "no_initiative_plan" if str(none) == "no_plan" else "no_gains_initiative"
        raise NothingToShow(name, found=wanted, to=to) from None
    except NoCutRule:
        raise NothingToShow("no_cut_rule", day=voice_of(scope).day(on)) from None
    voice = Voice(scope.language, scope.currency, scope.currency_exponent)
    return PlanPage(plan, called(tables, voice), entity_totals(plan), net_by_year(plan), plan_answer(plan), on)
