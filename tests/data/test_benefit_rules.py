"""What must hold of initiatives and benefits on their own: each refusal, and what comes closest to it and passes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.benefit_rules import (
    adoption_problems,
    benefit_problems,
    initiative_problems,
    level_problems,
    party_problems,
    percent,
    scenario_problems,
    unpriced_problems,
)
from data.benefit_vocabulary import MILLION, BenefitLevel, BenefitType, Counterfactual, Importance, Phase
from data.importers.benefit_rows import PrerequisiteRow
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.importers.problems import Problem
from tests.data.benefit_register import COUNTY, GAIN, STARTED

EFFECT = date(2024, 3, 1)


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.column) for problem in problems]


@pytest.mark.parametrize(
    ("told", "code", "column"),
    [
        ({"currency": "EUR"}, "initiative_currency", "currency"),
        ({"name": "x" * 201}, "text_too_long", "name"),
        ({"name": " "}, "empty_text", "name"),
        ({"initiative_id": "x" * 41}, "text_too_long", "initiative_id"),
        ({"summary": "x" * 4001}, "text_too_long", "summary"),
        ({"cost_low_millionths": MILLION + 1}, "bound_outside", "cost_low_millionths"),
        ({"cost_high_millionths": MILLION - 1}, "bound_outside", "cost_high_millionths"),
    ],
)
def test_an_initiative_is_refused(told: dict[str, Any], code: str, column: str) -> None:
    assert codes(initiative_problems(replace(STARTED, **told), "NOK")) == [(code, column)]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"name": "x" * 200, "initiative_id": "x" * 40, "summary": "x" * 4000},
        {"cost_low_millionths": MILLION, "cost_high_millionths": MILLION},
    ],
)
def test_an_initiative_just_within_passes(told: dict[str, Any]) -> None:
    assert initiative_problems(replace(STARTED, **told), "NOK") == []


@pytest.mark.parametrize(
    ("told", "code", "column"),
    [
        ({"baseline_on": EFFECT}, "baseline_after_effect", "baseline_on"),
        ({"baseline_on": date(2024, 6, 1)}, "baseline_after_effect", "baseline_on"),
        ({"baseline_value": 4.0}, "baseline_without_day", "baseline_on"),
        ({"deadweight_millionths": MILLION + 1}, "share_outside", "deadweight_millionths"),
        ({"displacement_millionths": -1}, "share_outside", "displacement_millionths"),
        ({"attribution_millionths": 2 * MILLION}, "share_outside", "attribution_millionths"),
        ({"drop_off_millionths": -MILLION}, "share_outside", "drop_off_millionths"),
        (
            {"counterfactual": Counterfactual.RANDOMISED, "deadweight_millionths": 1},
            "deadweight_twice",
            "deadweight_millionths",
        ),
        (
            {"counterfactual": Counterfactual.COMPARISON_GROUP, "deadweight_millionths": 200_000},
            "deadweight_twice",
            "deadweight_millionths",
        ),
        ({"compared_before": 4.2}, "comparison_without_group", "compared_before"),
        ({"unit_cost_before_minor": 100, "baseline_on": None}, "cost_without_day", "baseline_on"),
        ({"volume_before": -1.0, "baseline_on": date(2024, 2, 29)}, "below_zero", "volume_before"),
        ({"fixed_cost_before_minor": -1, "baseline_on": date(2024, 2, 29)}, "below_zero", "fixed_cost_before_minor"),
        ({"compared_with": "x" * 301}, "text_too_long", "compared_with"),
        ({"benefit_type": BenefitType.DISBENEFIT, "owner_role": None}, "disbenefit_without_owner", "owner_role"),
        ({"benefit_type": BenefitType.DISBENEFIT, "owner_role": " "}, "disbenefit_without_owner", "owner_role"),
        ({"high_millionths": 0}, "bound_outside", "high_millionths"),
        ({"owner_role": "x" * 201}, "text_too_long", "owner_role"),
        ({"prerequisites": (PrerequisiteRow("x" * 301, None, EFFECT),)}, "text_too_long", "description"),
    ],
)
def test_a_benefit_is_refused(told: dict[str, Any], code: str, column: str) -> None:
    assert codes(benefit_problems(replace(GAIN, **told))) == [(code, column)]


@pytest.mark.parametrize(
    "told",
    [
        {"baseline_on": date(2024, 2, 29), "baseline_value": 4.0},
        {"baseline_on": date(2030, 1, 1), "first_effect_on": None},
        {"deadweight_millionths": MILLION, "displacement_millionths": 0},
        {"counterfactual": Counterfactual.RANDOMISED, "compared_before": 4.2, "compared_with": "De på venteliste"},
        {"volume_before": 0.0, "unit_cost_before_minor": 0, "baseline_on": date(2024, 2, 29)},
        {"counterfactual": Counterfactual.DEADWEIGHT, "deadweight_millionths": 200_000},
        {"benefit_type": BenefitType.DISBENEFIT},
        {"owner_role": None},  # a benefit may wait for its owner; coverage counts it
        {"low_millionths": 0, "high_millionths": 3 * MILLION},
    ],
)
def test_a_benefit_just_within_passes(told: dict[str, Any]) -> None:
    assert benefit_problems(replace(GAIN, **told)) == []


@pytest.mark.parametrize(
    ("phase", "levels", "refused"),
    [
        (Phase.IDEA, [BenefitLevel.PROBLEM], False),
        (Phase.CONCEPT, [BenefitLevel.PROBLEM], False),
        (Phase.PLANNING, [BenefitLevel.PROBLEM], True),
        (Phase.REALISATION, [BenefitLevel.PROBLEM, BenefitLevel.PROBLEM], True),
        (Phase.PLANNING, [BenefitLevel.PROBLEM, BenefitLevel.SOLUTION], False),
        (Phase.PLANNING, [], False),
    ],
)
def test_a_solution_is_asked_for_from_planning_on(phase: Phase, levels: list[BenefitLevel], refused: bool) -> None:
    assert codes(level_problems(phase, levels)) == ([("no_solution_benefit", "level")] if refused else [])


@pytest.mark.parametrize(("magnitude", "refused"), [(-4, True), (-3, False), (0, False), (3, False), (4, True)])
def test_a_magnitude_is_of_a_scale(magnitude: int, refused: bool) -> None:
    found = unpriced_problems(UnpricedRow("VT-01", "county", "Trygghet", Importance.LARGE, magnitude))
    assert codes(found) == ([("magnitude_outside", "magnitude")] if refused else [])


@pytest.mark.parametrize(
    ("probabilities", "found"),
    [
        ([], []),
        ([600_000, 400_000], []),
        ([333_333, 333_333, 333_334], []),
        ([600_000, 300_000], ["probabilities_do_not_add_up"]),  # 60 + 30 = 90 %
        ([333_333, 333_333, 333_333], ["probabilities_do_not_add_up"]),  # a millionth is lacking
        ([1_200_000, -200_000], ["share_outside", "share_outside"]),  # they add up, and are none
    ],
)
def test_the_scenarios_of_an_initiative_are_all_there_is(probabilities: list[int], found: list[str]) -> None:
    rows = [ScenarioRow("VT-01", f"S{number}", share) for number, share in enumerate(probabilities)]
    assert [problem.code for problem in scenario_problems(rows)] == found


def test_factors_and_adopters_are_not_below_zero() -> None:
    below = ScenarioRow("VT-01", "S", MILLION, benefit_factor_millionths=-1)
    assert codes(scenario_problems([below])) == [("below_zero", "benefit_factor_millionths")]
    adoption = AdoptionRow("VT-01", "Avdelinger", 10, None, 100, 0, 2024, 2030)
    assert adoption_problems(adoption) == []
    wrong = replace(adoption, adopters_now=-1, last_year=2023)
    assert codes(adoption_problems(wrong)) == [("below_zero", "adopters_now"), ("years_backwards", "last_year")]


def test_a_party_has_a_name_of_a_length() -> None:
    assert party_problems(COUNTY) == []
    assert codes(party_problems(replace(COUNTY, name="x" * 201))) == [("text_too_long", "name")]


@pytest.mark.parametrize(
    ("millionths", "said"), [(0, "0"), (MILLION, "100"), (125_000, "12.5"), (1, "0.0001"), (-50_000, "-5")]
)
def test_a_share_is_said_as_per_cent(millionths: int, said: str) -> None:
    assert percent(millionths) == said
