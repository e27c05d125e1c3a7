"""The outsider accounts leave as CSV, PDF and Excel with the command's own figures, and never without their mark."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit as st
from pypdf import PdfReader

from dashboard.actions.keep_outsider_profile import WantedProfile, keep_outsider_profile
from dashboard.actions.keep_outsider_scenario import WantedScenario, keep_outsider_scenario
from dashboard.exports.document import Document
from dashboard.exports.outsiders import outsiders_document
from dashboard.exports.pdf import as_pdf
from dashboard.exports.tables import DRILLED
from dashboard.exports.workbook import as_workbook
from dashboard.looking import scope_of
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.table import as_csv
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE, engine
from data.demo.outsider_scenario import demo_scenario
from tests.dashboard.commands.conftest import said
from tests.dashboard.test_outsiders import OWN, TOWN, kept_by

MARKS = {
    "nb": "Syntetisk eksempel: kostnadene etter alder er oppdiktet",
    "nn": "Syntetisk døme: kostnadene etter alder er oppdikta",
    "en": "Synthetic example: costs by age are made up",
}
NAME = demo_scenario().name


@pytest.fixture
def demo(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    st.cache_data.clear()
    yield demo_url
    engine().dispose()
    st.cache_data.clear()


def scope(language: str = "nb", **asked: str) -> Scope:
    found = scope_of(LOCAL_PRINCIPAL, language, {"municipality": TOWN, "quarter": "2026Q3", **asked})
    assert isinstance(found, Scope)
    return found


def told(name: str = NAME) -> Any:
    """Return what the command says of the stored measure."""
    answer = said("outsiders", "--municipality", TOWN, "--scenario", name, "--json")
    assert answer.status == 0
    return answer.document


def pages(document: Document, language: str = "nb") -> list[str]:
    reader = PdfReader(BytesIO(as_pdf(language, document)))
    return [page.extract_text().replace("\u00a0", " ") for page in reader.pages]


def sheets(document: Document, language: str = "nb") -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(as_workbook(language, document)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def kroner(minor: int) -> str:
    whole, rest = divmod(abs(minor), 100)
    grouped = f"{whole:,}".replace(",", " ")
    return f"{'−' if minor < 0 else ''}{grouped},{rest:02d}"


@pytest.mark.usefixtures("demo")
def test_the_pdf_says_the_commands_figures_level_by_level_and_age_by_age() -> None:
    answer, text = told(), "\n".join(pages(outsiders_document(scope(), {})))
    for row in answer["by_level"]:
        for name in ("potential_minor", "present_minor", "cost_minor", "net_minor"):
            assert kroner(row[name]) in text
    for sentence in answer["sentences"]:
        assert sentence.replace("\u00a0", " ") in text.replace("\n", " ")
    of_age_30 = {row["level"]: row["present_minor"] for row in answer["by_age"] if row["age"] == 30}
    assert " ".join(["30", *(kroner(of_age_30[level]) for level in ("municipality", "county", "state"))]) in text
    at_18 = answer["curves"][0]
    assert f"18 {kroner(at_18['not_outside_minor'])} {kroner(at_18['outside_minor'])}" in text


@pytest.mark.usefixtures("demo")
def test_the_workbooks_cells_are_the_commands_figures() -> None:
    answer, found = told(), sheets(outsiders_document(scope(), {}))
    lives = next(rows for name, rows in found.items() if name.startswith("Kostnad etter alder"))
    cells = {row[0]: row[1:] for row in lives if isinstance(row[0], int)}
    assert sorted(cells) == list(range(18, 59))
    for row in answer["curves"]:
        names = ("not_outside", "outside", "average", "outside_over_average", "outside_over_not_outside")
        assert cells[row["age"]] == tuple(row[f"{name}_minor"] / 100 for name in names)
    ages = next(rows for name, rows in found.items() if name.startswith("Virkning etter alder"))
    by_age = {row[0]: row[1:4] for row in ages if isinstance(row[0], int)}
    assert sorted(by_age) == list(range(20, 59))  # from the start to 58
    for age, amounts in by_age.items():
        wanted = {row["level"]: row["present_minor"] / 100 for row in answer["by_age"] if row["age"] == age}
        assert amounts == pytest.approx(tuple(wanted[level] for level in ("municipality", "county", "state")))


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", list(MARKS))
def test_the_mark_stands_on_every_page_and_sheet(language: str) -> None:
    document = outsiders_document(scope(language), {})
    found = pages(document, language)
    assert len(found) > 1
    assert all(MARKS[language] in page for page in found)
    every = sheets(document, language)
    assert len(every) > 4
    assert all(rows[0][0] == MARKS[language] for rows in every.values())


@pytest.mark.usefixtures("demo")
def test_a_profile_of_ones_own_bears_no_mark_and_its_source() -> None:
    keep_outsider_profile(LOCAL_PRINCIPAL, WantedProfile(TOWN, OWN))
    document = outsiders_document(scope(), {})
    assert document.marks == ()
    text = "\n".join(pages(document))
    assert "Syntetisk" not in text
    assert OWN.source in text
    assert told()["profile"] == {"file": None, "stored": "Egen", "synthetic": False, "note": told()["profile"]["note"]}


@pytest.mark.usefixtures("demo")
def test_the_drawing_is_the_curves_with_the_area_between_them() -> None:
    (drawn,) = [
        part.drawing for part in outsiders_document(scope(), {"against": "not_outside"}).sections if part.drawing
    ]
    assert drawn.svg.count("<path") >= 3  # two lines and the area
    assert "Ikke utenfor" in drawn.svg
    assert "Gjennomsnittet" in next(
        part.drawing.svg for part in outsiders_document(scope(), {}).sections if part.drawing is not None
    )


@pytest.mark.usefixtures("demo")
def test_every_table_leaves_as_a_file_with_its_mark_and_the_same_amounts() -> None:
    answer = told()
    levels = as_csv("en", DRILLED["outsiders-levels"](scope("en"), {})).decode("utf-8-sig").splitlines()
    assert levels[0].startswith('"Level (synthetic example)"')
    state = next(row for row in answer["by_level"] if row["level"] == "state")
    assert f'"The state",{state["potential_minor"] / 100:.2f},{state["present_minor"] / 100:.2f},0.00' in levels[3]
    lives = as_csv("en", DRILLED["outsiders-lives"](scope("en"), {})).decode("utf-8-sig").splitlines()
    assert (len(lives), lives[1].split(",")[0], lives[-1].split(",")[0]) == (1 + 41, "18", "58")
    assert "(synthetic example)" in lives[0]
    rates = as_csv("en", DRILLED["outsiders-rates"](scope("en"), {})).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in rates[1:]] == ["0.00", "2.00", "3.00", "4.00", "6.00"]
    undiscounted = as_csv("en", DRILLED["outsiders-ages"](scope("en"), {"discount": "off"})).decode()
    assert undiscounted != as_csv("en", DRILLED["outsiders-ages"](scope("en"), {})).decode()


@pytest.mark.usefixtures("demo")
def test_a_units_group_under_five_leaves_in_no_form() -> None:
    stored = keep_outsider_scenario(LOCAL_PRINCIPAL, WantedScenario(TOWN, kept_by("330", people=4)))
    asked = {"scenario": stored.scenario_id}
    for name in ("outsiders-levels", "outsiders-ages", "outsiders-rates"):
        with pytest.raises(NothingToShow):
            DRILLED[name](scope(), asked)
    document = outsiders_document(scope(), asked)
    assert [part.table.name for part in document.sections if part.table] == ["utenforregnskap-kostnad-etter-alder"]
    refused = said("outsiders", "--municipality", TOWN, "--scenario", kept_by("330").name, "--json")
    assert (refused.status, refused.document["error"]) == (1, "too_few")
    assert "under fem personer" in json.dumps(refused.document, ensure_ascii=False)


@pytest.mark.usefixtures("demo")
def test_the_command_names_what_is_stored_and_takes_a_file_with_the_stored_profile(tmp_path: Path) -> None:
    unknown = said("outsiders", "--municipality", TOWN, "--scenario", "none", "--json")
    assert (unknown.status, unknown.document["error"]) == (1, "unknown_scenario")
    assert NAME in unknown.document["message"]
    elsewhere = said("outsiders", "--municipality", "nowhere", "--scenario", NAME, "--json")
    assert (elsewhere.status, elsewhere.document["error"]) == (1, "unknown_municipality")
    keep_outsider_profile(LOCAL_PRINCIPAL, WantedProfile(TOWN, OWN))
    row = demo_scenario()
    file = tmp_path / "measure.toml"
    file.write_text(
        f'target_group = "{row.target_group}"\npersons = {row.people}\nsuccess_without = 0.55\nsuccess_with = 0.65\n'
        f"share_of_the_way = 0.5\nstart_age = {row.start_age}\ncost = [3600000, 2800000]\n"
        f'paid_by = "municipality"\ndiscount = true\n',
        encoding="utf-8",
    )
    of_file = said("outsiders", "--municipality", TOWN, "--scenario", file, "--json").document
    assert of_file["by_level"] == told()["by_level"]
    assert of_file["profile"]["stored"] == "Egen"
