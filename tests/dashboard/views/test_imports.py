"""The imports page as a script: what it asks for, what it shows, and that nothing is stored twice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import gate
from dashboard.actions.import_file import Request, import_file
from dashboard.actions.prepare import initialise
from dashboard.words import text
from data.access import LOCAL_PRINCIPAL, Grant, Principal
from data.database import URL_VARIABLE
from data.queries.batches import batches
from data.vocabulary import Role
from tests.dashboard.commands.conftest import BAD, LEDGER, UNITS
from tests.principals import somebody

ROOT = Path(__file__).resolve().parents[3]
MAIN = ROOT / "dashboard" / "main.py"
Open = Callable[..., AppTest]


@pytest.fixture
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    initialise()
    return


@pytest.fixture
def town(database: None) -> str:  # noqa: ARG001 - it must be there first
    stored = import_file(LOCAL_PRINCIPAL, Request("units-csv", "units.csv", UNITS.encode(), "9901", "Prøvekommunen"))
    assert not stored.refused
    return "9901"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    def open_page(language: str = "nb", principal: Principal = LOCAL_PRINCIPAL) -> AppTest:
        monkeypatch.setattr(gate, "current_principal", lambda: principal)
        page = AppTest.from_file(MAIN, default_timeout=30)
        page.query_params["lang"] = language
        page.run()
        page.switch_page("../pages/imports.py").run()
        assert not page.exception
        return page

    return open_page


def shown(page: AppTest) -> str:
    """Everything that the page wrote as HTML."""
    return "".join(str(part.value) for part in page.get("html"))


def filled(page: AppTest, content: str, name: str = "a.csv", profile: str = "ledger-csv") -> AppTest:
    page.selectbox(key="bb-imports-profile").set_value(profile).run()
    page.get("file_uploader")[0].set_value((name, content.encode(), "text/csv")).run()
    assert not page.exception
    return page


def pressed(page: AppTest, key: str) -> AppTest:
    page.button(key=f"bb-imports-{key}").click().run()
    assert not page.exception
    return page


def files(state: str | None = None) -> list[str]:
    found = batches(LOCAL_PRINCIPAL)
    return list(found["file_name"] if state is None else found.loc[found["state"] == state, "file_name"])


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_database_without_anything_says_where_the_first_municipality_is_made(opened, language):
    page = opened(language)
    assert text(language, "page.imports.question") in shown(page)
    assert text(language, "imports.line_empty") in shown(page)
    assert text(language, "imports.first_municipality") in shown(page)
    assert [one.key for one in (*page.selectbox, *page.button)] == []


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_from_upload_to_stored_and_back(opened, language):
    page = pressed(filled(opened(language), LEDGER), "check")
    assert files() == ["units.csv"]  # a check stores nothing
    assert text(language, "imports.state.ready") in shown(page)
    pressed(page, "store")
    assert files("active") == ["a.csv", "units.csv"]
    assert text(language, "imports.result.stored").split("{name}")[1][:12] in shown(page)
    assert "bb-imports-store" not in {button.key for button in page.button}
    newest = str(batches(LOCAL_PRINCIPAL)["batch_id"].iloc[0])
    page.selectbox(key=next(one.key for one in page.selectbox if "undo" in str(one.key))).set_value(newest).run()
    pressed(page, "undo-see")
    assert text(language, "imports.undo.title", name="a.csv") in shown(page)
    assert files("undone") == []  # a question changes nothing
    pressed(page, "undo-confirm")
    assert files("undone") == ["a.csv"]
    assert text(language, "imports.undone", name="a.csv") in shown(page)


@pytest.mark.usefixtures("town")
def test_every_problem_stands_in_its_place_and_nothing_can_be_stored(opened):
    page = pressed(filled(opened(), BAD), "check")
    said = shown(page)
    # BAD has an amount that is none in line 3, and one that can be read in two ways in line 5
    for part in ("<td>Rad 3, amount</td><td>n/a</td>", "<td>Rad 5, amount</td><td>9.000</td>", "2 feil må rettes"):
        assert part in said
    assert {str(button.key) for button in page.button} & {"bb-imports-store", "bb-imports-check"} == set()
    pressed(page, "cancel")
    assert "Rad 3, amount" not in shown(page)
    assert files() == ["units.csv"]


@pytest.mark.usefixtures("town")
def test_what_is_told_is_asked_for_where_the_kind_of_file_needs_it_alone(opened):
    page = opened()
    asked = {}
    for profile in ("kostra-0a", "ledger-csv", "madrid-indicators", "madrid-execution"):
        filled(page, "x", profile=profile)
        keys = {str(one.key) for one in (*page.selectbox, *page.text_input)}
        asked[profile] = {
            name for name in ("year", "locale", "period") if any(key.startswith(f"bb-imports-{name}") for key in keys)
        }
    assert asked == {
        "kostra-0a": set(),
        "ledger-csv": {"locale"},
        "madrid-indicators": {"year"},
        "madrid-execution": {"year", "period"},
    }


@pytest.mark.usefixtures("town")
def test_what_is_missing_is_said_before_anything_is_read(opened):
    page = filled(opened(), "x", profile="madrid-execution")
    pressed(page, "check")
    said = shown(page)
    assert text("nb", "imports.missing.year") in said
    assert text("nb", "imports.missing.period") in said
    assert text("nb", "imports.missing.files") not in said


@pytest.mark.usefixtures("town")
def test_the_same_file_twice_says_so_and_offers_nothing_to_store(opened):
    page = pressed(pressed(filled(opened(), LEDGER), "check"), "store")
    pressed(filled(page, LEDGER, name="again.csv"), "check")
    assert text("nb", "imports.state.already") in shown(page)
    assert text("nb", "imports.advice.nothing_new") in shown(page)
    assert "bb-imports-store" not in {button.key for button in page.button}


@pytest.mark.usefixtures("town")
def test_a_change_of_what_was_told_asks_for_a_new_check(opened):
    page = pressed(filled(opened(), BAD), "check")
    assert "Rad 5, amount" in shown(page)
    page.selectbox(key="bb-imports-locale").set_value("comma").run()
    assert "Rad 5, amount" not in shown(page)
    pressed(page, "check")
    assert "Rad 3, amount" in shown(page)
    assert "Rad 5, amount" not in shown(page)  # 9.000 is nine thousand where a comma separates decimals


@pytest.mark.usefixtures("town")
def test_only_municipalities_where_one_may_import_are_offered(opened):
    import_file(LOCAL_PRINCIPAL, Request("units-csv", "u.csv", UNITS.encode(), "9902", "Nabokommunen"))
    both = Principal(frozenset({Grant(Role.CONTROLLER, "9901"), Grant(Role.AUDITOR, "9902")}))
    page = opened("nb", both)
    page.query_params["municipality"] = "9901"
    page.run()
    page.selectbox(key="bb-imports-profile").set_value("units-csv").run()
    assert page.selectbox(key="bb-imports-municipality").options == ["Prøvekommunen"]


@pytest.mark.usefixtures("town")
def test_what_is_kept_between_runs_holds_no_file(opened):
    page = pressed(filled(opened(), LEDGER), "check")
    draft = page.session_state["bb-imports-draft"]
    assert b"2 000,25" not in repr(vars(draft)).encode()
    before = draft.round
    pressed(page, "store")
    assert draft.round == before + 1  # a new uploader: the old one's files are let go


def test_who_may_not_write_sees_the_files_and_no_form(opened, town):
    page = opened("nb", somebody(Role.AUDITOR, town))
    assert text("nb", "imports.read_only") in shown(page)
    assert "units.csv" in shown(page)
    assert [one.key for one in page.selectbox] == ["bb-municipality"]
    assert [one.key for one in page.button] == []


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CONTROLLER, Role.AUDITOR)])
def test_who_may_not_know_of_files_is_told_so_kindly(opened, town, role):
    page = opened("nb", somebody(role, town))
    assert text("nb", "notice.no_files.title") in shown(page)
    assert "units.csv" not in shown(page)
    assert [one.key for one in (*page.selectbox, *page.button)] == []


def test_who_sees_no_municipality_sees_no_file(opened, town):
    page = opened("nb", somebody(Role.CONTROLLER, f"not {town}"))
    assert "units.csv" not in shown(page)


@pytest.mark.usefixtures("town")
def test_a_municipality_that_is_not_there_is_said_to_be_unknown(opened):
    page = opened()
    page.query_params["municipality"] = "none"
    page.run()
    assert text("nb", "notice.unknown_municipality.title") in shown(page)
