"""The co-funding page in one run, its files and its document, on the demo municipality."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit as st
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from dashboard import gate
from dashboard.exports.documents import DOCUMENTS
from dashboard.exports.pdf import as_pdf
from dashboard.exports.tables import DRILLED, TABLES
from dashboard.exports.workbook import as_workbook
from dashboard.gate import Known
from dashboard.looking import scope_of
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.table import as_csv
from data.access import LOCAL_PRINCIPAL, Principal
from data.database import URL_VARIABLE
from data.vocabulary import Role
from tests.dashboard.commands.conftest import said
from tests.principals import somebody

MAIN = Path(__file__).resolve().parents[3] / "dashboard" / "main.py"
ASKED = {"municipality": "fjellvik", "quarter": "2026Q3", "lang": "nb"}
COUNCIL = somebody(Role.COUNCIL, "fjellvik")
ROLES = ("Enhetsleder hjemmetjenesten", "Kommunalsjef helse og omsorg")
DRAFT = "UTKAST"
Run = Callable[..., AppTest]


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, demo_url: str) -> None:
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    st.cache_data.clear()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, demo: None) -> Run:
    del demo

    def shown(principal: Principal = LOCAL_PRINCIPAL, **query: str) -> AppTest:
        monkeypatch.setattr(gate, "current", lambda: Known(principal, "session", "test", "Prøveperson"))
        test = AppTest.from_file(str(MAIN), default_timeout=60).run()
        for name, value in {**ASKED, **query}.items():
            test.query_params[name] = value
        test.switch_page("../pages/cofunding.py").run()
        assert not test.exception
        return test

    return shown


def said_of(test: AppTest) -> str:
    return re.sub(r"<[^>]+>", " ", " ".join(str(part.proto.body) for part in test.get("html"))).replace("\u00a0", " ")


def looked_at(principal: Principal = LOCAL_PRINCIPAL, language: str = "nb") -> Scope:
    found = scope_of(principal, language, ASKED)
    assert isinstance(found, Scope)
    return found


def document(initiative: str) -> dict[str, Any]:
    place = ("--municipality", "fjellvik", "--initiative", initiative, "--json", "--language", "nb")
    return said("gains-plan", *place).document


def test_the_list_says_how_many_are_whole_and_ranks_them(run: Run) -> None:
    found = said_of(run())
    assert "2 av 5 gevinstplaner er komplette, og 1 er vedtatt og bindende." in found
    places = [found.index(code) for code in ("UF-01", "FT-01", "DH-01", "HR-01", "VT-01")]
    assert places == sorted(places)  # the order of the command's test
    assert "10 av 11" in found


def test_an_adopted_plan_binds_and_requires_no_cut_of_a_municipality(run: Run) -> None:
    found = said_of(run(initiative="VT-01"))
    assert "Planen er bindende: vedtatt 18.06.2026 (sak 61/26)." in found
    assert "Ordningen krever ikke budsjettkutt når en kommune eller fylkeskommune søker." in found
    assert "Unntatt: helseforetak viser gevinsten uten kutt" in found
    assert "Det går i null ved 40. Planlagt: 200. Nå: 184." in found
    assert "HYPOTETISK" not in found
    assert "HYPOTETISK" in said_of(run(initiative="VT-01", cut="hypothetical"))


def test_from_a_plan_it_is_a_link_back_to_its_initiative(run: Run) -> None:
    shown = " ".join(str(part.proto.body) for part in run(initiative="VT-01").get("html"))
    (link,) = re.findall(r'<a href="([^"]+)"[^>]*>Tiltaket i gevinstregisteret</a>', shown)
    assert link.startswith("/benefits?")
    assert "initiative=VT-01" in link


def test_an_agency_that_applies_has_no_switch_and_a_cut_that_binds(run: Run) -> None:
    test = run(initiative="UF-01")
    found = said_of(test)
    assert [one.label for one in test.toggle] == []
    assert "En andel av søkerens nettogevinst" in found
    assert "Tiltak 2 har ingen frist." in found
    assert "Prosjektet koster for lite." in found
    assert "edit=1" in " ".join(str(part.proto.body) for part in test.get("html"))  # where it is filled in


def test_the_council_sees_the_model_and_neither_roles_nor_forms(run: Run) -> None:
    test = run(COUNCIL, initiative="VT-01")
    found = said_of(test)
    assert "11 av 11 punkter er på plass" in found  # a role that is not told is not missing
    assert not any(role in found for role in ROLES)
    assert "En rolle du ikke ser" in found
    assert "sak 61/26" in found
    labels = {one.label for one in test.expander}
    assert not {"Skriv gevinstplanen", "Gjør planen bindende"} & labels
    assert said_of(run(COUNCIL)).count("av 11") == 5


@pytest.mark.parametrize("query", [{"initiative": "XX-99"}, {"initiative": "RP-01"}])
def test_without_a_plan_the_page_says_so(run: Run, query: dict[str, str]) -> None:
    found = said_of(run(**query))
    assert query["initiative"] in found
    assert "Til alle gevinstplanene" in found


@pytest.mark.parametrize(
    ("language", "initiative", "word"),
    [
        ("nn", "", "Mest per offentleg krone gir"),
        ("nn", "DH-01", "Planen bind ingen enno"),
        ("en", "", "What makes the gain binding?"),
        ("en", "DH-01", "The plan binds nobody yet: 5 of 11 points are missing."),
    ],
)
def test_in_the_other_languages(run: Run, language: str, initiative: str, word: str) -> None:
    assert word in said_of(run(lang=language, **({"initiative": initiative} if initiative else {})))


@pytest.mark.usefixtures("demo")
def test_files_hold_the_commands_figures() -> None:
    told = document("UF-01")
    lines = as_csv("nb", DRILLED["gains-plan-years"](looked_at(), {"initiative": "UF-01"})).decode().splitlines()
    rows = {tuple(cell.strip('"') for cell in line.split(";")[:2]): line.split(";") for line in lines[1:]}
    assert len(rows) == len(told["gains"])
    for row in told["gains"]:
        cells = rows[row["name"], str(row["fiscal_year"])]
        assert [int(cells[at].replace(",", "").replace("\u2212", "-")) for at in (2, 3, 4)] == [
            row[f"{part}_minor"] for part in ("gross", "operating_cost", "net")
        ]
    ranked = as_csv("nb", TABLES["gains-plans"](looked_at())).decode().splitlines()
    assert [line.split(";")[0] for line in ranked[1:]] == ["1", "2", "3", "4", "5"]
    with pytest.raises(NothingToShow):
        DRILLED["gains-plan-entities"](looked_at(), {"initiative": "XX-99"})


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(("initiative", "complete"), [("VT-01", True), ("DH-01", False)])
def test_the_pdf_says_what_the_command_says_and_a_draft_is_marked_on_every_page(
    initiative: str, complete: bool
) -> None:
    told = document(initiative)
    content = as_pdf("nb", DOCUMENTS["gains-plan"](looked_at(), {"initiative": initiative}))
    pages = [page.extract_text().replace("\u00a0", " ") for page in PdfReader(BytesIO(content)).pages]
    flat = " ".join(" ".join(pages).split())
    for sentence in told["answer"]:
        assert sentence.replace("\u00a0", " ") in flat
    for row in told["gains"]:
        if row["net_minor"]:
            assert kroner(row["net_minor"]) in flat
    assert all((DRAFT in page) is not complete for page in pages)
    assert all("Oppdiktet kommune" in page for page in pages)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(("initiative", "complete"), [("VT-01", True), ("DH-01", False)])
def test_the_workbook_holds_the_commands_figures_as_numbers(initiative: str, complete: bool) -> None:
    told = document(initiative)
    content = as_workbook("nb", DOCUMENTS["gains-plan"](looked_at(), {"initiative": initiative}))
    book = openpyxl.load_workbook(BytesIO(content))
    rows = [[cell.value for cell in row] for row in book["Tallene år for år"].iter_rows()]
    found = {(row[0], row[1]): row[2:5] for row in rows if len(row) > 4}
    for row in told["gains"]:
        amounts = [row[f"{part}_minor"] for part in ("gross", "operating_cost", "net")]
        assert found[row["name"], str(row["fiscal_year"])] == [
            "mangler" if one is None else one / 100 for one in amounts
        ]
    assert all((DRAFT in str(sheet["A1"].value)) is not complete for sheet in book)


@pytest.mark.usefixtures("demo")
def test_a_hypothetical_cut_is_marked_wherever_it_is_seen() -> None:
    asked = {"initiative": "HR-01", "cut": "hypothetical"}
    assert any("HYPOTETISK" in mark for mark in DOCUMENTS["gains-plan"](looked_at(), asked).marks)
    assert not any("HYPOTETISK" in mark for mark in DOCUMENTS["gains-plan"](looked_at(), {"initiative": "HR-01"}).marks)


def kroner(minor: int) -> str:
    """Return an amount as a Norwegian table writes it."""
    whole, rest = divmod(abs(minor), 100)
    return f"{'−' if minor < 0 else ''}{whole:,}".replace(",", " ") + f",{rest:02}"
