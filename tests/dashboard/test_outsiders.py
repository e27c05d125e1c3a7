"""The page of the outsider accounts: its address, what is in use, what is never shown, and what stands apart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import streamlit as st

from dashboard import outsider_results
from dashboard.actions.keep_outsider_profile import WantedProfile, keep_outsider_profile
from dashboard.actions.keep_outsider_scenario import WantedScenario, keep_outsider_scenario
from dashboard.flow_choice import flow_choice
from dashboard.flow_results import flow_of
from dashboard.looking import scope_of
from dashboard.notices import NothingToShow
from dashboard.outsiders_place import OutsidersPlace, outsiders_place
from dashboard.scope import Scope
from dashboard.typed import Hand
from dashboard.views import outsiders
from dashboard.views.outsiders_form import Costs
from dashboard.views.scorecard_table import voice_of
from data.access import LOCAL_PRINCIPAL, Principal
from data.database import URL_VARIABLE, engine
from data.demo.outsider_profile import synthetic_profile
from data.demo.outsider_scenario import demo_scenario, load_scenario
from data.importers.problems import Problem
from data.outsider_rows import ProfileRow, ScenarioRow
from data.verification import differences
from data.vocabulary import Role
from metrics.outsider_page import Against, NoAccounts
from tests.principals import somebody

TOWN = "fjellvik"
OWN = ProfileRow("Egen", date(2026, 1, 1), "SSB tabell 1", synthetic=False, cells=synthetic_profile())
ID = "01a22f9e-90ff-75c4-b12d-bae9e72f5852"


def kept_by(unit: str, people: int = 40) -> ScenarioRow:
    """Return the demo's measure as one of a unit."""
    return replace(demo_scenario(), name=f"Tiltak i {unit}", unit_id=unit, people=people)


@pytest.fixture
def demo(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    st.cache_data.clear()
    yield
    engine().dispose()
    st.cache_data.clear()


def scope(principal: Principal = LOCAL_PRINCIPAL, unit: str | None = None) -> Scope:
    asked = {"municipality": TOWN, "quarter": "2026Q3", **({"unit": unit} if unit else {})}
    found = scope_of(principal, "nb", asked)
    assert isinstance(found, Scope)
    return found


def store(row: ScenarioRow) -> str:
    return keep_outsider_scenario(LOCAL_PRINCIPAL, WantedScenario(TOWN, row)).scenario_id


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({}, OutsidersPlace()),
        (
            {"scenario": ID, "profile": ID, "against": "not_outside", "discount": "off"},
            OutsidersPlace(ID, ID, Against.NOT_OUTSIDE, discount=False),
        ),
        ({"scenario": "x' OR 1=1", "profile": "..", "against": "us", "discount": "maybe"}, OutsidersPlace()),
    ],
)
def test_the_address_is_read_and_written_alike(asked: dict[str, str], place: OutsidersPlace) -> None:
    assert outsiders_place(asked) == place
    assert outsiders_place(place.parameters()) == place


@pytest.mark.usefixtures("demo")
def test_the_demo_has_one_measure_on_the_synthetic_profile_loaded_once() -> None:
    view = outsider_results.outsiders_of(scope(), OutsidersPlace())
    assert (view.profile.profile_id, view.profile.synthetic) == (None, True)
    assert [one.name for one in view.scenarios] == [demo_scenario().name]
    assert view.page.answer is not None
    assert view.page.answer.payer.wrong_pocket
    assert "syntetisk eksempel" in str(outsiders.marks(voice_of(scope()), view))
    assert not load_scenario(LOCAL_PRINCIPAL)
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.usefixtures("demo")
def test_ones_own_profile_takes_over_from_the_example() -> None:
    profile_id = keep_outsider_profile(LOCAL_PRINCIPAL, WantedProfile(TOWN, OWN))
    view = outsider_results.outsiders_of(scope(), OutsidersPlace())
    assert [one.profile_id for one in view.profiles] == [profile_id]  # the example is no choice any more
    said = str(outsiders.marks(voice_of(scope()), view))
    assert "syntetisk" not in said
    assert OWN.source in said


@pytest.mark.usefixtures("demo")
def test_the_measures_of_the_unit_looked_at_come_first_then_the_municipalitys() -> None:
    for unit in ("520", "330"):
        store(kept_by(unit))
    names = [one.unit_id for one in outsider_results.outsiders_of(scope(unit="330"), OutsidersPlace()).scenarios]
    assert names == ["330", TOWN, "520"]
    assert outsider_results.outsiders_of(scope(), OutsidersPlace()).scenarios[0].unit_id == TOWN
    leader = somebody(Role.LEADER, TOWN, "330")
    mine = outsider_results.outsiders_of(scope(leader, "330"), OutsidersPlace()).scenarios
    assert [one.unit_id for one in mine] == ["330", TOWN]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(("unit", "why"), [("330", NoAccounts.TOO_FEW), (TOWN, None)])
def test_a_group_under_five_is_not_shown_for_a_unit(unit: str, why: NoAccounts | None) -> None:
    place = OutsidersPlace(scenario=store(kept_by(unit, people=4)))
    view = outsider_results.outsiders_of(scope(), place)
    assert view.page.why_missing is why
    assert view.scenario is not None
    said = " ".join(
        [outsiders.scenario_said(voice_of(scope()), view.scenario), *outsiders.answer_said(voice_of(scope()), view)]
    )
    assert "under fem" in said
    assert ("4 personer" in said) is (why is None)


@pytest.mark.usefixtures("demo")
def test_discounting_is_as_the_measure_says_until_somebody_switches_it() -> None:
    place = OutsidersPlace(scenario=store(replace(kept_by("330"), discount=False)))
    as_it_says = outsider_results.outsiders_of(scope(), place)
    switched = outsider_results.outsiders_of(scope(), replace(place, discount=True))
    assert (as_it_says.rates, as_it_says.page.society) == (None, None)
    assert switched.rates is not None
    assert switched.page.society is not None
    assert as_it_says.page.answer is not None
    assert switched.page.answer is not None
    assert as_it_says.page.answer.accounts.cost_minor == 6_400_000 * 100
    assert switched.page.answer.accounts.cost_minor < 6_400_000 * 100


@pytest.mark.usefixtures("demo")
def test_no_sum_of_the_value_flow_knows_of_potential_effects() -> None:
    before = flow_of(scope(), flow_choice({"initiative": "VT-01"}, scope()))
    store(replace(kept_by("330"), initiative_id="VT-01"))
    after = flow_of(scope(), flow_choice({"initiative": "VT-01"}, scope()))
    assert after.page == before.page
    assert after.value == before.value


@pytest.mark.usefixtures("demo")
def test_the_example_is_never_used_with_another_currency() -> None:
    elsewhere = replace(scope(), currency="EUR")
    with pytest.raises(NothingToShow, match="no_outsider_profile"):
        outsiders.view_of(elsewhere, OutsidersPlace())


def test_costs_are_typed_one_a_line_and_the_first_wrong_line_is_told() -> None:
    field, hand = Costs("cost_minor"), Hand("nb", 2)
    assert field.meant(hand, "1 500 000\n\n2 000,50\n") == (150_000_000, 200_050)
    assert field.meant(hand, field.typed(hand, (150_000_000, 200_050))) == (150_000_000, 200_050)
    wrong = field.meant(hand, "1 500 000\nmye\nmer")
    assert isinstance(wrong, Problem)
    assert (wrong.code, wrong.row, wrong.column, wrong.found) == ("not_an_amount", 2, "cost_minor", "mye")
    assert field.meant(hand, " ") == Problem("empty_amount", column="cost_minor", wanted=hand.example)
