"""What the demo municipality is there to tell, as its readers get it, in bokmål."""

from typing import Any

import pytest

from data.database import URL_VARIABLE
from tests.dashboard.commands.conftest import said


@pytest.fixture
def card(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv(URL_VARIABLE, demo_url)

    def of(unit: str, quarter: str = "2026Q3") -> dict[str, Any]:
        found = plain(said("scorecard", "--municipality", "fjellvik", "--unit", unit, "--quarter", quarter, "--json"))
        return dict(found)

    return of


def plain(answered: Any) -> Any:
    document = answered.document
    budget = document["dimensions"][0]
    needs = {need["verb"]: need for need in reversed(document["needs"])}  # the first of each verb
    return {"sentence": said_plainly(budget["sentence"]), "budget": budget, "needs": needs, "document": document}


def said_plainly(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2212", "-")


APPROVED = "3,0 mill. kr er vedtatt av kommunestyret (sak 41/26) fordi det «sparer liggedøgn på sykehus»"


@pytest.mark.parametrize(
    ("unit", "over"),
    [
        ("330", "3,1 mill. kr (6,6 %) mer enn periodisert budsjett."),
        ("300", "4,2 mill. kr (1,9 %) mer enn periodisert budsjett."),
    ],
)
def test_an_overspend_that_the_council_approved_has_its_sentence_and_its_line(card: Any, unit: str, over: str) -> None:
    found = card(unit)
    # the benefits of the telecare: 10.92 m over eight years (less the disbenefit) is 1.365 m a year;
    # to date 150 000 fewer hospital days less 30 000 of false alarms, both confirmed
    benefit = (
        "planlagt 1,4 mill. kr i året, mest hos Nordfjella helseforetak (oppdiktet); "
        "120 000 kr realisert og 120 000 kr verifisert hittil"
    )
    assert found["sentence"].startswith(f"{over} {APPROVED} (velferdsteknologi til hjemmeboende): {benefit}.")
    line = found["needs"]["show"]
    assert said_plainly(line["sentence"]) == f"Hjemmetjenesten: {APPROVED}: {benefit}"
    assert (line["unit"], line["page"]) == ("330", "benefits")
    assert all(need["unit"] != "330" for verb, need in found["needs"].items() if verb == "explain")


def test_what_central_income_hides_is_told_with_it(card: Any) -> None:
    # central items 7.1 m under (6.2 taxes + 0.9 interest), the services 4.14 m over: 2.96 m under in all
    assert (
        "Bak tallet: Sentrale poster har 7,1 mill. kr i mindreforbruk, "
        "mens de andre til sammen har 4,1 mill. kr i merforbruk." in card("fjellvik")["sentence"]
    )


def test_volume_is_said_in_per_cent_with_what_it_assumes(card: Any) -> None:
    assert (
        "1,5 mill. kr høyere volum, om alle utgifter følger volumet: "
        "«Timer i hjemmetjenesten, levert av planlagt» er 103 % av det planlagte." in card("330")["sentence"]
    )


def test_a_year_that_is_over_is_told_as_a_year(card: Any) -> None:
    found = card("fjellvik", "2025Q4")
    assert found["budget"]["lead"] == "year_deviation"
    assert found["sentence"].startswith("Året endte ")


def test_a_quarter_nobody_has_imported_has_its_lead_and_its_reason(card: Any) -> None:
    budget = card("fjellvik", "2031Q4")["budget"]
    assert (budget["lead"], budget["status"]) == ("budget_deviation_year_to_date", "no_data")
    assert budget["kpis"][0]["why_missing"] == "nothing_imported"


def test_a_score_says_how_it_was_made_and_which_way_it_deviates(card: Any) -> None:
    (score,) = [kpi for kpi in card("330")["budget"]["kpis"] if kpi["key"] == "adherence_score"]
    assert (score["value"], score["basis"], score["direction"]) == (100, "adjusted", "overspend")


def test_every_judged_indicator_is_told_to_machines(card: Any) -> None:
    for dimension in card("fjellvik")["document"]["dimensions"][1:3]:
        lead, *indicators = dimension["kpis"]
        judged = [kpi for kpi in indicators if kpi["target"] and kpi["value"] is not None]
        assert len(judged) == lead["denominator"] > 20
        assert sum(kpi["status"] == "desired" for kpi in judged) == lead["numerator"]
        assert sum(kpi["on_card"] for kpi in indicators) == 3
        assert {kpi["target"]["target_type"] for kpi in judged} <= {"minimum", "maximum", "range"}
        assert {kpi["trend"] for kpi in judged} - {"unknown"}
