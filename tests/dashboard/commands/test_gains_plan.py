"""The gains plan on the command line, of the demo municipality."""

from datetime import date
from typing import Any

import pytest

from dashboard.commands.gains_document import gains_plan_document
from dashboard.commands.output import COMMAND_LINE, as_text
from dashboard.sentences import Voice
from data.database import URL_VARIABLE
from data.periods import Quarter
from metrics.gains_answer import gains_plan
from metrics.gains_ranking import gains_overview
from metrics.gains_tables import NoGainsPlan
from metrics.load import gains_register
from tests.dashboard.commands.conftest import Run, Said, said

DAY = date(2026, 9, 30)
K = 100_000
"""A thousand kroner in øre."""


@pytest.fixture
def plan(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv(URL_VARIABLE, demo_url)

    def of(initiative: str, *more: str, as_of: str = "2026-09-30") -> Said:
        place = ("--municipality", "fjellvik", "--initiative", initiative, "--as-of", as_of)
        return said("gains-plan", *place, *more)

    return of


def amounts(document: dict[str, Any], name: str, of: str = "gains") -> dict[tuple[str, int], int | None]:
    return {(row["entity"], row["fiscal_year"]): row[name] for row in document[of]}


def test_gross_operating_cost_and_net_stand_by_entity_and_year(plan: Any) -> None:
    # Night supervision (NT-01): 300, then 560 thousand kroner of temps; running costs 140 a year, all in unit 320.
    document = plan("NT-01", "--json").document
    gross, cost, net = (amounts(document, name) for name in ("gross_minor", "operating_cost_minor", "net_minor"))
    assert gross["fjellvik", 2026] == 560 * K
    assert cost["fjellvik", 2026] == 140 * K
    assert net["fjellvik", 2026] == (560 - 140) * K
    assert amounts(document, "gross_minor", "own_units") == {
        ("320", year): gross["fjellvik", year] for _, year in gross
    }
    assert document["kind"] == "planned"


def test_a_municipality_owes_no_cut_unless_one_is_asked_for_and_then_it_is_labelled(plan: Any) -> None:
    usual = plan("NT-01", "--json", "--language", "en").document["required_cut"]
    assert not usual["hypothetical"]
    assert {(row["required_cut_minor"], row["reason"]) for row in usual["rows"]} == {(0, "municipal_plan")}
    asked = plan("NT-01", "--cut", "hypothetical", "--json", "--language", "en").document["required_cut"]
    cuts = {row["fiscal_year"]: row["required_cut_minor"] for row in asked["rows"]}
    assert asked["hypothetical"]
    assert asked["label"].startswith("HYPOTHETICAL")
    assert cuts[2026] == (560 - 140) * K // 2  # half of the net gain


def test_the_rule_is_told_with_source_mark_and_a_request_to_confirm_it(plan: Any) -> None:
    cut = plan("NT-01", "--json", "--language", "en").document["required_cut"]
    assert (cut["rule"]["mark"], cut["rule"]["last_verified"]) == ("S", "2020-06-19")
    assert "Meld. St. 30" in cut["rule"]["source"]
    assert cut["rule"]["threshold_basis"] == "each_year"
    assert cut["confirm"] == "The rules were last checked on 19\u00a0Jun\u00a02020. Confirm that they still hold."


def test_who_gains_and_is_exempt_is_told_with_the_reason_and_what_is_not_said_is_missing(plan: Any) -> None:
    # DH-01: the municipality runs it for 320 a year; the hospital gains 1 200 in 2026 and its running cost is not said.
    document = plan("DH-01", "--cut", "hypothetical", "--json", "--language", "en").document
    hospital = next(one for one in document["entities"] if one["entity"] == "nordfjella-hf")
    assert (hospital["exempt"], hospital["applicant"]) == ("health_trust", False)
    assert amounts(document, "gross_minor")["nordfjella-hf", 2026] == 1_200 * K
    assert amounts(document, "net_minor")["nordfjella-hf", 2026] is None
    assert amounts(document, "net_minor")["fjellvik", 2026] == -320 * K
    assert not document["complete"]
    assert document["watermark"]
    kinds = {(gap["kind"], gap["entity_id"]) for gap in document["missing"]}
    assert ("no_operating_cost", "nordfjella-hf") in kinds
    assert ("no_operating_cost", "fjellvik") not in kinds
    assert all(gap["message"] for gap in document["missing"])
    assert document["not_in_kroner"] == ["DH-01-b", "DH-01-d"]  # hours, and what has no price


def test_adopters_times_gain_tells_where_it_breaks_even(plan: Any) -> None:
    # 9 500 kroner a user and year in 2026-2033: 8 x 9 500 = 76 000 each; 3 000 000 / 76 000 = 39.47, so 40 users.
    (one,) = plan("VT-01", "--json").document["adopters"]
    assert (one["years"], one["gain_each_minor"], one["break_even_adopters"]) == (8, 76 * K, 40)
    net = {row["adopters"]: row["net_minor"] for row in one["by_adopters"]}
    assert net == {n: n * 76 * K - 3_000 * K for n in (0, 40, 184, 200)}


def test_years_that_are_over_stand_against_what_was_verified(plan: Any) -> None:
    (row,) = plan("NT-01", "--json").document["planned_against_realised"]["rows"]
    assert (row["entity"], row["fiscal_year"]) == ("fjellvik", 2025)  # 2026 still runs
    assert (row["denominator"], row["numerator"], row["why"]) == ((300 - 140) * K, None, "not_measured")  # not verified
    rows = plan("DO-01", "--json").document["planned_against_realised"]["rows"]
    (row,) = [one for one in rows if one["numerator"] is not None]
    assert row["gap_minor"] == row["numerator"] - row["denominator"] < 0
    assert row["value"] == pytest.approx(row["numerator"] / row["denominator"])


def test_every_initiative_of_the_demo_has_a_document_or_no_plan_yet(plan: Any) -> None:
    assert plan("VT-01", "--json").status == 0  # the database is ready
    tables, stored = gains_register(COMMAND_LINE, "fjellvik", "fjellvik", Quarter(2026, 3))
    overview = gains_overview(tables, stored, DAY)
    without = set()
    for initiative in tables.initiatives["initiative_id"]:
        try:
            found = gains_plan(tables, stored, initiative, DAY, hypothetically=True)
        except NoGainsPlan as none:
            without.add((initiative, str(none)))
        else:
            assert as_text(gains_plan_document(found, tables, DAY, Voice("nn", "NOK", 2), overview))
    assert without == {("RP-01", "no_plan")}  # an idea


def test_what_was_written_and_adopted_is_told_and_equals_what_was_decided(plan: Any) -> None:
    document = plan("VT-01", "--json", "--language", "en").document
    assert (document["complete"], document["watermark"], document["missing"]) == (True, None, [])
    assert amounts(document, "operating_cost_minor")["nordfjella-hf", 2027] == 0  # said, in no line of the plan
    adopted = document["adopted"]
    assert (adopted["number"], adopted["adopted_on"], adopted["decision_reference"]) == (1, "2026-06-18", "sak 61/26")
    assert adopted["changed_since"] is False  # the demo works the adopted figures out by itself
    assert [one["responsible_role"] for one in document["measures"]] == [
        "Enhetsleder hjemmetjenesten",
        "Kommunalsjef helse og omsorg",
    ]
    assert document["measures"][1]["due_on"] == "2026-08-31"
    before = plan("VT-01", "--json", as_of="2026-06-17").document
    assert before["adopted"] is None


def test_an_agency_that_applies_owes_half_and_is_told_why_it_gets_no_grant(plan: Any) -> None:
    # UF-01: NAV applies, gains 600 in 2027 and 1 400 from 2028, at no operating cost; the project costs 5 850.
    document = plan("UF-01", "--json", "--language", "en").document
    cut = document["required_cut"]
    cuts = {(row["entity"], row["fiscal_year"]): (row["required_cut_minor"], row["reason"]) for row in cut["rows"]}
    assert not cut["hypothetical"]
    assert cuts["nav-stat", 2027] == (600 * K // 2, "share_of_applicant")
    assert cuts["nav-stat", 2028] == (1_400 * K // 2, "share_of_applicant")
    assert cuts["fjellvik", 2027] == (0, "municipality_or_county")
    grant = document["grant"]
    assert (grant["applicant"], grant["total_cost_minor"], grant["applied_minor"]) == ("nav-stat", 5_850 * K, 2_900 * K)
    assert (grant["most_minor"], grant["refusals"]) == (None, ["cost_too_small"])  # at least 10 million from 2023
    assert grant["rule"]["cost_from_minor"] == 10_000 * K
    assert [gap["kind"] for gap in document["missing"]] == ["measure_without_due"]


def test_plans_are_ranked_by_what_a_krone_gives(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    place = ("--municipality", "fjellvik", "--as-of", "2026-09-30", "--json")
    rows = said("gains-plan", *place).document["plans"]
    values = [row["per_krone"] for row in rows]
    assert values == sorted(values, reverse=True)
    assert [row["rank"] for row in rows] == [1, 2, 3, 4, 5]
    assert {row["initiative_id"]: row["met"] for row in rows} == {
        "UF-01": 10, "FT-01": 9, "DH-01": 6, "HR-01": 11, "VT-01": 11,
    }  # fmt: skip
    one = said("gains-plan", *place, "--initiative", "VT-01").document["ranking"]
    assert one["rank"] == next(row["rank"] for row in rows if row["initiative_id"] == "VT-01")
    assert all(said("gains-plan", *place[:4], "--language", language).status == 0 for language in ("nb", "nn", "en"))


@pytest.mark.parametrize("initiative", ["VT-01", "UF-01", "DH-01"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_plan_is_said_in_words(plan: Any, initiative: str, language: str) -> None:
    told = plan(initiative, "--language", language)
    assert told.status == 0
    assert initiative in told.out
    assert "2026" in told.out


@pytest.mark.parametrize(
    ("initiative", "as_of", "error"),
    [("XX-99", "2026-09-30", "unknown_initiative"), ("VT-01", "2026-04-22", "no_plan")],  # adopted 2026-04-23
)
def test_without_a_plan_it_is_refused_in_words(plan: Any, initiative: str, as_of: str, error: str) -> None:
    told = plan(initiative, "--json", as_of=as_of)
    assert (told.status, told.document["error"]) == (1, error)
    assert initiative in told.document["message"]


def test_an_unknown_municipality_is_refused(run: Run) -> None:
    told = run("gains-plan", "--municipality", "nowhere", "--initiative", "VT-01", "--json")
    assert (told.status, told.document["error"]) == (1, "unknown_scope")
