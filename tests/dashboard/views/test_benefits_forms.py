"""The forms of the benefits register as a script: what they store, what they refuse, and that nothing typed is lost."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from dashboard import gate
from dashboard.actions.keep_initiative import WantedInitiative, keep_initiative
from dashboard.actions.measure_benefit import Measuring, measure_benefit
from data.access import LOCAL_PRINCIPAL, Principal, reading
from data.database import URL_VARIABLE, engine
from data.importers.benefit_rows import BenefitRows
from data.queries.to_change import initiative_to_change, projections_to_change
from data.schema.initiatives import Benefit, BenefitDependency, Initiative
from data.schema.model import Model
from data.schema.realisation import BudgetClaim, Measurement, MeasurementEvidence, Projection, Verification
from tests.dashboard.actions.benefit_people import controller, leader_of_the_north, leader_of_the_south, with_register
from tests.data.benefit_register import MEASURED, add, other
from tests.data.small_files import TOWN, YEAR, file, keep, units

MAIN = Path(__file__).resolve().parents[3] / "dashboard" / "main.py"
Open = Callable[..., AppTest]


@pytest.fixture
def town(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A town with the units north and south, an initiative of the north with one benefit, and a cut of 10 kroner."""
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    rows = [("actual", month, unit, "100", 100) for month in range(1, 13) for unit in ("north", "south")]
    keep(file(rows, units=units(north=None, south=None)))
    with_register()
    yield
    engine().dispose()


@pytest.fixture
def opened(town: None, monkeypatch: pytest.MonkeyPatch) -> Open:
    del town

    def open_page(part: str, principal: Principal, **query: str) -> AppTest:
        monkeypatch.setattr(gate, "current_principal", lambda: principal)
        page = AppTest.from_file(str(MAIN), default_timeout=60)
        for name, value in {"municipality": TOWN, "lang": "nb", **query}.items():
            page.query_params[name] = value
        page.run()
        page.switch_page("../pages/benefits.py").run()
        page.session_state[f"bb-register.part.{part}"] = True
        page.run()
        assert not page.exception
        return page

    return open_page


def filled(page: AppTest, label: str, value: Any, kind: str = "text_input", at: int = 0) -> None:
    """Put a value into the field of a label."""
    found = [one for one in page.get(kind) if one.label == label]
    found[at].set_value(value)


def pressed(page: AppTest, label: str) -> str:
    """Press a button and return all that the page says."""
    [button] = [one for one in page.button if one.label == label]
    button.click().run()
    return said(page)


def said(page: AppTest) -> str:
    assert not page.exception
    return "".join(str(part.value) for part in page.get("html"))


def stored(table: type[Model], **of: Any) -> list[Any]:
    with reading(LOCAL_PRINCIPAL) as session:
        found = list(session.scalars(select(table).filter_by(**of)))
        session.expunge_all()
        return found


def test_a_new_initiative_is_stored_once_with_what_was_typed(opened: Open) -> None:
    page = opened("new_initiative", leader_of_the_north())
    filled(page, "Kode", "VT-02")
    filled(page, "Navn", "Digital post")
    filled(page, "Satt av til å hente ut gevinst (kr)", "1 234,50")
    assert "Lagret." in pressed(page, "Lagre")
    assert "Lagret." in pressed(page, "Lagre")  # again
    [row] = stored(Initiative, initiative_id="VT-02")
    assert (row.name, row.unit_id, row.realisation_budget_minor) == ("Digital post", "north", 123_450)
    assert (row.version_id, row.phase) == (1, "idea")


def test_what_cannot_be_read_stays_and_says_where_and_what_to_do(opened: Open) -> None:
    page = opened("new_initiative", leader_of_the_north())
    filled(page, "Kode", "VT-02")
    filled(page, "Satt av til å hente ut gevinst (kr)", "mye")
    told = pressed(page, "Lagre")
    assert "Satt av til å hente ut gevinst (kr): «mye» er ikke et beløp. Skriv det som 1\u00a0234,50." in told.replace(
        "&#x27;", "'"
    )
    assert "Navn: Teksten mangler. Fyll den ut." in told
    assert [one.value for one in page.text_input if one.label == "Kode"] == ["VT-02"]
    assert stored(Initiative, initiative_id="VT-02") == []


def test_two_writers_see_both_versions_and_a_merge_keeps_what_each_changed(opened: Open) -> None:
    leader = leader_of_the_north()
    page = opened("initiative", leader, initiative="VT-01")
    filled(page, "Rolle som bestemmer", "Kommunedirektør")
    page.run()
    before = initiative_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01")
    assert before is not None
    theirs = type(before.row)(**{**vars(before.row), "name": "Digitalt tilsyn om natten"})
    keep_initiative(LOCAL_PRINCIPAL, WantedInitiative(TOWN, theirs, before.version))
    told = pressed(page, "Lagre")
    assert "Noen andre har lagret mens du skrev" in told
    assert "Digitalt tilsyn om natten" in told
    assert "Kommunedirektør" in told
    pressed(page, "Slå sammen")
    assert "Lagret." in pressed(page, "Lagre")
    [row] = stored(Initiative, initiative_id="VT-01")
    assert (row.name, row.decider_role) == ("Digitalt tilsyn om natten", "Kommunedirektør")


def test_a_type_fills_the_three_code_systems_which_may_be_changed(opened: Open) -> None:
    page = opened("new_benefit", leader_of_the_north(), initiative="VT-01")
    filled(page, "Kode", "VT-01-c")
    filled(page, "Navn", "Frigjort tid")
    page.run()
    [of_type] = [one for one in page.selectbox if one.label == "Type" and one.value == "cash"]
    of_type.set_value("reallocation").run()
    chosen = {one.label: one.value for one in page.selectbox}
    assert (chosen["I Prosjektveiviseren"], chosen["Hos KS"]) == ("alternative_use", "time_saved")
    filled(page, "Hos KS", None, "selectbox")
    filled(page, "Forutsetning 1: Beskrivelse", "Nytt nett")
    assert "Lagret." in pressed(page, "Lagre")
    [row] = stored(Benefit, benefit_id="VT-01-c")
    assert (row.benefit_type, row.wizard_type, row.ks_type) == ("reallocation", "alternative_use", None)


def test_a_rule_of_the_register_is_told_in_its_own_words(opened: Open) -> None:
    page = opened("benefit", leader_of_the_north(), benefit="VT-01-a")
    filled(page, "Verdi før tiltaket", "12,5")
    told = pressed(page, "Lagre")
    assert "Målt dato: " in told
    filled(page, "Målt dato", date(2023, 12, 31), "date_input")
    assert "Lagret." in pressed(page, "Lagre")
    [row] = stored(Benefit, benefit_id="VT-01-a")
    assert (row.baseline_value, row.baseline_on) == (12.5, date(2023, 12, 31))


def test_an_arrow_is_drawn_and_a_circle_is_refused(opened: Open) -> None:
    add(BenefitRows(benefits=[other()]))
    page = opened("map", leader_of_the_north(), initiative="VT-01")
    filled(page, "Fra", "VT-01-a", "selectbox")
    pressed(page, "Tegn pilen")
    assert [(one.benefit_id, one.leads_to_id) for one in stored(BenefitDependency)] == [("VT-01-a", "VT-01-b")]
    filled(page, "Fra", "VT-01-b", "selectbox")
    told = pressed(page, "Tegn pilen")
    assert "ring" in told.lower()
    assert len(stored(BenefitDependency)) == 1


HEADINGS = "Linje\tGevinst\tBetales av\tTilfaller\tMåles i\t2024\t2025\n"
PASTED = HEADINGS + "Gevinst\tVT-01-a\tnorth\tUnit north\tKroner\t{amount}\t2 000\n"


def test_a_plan_is_pasted_saved_once_and_adopted(opened: Open) -> None:
    page = opened("plan", leader_of_the_north(), initiative="VT-01")
    [area] = [one for one in page.text_area if one.label == "Rader fra regnearket"]
    area.set_value(PASTED.format(amount="tusen")).run()
    told = said(page)
    assert "tusen" in told
    assert "Rad 2, 2024" in told
    [use] = [one for one in page.button if one.label == "Fyll tabellen"]
    assert use.disabled
    area.set_value(PASTED.format(amount="1 000,50")).run()
    pressed(page, "Fyll tabellen")
    assert "Lagret." in pressed(page, "Lagre utkast")
    pressed(page, "Lagre utkast")
    [(draft, adopted)] = projections_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01").values()
    assert not adopted
    assert {(line.fiscal_year, line.amount_minor) for line in draft.row.lines} == {(2024, 100_050), (2025, 200_000)}
    assert "Vedtatt." in pressed(page, "Vedta")
    assert [one.adopted_at is not None for one in stored(Projection)] == [True]


def test_a_second_plan_needs_a_decision(opened: Open) -> None:
    page = opened("plan", leader_of_the_north(), initiative="VT-01")
    [area] = [one for one in page.text_area if one.label == "Rader fra regnearket"]
    area.set_value(PASTED.format(amount="1 000")).run()
    pressed(page, "Fyll tabellen")
    pressed(page, "Lagre utkast")
    pressed(page, "Vedta")
    pressed(page, "Lagre utkast")
    told = pressed(page, "Vedta")
    assert "en ny plan krever et vedtak" in told
    filled(page, "Vedtak", "PS 1/25")
    filled(page, "Hvem som vedtok", "council", "selectbox")
    assert "Vedtatt." in pressed(page, "Vedta")
    assert len(stored(Projection)) == 2


def test_a_measurement_is_stored_with_its_file_and_refused_above_it(opened: Open) -> None:
    page = opened("measure", leader_of_the_north(), benefit="VT-01-a")
    page.get("file_uploader")[0].set_value(("timer.csv", b"hours", "text/csv")).run()
    filled(page, "Beløp (kr)", "12,00")
    filled(page, "Din rolle", "Leder")
    filled(page, "timer.csv viser (kr)", "10,00")
    assert "12,00 er ført som hentet ut" in pressed(page, "Lagre")
    filled(page, "Beløp (kr)", "9,00")
    assert "Lagret." in pressed(page, "Lagre")
    assert "Lagret." in pressed(page, "Lagre")  # again
    [row] = stored(Measurement)
    [shown] = stored(MeasurementEvidence)
    assert (row.amount_minor, row.revision, shown.supports_minor) == (900, 1, 1000)
    assert (shown.content_hash, shown.file_unit_id) == (hashlib.sha256(b"hours").hexdigest(), "north")


def test_a_comparison_group_needs_to_be_chosen_and_is_then_measured_too(opened: Open) -> None:
    page = opened("benefit", leader_of_the_north(), benefit="VT-01-a")
    filled(page, "Verdi før tiltaket", "4,1")
    filled(page, "Målt dato", date(2023, 12, 31), "date_input")
    filled(page, "Mengde i en periode før tiltaket", "100")
    filled(page, "Kostnad per enhet før tiltaket (kr)", "300,50")
    filled(page, "Sammenligningsgruppens verdi før tiltaket", "4,2")
    assert "gevinsten er ikke sammenlignet med noen" in pressed(page, "Lagre")
    filled(page, "Sammenlignet med", "comparison_group", "selectbox")
    assert "Lagret." in pressed(page, "Lagre")
    [row] = stored(Benefit, benefit_id="VT-01-a")
    assert (row.compared_before, row.volume_before, row.unit_cost_before_minor) == (4.2, 100, 300_50)
    page = opened("measure", leader_of_the_north(), benefit="VT-01-a")
    page.get("file_uploader")[0].set_value(("dager.csv", b"days", "text/csv")).run()
    filled(page, "Mengde", "0")
    filled(page, "Din rolle", "Leder")
    filled(page, "Verdi nå, målt som før tiltaket", "3,6")
    filled(page, "Sammenligningsgruppens verdi nå", "3,7")
    filled(page, "Mengde i perioden", "90")
    filled(page, "Det alt kostet i perioden (kr)", "25 000")
    assert "Lagret." in pressed(page, "Lagre")
    [measured] = stored(Measurement)
    assert (measured.value_after, measured.compared_after) == (3.6, 3.7)
    assert (measured.volume_after, measured.cost_after_minor) == (90, 25_000_00)


def test_a_controller_verifies_what_somebody_else_entered(opened: Open) -> None:
    measure_benefit(leader_of_the_north(), Measuring(TOWN, MEASURED))
    page = opened("verify", controller())
    filled(page, "Din rolle", "Controller")
    filled(page, "Bekreftet beløp (kr)", "9,50")
    assert "9,50" in pressed(page, "Lagre konklusjonen")
    assert stored(Verification) == []
    filled(page, "Bekreftet beløp (kr)", "8,00")
    told = pressed(page, "Lagre konklusjonen")
    assert "Lagret." in told
    assert "Ingen målinger venter på kontroll." in told
    assert [(one.verdict, one.verified_minor) for one in stored(Verification)] == [("confirmed", 800)]


def test_who_entered_a_measurement_is_offered_no_verification_of_it(opened: Open) -> None:
    both = controller()
    measure_benefit(both, Measuring(TOWN, MEASURED))
    page = opened("verify", both)
    assert "Den som førte målingen, kan ikke bekrefte den." in said(page)
    assert not [one for one in page.button if one.label == "Lagre konklusjonen"]


def test_a_line_of_the_calendar_names_the_cut_and_no_more_than_it(opened: Open) -> None:
    page = opened("calendar", leader_of_the_north(), benefit="VT-01-a")
    filled(page, "År", str(YEAR))
    page.run()
    filled(page, "Beløp (kr)", "12,00")
    filled(page, "Ansvarlig rolle", "Leder")
    [cut] = [one for one in page.selectbox if one.label == "Budsjettendring som gjennomfører kuttet"]
    assert cut.options[1].startswith("PS 9/24: −10,00")
    cut.set_value("PS 9/24")
    assert "12,00 er mer enn budsjettendringen kuttet" in pressed(page, "Lagre")
    filled(page, "Beløp (kr)", "8,00")
    assert "Lagret." in pressed(page, "Lagre")
    assert [(one.amount_minor, one.change_id is not None) for one in stored(BudgetClaim)] == [(800, True)]


def test_nobody_is_offered_forms_of_units_that_are_not_theirs(opened: Open) -> None:
    page = opened("new_initiative", leader_of_the_south())
    labels = {one.label for one in page.expander}
    assert "Nytt tiltak" in labels
    assert not labels & {"Endre tiltaket", "Kontroller målinger", "Plan og prognose"}
    assert [one.options for one in page.selectbox if one.label == "Enhet"][-1] == ["Unit south"]
