"""What is looked at, from the address: checked against what the principal may see, never trusted."""

from datetime import date

import pandas as pd
import pytest

from dashboard import looking, results
from dashboard.scope import Refusal, Scope, compared_quarter, unit_choices
from data.access import LOCAL_PRINCIPAL
from data.periods import Quarter
from tests.dashboard import sample


@pytest.fixture(autouse=True)
def _sample_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "municipalities", lambda _principal: sample.municipalities())
    monkeypatch.setattr(results, "data_version", lambda *_: 1)
    monkeypatch.setattr(results, "quarters", lambda *_: tuple(sample.quarters()))
    monkeypatch.setattr(results, "units", lambda *_: sample.units())


def looked_at(**asked: str) -> Scope | Refusal:
    return looking.scope_of(LOCAL_PRINCIPAL, "nb", asked)


def scope(**asked: str) -> Scope:
    found = looked_at(**asked)
    assert isinstance(found, Scope)
    return found


def test_nothing_asked_is_the_widest_and_newest() -> None:
    found = scope()
    assert (found.municipality_id, found.unit_id, str(found.quarter)) == ("fjellvik", "fjellvik", "2026Q3")
    assert str(found.compared_with) == "2025Q3"
    assert found.fictional


def test_all_that_is_asked_is_looked_at() -> None:
    found = scope(municipality="granby", unit="ost", quarter="2025Q2", compare="2025Q1")
    assert found.parameters() == {
        "municipality": "granby",
        "unit": "ost",
        "quarter": "2025Q2",
        "compare": "2025Q1",
        "lang": "nb",
    }
    assert found.unit_name == "Hjemmetjenesten øst"


@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        ({"municipality": "elsewhere"}, "unknown_municipality"),
        ({"municipality": ""}, "unknown_municipality"),
        ({"unit": "<script>"}, "unknown_unit"),
        ({"quarter": "2031Q1"}, "unknown_quarter"),
        ({"quarter": "2026Q5"}, "unknown_quarter"),
        ({"quarter": "yesterday"}, "unknown_quarter"),
    ],
)
def test_what_is_not_there_is_refused_with_its_name(asked: dict[str, str], notice: str) -> None:
    found = looked_at(**asked)
    assert isinstance(found, Refusal)
    assert found.name == notice
    assert found.slots == {"found": next(iter(asked.values()))}


def test_without_municipalities_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "municipalities", lambda _principal: sample.municipalities().head(0))
    assert looked_at() == Refusal("empty", {})


def test_without_quarters_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "quarters", lambda *_: ())
    assert looked_at() == Refusal("no_quarters", {})


def test_units_are_those_of_the_quarters_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def units(_principal: object, _version: int, _municipality: str, on: date) -> pd.DataFrame:
        asked.append(on)
        return sample.units()

    monkeypatch.setattr(results, "units", units)
    scope(quarter="2025Q1")
    assert asked == [date(2025, 3, 31)]


@pytest.mark.parametrize(
    ("asked", "loaded", "expected"),
    [
        ("", ["2026Q3", "2026Q2", "2025Q3"], "2025Q3"),  # the year before, where it has figures
        ("", ["2026Q3", "2026Q2"], "2026Q2"),  # else the quarter before
        ("", ["2026Q3"], "2025Q3"),  # neither: the year before, and figures say that they miss it
        ("2026Q1", ["2026Q3"], "2026Q1"),
        ("2026Q3", ["2026Q3"], "2025Q3"),  # itself is no comparison
        ("2027Q1", ["2026Q3"], "2025Q3"),  # nor is the future
        ("2020Q1", ["2026Q3"], "2025Q3"),  # nor what lies further back than the choice goes
    ],
)
def test_the_quarter_compared_with(asked: str, loaded: list[str], expected: str) -> None:
    quarters = tuple(Quarter.parse(one) for one in loaded)
    assert str(compared_quarter({"compare": asked}, Quarter(2026, 3), quarters)) == expected


def test_an_address_holds_the_scope_and_escapes_it() -> None:
    found = scope(unit="ost")
    assert found.address("/budget", unit="a&b") == (
        "/budget?municipality=fjellvik&unit=a%26b&quarter=2026Q3&compare=2025Q3&lang=nb"
    )


def test_units_keep_the_order_and_depth_of_the_query() -> None:
    assert [(unit.unit_id, unit.depth) for unit in unit_choices(sample.units())] == [
        ("fjellvik", 0),
        ("helse", 1),
        ("ost", 2),
        ("skole", 1),
    ]
