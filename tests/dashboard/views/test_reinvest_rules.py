"""The rules of reinvestment as a script: what is said, what the forms store and refuse, and who is shown which."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import gate
from dashboard.actions.adopt_rule import Adoption, adopt_rule
from dashboard.actions.draft_rule import RuleDraft, draft_rule
from dashboard.views import reinvest_rules_adopt
from data.access import LOCAL_PRINCIPAL, Principal
from data.database import URL_VARIABLE, engine
from data.queries.reinvestment import rules
from data.vocabulary import Role
from tests.dashboard.actions.savings_town import FIRST, adopted, proposed
from tests.data.small_files import TOWN, file, keep, units
from tests.data.small_savings import YEAR, save_town
from tests.principals import somebody

MAIN = Path(__file__).resolve().parents[3] / "dashboard" / "main.py"
NEXT = date(YEAR + 1, 1, 1)
DRAFT = RuleDraft(TOWN, NEXT, "More to units", 200_000, 600_000, 100_000, 100_000, years=2, taper=(1_000_000, 500_000))
CONTROLLER = somebody(Role.CONTROLLER, TOWN)
Open = Callable[..., AppTest]


@pytest.fixture
def town(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A town with a rule and a saving of 500 øre, shared by it."""
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    rows = [("actual", month, unit, "100", 100) for month in range(1, 13) for unit in ("north", "south")]
    keep(file(rows, units=units(north=None, south=None)), name="actuals.csv")
    save_town()
    adopted()
    proposed()
    yield
    engine().dispose()


@pytest.fixture
def opened(town: None, monkeypatch: pytest.MonkeyPatch) -> Open:
    del town

    def open_page(principal: Principal, *parts: str, **query: str) -> AppTest:
        monkeypatch.setattr(gate, "current_principal", lambda: principal)
        page = AppTest.from_file(str(MAIN), default_timeout=60)
        for name, value in {"municipality": TOWN, "lang": "nb"}.items():
            page.query_params[name] = value
        page.run()
        page.switch_page("../pages/reinvestment.py").run()
        for name, value in {"view": "rules", **query}.items():
            page.query_params[name] = value
        for part in parts:
            page.session_state[f"bb-rules.{part}"] = True
        page.run()
        assert not page.exception
        return page

    return open_page


def said(page: AppTest) -> str:
    assert not page.exception
    return "".join(str(part.value) for part in page.get("html"))


def labels(page: AppTest, kind: str = "expander") -> list[str]:
    return [one.label for one in page.get(kind)]


def filled(page: AppTest, label: str, value: Any, kind: str = "text_input") -> None:
    [found] = [one for one in page.get(kind) if one.label == label]
    found.set_value(value)


def pressed(page: AppTest, label: str) -> str:
    [button] = [one for one in page.button if one.label == label]
    button.click().run()
    return said(page)


def stored() -> list[dict[str, Any]]:
    return [dict(row) for row in rules(LOCAL_PRINCIPAL, TOWN).to_dict("records")]


def test_the_rule_in_force_is_said_in_words_and_as_a_table(opened: Open) -> None:
    page = opened(somebody(Role.COUNCIL, TOWN), "as_table")
    told = said(page)
    assert "Siden 01.01.2024 fordeles verifiserte gevinster etter «R1»: 50" in told
    assert "Vedtak PS 1/24, 14.12.2023" in told
    assert "Enheten får sin andel av samme gevinst i 3 år." in told
    assert "Det er ikke noe tak" in told
    assert "Andel som beholdes som kutt" in told
    assert "Det finnes bare én versjon" in told


def test_an_end_and_every_part_of_a_rule_is_told(opened: Open) -> None:
    second = replace(DRAFT, threshold_minor=500_00, cap_minor=1_000_00, loan_first=False, staffing_floor_exempt=True)
    version = draft_rule(LOCAL_PRINCIPAL, second)
    adopt_rule(LOCAL_PRINCIPAL, Adoption(TOWN, NEXT, "PS 9/24", version, date(YEAR, 12, 12)))
    told = said(opened(CONTROLLER))
    assert "Gjelder 01.01.2024 til 31.12.2024" in told
    assert "i 2 år. Av andelen får den 100\u00a0% og 50\u00a0%, år for år." in told
    assert "Enheten får høyst 1\u00a0000\u00a0kr av en gevinst i alt." in told
    assert "Er det mindre enn 500\u00a0kr å fordele, deles det ikke: Alt går til fellesfondet." in told
    assert "betales de av dens egen andel" in told
    assert "En enhet på minstebemanning slipper kuttet" in told


def test_the_council_compares_and_neither_drafts_nor_adopts(opened: Open) -> None:
    draft_rule(LOCAL_PRINCIPAL, DRAFT)
    page = opened(somebody(Role.COUNCIL, TOWN))
    told = said(page)
    # 500 øre: 50 % is 250, 20 % is 100; the unit gets 300 of the draft and 150 of the rule in force
    assert "1 verifisert gevinst fra 2022 til 2024 ga 5\u00a0kr å fordele." in told
    assert "Med «More to units» hadde 2\u00a0kr mer gått til enheten som begynte enn med «R1»" in told
    assert "2,50" in told
    assert "Dekker 2022–2024 og 1 verifisert gevinst" in told
    assert labels(page) == ["Alle versjonene som tabell", "Slik er ordene ment"]
    assert [one.label for one in page.button] == []


@pytest.mark.parametrize(
    ("role", "unit", "forms"),
    [
        (Role.CONTROLLER, "", ["Skriv et utkast til en regel", "Før kommunestyrets vedtak av et utkast"]),
        (Role.ADMINISTRATOR, "", ["Før kommunestyrets vedtak av et utkast"]),
        (Role.LEADER, "north", []),
        (Role.AUDITOR, "", []),
        (Role.PUBLIC, "", []),
    ],
)
def test_each_is_shown_the_forms_of_their_rights(opened: Open, role: Role, unit: str, forms: list[str]) -> None:
    found = labels(opened(somebody(role, TOWN, unit)))
    assert [one for one in found if one not in ("Alle versjonene som tabell", "Slik er ordene ment")] == forms


def test_a_draft_begins_as_the_rule_in_force_and_is_stored_as_it_was_typed(opened: Open) -> None:
    page = opened(CONTROLLER, "draft")
    filled(page, "Navn", "Ny regel")
    filled(page, "Beholdes som kutt (%)", "33,3333")
    filled(page, "Til fellesfondet (%)", "26,6667")
    filled(page, "Nedtrapping", "100; 66,5 %; 33")
    filled(page, "Tak per gevinst (kr)", "1 234,50")
    assert "Lagret." in pressed(page, "Lagre utkastet")
    draft = stored()[-1]
    assert (draft["valid_from"], draft["name"], draft["adopted"]) == (NEXT, "Ny regel", False)
    assert (draft["kept_as_cut_millionths"], draft["initiator_millionths"]) == (333_333, 300_000)
    assert (draft["taper"], draft["cap_minor"], draft["years"]) == ([1_000_000, 665_000, 330_000], 123_450, 3)
    pressed(page, "Lagre utkastet")  # again
    assert stored()[-1]["version_id"] == 1


def test_a_draft_is_taken_away_and_the_page_says_so(opened: Open) -> None:
    page = opened(CONTROLLER, "draft")
    filled(page, "Navn", "Ny regel")
    pressed(page, "Lagre utkastet")
    [which] = [one for one in page.selectbox if one.label == "Utkast å arbeide med"]
    which.set_value(NEXT.isoformat()).run()
    assert "Tatt bort." in pressed(page, "Ta bort utkastet")
    assert "Ny regel" not in {draft["name"] for draft in stored()}
    assert "Ta bort utkastet" not in labels(page, "button")


def test_what_contradicts_itself_is_refused_with_what_to_do_and_stays(opened: Open) -> None:
    page = opened(CONTROLLER, "draft")
    filled(page, "Navn", "Ny regel")
    filled(page, "Beholdes som kutt (%)", "40")
    filled(page, "Nedtrapping", "100; 50; 25; 10")
    told = pressed(page, "Lagre utkastet")
    assert "Andelene er 90\u00a0% til sammen. Det mangler 10\u00a0%" in told
    assert "Nedtrapping: Nedtrappingen har 4 år, men enheten får en andel i 3." in told
    filled(page, "Nedtrapping", "hundre")
    assert "Nedtrapping: «hundre»" in pressed(page, "Lagre utkastet")
    filled(page, "Nedtrapping", "")
    filled(page, "Beholdes som kutt (%)", "50")
    filled(page, "Gjelder fra", date(YEAR, 2, 1), "date_input")
    assert "Gevinster til og med 31.03.2024 er allerede fordelt" in pressed(page, "Lagre utkastet")
    filled(page, "Gjelder fra", FIRST, "date_input")
    assert "er vedtatt og endres aldri" in pressed(page, "Lagre utkastet")
    filled(page, "Gjelder fra", None, "date_input")
    assert "Gjelder fra: Velg en dag." in pressed(page, "Lagre utkastet")
    assert len(stored()) == 1
    [name] = [one.value for one in page.text_input if one.label == "Navn"]
    assert name == "Ny regel"


def test_a_new_draft_begins_on_a_day_of_its_own_and_takes_no_others(opened: Open) -> None:
    draft_rule(LOCAL_PRINCIPAL, DRAFT)
    page = opened(CONTROLLER, "draft")
    [begins] = [one for one in page.date_input if one.label == "Gjelder fra"]
    assert begins.value == date(YEAR + 2, 1, 1)
    filled(page, "Navn", "Mine words")
    begins.set_value(NEXT)
    assert "Gjelder fra: Det finnes et utkast fra den dagen." in pressed(page, "Lagre utkastet")
    assert [one["name"] for one in stored()] == ["R1", "More to units"]


def test_both_versions_are_shown_where_two_have_written(opened: Open) -> None:
    version = draft_rule(LOCAL_PRINCIPAL, DRAFT)
    page = opened(CONTROLLER, "draft")
    [which] = [one for one in page.selectbox if one.label == "Utkast å arbeide med"]
    which.set_value(NEXT.isoformat()).run()
    filled(page, "Navn", "Mine words")
    draft_rule(LOCAL_PRINCIPAL, replace(DRAFT, name="Their words", years=3, taper=(), version=version))
    told = pressed(page, "Lagre utkastet")
    assert "Noen andre har lagret mens du skrev" in told
    assert "Their words" in told
    assert "Mine words" in told
    assert stored()[-1]["name"] == "Their words"
    pressed(page, "Slå sammen")
    assert "Lagret." in pressed(page, "Lagre utkastet")
    assert (stored()[-1]["name"], stored()[-1]["years"], stored()[-1]["taper"]) == ("Mine words", 3, [])


def test_a_draft_is_adopted_once_with_its_resolution_and_its_day(opened: Open) -> None:
    draft_rule(LOCAL_PRINCIPAL, DRAFT)
    page = opened(somebody(Role.ADMINISTRATOR, TOWN), "adopt")
    told = pressed(page, "Før vedtaket")
    assert "Kommunestyrets vedtak" in told
    assert "Vedtatt den: Velg en dag." in told
    filled(page, "Kommunestyrets vedtak", "PS 9/24")
    filled(page, "Vedtatt den", date.today() + timedelta(days=1), "date_input")
    assert "Vedtatt den: Dagen er ikke kommet ennå." in pressed(page, "Før vedtaket")
    filled(page, "Vedtatt den", date(YEAR, 12, 12), "date_input")
    assert "Vedtatt. Denne versjonen endres ikke mer." in pressed(page, "Før vedtaket")
    adopted_now = stored()[-1]
    assert (adopted_now["council_resolution"], adopted_now["resolved_on"]) == ("PS 9/24", date(YEAR, 12, 12))
    assert "Det er ingen utkast å vedta." in said(page)
    assert stored()[-1]["version_id"] == 2


def test_a_draft_that_was_changed_or_adopted_meanwhile_is_not_adopted_unseen(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = draft_rule(LOCAL_PRINCIPAL, DRAFT)
    page = opened(CONTROLLER, "adopt")
    filled(page, "Kommunestyrets vedtak", "PS 9/24")
    filled(page, "Vedtatt den", date(YEAR, 12, 12), "date_input")

    def meanwhile(principal: Principal, wanted: Adoption) -> int:
        draft_rule(LOCAL_PRINCIPAL, replace(DRAFT, name="Other words", version=version))
        return adopt_rule(principal, wanted)

    monkeypatch.setattr(reinvest_rules_adopt, "adopt_rule", meanwhile)
    assert "Noen andre har endret utkastet siden du leste det" in pressed(page, "Før vedtaket")
    assert not stored()[-1]["adopted"]
