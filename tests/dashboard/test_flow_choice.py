"""What of the value flow an address asks for."""

from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.flow_choice import FlowChoice, Level, flow_choice, has_levels
from data.periods import Quarter
from metrics.benefit_lines import Standing
from metrics.optimism import ProjectKind
from metrics.value_flow_picture import Stretch
from metrics.valued_lines import Perspective

UNITS = {"fjell": 0, "helse": 1, "hjem": 2}


def scope(unit_id: str = "fjell", depths: dict[str, int] = UNITS, year: int = 2026) -> Any:
    """A scope at a unit, among the units that its reader sees, by how deep they stand."""
    units = [SimpleNamespace(unit_id=unit, depth=depth) for unit, depth in depths.items()]
    choices = SimpleNamespace(units=units)
    return SimpleNamespace(municipality_id="fjell", unit_id=unit_id, quarter=Quarter(year, 3), choices=choices)


SAID = {
    "perspective": "socio_economic",
    "horizon": "plan",
    "initiative": "VT-01",
    "level": "sectors",
    "discount": "uk",
    "project": "outsourcing",
    "by": "forecast",
}


def test_what_is_written_is_read_again() -> None:
    chosen = flow_choice(SAID, scope())
    figures = (Perspective.SOCIO_ECONOMIC, Stretch.PLAN, "VT-01", Level.SECTORS, "uk", ProjectKind.OUTSOURCING)
    assert chosen == FlowChoice(*figures, Standing.FORECAST)
    assert chosen.asked(scope()).standing is Standing.FORECAST
    assert chosen.parameters() == SAID
    assert FlowChoice().parameters() == {}


def test_what_nobody_can_have_written_is_left_out() -> None:
    assert flow_choice(dict.fromkeys(SAID, "'; --") | {"initiative": ""}, scope()) == FlowChoice()
    assert flow_choice({"discount": "uk"}, scope(year=2021)) == FlowChoice()  # not in force before 2022


@pytest.mark.parametrize(
    ("unit", "said", "level"),
    [
        ("fjell", {}, Level.SECTORS),  # the whole municipality: too many units
        ("fjell", {"initiative": "VT-01"}, Level.UNITS),
        ("helse", {}, Level.UNITS),
        ("fjell", {"level": "units"}, Level.UNITS),
        ("helse", {"level": "sectors"}, Level.SECTORS),
    ],
)
def test_units_stand_one_by_one_unless_there_are_too_many(unit: str, said: dict[str, str], level: Level) -> None:
    there = scope(unit)
    chosen = flow_choice(said, there)
    assert chosen.level_in(there) is level
    assert chosen.asked(there).by_sector is (level is Level.SECTORS)


@pytest.mark.parametrize(
    ("sees", "chooses"),
    [
        (UNITS, True),
        ({"fjell": 0, "helse": 1}, False),  # the council
        ({"helse": 0, "hjem": 1}, True),  # the superior of a sector
        ({"hjem": 0}, False),  # a leader, who is told of no sector
    ],
)
def test_a_level_is_chosen_only_where_there_is_more_than_one(sees: dict[str, int], chooses: bool) -> None:
    there = scope(next(iter(sees)), sees)
    assert has_levels(there) is chooses
    assert flow_choice({"level": "units"}, there).level is (Level.UNITS if chooses else None)


def test_a_link_to_an_initiative_keeps_the_rest() -> None:
    chosen = FlowChoice(Perspective.SOCIO_ECONOMIC, level=Level.SECTORS).of_initiative("VT-01")
    assert chosen.parameters() == {"perspective": "socio_economic", "initiative": "VT-01"}
