"""The budget page in one run, in three languages, on the demo municipality."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.ledger_page import Selection, ledger_page
from dashboard.views.commentary import Written, merged
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE
from data.periods import Quarter
from data.queries.decisions import commentary
from data.vocabulary import Kind, Role
from metrics import load
from tests.principals import somebody

MAIN = Path(__file__).resolve().parents[2] / "dashboard" / "main.py"
BUDGET = "../pages/budget.py"
Run = Callable[..., AppTest]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, at_the_machine: None, demo_url: str) -> Run:
    del at_the_machine
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    st.cache_data.clear()

    def run(**query: str) -> AppTest:
        test = AppTest.from_file(str(MAIN), default_timeout=60).run()
        for name, value in {"municipality": "fjellvik", "quarter": "2026Q3", "lang": "nb", **query}.items():
            test.query_params[name] = value
        return test.switch_page(BUDGET).run()

    return run


def page(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(str(element.proto.body) for element in test.get("html"))


def links(test: AppTest) -> dict[str, str]:
    """Return the links within the page by their label, with the query they lead to."""
    return {element.proto.label: element.proto.query_string for element in test.get("page_link")}


@pytest.mark.parametrize(
    ("language", "question", "over", "driver", "steps"),
    [
        (
            "nb",
            "Holder vi budsjettet?",
            "3,1 mill. kr merforbruk",
            "Kjøp av varer og tjenester trekker mest",
            "økt med",
        ),
        ("nn", "Held vi budsjettet?", "3,1 mill. kr meirforbruk", "Kjøp av varer og tenester dreg mest", "auka med"),
        ("en", "Are we keeping to the budget?", "NOK 3.1 m overspend", "pulls most towards overspend", "raised by"),
    ],
)
def test_a_sector(app: Run, language: str, question: str, over: str, driver: str, steps: str) -> None:
    shown = page(app(unit="300", lang=language)).replace("\u00a0", " ")
    assert question in shown
    assert over in shown  # home care: 49.9 of 46.8 million
    assert driver in shown
    assert steps in shown
    assert "bb-by-year_to_date" in shown


def test_a_row_leads_to_its_unit_and_a_leaf_shows_its_service_areas(app: Run) -> None:
    sector = links(app(unit="300"))
    assert "unit=330" in sector["Hjemmetjenesten"]
    leaf = links(app(unit="330"))
    assert "function=FGK11" in leaf["Pleie og omsorg"]
    assert "unit=300" in leaf["Helse og omsorg"]  # the way back up


def test_down_to_ledger_lines_a_page_at_a_time(app: Run) -> None:
    accounts = app(unit="330", function="FGK11")
    assert "account=purchases" in links(accounts)["Kjøp av varer og tjenester"]
    first = app(unit="300", function="FGK11", account="pay", by="function_group")
    assert page(first).count("<tr>") == 1 + 100
    turning = links(first)
    assert "Forrige 100" not in turning
    assert "after=" in turning["Neste 100"]


def test_lines_sum_to_the_amount_above_them(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    tables = load.budget_tables(LOCAL_PRINCIPAL, "fjellvik", "310", Quarter(2025, 4))
    amounts = tables.cells[tables.cells["period"] == 13].set_index(["function_group", "account_group"])
    for (function, account), row in amounts.iterrows():
        for kind in (Kind.ACTUAL, Kind.REVISED):
            chosen = Selection("fjellvik", "310", Quarter(2025, 4), kind, str(function), str(account))
            found = ledger_page(LOCAL_PRINCIPAL, chosen, size=10_000)
            assert found.lines["amount_minor"].sum() == (
                row[f"{kind}_minor"] if kind is Kind.ACTUAL else row["revised_minor"]
            )


def test_without_a_periodised_budget_the_share_spent_and_why(app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load.budget_tables

    def annual(*asked: Any) -> Any:
        tables = whole(*asked)
        empty = {
            name: tables.budget_positions[name].mask(tables.budget_positions[name].notna())
            for name in tables.budget_positions
            if "periodised" in name or "forecast" in name
        }
        return replace(tables, budget_positions=tables.budget_positions.assign(**empty))

    monkeypatch.setattr(load, "budget_tables", annual)
    shown = page(app(unit="300"))
    assert "bare et årsbudsjett for 2026" in shown
    assert "Uten et avvik er det ingen årsaker å dele opp" in shown
    assert "bb-by-spent" in shown
    assert "merforbruk" not in shown.split("bb-parts")[-1].split("bb-answer")[0]


@pytest.mark.parametrize(
    "query", [{"function": "nowhere"}, {"function": "FGK11", "account": "nonsense"}, {"after": "x~y"}]
)
def test_an_address_that_nobody_wrote_breaks_nothing(app: Run, query: dict[str, str]) -> None:
    assert "Holder vi budsjettet?" in page(app(unit="330", **query))


def test_a_unit_without_figures_says_so(app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load.budget_tables

    def nothing(*asked: Any) -> Any:
        tables = whole(*asked)
        return replace(tables, budget_positions=tables.budget_positions.iloc[:0], cells=tables.cells.iloc[:0])

    monkeypatch.setattr(load, "budget_tables", nothing)
    assert "har ingen tall i 2026" in page(app(unit="300"))


def written(unit: str) -> pd.DataFrame:
    return commentary(LOCAL_PRINCIPAL, "fjellvik", {unit}, Quarter(2026, 3))


def write(test: AppTest, cause: str, action: str, role: str) -> AppTest:
    first, second = test.text_area
    first.set_value(cause)
    second.set_value(action)
    test.text_input[0].set_value(role)
    return test.button[0].click().run()


def test_a_comment_is_written_once_however_often_it_is_sent(app: Run) -> None:
    test = app(unit="340")
    assert "Avviket er ikke forklart ennå" in page(test)
    write(test, "Flere brukere", "Ny turnus", "Enhetsleder")
    assert "Flere brukere" in page(test)
    write(test, "Flere brukere", "Ny turnus", "Enhetsleder")
    assert written("340")["version_id"].tolist() == [1]


def test_an_incomplete_comment_names_the_field_and_keeps_the_text(app: Run) -> None:
    test = write(app(unit="340"), "Flere brukere", "  ", "Enhetsleder")
    assert "Fyll ut «Tiltak»" in page(test)
    assert test.text_area[0].value == "Flere brukere"
    assert written("340").empty


def test_two_writers_keep_both_texts(app: Run) -> None:
    one, other = app(unit="340"), app(unit="340")
    write(one, "Min årsak", "Mitt tiltak", "Leder")
    write(other, "Annen årsak", "Annet tiltak", "Leder")
    shown = page(other)
    assert "Noen andre har lagret en forklaring" in shown
    assert "Min årsak" in shown
    assert "Annen årsak" in shown
    assert written("340")["cause"].tolist() == ["Min årsak"]
    both = next(button for button in other.button if button.label == "Slå sammen begge i skjemaet")
    both.click().run()
    assert other.text_area[0].value == "Min årsak\n\nAnnen årsak"
    next(button for button in other.button if button.label == "Lagre forklaringen").click().run()
    assert written("340")[["cause", "version_id"]].values.tolist() == [["Min årsak\n\nAnnen årsak", 2]]


def test_who_may_not_write_reads(app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard import gate

    reader = somebody(Role.AUDITOR, "fjellvik")
    monkeypatch.setattr(gate, "current_principal", lambda: reader)
    test = app(unit="330")
    shown = page(test)
    assert "Velferdsteknologi etter sak 41/26" in shown
    assert "ikke endre den" in shown
    assert not test.text_area


def test_merging_says_what_is_the_same_once() -> None:
    both = merged(Written("a", "same", "Leder", None), Written("b", "same", "Leder", None))
    assert both == Written("a\n\nb", "same", "Leder", None)


def test_the_municipality_moves_money_within_a_budget_that_balances(app: Run) -> None:
    shown = page(app())
    assert "Vedtak har flyttet penger mellom enhetene" in shown
    assert "Sentrale poster" in shown
