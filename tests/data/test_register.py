"""What is stored of the register, and what is refused with all of it: on both engines."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from data.access import LOCAL_PRINCIPAL, reading
from data.benefit_vocabulary import BenefitLevel, CutBasis, EvidenceKind, Phase, ProjectionKind, Route, Verdict
from data.importers.benefit_rows import BenefitRows, EvidenceRow, PrerequisiteRow, VerificationRow
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.importers.parsed import BudgetChangeRow
from data.importers.undo import undo
from data.keeping import BrokenRules
from data.schema.initiatives import Benefit, BenefitDependency, BenefitPrerequisite, EvidenceFile, Initiative, Party
from data.schema.ledger import BudgetChange
from data.schema.model import Model
from data.schema.realisation import (
    BudgetClaim,
    MeasuredRoute,
    Measurement,
    MeasurementEvidence,
    Projection,
    ProjectionLine,
    Scenario,
    UnpricedEffect,
    Verification,
)
from data.vocabulary import AuthorityKind, Kind
from tests.data.benefit_register import CLAIM, COUNTY, GAIN, LINE, MEASURED, PLAN, PROOF, STARTED, add, begun, other
from tests.data.small_files import YEAR, dump, file, keep, units, whole_file

CUT = BudgetChangeRow(YEAR, date(YEAR, 6, 1), "north", AuthorityKind.COUNCIL, "PS 9/24", -1000)
RAISED = replace(CUT, reference="PS 7/24", amount_minor=1000)
BOOKED = replace(CLAIM, change_reference="PS 9/24")


@pytest.fixture
def town(database: str) -> str:
    """A town with the units north and south, ledger lines of both, and a cut of 10 kroner in the north."""
    return filled(database)


@pytest.fixture
def sqlite_town(sqlite_database: str) -> str:
    """The same on SQLite alone, for the many cases of what does not depend on the engine."""
    return filled(sqlite_database)


def filled(database: str) -> str:
    keep(whole_file())
    keep(file([], units=units(north=None), budget_changes=[CUT, RAISED]), name="cut.csv", profile="budget-changes-csv")
    return database


def stored(table: type[Model], *names: str) -> list[Any]:
    with reading(LOCAL_PRINCIPAL) as session:
        rows = session.execute(select(*(getattr(table, name) for name in names)))
        return sorted((tuple(row) for row in rows), key=repr)


def refused(rows: BenefitRows, url: str) -> list[str]:
    """Return the codes of what is refused, after nothing of it stayed."""
    before = dump(url)
    with pytest.raises(BrokenRules) as broken:
        add(rows)
    assert dump(url) == before
    return [problem.code for problem in broken.value.problems]


@pytest.mark.usefixtures("town")
def test_what_is_told_again_is_renewed_and_its_version_rises() -> None:
    prerequisites = (PrerequisiteRow("Nett", "IT", date(2024, 1, 1)), PrerequisiteRow("Kurs", None, date(2024, 1, 1)))
    add(begun(benefits=[replace(GAIN, prerequisites=prerequisites)]))
    add(begun(benefits=[replace(GAIN, name="Færre reiser", prerequisites=prerequisites[:1])]))
    assert stored(Initiative, "name", "version_id") == [("Digital tilsyn", 1)]  # nothing of it was told otherwise
    assert stored(Benefit, "name", "version_id") == [("Færre reiser", 2)]
    assert stored(BenefitPrerequisite, "description") == [("Nett",)]


@pytest.mark.usefixtures("town")
def test_units_named_as_who_pays_become_parties() -> None:
    add(begun(parties=[COUNTY], projections=[replace(PLAN, lines=(replace(LINE, bearer_id="south"), LINE))]))
    assert stored(Party, "party_id", "unit_id", "kind") == [
        ("county", None, "county"),
        ("north", "north", "unit"),
        ("south", "south", "unit"),
    ]


@pytest.mark.usefixtures("town")
def test_projections_are_numbered_adopted_and_stay() -> None:
    council = AuthorityKind.COUNCIL
    newer = replace(PLAN, as_of=date(2025, 1, 1), decision_reference="PS 1/25", authority_kind=council)
    forecast = replace(PLAN, kind=ProjectionKind.FORECAST, as_of=date(2024, 9, 1))
    add(begun(projections=[PLAN, forecast]))
    add(BenefitRows(projections=[newer]))
    assert stored(Projection, "projection_number", "kind", "decision_reference", "adopted_by") == [
        (1, "plan", None, "local"),
        (2, "forecast", None, "local"),
        (3, "plan", "PS 1/25", "local"),
    ]
    assert stored(ProjectionLine, "projection_number", "line_number", "amount_minor") == [
        (1, 1, 1000),
        (2, 1, 1000),
        (3, 1, 1000),
    ]


def test_a_new_plan_without_a_decision_is_refused_with_everything_beside_it(town: str) -> None:
    add(begun(projections=[PLAN]))
    rows = BenefitRows(benefits=[other()], projections=[replace(PLAN, as_of=date(2025, 1, 1))])
    assert refused(rows, town) == ["plan_without_decision"]


@pytest.mark.usefixtures("town")
def test_a_measurement_is_kept_with_its_file_routes_and_verification() -> None:
    found = VerificationRow(Verdict.CONFIRMED, 800, "Controller", "south")
    hours = replace(GAIN, unit_of_measure="hours")
    routes = ((Route.QUALITY, 6.0, None), (Route.CUT, 3.0, CutBasis.OVERTIME))
    add(begun(benefits=[hours], measurements=[replace(MEASURED, quantity=10.0, routes=routes, verification=found)]))
    corrected = replace(MEASURED, quantity=4.0, routes=routes[1:], amount_minor=700)
    add(BenefitRows(measurements=[corrected]))
    kept = hashlib.sha256(b"hours").hexdigest()
    assert stored(Measurement, "revision", "amount_minor", "price_year") == [(1, 900, 2024), (2, 700, 2024)]
    assert stored(EvidenceFile, "content_hash", "unit_id", "name", "content") == [
        (kept, "north", "timer.xlsx", b"hours")
    ]
    assert stored(MeasurementEvidence, "kind", "content_hash", "supports_minor") == [("file", kept, 1000)] * 2
    assert stored(MeasuredRoute, "route", "hours") == [("cut", 3.0), ("cut", 3.0), ("quality", 6.0)]
    assert stored(Verification, "verdict", "verified_minor") == [("confirmed", 800)]


LEDGER = EvidenceRow(ledger_kind=Kind.ACTUAL, ledger_year=YEAR, ledger_unit_id="north")


@pytest.mark.parametrize(
    ("place", "amount", "found"),
    [
        ({}, 100, []),  # the north has one line of 100; the south's 7 and the budget's 900 are others
        ({}, 101, ["realised_above_evidence"]),
        ({"supports_minor": 100}, 100, []),
        ({"supports_minor": 101}, 100, ["supports_above_ledger"]),
        ({"ledger_unit_id": "south"}, 7, []),
        ({"ledger_account_code": "100"}, 100, []),
        ({"ledger_account_code": "101"}, 100, ["ledger_without_lines"]),
        ({"ledger_function_code": "f2"}, 100, ["ledger_without_lines"]),
        ({"ledger_kind": Kind.ORIGINAL}, 900, []),
        ({"ledger_year": 2023}, 100, ["ledger_without_lines"]),
    ],
)
def test_ledger_lines_support_what_they_add_up_to(
    sqlite_town: str, place: dict[str, Any], amount: int, found: list[str]
) -> None:
    add(begun())
    rows = BenefitRows(measurements=[replace(MEASURED, amount_minor=amount, evidence=(replace(LEDGER, **place),))])
    if found:
        assert refused(rows, sqlite_town) == found
        return
    add(rows)
    assert stored(MeasurementEvidence, "kind", "supports_minor") == [(EvidenceKind.LEDGER.value, amount)]


@pytest.mark.usefixtures("town")
def test_a_claim_is_tied_to_the_booked_cut_and_renewed() -> None:
    add(begun(claims=[CLAIM]))
    add(BenefitRows(claims=[replace(BOOKED, amount_minor=1000)]))
    (cut,) = [change_id for change_id, said in stored(BudgetChange, "change_id", "reference") if said == "PS 9/24"]
    assert stored(BudgetClaim, "amount_minor", "change_id", "version_id") == [(1000, cut, 2)]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"amount_minor": 1001}, ["claimed_above_cut_alone"]),
        ({"change_reference": "PS 8/24"}, ["change_not_found"]),
        ({"change_reference": "PS 7/24"}, ["change_not_found"]),  # it raised the budget
        ({"unit_id": "south"}, ["change_not_found"]),
        ({"fiscal_year": 2025}, ["change_not_found"]),
        ({"benefit_id": "VT-99"}, ["unknown_benefit"]),
        ({"unit_id": "east"}, ["unknown_unit"]),
    ],
)
def test_a_claim_without_its_cut_is_refused(sqlite_town: str, told: dict[str, Any], found: list[str]) -> None:
    add(begun())
    assert refused(BenefitRows(claims=[replace(BOOKED, **told)]), sqlite_town) == found


def test_what_one_claimed_of_a_cut_another_cannot(town: str) -> None:
    rival = replace(STARTED, initiative_id="VT-02", unit_id="south")
    add(begun(claims=[replace(BOOKED, amount_minor=600)]))
    theirs = other(initiative_id="VT-02")
    rows = BenefitRows(
        initiatives=[rival], benefits=[theirs], claims=[replace(BOOKED, benefit_id="VT-01-b", amount_minor=401)]
    )
    assert refused(rows, town) == ["claimed_above_cut"]
    rows.claims = [replace(rows.claims[0], amount_minor=400)]
    add(rows)
    assert sum(amount for (amount,) in stored(BudgetClaim, "amount_minor")) == 600 + 400


def test_what_an_undone_file_claimed_is_free_again(town: str) -> None:
    """Decoy: a claim of a file that is undone takes nothing of the cut."""
    batch = keep(file([], units=units(south=None)), name="claims.csv")
    add(begun())
    add(BenefitRows(claims=[replace(BOOKED, amount_minor=1000)]), batch_id=batch.batch_id)
    again = BenefitRows(claims=[replace(BOOKED, period=8, amount_minor=1000)])
    assert refused(again, town) == ["claimed_above_cut"]
    undo(LOCAL_PRINCIPAL, batch.batch_id)
    add(again)


MAPPED = {"leads_to": ("VT-01-b",)}


@pytest.mark.parametrize(
    ("benefits", "found"),
    [
        ([replace(GAIN, **MAPPED), other()], []),
        ([replace(GAIN, **MAPPED), other(leads_to=("VT-01-a",))], ["circle"]),
        ([replace(GAIN, level=BenefitLevel.PROBLEM)], ["no_solution_benefit"]),
        ([replace(GAIN, level=BenefitLevel.PROBLEM), other()], []),
        ([replace(GAIN, indicator_id="i1"), other(indicator_id="i1")], ["attribution_above_whole"]),
        ([replace(GAIN, indicator_id="i1"), other(indicator_id="i1", unit_id="south")], []),
        ([replace(GAIN, indicator_id="i1"), other(indicator_id="i1", attribution_millionths=0)], []),
        ([replace(GAIN, indicator_id="i9")], ["unknown_indicator"]),
        ([replace(GAIN, leads_to=("VT-09",))], ["unknown_benefit"]),
        ([replace(GAIN, initiative_id="VT-09")], ["unknown_initiative"]),
        ([replace(GAIN, unit_id="east")], ["unknown_unit"]),
        ([replace(GAIN, baseline_on=date(2025, 1, 1))], ["baseline_after_effect"]),
    ],
)
def test_benefits_beside_each_other(sqlite_town: str, benefits: list[Any], found: list[str]) -> None:
    rows = begun(benefits=benefits)
    if found:
        assert refused(rows, sqlite_town) == found
        return
    add(rows)
    assert len(stored(Benefit, "benefit_id")) == len(benefits)


@pytest.mark.usefixtures("town")
def test_the_arrows_told_last_stand() -> None:
    add(begun(benefits=[replace(GAIN, **MAPPED), other()]))
    add(BenefitRows(benefits=[GAIN, other(leads_to=("VT-01-a",))]))
    assert stored(BenefitDependency, "benefit_id", "leads_to_id") == [("VT-01-b", "VT-01-a")]


def test_an_early_initiative_may_know_the_problem_alone_and_cannot_go_on_so(town: str) -> None:
    early = replace(STARTED, phase=Phase.CONCEPT)
    add(begun(initiatives=[early], benefits=[replace(GAIN, level=BenefitLevel.PROBLEM)]))
    assert refused(BenefitRows(initiatives=[STARTED]), town) == ["no_solution_benefit"]


@pytest.mark.usefixtures("town")
def test_scenarios_told_last_are_all_there_is() -> None:
    effect = UnpricedRow("VT-01", "north", "Trygghet", "large", 2)  # type: ignore[arg-type] # a word as a file says it
    halves = [ScenarioRow("VT-01", "God", 500_000), ScenarioRow("VT-01", "Dårlig", 500_000)]
    adoption = AdoptionRow("VT-01", "Avdelinger", 10, 2, 100, 0, 2024, 2030)
    add(begun(scenarios=halves, unpriced=[effect], adoptions=[adoption]))
    whole = [ScenarioRow("VT-01", "Som ventet", 1_000_000)]
    add(BenefitRows(scenarios=whole, unpriced=[replace(effect, magnitude=-1)], adoptions=[adoption]))
    assert stored(Scenario, "number", "name") == [(1, "Som ventet")]
    assert stored(UnpricedEffect, "number", "magnitude") == [(1, -1)]


def test_evidence_that_is_no_more_than_a_hash_is_kept_as_that(town: str) -> None:
    shown = EvidenceRow(900, content_hash="a" * 64)
    add(begun(measurements=[replace(MEASURED, evidence=(shown,))]))
    assert stored(MeasurementEvidence, "content_hash", "file_unit_id") == [("a" * 64, None)]
    bare = replace(MEASURED, evidence=())
    assert refused(BenefitRows(measurements=[bare]), town) == ["realised_without_evidence"]
    assert refused(BenefitRows(measurements=[replace(MEASURED, evidence=(PROOF,), benefit_id="x")]), town) == [
        "unknown_benefit"
    ]
