"""Measures against falling outside and profiles of costs, as people enter them; on both engines."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.actions.in_register import NotInRegister
from dashboard.actions.keep_outsider_profile import WantedProfile, keep_outsider_profile
from dashboard.actions.keep_outsider_scenario import StoredScenario, WantedScenario, keep_outsider_scenario
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import LOCAL_PRINCIPAL, AccessDenied
from data.audit import SEALED
from data.demo.outsider_profile import synthetic_profile
from data.keeping import BrokenRules
from data.money_vocabulary import AdminLevel
from data.outsider_rows import ProfileRow, ScenarioRow
from data.queries.outsiders import profiles, scenario_to_change, scenarios
from data.queries.scope import data_version
from data.verification import differences
from tests.dashboard.actions.benefit_people import controller, leader_of_the_north, leader_of_the_south
from tests.dashboard.actions.conftest import acts
from tests.data.small_files import TOWN

ROW = ScenarioRow(
    name="Tett oppfølging",
    unit_id="north",
    target_group="Unge uten skole eller arbeid",
    people=40,
    success_without_millionths=550_000,
    success_with_millionths=650_000,
    move_millionths=500_000,
    start_age=20,
    cost_minor=(100, 200),
    paid_by=AdminLevel.MUNICIPALITY,
)
PROFILE = ProfileRow("Egen", date(2026, 1, 1), "SSB", synthetic=False, cells=synthetic_profile())
pytestmark = pytest.mark.usefixtures("town")


def wanted(read_in: StoredScenario | None = None, **told: Any) -> WantedScenario:
    return WantedScenario(TOWN, replace(ROW, **told), read_in)


def codes(broken: pytest.ExceptionInfo[BrokenRules]) -> list[tuple[str, str]]:
    return [(problem.code, problem.column) for problem in broken.value.problems]


def test_a_leader_keeps_measures_of_the_own_unit_alone_and_a_controller_the_municipalitys() -> None:
    leader = leader_of_the_north()
    before = data_version(LOCAL_PRINCIPAL, TOWN)
    stored = keep_outsider_scenario(leader, wanted())
    assert stored.version == 1
    assert data_version(LOCAL_PRINCIPAL, TOWN) > before  # kept answers are asked anew
    found = scenario_to_change(leader, TOWN, stored.scenario_id)
    assert found is not None
    assert (found.row, found.version) == (ROW, 1)
    for denied in (
        lambda: keep_outsider_scenario(leader, wanted(name="B", unit_id="south")),
        lambda: keep_outsider_scenario(leader, wanted(name="C", unit_id=TOWN)),
        lambda: keep_outsider_scenario(leader, wanted(stored, unit_id="south")),
        lambda: keep_outsider_scenario(leader_of_the_south(), wanted(stored, unit_id="south")),
    ):
        with pytest.raises((AccessDenied, NotInRegister)):  # row-level security hides what the other may not see
            denied()
    assert keep_outsider_scenario(controller(), wanted(name="B", unit_id=TOWN)).version == 1
    assert differences(LOCAL_PRINCIPAL) == []


def test_a_measure_is_changed_in_the_version_that_was_read_and_the_trail_tells_both() -> None:
    leader = leader_of_the_north()
    first = keep_outsider_scenario(leader, wanted())
    second = keep_outsider_scenario(leader, wanted(first, people=50))
    assert second == StoredScenario(first.scenario_id, 2)
    with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
        keep_outsider_scenario(leader, wanted(first, people=60))
    theirs, yours = meanwhile.value.theirs, meanwhile.value.yours
    assert (getattr(theirs, "people", None), getattr(yours, "people", None)) == (50, 60)
    _, changed = acts("write")
    assert (changed.entity, changed.entity_key) == ("outsider_scenario", first.scenario_id)
    assert (changed.detail["before"]["people"], changed.detail["after"]["people"]) == (40, 50)
    assert changed.detail["after"]["target_group"].startswith(SEALED)  # what a person wrote
    assert differences(LOCAL_PRINCIPAL) == []


def test_pressed_twice_it_is_one_measure_and_a_name_is_one_measures_of_a_unit() -> None:
    leader = leader_of_the_north()
    keep_outsider_scenario(leader, wanted())
    with pytest.raises(RegisterChangedMeanwhile) as again:  # the form sees that what stands is its own
        keep_outsider_scenario(leader, wanted())
    assert again.value.theirs == ROW
    assert keep_outsider_scenario(leader_of_the_south(), wanted(unit_id="south")).version == 1  # the unit's own
    other = keep_outsider_scenario(leader, wanted(name="Another"))
    with pytest.raises(BrokenRules) as broken:
        keep_outsider_scenario(leader, wanted(other))
    assert codes(broken) == [("outsider_name_taken", "name")]
    assert len(scenarios(leader, TOWN)) == 2


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"people": 0}, ("outsider_bounds", "people")),
        ({"start_age": 59}, ("outsider_bounds", "start_age")),
        ({"move_millionths": 1_000_001}, ("share_outside", "move_millionths")),
        ({"success_with_millionths": 500_000}, ("outsider_worse", "success_with_millionths")),
        ({"cost_minor": ()}, ("outsider_years", "cost_minor")),
        ({"cost_minor": (1,) * 42}, ("outsider_years", "cost_minor")),
        ({"cost_minor": (1, -1)}, ("outsider_cost", "cost_minor")),
        ({"name": "  "}, ("empty_text", "name")),
        ({"target_group": "x" * 201}, ("long_text", "target_group")),
    ],
)
def test_what_no_measure_can_be_is_refused_with_its_field(told: dict[str, Any], problem: tuple[str, str]) -> None:
    with pytest.raises(BrokenRules) as broken:
        keep_outsider_scenario(leader_of_the_north(), wanted(**told))
    assert codes(broken) == [problem]
    assert acts("write") == []


@pytest.mark.parametrize(("people", "unit", "told"), [(4, "north", None), (5, "north", 5), (4, TOWN, 4)])
def test_how_many_are_in_a_units_group_is_not_told_below_five(people: int, unit: str, told: int | None) -> None:
    stored = keep_outsider_scenario(controller(), wanted(people=people, unit_id=unit))
    for principal in (leader_of_the_north(), controller(), LOCAL_PRINCIPAL):
        (row,) = scenarios(principal, TOWN).to_dict("records")
        assert row["withheld"] is (told is None)
        assert (None if row["withheld"] else row["people"]) == told
    found = scenario_to_change(controller(), TOWN, stored.scenario_id)  # who may change it has typed it
    assert found is not None
    assert found.row.people == people


def test_a_profile_is_entered_once_and_by_who_may_bring_figures() -> None:
    with pytest.raises(AccessDenied):
        keep_outsider_profile(leader_of_the_north(), WantedProfile(TOWN, PROFILE))
    profile_id = keep_outsider_profile(controller(), WantedProfile(TOWN, PROFILE))
    (row,) = profiles(LOCAL_PRINCIPAL, TOWN).to_dict("records")
    assert (row["profile_id"], row["name"], row["synthetic"]) == (profile_id, "Egen", False)
    with pytest.raises(BrokenRules) as broken:
        keep_outsider_profile(controller(), WantedProfile(TOWN, PROFILE))
    assert codes(broken) == [("outsider_profile_there", "name")]
    (act,) = acts("write")
    assert (act.entity, act.entity_key) == ("outsider_profile", profile_id)
    assert differences(LOCAL_PRINCIPAL) == []


def test_a_profile_that_lacks_something_is_refused_whole() -> None:
    lacking = PROFILE.cells[PROFILE.cells["age"] != 30]
    with pytest.raises(BrokenRules) as broken:
        keep_outsider_profile(controller(), WantedProfile(TOWN, replace(PROFILE, cells=lacking, name="")))
    # 3 levels x 3 kinds x 3 groups lack an age
    assert codes(broken) == [("empty_text", "name"), *[("profile_missing_ages", "age")] * 27]
    assert profiles(LOCAL_PRINCIPAL, TOWN).empty


def test_a_measure_is_taken_away_by_who_may_enter_it_in_the_version_that_was_read() -> None:
    leader = leader_of_the_north()
    stored = keep_outsider_scenario(leader, wanted())
    assert stored is not None
    away = replace(wanted(stored), there=False)
    with pytest.raises(RegisterChangedMeanwhile):
        keep_outsider_scenario(leader, replace(away, read_in=replace(stored, version=stored.version + 1)))
    with pytest.raises(AccessDenied):
        keep_outsider_scenario(leader_of_the_south(), away)
    assert keep_outsider_scenario(leader, away) is None
    assert scenario_to_change(leader, TOWN, stored.scenario_id) is None
    assert differences(LOCAL_PRINCIPAL) == []
    with pytest.raises(NotInRegister):
        keep_outsider_scenario(leader, away)
    with pytest.raises(NotInRegister):  # what was never stored cannot be taken away
        keep_outsider_scenario(leader, replace(away, read_in=None))
