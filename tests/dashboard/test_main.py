"""The app's script in one run, in three languages, on the sample's answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import gate
from tests.dashboard import sample_app

MAIN = Path(__file__).resolve().parents[2] / "dashboard" / "main.py"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, at_the_machine: None) -> Callable[..., AppTest]:
    del at_the_machine
    sample_app.stand_in(monkeypatch.setattr)

    def run(**query: str) -> AppTest:
        test = AppTest.from_file(str(MAIN), default_timeout=20)
        for name, value in query.items():
            test.query_params[name] = value
        return test.run()

    return run


def page(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(str(element.proto.body) for element in test.get("html"))


@pytest.mark.parametrize(
    ("language", "question", "status", "need"),
    [
        ("nb", "Hvordan går det i Helse og omsorg?", "Laveste aksepterte", "Skriv årsak"),
        ("nn", "Korleis går det i Helse og omsorg?", "Lågaste aksepterte", "Skriv årsak"),
        ("en", "How are things going in Helse og omsorg?", "Lowest accepted", "Write the cause"),
    ],
)
def test_the_scorecard(app: Callable[..., AppTest], language: str, question: str, status: str, need: str) -> None:
    shown = page(app(lang=language, unit="helse"))
    assert question in shown
    assert status in shown
    assert need in shown
    assert shown.count("<section") == 6  # four bands, what needs somebody, targets met
    assert "&lt;b&gt;nord&lt;/b&gt;" in shown
    assert "<b>nord" not in shown


def test_a_fictional_municipality_is_marked(app: Callable[..., AppTest]) -> None:
    assert "Oppdiktet kommune" in page(app(lang="nb"))


def test_a_dimension_without_data_says_so_and_what_to_do(app: Callable[..., AppTest]) -> None:
    shown = page(app(lang="nb"))
    assert "Gevinster" in shown
    assert "Ingen gevinster er registrert" in shown


def test_the_choices_stand_as_the_address_says(app: Callable[..., AppTest]) -> None:
    test = app(lang="nb", unit="ost", quarter="2025Q2", compare="2025Q1")
    assert [(box.label, box.value) for box in test.selectbox] == [
        ("Kommune", "fjellvik"),
        ("Enhet", "ost"),
        ("Kvartal", "2025Q2"),
        ("Sammenlign med", "2025Q1"),
    ]


def test_a_choice_goes_to_the_address(app: Callable[..., AppTest]) -> None:
    test = app(lang="nb")
    test.selectbox(key="bb-unit").set_value("ost").run()
    assert test.query_params["unit"] == "ost"
    assert "Hjemmetjenesten øst?" in page(test)
    test.selectbox(key="bb-quarter").set_value("2025Q1").run()
    assert test.query_params["compare"] == "2024Q1"  # the comparison follows the quarter
    assert test.query_params["unit"] == "ost"


def test_another_municipality_starts_at_its_top(app: Callable[..., AppTest]) -> None:
    test = app(lang="nb", unit="ost", quarter="2025Q2")
    test.selectbox(key="bb-municipality").set_value("granby").run()
    assert test.query_params["municipality"] == "granby"
    assert test.query_params["unit"] == "fjellvik"  # the highest of the sample's units
    assert test.query_params["quarter"] == "2026Q3"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"unit": "none"}, "Fant ikke enheten"),
        ({"municipality": "none"}, "Fant ikke kommunen"),
        ({"quarter": "2031Q1"}, "Fant ikke kvartalet"),
    ],
)
def test_an_unknown_id_gets_a_friendly_page(app: Callable[..., AppTest], query: dict[str, str], title: str) -> None:
    shown = page(app(lang="nb", **query))
    assert f"<h1>{title}</h1>" in shown
    assert "bb-band" not in shown.replace("bb-bands", "").split("</style>")[-1]


def test_who_must_sign_in_sees_that_and_no_figure(app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "current_principal", lambda: None)
    test = app(lang="nb", unit="helse")
    shown = page(test)
    assert "<h1>Du må logge inn</h1>" in shown
    assert "Helse og omsorg" not in shown
    assert len(test.selectbox) == 0


def test_the_figures_open_with_their_table_and_file(app: Callable[..., AppTest]) -> None:
    test = app(lang="nb", unit="helse")
    assert "bb-table" not in page(test).split("</style>")[-1]
    test.session_state["bb-page.scorecard.figures"] = True
    shown = page(test.run())
    assert "<table" in shown
    assert "/eksport/scorecard.csv?municipality=fjellvik&amp;unit=helse" in shown
