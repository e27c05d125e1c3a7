"""Initiatives, benefits and the arrows between them, as people enter them; on both engines."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.actions.connect_benefits import Arrow, connect_benefits
from dashboard.actions.in_register import NotInRegister
from dashboard.actions.keep_benefit import WantedBenefit, keep_benefit
from dashboard.actions.keep_initiative import WantedInitiative, keep_initiative
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import AccessDenied, reading
from data.importers.benefit_rows import PrerequisiteRow
from data.keeping import BrokenRules
from data.unit_names import told_name
from tests.dashboard.actions.benefit_people import (
    controller,
    leader_of_the_north,
    leader_of_the_south,
    with_register,
)
from tests.dashboard.actions.conftest import acts
from tests.data.benefit_register import GAIN, STARTED, other
from tests.data.small_files import TOWN, file, keep, units, whole_file


def initiative(version: int | None = None, **told: Any) -> WantedInitiative:
    return WantedInitiative(TOWN, replace(STARTED, **told), version)


def benefit(version: int | None = None, **told: Any) -> WantedBenefit:
    return WantedBenefit(TOWN, replace(GAIN, **told), version)


@pytest.mark.usefixtures("town")
def test_a_leader_enters_what_the_own_unit_does_and_nobody_elses() -> None:
    leader = leader_of_the_north()
    assert keep_initiative(leader, initiative()) == 1
    assert keep_benefit(leader, benefit()) == 1
    for denied in (
        lambda: keep_initiative(leader, initiative(initiative_id="VT-02", unit_id="south")),
        lambda: keep_initiative(leader, initiative(1, unit_id="south")),  # given away
        lambda: keep_benefit(leader, benefit(benefit_id="VT-01-c", unit_id="south")),
        lambda: keep_initiative(leader_of_the_south(), initiative(1, unit_id="south")),  # taken
    ):
        with pytest.raises(AccessDenied):
            denied()
    assert keep_benefit(controller(), benefit(benefit_id="VT-01-c", unit_id="south")) == 1
    with pytest.raises(NotInRegister):
        keep_benefit(leader, benefit(benefit_id="VT-01-d", initiative_id="VT-09"))


@pytest.mark.usefixtures("town")
def test_who_comes_second_is_told_both_versions() -> None:
    leader = leader_of_the_north()
    keep_initiative(leader, initiative())
    keep_benefit(leader, benefit())
    assert keep_initiative(leader, initiative(1, name="Nytt navn")) == 2
    assert keep_benefit(leader, benefit(1, name="Nytt navn")) == 2
    for again in (
        lambda: keep_initiative(leader, initiative(1, name="Mitt navn")),
        lambda: keep_benefit(leader, benefit(1, name="Mitt navn")),
    ):
        with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
            again()
        theirs, yours = meanwhile.value.theirs, meanwhile.value.yours
        assert (getattr(theirs, "name", None), meanwhile.value.version) == ("Nytt navn", 2)
        assert getattr(yours, "name", None) == "Mitt navn"
    with pytest.raises(RegisterChangedMeanwhile):
        keep_benefit(leader, benefit(None))  # somebody has made it already


@pytest.mark.usefixtures("town")
def test_who_changes_only_what_hangs_on_a_row_is_not_overwritten_unseen() -> None:
    leader, needed = leader_of_the_north(), PrerequisiteRow("Nytt nett", "Leder", date(2024, 1, 1))
    keep_initiative(leader, initiative())
    keep_benefit(leader, benefit())
    assert keep_initiative(leader, initiative(1, partners=("north",), parts=(("north", "Låner bort bil"),))) == 2
    assert keep_benefit(leader, benefit(1, prerequisites=(needed,))) == 2
    for again in (
        lambda: keep_initiative(leader, initiative(1, partners=("north",))),
        lambda: keep_benefit(leader, benefit(1)),
    ):
        with pytest.raises(RegisterChangedMeanwhile):
            again()
    assert keep_benefit(leader, benefit(2, prerequisites=(needed,))) == 2  # the same again changes nothing


@pytest.mark.usefixtures("town")
def test_what_stands_is_told_as_it_would_be_entered() -> None:
    leader = leader_of_the_north()
    keep_initiative(leader, initiative())
    keep_benefit(leader, benefit())
    with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
        keep_benefit(leader, benefit(7))
    assert meanwhile.value.theirs == GAIN
    with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
        keep_initiative(leader, initiative(7))
    assert meanwhile.value.theirs == STARTED


@pytest.mark.usefixtures("town")
def test_the_trail_keeps_before_and_after_and_no_persons_words() -> None:
    leader = leader_of_the_north()
    keep_initiative(leader, initiative(summary="Skrevet av en person"))
    keep_benefit(leader, benefit())
    keep_benefit(leader, benefit(1, unexpected=True))
    made, entered, changed = acts("write")
    assert (made.entity, entered.entity, changed.entity_key) == ("initiative", "benefit", "VT-01-a")
    assert (entered.detail["before"], changed.detail["before"]["unexpected"]) == (None, False)
    assert changed.detail["after"]["unexpected"] is True
    assert "Skrevet av en person" not in str(made.detail)
    assert made.detail["after"]["summary"].startswith("hmac-sha256:")


@pytest.mark.usefixtures("town")
def test_arrows_are_drawn_taken_away_and_never_make_a_circle() -> None:
    leader = leader_of_the_north()
    keep_initiative(leader, initiative())
    keep_benefit(leader, benefit())
    keep_benefit(leader, WantedBenefit(TOWN, other()))
    there, back = Arrow(TOWN, "VT-01-a", "VT-01-b"), Arrow(TOWN, "VT-01-b", "VT-01-a")
    assert connect_benefits(leader, there)
    assert not connect_benefits(leader, there)
    with pytest.raises(BrokenRules) as broken:
        connect_benefits(leader, back)
    assert broken.value.problems[0].found == "Færre turer → Færre mil → Færre turer"
    assert keep_benefit(leader, benefit(1, name="Færre reiser")) == 2  # its arrow stays
    with pytest.raises(BrokenRules):
        connect_benefits(leader, back)
    assert connect_benefits(leader, replace(there, there=False))
    assert connect_benefits(leader, back)
    with pytest.raises(AccessDenied):
        connect_benefits(leader_of_the_south(), replace(back, there=False))


@pytest.mark.usefixtures("town")
def test_a_rival_for_an_indicator_is_named_to_who_may_know() -> None:
    keep(whole_file(), name="indicators.csv")
    with_register()
    indicated = {"indicator_id": "i1", "attribution_millionths": 600_000}
    north, south = leader_of_the_north(), leader_of_the_south()
    keep_initiative(south, initiative(initiative_id="VT-02", unit_id="south"))
    everywhere = controller()
    keep_benefit(everywhere, WantedBenefit(TOWN, other(initiative_id="VT-02", **indicated)))
    told = {}
    for who in (north, everywhere):
        with pytest.raises(BrokenRules) as broken:
            keep_benefit(who, benefit(1, **indicated))
        (problem,) = broken.value.problems
        told[problem.code] = (problem.found, problem.wanted, problem.extra.get("unit"))
    assert told == {
        "attribution_above_whole_elsewhere": ("60", "40", None),  # 100 - 60 are left
        "attribution_above_whole": ("60", "40", "Unit south"),
    }


@pytest.mark.usefixtures("town")
def test_a_unit_that_may_not_be_named_is_told_as_the_nearest_above_it_that_may() -> None:
    keep(file([], units=units(south=None, ward="south")), name="ward.csv")
    south = leader_of_the_south()
    with reading(south) as session:
        named = {one: told_name(session, south, TOWN, one, date.today()) for one in ("ward", "south", "north")}
    assert named == {"ward": "Unit ward", "south": "Unit south", "north": None}
