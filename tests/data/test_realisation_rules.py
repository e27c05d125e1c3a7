"""What must hold of plans, measurements, verifications and claims on their own, with what comes closest and passes."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import BenefitType, CutBasis, Flow, ProjectionKind, Route, Verdict
from data.importers.benefit_rows import EvidenceRow, VerificationRow
from data.importers.problems import Problem
from data.realisation_rules import (
    BenefitFacts,
    claim_problems,
    line_problems,
    measurement_problems,
    price_year_problems,
    projection_problems,
    verification_problems,
)
from data.vocabulary import AuthorityKind, Grain, Kind
from tests.data.benefit_register import CLAIM, LINE, MEASURED, PLAN, PROOF

CASH = BenefitFacts(
    BenefitType.CASH,
    Grain.YEAR,
    2024,
    unit_id="north",
    owner_role="Leder",
    above=frozenset({"town", "north"}),
    below=frozenset({"north", "ward"}),
)
HOURS = replace(CASH, benefit_type=BenefitType.REALLOCATION, unit_of_measure="hours")
BAD = replace(CASH, benefit_type=BenefitType.DISBENEFIT)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("told", "facts", "found"),
    [
        ({}, CASH, []),
        ({"beneficiary_id": None}, CASH, ["line_without_beneficiary"]),
        ({"bearer_id": None}, CASH, []),  # nobody paid for it
        ({"benefit_id": None}, CASH, ["line_without_benefit"]),
        ({"benefit_id": "other"}, CASH, ["unknown_benefit"]),
        ({"flow": Flow.COST}, CASH, ["cost_with_beneficiary"]),
        ({"flow": Flow.COST, "beneficiary_id": None}, CASH, []),
        ({"flow": Flow.COST, "beneficiary_id": None, "bearer_id": None}, CASH, ["line_without_bearer"]),
        ({"flow": Flow.COST, "beneficiary_id": None, "benefit_id": None, "period": 5}, CASH, []),
        ({"flow": Flow.TRANSFER, "beneficiary_id": None}, CASH, ["line_without_beneficiary"]),
        ({"period": 6}, CASH, ["off_grain"]),
        ({"period": 6}, replace(CASH, grain=Grain.QUARTER), []),
        ({"period": 5}, replace(CASH, grain=Grain.QUARTER), ["off_grain"]),
        ({"period": 5}, replace(CASH, grain=Grain.MONTH), []),
        ({"period": 13}, replace(CASH, grain=Grain.MONTH), ["off_grain"]),
        ({"amount_minor": None}, CASH, ["line_without_value"]),
        ({"amount_minor": None, "quantity": 3.0}, CASH, []),
        ({}, replace(CASH, unexpected=True), ["unexpected_planned"]),
        ({"amount_minor": 0}, replace(CASH, unexpected=True), []),
        ({}, BAD, ["disbenefit_above_zero"]),
        ({"amount_minor": -1000}, BAD, []),
        ({"quantity": -1.0}, HOURS, ["negative_hours"]),
        ({"quantity": -1.0}, CASH, []),  # other units of measure may fall
        ({"quantity": 10.0, "route": Route.QUALITY}, HOURS, []),
        ({"quantity": 10.0, "route": Route.QUALITY}, CASH, ["route_without_hours"]),
    ],
)
def test_a_line_of_a_plan(told: dict[str, Any], facts: BenefitFacts, found: list[str]) -> None:
    assert codes(line_problems(replace(LINE, **told), {"VT-01-a": facts}, ProjectionKind.PLAN)) == found


def test_what_nobody_planned_may_be_forecast() -> None:
    facts = {"VT-01-a": replace(CASH, unexpected=True)}
    assert line_problems(LINE, facts, ProjectionKind.FORECAST) == []


@pytest.mark.parametrize(
    ("told", "plans_before", "found"),
    [
        ({}, 0, []),
        ({}, 1, ["plan_without_decision"]),
        ({"decision_reference": "PS 1/25"}, 1, ["plan_without_decision"]),
        ({"decision_reference": "PS 1/25", "authority_kind": AuthorityKind.COUNCIL}, 1, []),
        ({"kind": ProjectionKind.FORECAST}, 3, []),
        ({"lines": ()}, 0, ["no_lines"]),
        ({"decision_reference": "x" * 201}, 0, ["text_too_long"]),
    ],
)
def test_a_plan_after_the_first_needs_a_decision(told: dict[str, Any], plans_before: int, found: list[str]) -> None:
    assert codes(projection_problems(replace(PLAN, **told), {"VT-01-a": CASH}, plans_before)) == found


def test_a_line_is_told_by_its_number() -> None:
    wrong = replace(LINE, period=1)
    (problem,) = projection_problems(replace(PLAN, lines=(LINE, wrong)), {"VT-01-a": CASH}, 0)
    assert (problem.row, problem.column, problem.found, problem.wanted) == (2, "period", "1", "12")


LEDGER = EvidenceRow(supports_minor=900, ledger_kind=Kind.ACTUAL, ledger_year=2024, ledger_unit_id="north")


@pytest.mark.parametrize(
    ("told", "facts", "found"),
    [
        ({}, CASH, []),
        ({"evidence": ()}, CASH, ["realised_without_evidence"]),
        ({"compared_after": 3.7}, CASH, ["comparison_without_group"]),
        ({"compared_after": 3.7, "value_after": 3.6}, replace(CASH, compared=True), []),
        ({"volume_after": -1.0, "cost_after_minor": 0}, CASH, ["below_zero"]),
        ({"volume_after": 0.0, "cost_after_minor": -1}, CASH, ["below_zero"]),
        ({"value_after": 3.6, "amount_minor": None}, CASH, ["measured_without_result"]),
        ({"evidence": (), "amount_minor": None}, CASH, []),  # it withdraws the one before
        ({"evidence": (), "amount_minor": None, "quantity": 1.0}, CASH, ["realised_without_evidence"]),
        ({"amount_minor": 1001}, CASH, ["realised_above_evidence"]),
        ({"amount_minor": 1000}, CASH, []),
        ({"amount_minor": 1900, "evidence": (PROOF, LEDGER)}, CASH, []),  # 1000 + 900
        ({"amount_minor": 1901, "evidence": (PROOF, LEDGER)}, CASH, ["realised_above_evidence"]),
        ({"evidence": (replace(PROOF, supports_minor=None),)}, CASH, ["realised_above_evidence"]),
        ({"evidence": (replace(LEDGER, ledger_unit_id=None),)}, CASH, ["ledger_place_incomplete"]),
        ({"evidence": (EvidenceRow(900),)}, CASH, ["evidence_of_nothing"]),
        ({"evidence": (replace(LEDGER, content=b"x", file_name="x"),)}, CASH, ["evidence_of_two"]),
        ({"evidence": (EvidenceRow(900, content_hash="a" * 64),)}, CASH, []),
        ({"evidence": (EvidenceRow(900, content_hash="A" * 64),)}, CASH, ["bad_hash"]),
        ({"evidence": (replace(PROOF, file_name=None),)}, CASH, ["file_without_name"]),
        ({"evidence": (replace(PROOF, supports_minor=-1), PROOF)}, CASH, ["below_zero"]),
        ({"price_year": 2024}, CASH, []),
        ({"price_year": 2023}, CASH, ["other_price_year"]),
        ({"price_year": 2022}, replace(CASH, price_year=2022), []),
        ({"period": 6}, CASH, ["off_grain"]),
        ({}, BAD, ["disbenefit_above_zero"]),
        ({"amount_minor": -900}, BAD, []),
        ({"quantity": -1.0}, HOURS, ["negative_hours"]),
        ({"quantity": 10.0, "routes": ((Route.QUALITY, 6.0, None), (Route.REALLOCATED, 4.0, None))}, HOURS, []),
        (
            {"quantity": 10.0, "routes": ((Route.QUALITY, 6.0, None), (Route.REALLOCATED, 4.1, None))},
            HOURS,
            ["routes_above_hours"],
        ),
        ({"quantity": 0.3, "routes": ((Route.QUALITY, 0.1, None), (Route.REALLOCATED, 0.2, None))}, HOURS, []),
        ({"quantity": 10.0, "routes": ((Route.QUALITY, -1.0, None),)}, HOURS, ["negative_hours"]),
        ({"quantity": 10.0, "routes": ((Route.QUALITY, 1.0, None),)}, CASH, ["route_without_hours"]),
        ({"quantity": 10.0, "routes": ((Route.CUT, 1.0, None),)}, HOURS, ["cut_without_basis"]),
        ({"quantity": 10.0, "routes": ((Route.QUALITY, 1.0, CutBasis.POSTS),)}, HOURS, ["basis_without_cut"]),
        ({"quantity": 10.0, "routes": ((Route.CUT, 1.0, CutBasis.POSTS),)}, HOURS, []),
        (
            {"quantity": 10.0, "routes": ((Route.CUT, 1.0, CutBasis.POSTS),)},
            replace(HOURS, staffing_floor=True),
            ["cut_under_floor"],
        ),
        (
            {"quantity": 10.0, "routes": ((Route.CUT, 1.0, CutBasis.OVERTIME),)},
            replace(HOURS, staffing_floor=True),
            [],
        ),
    ],
)
def test_a_measurement(told: dict[str, Any], facts: BenefitFacts, found: list[str]) -> None:
    assert codes(measurement_problems(replace(MEASURED, **told), facts)) == found


@pytest.mark.parametrize(
    ("routes", "found"),
    [
        ((), ["cash_without_cut"]),
        (((Route.QUALITY, 149.5, None),), ["cash_without_cut"]),
        (((Route.QUALITY, 100.0, None), (Route.CUT, 0.0, CutBasis.OVERTIME)), ["cash_without_cut"]),
        (((Route.QUALITY, 100.0, None), (Route.CUT, 49.5, CutBasis.OVERTIME)), []),
    ],
)
def test_freed_hours_are_no_money_until_something_is_cut(routes: tuple[Any, ...], found: list[str]) -> None:
    """What took 6 h 30 min a fortnight takes 45 min: 345 minutes, or 149.5 hours a year, for each user.

    Source: Røyken municipality, time for a user before and after.
    """
    hours = (6 * 60 + 30 - 45) * 26 / 60
    cash = replace(CASH, unit_of_measure="hours")
    assert codes(measurement_problems(replace(MEASURED, quantity=hours, routes=routes), cash)) == found
    assert measurement_problems(replace(MEASURED, quantity=hours, routes=routes, amount_minor=0), cash) == []


def test_what_is_above_its_evidence_tells_both_amounts() -> None:
    (problem,) = measurement_problems(replace(MEASURED, amount_minor=123_456), CASH)
    assert (problem.column, problem.found, problem.wanted) == ("amount_minor", "1234.56", "10.00")


@given(
    amount=st.integers(-(10**9), 10**9),
    supports=st.lists(st.none() | st.integers(0, 10**9), max_size=4),
)
@settings(deadline=None, derandomize=True)
def test_what_passes_is_never_above_its_evidence(amount: int, supports: list[int | None]) -> None:
    """Property: an amount passes when, and only when, what shows it supports it."""
    evidence = tuple(replace(PROOF, supports_minor=one) for one in supports)
    found = codes(measurement_problems(replace(MEASURED, amount_minor=amount, evidence=evidence), CASH))
    supported = bool(supports) and amount <= sum(one or 0 for one in supports)
    assert (found == []) == supported


FOUND = VerificationRow(Verdict.CONFIRMED, 900, "Controller", "finance")


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, []),
        ({"verifier_role": "leder ", "verifier_unit_id": "north"}, ["verifier_is_owner"]),
        ({"verifier_unit_id": "north"}, ["verifier_in_line"]),
        ({"verifier_unit_id": "town"}, ["verifier_in_line"]),  # above
        ({"verifier_unit_id": "ward"}, ["verifier_in_line"]),  # below
        ({"verifier_role": "Leder"}, ["verifier_entered"]),  # who entered it was a Leder
        ({"verifier_unit_id": "south"}, []),  # beside
        ({"verified_minor": 901}, ["verified_above_realised"]),
        ({"verified_minor": 0}, []),
        ({"verified_minor": -1}, ["verified_above_realised"]),
        ({"verified_minor": None}, ["verified_without_amount"]),
        ({"verdict": Verdict.REJECTED}, ["rejected_with_amount"]),
        ({"verdict": Verdict.REJECTED, "verified_minor": None}, []),
    ],
)
def test_a_verification(told: dict[str, Any], found: list[str]) -> None:
    assert codes(verification_problems(replace(FOUND, **told), MEASURED, CASH)) == found


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, []),
        ({"amount_minor": 0}, ["claim_not_above_zero"]),
        ({"period": 13}, ["off_grain"]),
        ({"responsible_role": " "}, ["empty_text"]),
        ({"responsible_role": "x" * 201}, ["text_too_long"]),
    ],
)
def test_a_line_of_the_calendar(told: dict[str, Any], found: list[str]) -> None:
    assert codes(claim_problems(replace(CLAIM, **told))) == found


@pytest.mark.parametrize(("told", "refused"), [(None, False), (2024, False), (2025, True)])
def test_amounts_are_in_kroner_of_the_right_year(told: int | None, refused: bool) -> None:
    assert codes(price_year_problems(told, {2024})) == (["other_price_year"] if refused else [])
