"""What an initiative gives without a price, how it may go and how many must adopt it; on both engines."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions.in_register import NotInRegister
from dashboard.actions.keep_adoption import WantedAdoption, keep_adoption
from dashboard.actions.keep_initiative import WantedInitiative, keep_initiative
from dashboard.actions.keep_scenarios import WantedScenarios, keep_scenarios
from dashboard.actions.keep_unpriced import WantedEffect, keep_unpriced
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import LOCAL_PRINCIPAL, AccessDenied, Principal
from data.benefit_rules import scenario_problems
from data.benefit_vocabulary import MILLION, Importance
from data.importers.benefit_rows import BenefitRows
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.keeping import BrokenRules
from data.queries import benefits
from data.queries.to_change import adoption_to_change, initiative_to_change, scenarios_to_change, unpriced_to_change
from tests.dashboard.actions.benefit_people import (
    controller,
    leader_of_the_north,
    leader_of_the_south,
    with_register,
)
from tests.dashboard.actions.conftest import acts
from tests.data.benefit_register import COUNTY, STARTED, add
from tests.data.small_files import TOWN

SAFER = UnpricedRow("VT-01", "county", "Tryggere natt", Importance.LARGE, 2)
GOOD = ScenarioRow("VT-01", "Som planlagt", 700_000)
BAD = ScenarioRow("VT-01", "Ingen bruker det", 300_000, 100_000, 1_200_000, 2026, 5_000_00)
ADOPTION = AdoptionRow("VT-01", "Avdelinger", 10, 4, 5_000_00, 20_000_00, 2024, 2028)


@pytest.fixture(autouse=True)
def filled(town: str) -> str:
    with_register()
    add(BenefitRows(parties=[COUNTY]))
    return town


def refusal(act: Callable[[], object]) -> list[tuple[str, str, int]]:
    with pytest.raises(BrokenRules) as broken:
        act()
    return [(problem.code, problem.column, problem.row) for problem in broken.value.problems]


def effect(row: UnpricedRow, who: Principal, **told: Any) -> Any:
    return keep_unpriced(who, WantedEffect(TOWN, row, **told))


def effects() -> dict[int, UnpricedRow]:
    return {number: one.row for number, one in unpriced_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01").items()}


def test_an_effect_is_entered_renamed_and_taken_away() -> None:
    leader = leader_of_the_north()
    first = effect(SAFER, leader)
    worse = replace(SAFER, party_id="north", name="Mer støy", importance=Importance.SMALL, magnitude=-1)
    second = effect(worse, leader)  # on the own unit, which is made a party
    assert (first, second) == ((1, SAFER), (2, worse))
    renamed = replace(SAFER, name="Trygghet om natten", magnitude=3)
    assert effect(renamed, leader, read=first) == (1, renamed)
    assert effects() == {1: renamed, 2: worse}
    assert effect(worse, leader, read=second, there=False) is None
    assert effects() == {1: renamed}
    shown = benefits.unpriced_effects(LOCAL_PRINCIPAL, TOWN)[["name", "importance", "magnitude"]]
    assert shown.to_numpy().tolist() == [["Trygghet om natten", "large", 3]]


def test_two_effects_of_an_initiative_are_told_apart() -> None:
    leader = leader_of_the_north()
    read = effect(SAFER, leader)
    other = effect(replace(SAFER, party_id="north"), leader)
    assert refusal(lambda: effect(SAFER, leader)) == [("unpriced_twice", "name", 0)]
    assert refusal(lambda: effect(SAFER, leader, read=other)) == [("unpriced_twice", "name", 0)]
    assert effect(replace(SAFER, magnitude=-3), leader, read=read) == (1, replace(SAFER, magnitude=-3))


def test_an_effect_that_breaks_a_rule_is_refused_where_it_stands() -> None:
    leader = leader_of_the_north()
    assert refusal(lambda: effect(replace(SAFER, magnitude=4), leader)) == [("magnitude_outside", "magnitude", 0)]
    assert refusal(lambda: effect(replace(SAFER, name=" "), leader)) == [("empty_text", "name", 0)]
    assert refusal(lambda: effect(replace(SAFER, party_id="mars"), leader)) == [("unknown_party", "party_id", 0)]
    assert effects() == {}


def test_who_changes_an_effect_second_is_told_both_also_after_it_came_anew() -> None:
    leader = leader_of_the_north()
    read = effect(SAFER, leader)
    theirs = replace(SAFER, magnitude=1)
    now = effect(theirs, leader, read=read)
    mine = replace(SAFER, magnitude=3)
    for act in ({"read": read}, {"read": read, "there": False}):
        with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
            effect(mine, leader, **act)
        assert (meanwhile.value.theirs, meanwhile.value.version, meanwhile.value.yours) == (theirs, (1, theirs), mine)
    effect(theirs, leader, read=now, there=False)
    with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
        effect(mine, leader, read=now)
    assert (meanwhile.value.theirs, meanwhile.value.version) == (None, None)
    again = replace(SAFER, name="En annen")
    assert effect(again, leader) == (1, again)  # the number is free: what it holds tells that it is another
    with pytest.raises(RegisterChangedMeanwhile):
        effect(mine, leader, read=now)


def scenarios(rows: tuple[ScenarioRow, ...], who: Principal, read: tuple[ScenarioRow, ...] = ()) -> Any:
    return keep_scenarios(who, WantedScenarios(TOWN, "VT-01", rows, read))


def test_scenarios_are_all_that_can_happen() -> None:
    leader = leader_of_the_north()
    assert refusal(lambda: scenarios((GOOD,), leader)) == [
        ("probabilities_do_not_add_up", "probability_millionths", 0)  # 70 %
    ]
    both = scenarios((GOOD, BAD), leader)
    one = scenarios((replace(GOOD, probability_millionths=MILLION),), leader, both)
    found = scenarios_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01")
    assert found is not None
    assert found.row == found.version == one
    assert scenarios(one, leader, one) == one  # nothing to write
    assert scenarios((), leader, one) == ()
    assert scenarios_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01") is None
    assert [act.action for act in acts("write", "remove") if act.entity == "scenario"] == ["write", "write", "remove"]


def test_each_scenario_says_what_is_wrong_with_it() -> None:
    leader = leader_of_the_north()
    half = replace(BAD, stop_cost_minor=None)
    none = replace(BAD, stop_year=None)
    assert refusal(lambda: scenarios((GOOD, half), leader)) == [("stop_without_cost", "stop_cost_minor", 2)]
    assert refusal(lambda: scenarios((none, GOOD), leader)) == [("cost_without_stop", "stop_year", 1)]
    assert refusal(lambda: scenarios((GOOD, replace(BAD, name="")), leader)) == [("empty_text", "name", 2)]
    far = replace(BAD, stop_year=2**31)
    assert refusal(lambda: scenarios((GOOD, far), leader)) == [("too_large", "stop_year", 2)]
    assert scenarios((GOOD, replace(BAD, stop_cost_minor=0)), leader)


def test_who_changes_scenarios_second_is_told_both() -> None:
    leader = leader_of_the_north()
    both = scenarios((GOOD, BAD), leader)
    theirs = scenarios((BAD, GOOD), leader, both)
    with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
        scenarios((), leader, both)
    assert (meanwhile.value.theirs, meanwhile.value.version, meanwhile.value.yours) == (theirs, theirs, ())


@settings(deadline=None, derandomize=True)
@given(st.lists(st.integers(0, MILLION), min_size=1, max_size=5), st.booleans())
def test_scenarios_pass_where_their_probabilities_are_the_whole_and_nowhere_else(
    parts: list[int], filled: bool
) -> None:
    rest = MILLION - sum(parts)
    shares = [*parts, rest] if filled and rest >= 0 else parts
    rows = [replace(GOOD, name=f"S{number}", probability_millionths=share) for number, share in enumerate(shares)]
    whole = sum(shares) == MILLION
    assert [problem.code for problem in scenario_problems(rows)] == ([] if whole else ["probabilities_do_not_add_up"])


def adoption(row: AdoptionRow, who: Principal, **told: Any) -> AdoptionRow | None:
    return keep_adoption(who, WantedAdoption(TOWN, row, **told))


def test_adoption_is_entered_changed_and_taken_away() -> None:
    leader = leader_of_the_north()
    adoption(ADOPTION, leader)
    counted = replace(ADOPTION, adopters_now=7)
    adoption(counted, leader, read=ADOPTION)
    found = adoption_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01")
    assert found is not None
    assert found.row == found.version == counted
    wrong = replace(counted, adopters_planned=-1, last_year=2023)
    assert refusal(lambda: adoption(wrong, leader, read=counted)) == [
        ("below_zero", "adopters_planned", 0),
        ("years_backwards", "last_year", 0),
    ]
    with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
        adoption(ADOPTION, leader, read=ADOPTION)
    assert (meanwhile.value.theirs, meanwhile.value.version) == (counted, counted)
    assert adoption(counted, leader, read=counted, there=False) is None
    assert adoption_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01") is None
    with pytest.raises(NotInRegister):
        adoption(ADOPTION, leader, there=False)


def test_only_who_keeps_the_initiative_says_how_it_may_go() -> None:
    south = leader_of_the_south()
    for denied in (
        lambda: effect(SAFER, south),
        lambda: scenarios((replace(GOOD, probability_millionths=MILLION),), south),
        lambda: adoption(ADOPTION, south),
    ):
        with pytest.raises(AccessDenied):
            denied()
    effect(SAFER, controller())
    scenarios((GOOD, BAD), controller())
    adoption(ADOPTION, controller())
    assert unpriced_to_change(south, TOWN, "VT-01") == {}
    assert scenarios_to_change(south, TOWN, "VT-01") is None
    assert adoption_to_change(south, TOWN, "VT-01") is None
    with pytest.raises(NotInRegister):
        effect(replace(SAFER, initiative_id="VT-09"), controller())


def test_the_trail_tells_figures_and_seals_what_a_person_called_them() -> None:
    leader = leader_of_the_north()
    read = effect(SAFER, leader)
    effect(SAFER, leader, read=read, there=False)
    both = scenarios((GOOD, BAD), leader)
    scenarios((BAD, GOOD), leader, both)
    adoption(ADOPTION, leader)
    told = {(one.action, one.entity): one.detail for one in acts("write", "remove")}
    assert told["write", "unpriced_effect"]["after"]["magnitude"] == 2
    assert told["remove", "unpriced_effect"]["before"]["magnitude"] == 2
    assert told["remove", "unpriced_effect"]["after"] is None
    assert [one["probability_millionths"] for one in told["write", "scenario"]["after"]] == [300_000, 700_000]
    assert told["write", "adoption"]["after"]["adopters_planned"] == 10
    assert not any(text in str(told) for text in (SAFER.name, GOOD.name, BAD.name))


def test_what_a_partner_does_is_entered_and_goes_with_the_partner() -> None:
    leader = leader_of_the_north()
    told = replace(STARTED, partners=("county", "north"), parts=(("county", "Betaler utstyret"),))
    version = keep_initiative(leader, WantedInitiative(TOWN, told, 1))
    found = initiative_to_change(leader, TOWN, "VT-01")
    assert found is not None
    assert (found.row.partners, found.row.parts) == (("county", "north"), (("county", "Betaler utstyret"),))
    shown = benefits.partners(leader, TOWN)
    assert dict(zip(shown["party_id"], shown["part"], strict=True)) == {"county": "Betaler utstyret", "north": None}
    long = replace(told, parts=(("county", "x" * 201),))
    assert refusal(lambda: keep_initiative(leader, WantedInitiative(TOWN, long, version))) == [
        ("text_too_long", "part", 0)
    ]
    keep_initiative(leader, WantedInitiative(TOWN, replace(told, partners=("north",)), version))
    found = initiative_to_change(leader, TOWN, "VT-01")
    assert found is not None
    assert (found.row.partners, found.row.parts) == (("north",), ())
