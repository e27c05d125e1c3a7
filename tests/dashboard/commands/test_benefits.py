"""The command «benefits» on a small town whose figures are worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.benefit_vocabulary import BenefitType, Flow, ProjectionKind, Route, Verdict
from data.database import URL_VARIABLE
from data.importers.benefit_rows import (
    BenefitRows,
    EvidenceRow,
    LineRow,
    MeasurementRow,
    ProjectionRow,
    VerificationRow,
)
from data.vocabulary import AuthorityKind
from tests.data.benefit_register import GAIN, STARTED, add

PROOF = EvidenceRow(supports_minor=80_000, file_name="timer.xlsx", content=b"hours")
CONFIRMED = VerificationRow(Verdict.CONFIRMED, 70_000, "Rådgiver", "sykehjem")
# what Skolen pays for gains Sykehjemmet; hours are beside the kroner
MONEY = {"benefit_id": "T-1-a", "bearer_id": "skole", "beneficiary_id": "sykehjem"}
HOURS = {"benefit_id": "T-1-h", "bearer_id": "skole", "beneficiary_id": "skole"}
COST = LineRow(Flow.COST, 2025, 12, None, "skole", None, 150_000)


HOURS_PLANNED = LineRow(Flow.BENEFIT, 2025, 12, quantity=100.0, route=Route.QUALITY, **HOURS)


def gain(year: int, minor: int) -> LineRow:
    return LineRow(Flow.BENEFIT, year, 12, amount_minor=minor, **MONEY)


FIRST = ProjectionRow("T-1", ProjectionKind.PLAN, date(2025, 1, 1), (COST, gain(2025, 100_000), gain(2026, 200_000)))
SECOND = replace(
    FIRST,
    as_of=date(2025, 3, 1),
    decision_reference="12/25",
    authority_kind=AuthorityKind.COUNCIL,
    lines=(COST, gain(2025, 120_000), gain(2026, 200_000), HOURS_PLANNED),
)
FORECAST = ProjectionRow(
    "T-1", ProjectionKind.FORECAST, date(2025, 6, 30), (COST, gain(2025, 90_000), gain(2026, 160_000)), reason="Senere"
)
TOO_LATE = replace(FORECAST, as_of=date(2026, 1, 15), lines=(COST, gain(2025, 1)))  # not known in 2025
ALONE = ProjectionRow(
    "T-2", ProjectionKind.PLAN, date(2025, 1, 1), (LineRow(Flow.COST, 2025, 12, None, "sykehjem", None, 30_000),)
)
ROWS = BenefitRows(
    initiatives=[
        replace(STARTED, initiative_id="T-1", unit_id="skole", price_year=2025),
        replace(STARTED, initiative_id="T-2", name="Uten gevinst", unit_id="sykehjem", price_year=2025),
    ],
    benefits=[
        replace(GAIN, benefit_id="T-1-a", initiative_id="T-1", unit_id="skole", first_effect_on=date(2025, 1, 1)),
        replace(
            GAIN,
            benefit_id="T-1-h",
            initiative_id="T-1",
            unit_id="skole",
            benefit_type=BenefitType.REALLOCATION,
            unit_of_measure="hours",
            first_effect_on=date(2025, 1, 1),
        ),
    ],
    projections=[FIRST, SECOND, FORECAST, TOO_LATE, ALONE],
    measurements=[
        MeasurementRow(
            "T-1-a", 2025, 12, "sykehjem", "Leder", (PROOF,), 80_000, price_year=2025, verification=CONFIRMED
        ),
        MeasurementRow(
            "T-1-h", 2025, 12, "skole", "Leder", (PROOF,), quantity=60.0, routes=((Route.QUALITY, 45.0, None),)
        ),
    ],
)
NPV = 120_000 + 200_000 / 1.04 - 150_000


@pytest.fixture
def small(town: str) -> str:
    add(ROWS, town)
    return town


def asked(run: Any, town: str, *more: str, day: str = "2026-02-10") -> Any:
    return run("benefits", "--municipality", town, "--as-of", day, "--json", *more)


def first(document: dict[str, Any]) -> dict[str, Any]:
    return dict(document["initiatives"][0])


def test_the_quarter_is_the_last_whole_one_and_is_said(run: Any, small: str) -> None:
    document = asked(run, small).document
    assert (document["as_of"], document["quarter"], document["quarter_ended_on"]) == (
        "2026-02-10",
        "2025Q4",
        "2025-12-31",
    )
    assert (document["price_year"], document["base_year"], document["discount"]["schedule"]) == (2025, 2025, "no")
    assert asked(run, small, day="2025-12-31").document["quarter"] == "2025Q4"  # its own last day
    assert asked(run, small, day="2025-12-30").document["quarter"] == "2025Q3"
    today = run("benefits", "--municipality", small, "--json").document
    assert today["as_of"] == date.today().isoformat()
    assert date.fromisoformat(today["quarter_ended_on"]) <= date.today()


def test_kroner_by_type_and_rates_against_both_plans(run: Any, small: str) -> None:
    found = first(asked(run, small).document)
    (cash, hours) = found["types"]
    told = {name: cash[f"{name}_minor"] for name in ("planned_original", "planned", "forecast", "realised", "verified")}
    assert told == {
        "planned_original": 100_000,
        "planned": 120_000,
        "forecast": 90_000,
        "realised": 80_000,
        "verified": 70_000,
    }
    assert cash["forecast_at_completion_minor"] == 80_000 + 160_000
    assert (hours["type"], hours["planned_minor"], hours["why_no_plan"]) == ("reallocation", None, "not_in_kroner")
    assert found["realisation_rate"] == {
        "numerator": 80_000,
        "denominator": 120_000,
        "value": 80_000 / 120_000,
        "why_missing": None,
    }
    assert found["realisation_rate_original"]["value"] == 80_000 / 100_000
    assert found["verified_by"] == [{"role": "Rådgiver", "measurements": 1, "amount_minor": 70_000, "why": None}]
    assert (found["verified_and_cut"]["numerator"], found["verified_and_cut"]["denominator"]) == (0, 70_000)
    assert found["forecast_made"] is True


def test_hours_are_beside_the_kroner_and_sum_by_route(run: Any, small: str) -> None:
    hours = first(asked(run, small).document)["hours"]
    assert (hours["planned"], hours["realised"]) == (100, 60)
    told = {route: one["realised"] for route, one in hours["routes"].items() if one["realised"]}
    assert told == {"quality": 45, "unrealised": 60 - 45}


def test_who_pays_who_gains_and_what_it_takes(run: Any, small: str) -> None:
    value = first(asked(run, small).document)["value"]["public_budget"]
    assert value["npv_minor"] == round(NPV)
    parties = {one["party"]: one for one in value["parties"]}
    assert parties["Skolen"]["npv_minor"] == -150_000
    assert parties["Skolen"]["own_capture"] == 0  # all of what it pays for comes to another
    (pocket,) = value["wrong_pockets"]
    assert (pocket["party"], pocket["loss_minor"], pocket["loss_a_year_minor"]) == (
        "Skolen",
        150_000,
        156_000,
    )  # x 1.04
    assert pocket["loss_share"] == pytest.approx(150_000 / (120_000 + 200_000 / 1.04))
    made_whole = value["compensation"]
    assert (made_whole["needed_minor"], made_whole["feasible"], made_whole["lacking_minor"]) == (150_000, True, 0)
    assert [(one["payer"], one["receiver"]) for one in made_whole["payments"]] == [("Sykehjemmet", "Skolen")]


def test_shares_in_the_budget_year_the_plan_and_later(run: Any, small: str) -> None:
    value = first(asked(run, small).document)["value"]["public_budget"]
    this_year, whole = value["horizons"]["budget_year"], value["four_year_plan"]
    assert this_year["gains_share"] == 120_000 / 320_000
    assert this_year["gains_present_value_share"] == pytest.approx(120_000 / (120_000 + 200_000 / 1.04))
    assert (whole["gains_minor"], whole["gains_share"], value["horizons"]["later"]["gains_share"]) == (320_000, 1, 0)


def test_all_together_and_the_two_perspectives_by_their_names(run: Any, small: str) -> None:
    document = asked(run, small).document
    whole = document["in_all"]
    assert whole["value"]["public_budget"]["npv_minor"] == round(NPV - 30_000)
    assert sorted(whole["value"]) == ["public_budget", "socio_economic"]
    social = whole["value"]["socio_economic"]
    assert social["tax_financing_minor"] == round(-0.2 * (NPV - 30_000))  # 20 øre a krone, a line of its own
    assert social["npv_minor"] == round(NPV - 30_000)
    other = document["initiatives"][1]
    assert (other["initiative_id"], other["types"], other["hours"]) == ("T-2", [], None)
    assert other["realisation_rate"]["why_missing"] == "no_benefits_registered"
    assert other["value"]["public_budget"]["npv_minor"] == -30_000


def test_one_initiative_alone_is_the_same_and_nothing_is_summed(run: Any, small: str) -> None:
    whole, alone = asked(run, small).document, asked(run, small, "--initiative", "T-1").document
    assert alone["in_all"] is None
    assert alone["initiatives"] == whole["initiatives"][:1]


def test_the_sober_estimate_and_the_cost_of_taxes_stand_beside_the_plan(run: Any, small: str) -> None:
    value = first(asked(run, small).document)["value"]
    planned = value["public_budget"]["as_planned"]
    worth = 120_000 + 200_000 / 1.04
    assert (planned["benefits_minor"], planned["costs_minor"]) == (round(worth), 150_000)
    assert planned["benefit_cost_ratio"] == pytest.approx(worth / 150_000)
    assert planned["a_year_minor"] == round(NPV * 1.04)  # one year after the first
    sober, taken = value["public_budget"]["sober"], value["public_budget"]["taken_off"]
    assert sober["npv_minor"] == pytest.approx(planned["npv_minor"] - taken["haircut_minor"], abs=1)
    assert (taken["later_minor"], taken["dearer_minor"], sober["cost_bias"]) == (0, 0, None)
    assert value["public_budget"]["npv_after_tax_financing_minor"] is None  # of society alone
    assert value["socio_economic"]["npv_after_tax_financing_minor"] == pytest.approx(1.2 * NPV, abs=1)
    lifted = first(asked(run, small, "--project", "outsourcing").document)["value"]["public_budget"]
    assert lifted["taken_off"]["dearer_minor"] == round(0.41 * 150_000)
    assert lifted["as_planned"] == planned


def test_how_one_initiative_may_go_is_told_with_its_distribution_and_seed_or_why_it_is_not(
    run: Any, small: str, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = asked(run, small).document
    assert whole["in_all"]["value"]["public_budget"]["outlooks"] is None  # of one initiative at a time
    none = first(whole)["value"]["public_budget"]["outlooks"]
    assert (none["scenarios"], none["why_no_scenarios"]) == (None, "no_scenarios")
    assert (none["draws"], none["why_no_draws"]) == (None, "no_ranges")
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    told = run("benefits", "--municipality", "fjellvik", "--initiative", "DH-01", "--as-of", "2026-11-30", "--json")
    value = first(told.document)["value"]["public_budget"]
    gained, paid = value["as_planned"]["benefits_minor"], value["as_planned"]["costs_minor"]
    # 60 %: 40 % of the benefits at full cost; 40 %: 60 % of the benefits at half the cost
    committed = 0.6 * (0.4 * gained - paid) + 0.4 * (0.6 * gained - 0.5 * paid)
    assert value["outlooks"]["scenarios"]["committed_minor"] == pytest.approx(committed, abs=2)
    draws = value["outlooks"]["draws"]
    assert (draws["draws"], draws["seed"], draws["distribution"]) == (10_000, 1, "triangular, independent")
    assert draws["p10_minor"] < draws["p50_minor"] < draws["p90_minor"] < 1.1 * gained - 0.9 * paid


def test_other_discount_rates_have_other_present_values(run: Any, small: str) -> None:
    danish = asked(run, small, "--discount", "dk").document
    assert danish["discount"]["tax_financing_share"] is None
    value = first(danish)["value"]
    assert value["public_budget"]["npv_minor"] == round(120_000 + 200_000 / 1.035 - 150_000)
    assert value["socio_economic"]["why_no_tax_financing"] == "no_tax_financing_share"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "nb",
            ["Alle tiltak samlet", "Feil lomme: Skolen taper 1 500 kr", "Verifisert av Rådgiver: 700 kr (1 måling)"],
        ),
        ("nn", ["Alle tiltak samla", "Feil lomme: Skolen taper 1 500 kr", "Verifisert av Rådgiver: 700 kr (1 måling)"]),
        ("en", ["All initiatives together", "Wrong pocket: Skolen loses NOK 1,500", "Verified by Rådgiver: NOK 700"]),
    ],
)
def test_a_person_reads_it_in_their_language(run: Any, small: str, language: str, words: list[str]) -> None:
    said = run("benefits", "--municipality", small, "--as-of", "2026-02-10", "--language", language)
    assert said.status == 0
    plain = said.out.replace("\u00a0", " ")
    assert [one for one in words if one not in plain] == []
    assert "{" not in plain


@pytest.mark.parametrize(
    ("language", "beginning"),
    [("nb", "Fant ikke tiltaket «T-9»"), ("nn", "Fann ikkje tiltaket «T-9»"), ("en", "Found no initiative “T-9”")],
)
def test_an_unknown_initiative_is_refused_in_words(run: Any, small: str, language: str, beginning: str) -> None:
    refused = run("benefits", "--municipality", small, "--initiative", "T-9", "--language", language)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith(beginning)
    document = asked(run, small, "--initiative", "T-9")
    assert (document.status, document.document["error"], document.document["found"]) == (1, "unknown_initiative", "T-9")


@pytest.mark.parametrize(
    ("language", "beginning"), [("nb", "Fant ikke «9902»"), ("nn", "Fann ikkje «9902»"), ("en", "“9902” was not found")]
)
def test_an_unknown_municipality_is_refused_in_words(run: Any, language: str, beginning: str) -> None:
    refused = run("benefits", "--municipality", "9902", "--language", language)
    assert refused.status == 1
    assert refused.err.startswith(beginning)
    assert asked(run, "9902").document["error"] == "unknown_scope"


def test_rates_that_were_not_in_force_are_refused_in_words(run: Any, small: str) -> None:
    refused = run("benefits", "--municipality", small, "--as-of", "2013-12-31", "--discount", "uk", "--language", "en")
    assert refused.status == 1
    assert "31 Dec 2013" in refused.err.replace("\u00a0", " ")


@pytest.mark.parametrize("day", ["2026-13-01", "10.02.2026", "i dag", ""])
def test_a_wrong_date_is_wrong_usage(run: Any, small: str, day: str) -> None:
    assert asked(run, small, day=day).status == 2
