"""The value-flow page in one run, in three languages, on the demo municipality."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import gate
from dashboard.exports.tables import DRILLED
from dashboard.gate import Known
from dashboard.looking import scope_of
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.table import as_csv
from data.access import LOCAL_PRINCIPAL, Principal
from data.database import URL_VARIABLE
from data.vocabulary import Role
from tests.principals import somebody

MAIN = Path(__file__).resolve().parents[3] / "dashboard" / "main.py"
ASKED = {"municipality": "fjellvik", "quarter": "2026Q3", "lang": "nb"}
UNITS_BELOW = ("Hjemmetjenesten", "Fjellvik helsehus", "Solbakken sykehjem", "Lia skole", "NAV Fjellvik")
Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, demo_url: str) -> Run:
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    st.cache_data.clear()

    def shown(principal: Principal = LOCAL_PRINCIPAL, **query: str) -> str:
        monkeypatch.setattr(gate, "current", lambda: Known(principal, "session", "test", "Prøveperson"))
        test = AppTest.from_file(str(MAIN), default_timeout=60).run()
        for name, value in {**ASKED, **query}.items():
            test.query_params[name] = value
        test.switch_page("../pages/value_flow.py").run()
        assert not test.exception
        said = "\n".join(str(element.proto.body) for element in test.get("html"))
        charts = " ".join(str(element.proto) for element in test.get("plotly_chart"))
        return f"{said} {charts}".replace("\u00a0", " ")

    return shown


@pytest.mark.parametrize(
    ("language", "question", "loses", "counts"),
    [
        ("nb", "Hvem betaler, og hvem vinner?", "taper Hjemmetjenesten 760 000 kr i året", "Bare offentlige"),
        ("nn", "Kven betaler, og kven vinn?", "taper Hjemmetjenesten 760 000 kr i året", "berre offentlege"),
        ("en", "Who pays, and who gains?", "Hjemmetjenesten loses NOK 760,000 a year", "Only public budgets"),
    ],
)
def test_one_initiative(run: Run, language: str, question: str, loses: str, counts: str) -> None:
    shown = run(lang=language, initiative="VT-01")
    for part in (question, loses, "R-109/2021", "46"):  # 46 is the break-even number of adopters
        assert part in shown
    assert counts.lower() in shown.lower()
    assert 'class="bb-table bb-matrix' in shown
    assert re.findall(r">\s*(?:None|nan|NA)\s*<", shown) == []


def test_all_initiatives_by_sector_with_those_that_have_no_value(run: Run) -> None:
    shown = run()
    assert "taper 3 av dem som betaler" in shown
    assert "Hvorfor tar startlån så lang tid?" in shown
    assert "Ingen plan er vedtatt" in shown
    assert "initiative=VT-01" in shown  # the wrong pocket leads to its initiative
    assert "Hjemmetjenesten" not in shown


def test_the_two_perspectives_are_told_apart(run: Run) -> None:
    public, society = run(initiative="NO-01"), run(initiative="NO-01", perspective="socio_economic")
    assert "Innbyggere i Fjellvik" not in public
    assert "Innbyggere i Fjellvik" in society
    assert "Tallene kan ikke legges sammen" in society
    assert "skatt" not in public
    assert "det er ikke med i noen rute" in society  # the cost of raising taxes, a line of its own
    danish = run(initiative="NO-01", perspective="socio_economic", discount="dk")
    assert "er ikke oppgitt for denne rentebanen" in danish


@pytest.mark.parametrize("query", [{}, {"level": "units"}, {"initiative": "VT-01", "level": "units"}])
def test_the_council_sees_sectors_and_parties_outside_and_never_a_unit(run: Run, query: dict[str, str]) -> None:
    shown = run(somebody(Role.COUNCIL, "fjellvik"), **query)
    assert "Helse og omsorg" in shown
    assert "Nordfjella helseforetak" in shown
    assert [unit for unit in UNITS_BELOW if unit in shown] == []
    assert "value_flow.level" not in shown


def test_an_initiative_that_is_not_there_is_as_none_chosen(run: Run) -> None:
    assert "Hvorfor tar startlån" in run(initiative="no such thing")


def test_an_initiative_without_a_plan_says_why(run: Run) -> None:
    shown = run(initiative="RP-01")
    assert "Ingen plan er vedtatt. Legg inn planens linjer" in shown
    assert 'class="bb-table bb-matrix' not in shown


def scope(principal: Principal = LOCAL_PRINCIPAL, **asked: str) -> Scope:
    found = scope_of(principal, "nb", {**ASKED, **asked})
    assert isinstance(found, Scope)
    return found


def test_files_hold_what_the_page_shows(run: Run) -> None:
    shown = run(initiative="VT-01", horizon="budget_year")
    asked = {"initiative": "VT-01", "horizon": "budget_year"}
    matrix = DRILLED["value-flow"](scope(), asked)
    # the budget year: 400 000 to the hospital trust, 60 000 of extra work for the department of staff
    assert matrix.rows[0] == ("Hjemmetjenesten", -6_000_000, 40_000_000, 34_000_000)
    assert matrix.rows[-1] == ("Sum", -6_000_000, 40_000_000, 34_000_000)
    for written in (">400<", ">\u221260<", ">340<"):
        assert written in shown
    parties = DRILLED["value-flow-parties"](scope(), asked)
    for row in parties.rows:
        assert str(row[0]) in shown
    horizons = DRILLED["value-flow-horizons"](scope(), asked)
    assert [row[2] for row in horizons.rows if row[1] == "Alle typer"][:2] == [0, 34_000_000]
    assert b"nordfjella" in as_csv("nb", matrix).lower()


@pytest.mark.usefixtures("run")
def test_a_file_of_nothing_says_so() -> None:
    with pytest.raises(NothingToShow):
        DRILLED["value-flow"](scope(), {"initiative": "RP-01"})
