"""Parties outside the municipality's own units are entered and renamed; on both engines."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dashboard.actions.keep_party import WantedParty, keep_party
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import LOCAL_PRINCIPAL, Principal
from data.benefit_vocabulary import PartyKind
from data.importers.benefit_rows import PartyRow
from data.keeping import BrokenRules
from data.queries import benefits
from tests.dashboard.actions.benefit_people import leader_of_the_north, leader_of_the_south, with_register
from tests.dashboard.actions.conftest import acts
from tests.data.small_files import TOWN

TAXI = PartyRow("taxi", PartyKind.BUSINESS, "Taxilaget")


@pytest.fixture(autouse=True)
def filled(town: str) -> str:
    with_register()
    return town


def kept(row: PartyRow, read: PartyRow | None = None, who: Principal | None = None) -> PartyRow:
    return keep_party(who or leader_of_the_north(), WantedParty(TOWN, row, read))


def refusal(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(BrokenRules) as broken:
        act()
    return [(problem.code, problem.column) for problem in broken.value.problems]


def names() -> dict[str, str]:
    table = benefits.parties(LOCAL_PRINCIPAL, TOWN)
    return dict(zip(table["party_id"], table["name"], strict=True))


def test_a_party_is_entered_and_renamed() -> None:
    assert kept(TAXI) == TAXI
    renamed = replace(TAXI, name="Taxilaget SA")
    assert kept(renamed, TAXI) == renamed
    assert names()["taxi"] == "Taxilaget SA"
    entered, changed = acts("write")[-2:]
    assert [(one.entity, one.entity_key) for one in (entered, changed)] == [("party", "taxi")] * 2
    assert entered.detail["before"] is None
    names_told = [changed.detail[when]["name"] for when in ("before", "after")]
    assert all(name.startswith("hmac-sha256:") for name in names_told)  # what somebody wrote is sealed
    assert names_told[0] == entered.detail["after"]["name"] != names_told[1]


def test_nobody_writes_over_what_somebody_else_wrote() -> None:
    kept(TAXI)
    other = replace(TAXI, name="Drosjene")
    with pytest.raises(RegisterChangedMeanwhile) as new:
        kept(other)
    assert new.value.theirs == TAXI
    kept(other, TAXI, leader_of_the_south())
    with pytest.raises(RegisterChangedMeanwhile) as stale:
        kept(replace(TAXI, name="Taxi"), TAXI)
    assert stale.value.theirs == other
    assert names()["taxi"] == "Drosjene"


def test_an_own_unit_is_no_party_outside_and_a_name_is_needed() -> None:
    before = names()
    assert refusal(lambda: kept(replace(TAXI, party_id="north"))) == [("party_own_unit", "party_id")]
    assert refusal(lambda: kept(replace(TAXI, kind=PartyKind.UNIT))) == [("party_own_unit", "party_id")]
    assert refusal(lambda: kept(replace(TAXI, name=" "))) == [("empty_text", "name")]
    assert names() == before
