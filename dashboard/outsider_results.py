"""Outsider accounts kept between runs, by what the principal may see and the version of the figures."""

from dataclasses import dataclass

import streamlit as st

from dashboard import outsider_stored
from dashboard.outsiders_place import OutsidersPlace
from dashboard.results import BY_SCOPE, KEPT
from dashboard.scope import Scope
from data.access import Principal
from metrics.discounting import DiscountSchedule, schedule
from metrics.outsider_page import Against, KeptScenario, OutsiderPage, ProfileFacts, outsider_page

RATES = "no"
"""The levels are Norwegian, and so are the discount rates."""


@dataclass(frozen=True)
class OutsiderView:
    """What the page shows: what there is to choose between, what was chosen, and its figures."""

    profiles: tuple[ProfileFacts, ...]
    profile: ProfileFacts
    scenarios: tuple[KeptScenario, ...]
    scenario: KeptScenario | None
    against: Against
    rates: DiscountSchedule | None
    page: OutsiderPage


def outsiders_of(scope: Scope, asked: OutsidersPlace) -> OutsiderView:
    """Return the outsider accounts of what is looked at."""
    known = (scope.principal, scope.version, scope.municipality_id)
    profiles, kept = known_profiles(*known), ordered(known_scenarios(*known), scope)
    profile = next((one for one in profiles if one.profile_id == asked.profile), profiles[0])
    scenario = next((one for one in kept if one.scenario_id == asked.scenario), next(iter(kept), None))
    discounted = asked.discount if asked.discount is not None else scenario is None or scenario.discount
    rates = schedule(RATES, scope.quarter.last_day) if discounted else None
    page = computed(*known, profile.profile_id, scenario, rates)
    against = (asked.against or Against.AVERAGE) if page.average_told else Against.NOT_OUTSIDE
    return OutsiderView(profiles, profile, kept, scenario, against, rates, page)


def ordered(found: tuple[KeptScenario, ...], scope: Scope) -> tuple[KeptScenario, ...]:
    """Return measures with those of the unit looked at first, then the municipality's own, then the others'."""
    places = {scope.municipality_id: 1, scope.unit_id: 0}
    return tuple(sorted(found, key=lambda one: places.get(one.unit_id, 2)))


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def known_profiles(principal: Principal, version: int, municipality_id: str) -> tuple[ProfileFacts, ...]:
    """Return the municipality's own profiles, the one in use first; the example where there is none."""
    del version  # only part of the key
    return outsider_stored.profiles_of(principal, municipality_id)


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def known_scenarios(principal: Principal, version: int, municipality_id: str) -> tuple[KeptScenario, ...]:
    """Return the measures that the principal may see, by name."""
    del version  # only part of the key
    return outsider_stored.scenarios_of(principal, municipality_id)


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def computed(
    principal: Principal,
    version: int,
    municipality_id: str,
    profile_id: str | None,
    scenario: KeptScenario | None,
    rates: DiscountSchedule | None,
) -> OutsiderPage:
    """Return the figures of a measure with a profile; without an id, with the example."""
    del version  # only part of the key
    return outsider_page(outsider_stored.cells_of(principal, municipality_id, profile_id), scenario, rates)
