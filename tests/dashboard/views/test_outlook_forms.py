"""The forms of what has no price, of scenarios and of adoption, of a plan's reason and of withdrawals, as a script."""

import pytest

from dashboard.actions.measure_benefit import Measuring, measure_benefit
from dashboard.actions.verify_measurement import Finding, verify_measurement
from data.access import LOCAL_PRINCIPAL
from data.benefit_vocabulary import Importance, Verdict
from data.importers.benefit_rows import BenefitRows
from data.importers.outlook_rows import AdoptionRow, UnpricedRow
from data.queries.to_change import adoption_to_change, initiative_to_change, scenarios_to_change, unpriced_to_change
from data.schema.initiatives import Benefit
from data.schema.realisation import Measurement, MeasurementEvidence, Projection
from tests.dashboard.actions.benefit_people import controller, leader_of_the_north
from tests.dashboard.views.test_benefits_forms import PASTED, Open, filled, opened, pressed, said, stored, town
from tests.data.benefit_register import COUNTY, MEASURED, add
from tests.data.small_files import TOWN, YEAR

__all__ = ["opened", "town"]
SAFER = UnpricedRow("VT-01", "north", "Tryggere natt", Importance.LARGE, 2)
ADOPTION = AdoptionRow("VT-01", "Avdelinger", 10, 4, 5_000_00, 20_000_00, 2024, 2028)


def effects() -> list[UnpricedRow]:
    return [one.row for one in unpriced_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01").values()]


def test_an_effect_is_entered_changed_and_taken_away(opened: Open) -> None:
    page = opened("unpriced", leader_of_the_north(), initiative="VT-01")
    filled(page, "Virkning", "Tryggere natt")
    assert "Hvem den gjelder: Ingenting er valgt." in pressed(page, "Lagre")
    filled(page, "Hvem den gjelder", "north", "selectbox")
    filled(page, "Betydning", "large", "selectbox")
    filled(page, "Omfang", "2", "selectbox")
    assert "Lagret." in pressed(page, "Lagre")
    assert "Lagret." in pressed(page, "Lagre")  # again
    assert effects() == [SAFER]
    filled(page, "Virkning å arbeide med", "1", "selectbox")
    page.run()
    filled(page, "Virkning", "")
    assert "Virkning: Teksten mangler. Fyll den ut." in pressed(page, "Lagre")
    assert "Tatt bort." in pressed(page, "Ta bort")
    assert effects() == []
    filled(page, "Virkning", "Tryggere natt")
    filled(page, "Hvem den gjelder", "north", "selectbox")
    assert "Lagret." in pressed(page, "Lagre")


def test_scenarios_are_added_taken_out_and_must_be_the_whole(opened: Open) -> None:
    page = opened("scenarios", leader_of_the_north(), initiative="VT-01")
    for at, (name, share) in enumerate((("Som planlagt", "70"), ("Ingen vil ha det", "20"))):
        filled(page, "Navn", name, at=at)
        filled(page, "Sannsynlighet (%)", share, at=at)
    filled(page, "Gevinst (% av planen)", "10", at=1)
    filled(page, "Siste år før stopp", "2026", at=1)
    told = pressed(page, "Lagre")
    assert "blir 90 % til sammen. Rett dem så de blir 100 %." in told
    assert "Scenario 2, Koster å stoppe (kr): Scenarioet kan stoppes etter 2026" in told
    filled(page, "Koster å stoppe (kr)", "0", at=1)
    pressed(page, "Legg til et scenario")
    filled(page, "Navn", "Midt imellom", at=2)
    assert "Scenario 3, Sannsynlighet (%): Prosenten mangler. Skriv den som 12,5." in pressed(page, "Lagre")
    filled(page, "Sannsynlighet (%)", "10", at=2)
    assert "Lagret." in pressed(page, "Lagre")
    pressed(page, "Ta ut scenario 1")
    assert [one.value for one in page.text_input if one.label == "Navn"] == ["Ingen vil ha det", "Midt imellom"]
    filled(page, "Sannsynlighet (%)", "90", at=1)
    page.run()
    filled(page, "Sannsynlighet (%)", "80", at=0)
    filled(page, "Sannsynlighet (%)", "20", at=1)
    assert "Lagret." in pressed(page, "Lagre")
    found = scenarios_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01")
    assert found is not None
    assert [(one.name, one.probability_millionths, one.stop_year) for one in found.row] == [
        ("Ingen vil ha det", 800_000, 2026),
        ("Midt imellom", 200_000, None),
    ]
    assert [(one.benefit_factor_millionths, one.stop_cost_minor) for one in found.row] == [
        (100_000, 0),
        (1_000_000, None),
    ]
    assert "Tatt bort." in pressed(page, "Ta bort alle scenarioene")
    assert scenarios_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01") is None


def test_adoption_is_entered_and_a_number_that_is_none_says_how_to_write_it(opened: Open) -> None:
    page = opened("adoption", leader_of_the_north(), initiative="VT-01")
    filled(page, "Hvem som tar den i bruk", "Avdelinger")
    filled(page, "Planlagt antall", "ti")
    filled(page, "Antall nå", "4")
    filled(page, "Gevinst for hver, per år (kr)", "5 000,00")
    filled(page, "Første år", "2024")
    filled(page, "Fast kostnad, engang (kr)", "20 000")
    told = pressed(page, "Lagre")
    assert "Planlagt antall: «ti» er ikke et helt tall. Skriv det med bare sifre, som 12." in told
    assert "Siste år: Tallet mangler." in told
    filled(page, "Planlagt antall", "10")
    filled(page, "Siste år", "2028")
    assert "Lagret." in pressed(page, "Lagre")
    found = adoption_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01")
    assert found is not None
    assert found.row == ADOPTION
    assert "Tatt bort." in pressed(page, "Ta bort")
    assert adoption_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01") is None
    assert [one.value for one in page.text_input if one.label == "Hvem som tar den i bruk"] == [""]


def test_what_a_partner_does_is_entered_beside_the_partner(opened: Open) -> None:
    add(BenefitRows(parties=[COUNTY]))
    page = opened("initiative", leader_of_the_north(), initiative="VT-01")
    filled(page, "Parter som er med", ["county"], "multiselect")
    page.run()
    filled(page, "Fylket: rolle", "betaler utstyret")
    assert "Lagret." in pressed(page, "Lagre")
    found = initiative_to_change(LOCAL_PRINCIPAL, TOWN, "VT-01")
    assert found is not None
    assert (found.row.partners, found.row.parts) == (("county",), (("county", "betaler utstyret"),))


def test_the_reason_of_a_plan_is_saved_before_it_is_adopted_and_stands_in_the_history(opened: Open) -> None:
    page = opened("plan", leader_of_the_north(), initiative="VT-01")
    [area] = [one for one in page.text_area if one.label == "Rader fra regnearket"]
    area.set_value(PASTED.format(amount="1 000,50")).run()
    pressed(page, "Fyll tabellen")
    pressed(page, "Lagre utkast")
    filled(page, "Begrunnelse", "Leveransen er et år forsinket", "text_area")
    page.run()
    [adopt] = [one for one in page.button if one.label == "Vedta"]
    assert adopt.disabled
    assert "Lagret." in pressed(page, "Lagre utkast")
    assert "Vedtatt." in pressed(page, "Vedta")
    assert [one.reason for one in stored(Projection)] == ["Leveransen er et år forsinket"]


def test_more_than_one_file_and_place_show_a_measurement(opened: Open) -> None:
    page = opened("measure", leader_of_the_north(), benefit="VT-01-a")
    files = [("timer.csv", b"hours", "text/csv"), ("turer.csv", b"trips", "text/csv")]
    page.get("file_uploader")[0].set_value(files).run()
    filled(page, "timer.csv viser (kr)", "0,50")
    filled(page, "turer.csv viser (kr)", "0,25")
    pressed(page, "Legg til et sted i regnskapet")
    for at, account in enumerate(("", "100")):
        filled(page, "Regnskapsår", str(YEAR), at=at)
        filled(page, "Enhet i regnskapet", "north", "selectbox", at=at)
        filled(page, "Art", account, at=at)
    filled(page, "Regnskapet viser (kr)", "1,25", at=0)
    filled(page, "Regnskapet viser (kr)", "1,00", at=1)
    filled(page, "Din rolle", "Leder")
    filled(page, "Beløp (kr)", "3,01")
    told = pressed(page, "Lagre")
    assert "3,01 er ført som hentet ut" in told  # 0.50 + 0.25 + 1.25 + 1.00 = 3.00 is shown
    filled(page, "Beløp (kr)", "3,00")
    assert "Lagret." in pressed(page, "Lagre")
    assert [one.supports_minor for one in stored(MeasurementEvidence)] == [50, 25, 125, 100]
    [left_out] = [one for one in page.multiselect if one.label == "Ta ut av dokumentasjonen"]
    assert "timer.csv viser 0,50 kr" in left_out.options


def test_stored_evidence_is_kept_but_for_what_is_left_out(opened: Open) -> None:
    leader = leader_of_the_north()
    more = MEASURED.evidence[0].__class__(supports_minor=500, file_name="turer.xlsx", content=b"trips")
    measure_benefit(
        leader, Measuring(TOWN, MEASURED.__class__(**{**vars(MEASURED), "evidence": (*MEASURED.evidence, more)}))
    )
    page = opened("measure", leader, benefit="VT-01-a")
    [left_out] = [one for one in page.multiselect if one.label == "Ta ut av dokumentasjonen"]
    left_out.set_value([one for one in left_out.options if "timer" in one])
    assert "9,00 er ført som hentet ut" in pressed(page, "Lagre")
    filled(page, "Beløp (kr)", "5,00")
    assert "Lagret." in pressed(page, "Lagre")
    newest = max(stored(Measurement), key=lambda one: one.revision)
    kept = stored(MeasurementEvidence, measurement_id=newest.measurement_id)
    assert [one.supports_minor for one in kept] == [500]


def test_freed_time_is_chosen_and_another_unit_is_named(opened: Open) -> None:
    page = opened("benefit", leader_of_the_north(), benefit="VT-01-a")
    filled(page, "Måles i", "hours", "selectbox")
    page.run()
    assert not [one for one in page.text_input if one.label == "Måleenhet"]
    assert "Lagret." in pressed(page, "Lagre")
    assert [one.unit_of_measure for one in stored(Benefit)] == ["hours"]
    filled(page, "Måles i", "unit_of_measure", "selectbox")
    page.run()
    assert "Måleenhet: Teksten mangler. Fyll den ut." in pressed(page, "Lagre")
    filled(page, "Måleenhet", "turer")
    assert "Lagret." in pressed(page, "Lagre")
    assert [one.unit_of_measure for one in stored(Benefit)] == ["turer"]


def test_a_measurement_is_withdrawn_with_a_reason(opened: Open) -> None:
    leader = leader_of_the_north()
    measure_benefit(leader, Measuring(TOWN, MEASURED))
    page = opened("withdraw", leader, benefit="VT-01-a")
    filled(page, "Din rolle", "Leder")
    assert "Hvorfor den trekkes tilbake: Teksten mangler. Fyll den ut." in pressed(page, "Trekk målingen tilbake")
    filled(page, "Hvorfor den trekkes tilbake", "Regnet to ganger", "text_area")
    told = pressed(page, "Trekk målingen tilbake")
    assert "Trukket tilbake." in told
    assert "Her er ingen måling som du kan trekke tilbake." in told
    assert [(one.revision, one.amount_minor, one.note) for one in stored(Measurement)] == [
        (1, 900, None),
        (2, None, "Regnet to ganger"),
    ]


@pytest.mark.parametrize(("who", "offered"), [("leader", False), ("controller", True)])
def test_what_is_confirmed_is_offered_to_a_controller_alone(opened: Open, who: str, offered: bool) -> None:
    leader = leader_of_the_north()
    measured = measure_benefit(leader, Measuring(TOWN, MEASURED))
    verify_measurement(controller(), Finding(TOWN, measured.measurement_id, Verdict.CONFIRMED, "Controller", 900))
    page = opened("withdraw", leader if who == "leader" else controller(), benefit="VT-01-a")
    assert ("Her er ingen måling som du kan trekke tilbake." not in said(page)) == offered
    assert bool([one for one in page.button if one.label == "Trekk målingen tilbake"]) == offered
