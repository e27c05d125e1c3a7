"""Whoever may see a unit sees the same figures of it as the controller, and nothing of the units they may not see."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from data.access import LOCAL_PRINCIPAL, Principal
from data.periods import Quarter
from data.queries.scope import tree, units
from data.vocabulary import Role
from metrics import load
from metrics.budget_page import BudgetPage, budget_page
from metrics.gains_ranking import GainsOverview, gains_overview
from metrics.results import Kpi, Missing, Scorecard
from metrics.scorecard import scorecard
from tests.permissions.people import HEALTH, HOME_CARE, PEOPLE, TOWN
from tests.principals import somebody

pytestmark = pytest.mark.usefixtures("demo")

QUARTERS = (Quarter(2026, 3), Quarter(2025, 4))
READERS = [name for name in PEOPLE if name != "nobody"]
SHOWN = {
    "leader": {HOME_CARE},
    "superior": {"300", "310", "320", "330", "340", "350", "360", "370"},
    "hr": {"300", "310", "320", "330", "340", "350", "360", "370"},
    "employer": {TOWN},
    **{role: {TOWN, "100", "200", "300", "400", "500"} for role in ("council", "administrator", "public")},
}
"""The units that each role sees; every other sees all."""


def seen(principal: Principal, quarter: Quarter) -> list[str]:
    return list(units(principal, TOWN, quarter.last_day)["unit_id"])


def looked_at(principal: Principal, quarter: Quarter) -> list[str]:
    """Return the units of a role that its pages are tried for: each kind of unit there is, where it sees all."""
    mine = seen(principal, quarter)
    return mine if len(mine) < 10 else [TOWN, HEALTH, HOME_CARE, "440"]


@lru_cache(maxsize=256)
def card(principal: Principal, unit: str, quarter: Quarter) -> Scorecard:
    return scorecard(load.scorecard_tables(principal, TOWN, unit, quarter, quarter.shifted(-4)))


@lru_cache(maxsize=256)
def page(principal: Principal, unit: str, quarter: Quarter) -> BudgetPage:
    return budget_page(load.budget_tables(principal, TOWN, unit, quarter))


def figure(kpi: Kpi) -> tuple[Any, ...]:
    return kpi.value, kpi.numerator, kpi.denominator, kpi.status, kpi.target, kpi.change, kpi.series, kpi.why_missing


def own_figures(found: Scorecard) -> dict[str, Any]:
    """Return every figure of the unit itself: of the bands' leads, its own indicators, and the counts."""
    kpis = {kpi.key: figure(kpi) for band in found.dimensions for kpi in (*band.kpis, *band.more) if not kpi.at_unit}
    counts = {str(band.dimension): (band.count, band.status) for band in found.dimensions}
    return kpis | counts


def shares(found: BudgetPage) -> tuple[Any, ...]:
    return found.whole, found.functions, found.drivers, found.steps, found.quarters, found.neighbours, found.yardstick


@pytest.mark.parametrize("role", READERS)
def test_each_role_sees_its_own_units(role: str) -> None:
    everything = set(seen(LOCAL_PRINCIPAL, QUARTERS[0]))
    assert len(everything) == 33  # the municipality, its central items, 5 sectors and 26 units
    assert set(seen(PEOPLE[role], QUARTERS[0])) == SHOWN.get(role, everything)


@pytest.mark.parametrize("role", [role for role in READERS if role not in ("hr", "machine", "controller")])
def test_the_figures_are_those_the_controller_sees(role: str) -> None:
    for quarter in QUARTERS:
        for unit in looked_at(PEOPLE[role], quarter):
            mine, theirs = (card(one, unit, quarter) for one in (PEOPLE[role], PEOPLE["controller"]))
            assert own_figures(mine) == own_figures(theirs), unit
            assert mine.headline[0].facts.get("amount") == theirs.headline[0].facts.get("amount")
            assert shares(page(PEOPLE[role], unit, quarter)) == shares(page(PEOPLE["controller"], unit, quarter))


@pytest.mark.parametrize("role", READERS)
def test_no_other_unit_is_named_or_shown(role: str) -> None:
    for quarter in QUARTERS:
        every = dict(units(LOCAL_PRINCIPAL, TOWN, quarter.last_day)[["unit_id", "name"]].itertuples(index=False))
        mine = seen(PEOPLE[role], quarter)
        hidden = {name for unit, name in every.items() if unit not in (*mine, TOWN)}  # the town is named to all
        for unit in looked_at(PEOPLE[role], quarter):
            found, budget = card(PEOPLE[role], unit, quarter), page(PEOPLE[role], unit, quarter)
            told = repr(found) + repr(budget)
            assert [name for name in hidden if name in told] == []
            assert {need.unit_id for need in found.needs} <= set(mine)
            assert {part.key for part in (budget.units.parts if budget.units else ())} <= set(mine)
            assert {*budget.path, *budget.late} <= set(mine)


def test_a_hidden_unit_would_be_found() -> None:
    """The test above can fail: the controller's page of a sector names what the council may not see."""
    told = repr(card(PEOPLE["controller"], HEALTH, QUARTERS[0]))
    assert "Hjemmetjenesten" in told


@pytest.mark.parametrize("role", ["council", "public", "administrator", "employer", "hr"])
def test_what_people_wrote_is_not_for_those_who_see_figures_alone(role: str) -> None:
    unit = HEALTH if role != "employer" else TOWN
    found, budget = card(PEOPLE[role], unit, QUARTERS[0]), page(PEOPLE[role], unit, QUARTERS[0])
    told = repr(found) + repr(budget)
    assert "velferdsteknologi til hjemmeboende" not in told  # why sak 41/26 was decided
    assert "sparer liggedøgn" not in told
    assert not budget.explained
    assert not budget.lines
    assert "explain" not in {need.verb for need in found.needs}  # what was not read cannot be called unexplained


def test_that_the_council_decided_is_told_without_its_reason() -> None:
    said = card(PEOPLE["council"], HEALTH, QUARTERS[0]).headline[0]
    assert said.code == "headline.overspend_decided"
    assert said.facts["part"].value == 300_000_000  # sak 41/26: 3.0 of the 4.2 million
    assert said.facts["reference"].value == "sak 41/26"
    assert card(PEOPLE["superior"], HEALTH, QUARTERS[0]).headline[0].code == "headline.overspend_documented"


def test_what_lies_on_units_that_are_not_shown_has_a_row_of_its_own() -> None:
    council, controller = (page(PEOPLE[role], TOWN, QUARTERS[0]) for role in ("council", "controller"))
    assert council.units is not None
    assert controller.units is not None
    rest, central = council.units.part(TOWN), controller.units.part("900")
    assert rest is not None
    assert central is not None
    assert council.units.others
    assert not controller.units.others
    # the whole less the five sectors is what the controller sees as the central items
    assert (rest.used_minor, rest.deviation_minor) == (central.used_minor, central.deviation_minor)


def test_targets_adopted_above_a_leaders_unit_hold_for_it() -> None:
    leader = card(PEOPLE["leader"], HOME_CARE, QUARTERS[0])
    judged = {kpi.key: kpi for band in leader.dimensions for kpi in (*band.kpis, *band.more)}
    target = judged["velferdsteknologi_brukere"].target
    assert target is not None
    assert target.desired_low == 0.5  # adopted for the municipality: at least half
    above = tree(PEOPLE["leader"], TOWN, QUARTERS[0].last_day)
    assert dict(zip(above["unit_id"], above["shown"], strict=True)) == {TOWN: False, HEALTH: False, HOME_CARE: True}


def test_a_unit_that_moved_keeps_the_municipalitys_targets_in_earlier_quarters() -> None:
    """In 2024 unit 440 stood under sector 100, which its leader of today does not reach: the root's targets hold."""
    leader = somebody(Role.LEADER, TOWN, "440")
    mine, theirs = (card(one, "440", Quarter(2024, 3)) for one in (leader, PEOPLE["controller"]))
    assert own_figures(mine) == own_figures(theirs)


def test_hr_sees_what_the_others_do_not() -> None:
    hr, controller = somebody(Role.HR, TOWN, "100"), PEOPLE["controller"]
    mine, theirs = (
        {
            (kpi.key, kpi.at_unit): kpi
            for band in card(one, "100", QUARTERS[0]).dimensions
            for kpi in (*band.kpis, *band.more)
        }
        for one in (hr, controller)
    )
    kept = {place: kpi for place, kpi in theirs.items() if kpi.why_missing is Missing.TOO_FEW_PEOPLE}
    assert set(kept) == {("sykefravar", "Politisk styring og kontroll"), ("sykefravar", "Økonomi og innkjøp")}
    assert all(kpi.value is None and kpi.series[-1].value is None for kpi in kept.values())
    assert all(mine[place].value is not None for place in kept)


def plans(principal: Principal) -> GainsOverview:
    return gains_overview(*load.gains_register(principal, TOWN, TOWN, QUARTERS[0]), QUARTERS[0].last_day)


@pytest.mark.parametrize("role", ["council", "employer", "administrator", "public", "auditor"])
def test_gains_plans_are_ranked_and_whole_alike_to_everybody(role: str) -> None:
    """A role that somebody is not told of is not missing from a plan."""
    kept = [replace(row, adopted=None) for row in plans(PEOPLE["controller"]).rows]
    assert len(kept) >= 5
    assert [replace(row, adopted=None) for row in plans(PEOPLE[role]).rows] == kept
