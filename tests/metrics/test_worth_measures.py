"""Every measure of what a plan is worth, as planned and on the soberer plan."""

from typing import Any

import pytest

from metrics.benefit_tables import BenefitTables
from metrics.optimism import ProjectKind
from metrics.results import Missing
from metrics.value_cube import value_cube
from metrics.valued_lines import Perspective
from metrics.worth_measures import SoberWorth, Sobriety, sober_worth
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.value_town import basis, plan, register

OWN = {"bearer": "hjem", "beneficiary": "hjem"}
EQUIPMENT = Sobriety(ProjectKind.EQUIPMENT_DEVELOPMENT)  # 200 % dearer, 54 % longer


def town(confidence: str | None = "b") -> BenefitTables:
    return register(initiatives=[initiative("A", "hjem")], benefits=[benefit("a", "A", confidence=confidence)])


def cost(year: int, amount: int, number: int = 1, **told: Any) -> tuple[Any, ...]:
    told = {"flow": "cost", "bearer": "hjem", "beneficiary": None, **told}
    return line("A", 1, number, None, year, 12, amount, **told)


def gain(year: int, amount: int) -> tuple[Any, ...]:
    return line("A", 1, year, "a", year, 12, amount, **OWN)


def worth_of(
    *rows: tuple[Any, ...],
    sobriety: Sobriety | None = None,
    perspective: Perspective = Perspective.PUBLIC_BUDGET,
    confidence: str | None = "b",
) -> SoberWorth:
    tables = town(confidence)
    return sober_worth(value_cube(plan(*rows), tables, basis(perspective)), tables, sobriety)


def test_benefits_to_costs_and_the_amount_a_year_follow_from_the_same_lines() -> None:
    # year     t   cost  gain   worth
    # 2025     0   200          200
    # 2026     1         312    300 = 312 / 1.04
    found = worth_of(cost(2025, 200), gain(2026, 312)).planned
    assert (found.benefits.value, found.costs.value) == (pytest.approx(300), 200)
    assert found.npv.value == pytest.approx(100)
    assert found.benefit_cost_ratio.value == pytest.approx(300 / 200)
    assert found.npv_per_krone.value == pytest.approx(100 / 200)
    assert found.a_year.value == pytest.approx(100 * 1.04)  # one year after the first: 100 / (1 / 1.04)
    assert found.payback_simple.value == pytest.approx(200 / 312)
    assert found.payback_discounted.value == pytest.approx(200 / 300)


def test_every_measure_is_told_on_the_soberer_plan_too() -> None:
    found = worth_of(cost(2025, 200), gain(2026, 312), confidence="e")  # 25 % off 312 is 234, worth 225
    assert found.haircut.value == pytest.approx(75)
    assert (found.later.value, found.dearer.value, found.cost_bias) == (0, 0, None)
    assert found.sober.npv.value == pytest.approx(225 - 200)
    assert found.sober.benefit_cost_ratio.value == pytest.approx(225 / 200)
    assert found.sober.payback_simple.value == pytest.approx(200 / 234)
    assert found.planned == worth_of(cost(2025, 200), gain(2026, 312)).planned


def test_with_a_kind_of_project_gains_come_later_by_its_share_of_the_time_it_was_to_take() -> None:
    # costs in 2025, gains from 2027: two years; 54 % longer is 1.08 years: 92 % comes one year later, 8 % two
    # year     t   gain    sober, 5 % off first
    # 2027     2   1000    0
    # 2028     3   1000    0.92 x 950
    # 2029     4   1000    0.92 x 950 + 0.08 x 950
    found = worth_of(cost(2025, 100), gain(2027, 1000), gain(2028, 1000), gain(2029, 1000), sobriety=EQUIPMENT)
    late = 0.92 * 950 / 1.04**3 + 950 / 1.04**4
    cut = sum(950 / 1.04**t for t in (2, 3, 4))
    assert found.sober.benefits.value == pytest.approx(late)
    assert found.later.value == pytest.approx(cut - late)
    assert (found.dearer.value, found.cost_bias) == (pytest.approx(200), pytest.approx(2.0))
    assert found.sober.costs.value == pytest.approx(300)
    left = found.planned.npv.value - found.haircut.value - found.later.value - found.dearer.value
    assert found.sober.npv.value == pytest.approx(left)


def test_what_has_been_dealt_with_delays_nothing() -> None:
    rows = (cost(2025, 100), gain(2027, 1000), gain(2028, 1000))
    half = worth_of(*rows, sobriety=Sobriety(ProjectKind.EQUIPMENT_DEVELOPMENT, mitigation=0.5))
    # 27 % of two years is 0.54: 46 % stays, 54 % comes a year later
    wanted = 0.46 * 950 / 1.04**2 + (0.54 + 0.46) * 950 / 1.04**3
    assert half.sober.benefits.value == pytest.approx(wanted)
    dealt = worth_of(*rows, sobriety=Sobriety(ProjectKind.EQUIPMENT_DEVELOPMENT, mitigation=1.0))
    assert (dealt.later.value, dealt.dearer.value) == (pytest.approx(0), pytest.approx(0))


def test_gains_that_began_before_the_base_year_are_not_delayed_and_the_past_is_not_adjusted() -> None:
    found = worth_of(cost(2022, 100), gain(2024, 1000), gain(2026, 1000), sobriety=EQUIPMENT)
    assert (found.later.value, found.dearer.value) == (pytest.approx(0), pytest.approx(0))
    assert found.haircut.value == pytest.approx(50 / 1.04)  # of 2026 alone


def test_a_transfer_between_public_budgets_moves_no_value() -> None:
    moved = cost(2025, 40, number=2, flow="transfer", beneficiary="hospital")
    assert (
        worth_of(cost(2025, 200), moved, gain(2026, 312)).planned == worth_of(cost(2025, 200), gain(2026, 312)).planned
    )


def test_without_costs_or_a_grade_what_cannot_be_said_is_missing_with_the_reason() -> None:
    free = worth_of(gain(2026, 312)).planned
    assert free.benefit_cost_ratio.why is free.npv_per_krone.why is Missing.ZERO_DENOMINATOR
    now = worth_of(cost(2025, 200)).planned
    assert (now.a_year.why, now.payback_simple.why) == (Missing.NO_LATER_YEARS, Missing.NOT_PAID_BACK)
    ungraded = worth_of(cost(2025, 200), gain(2026, 312), confidence=None)
    assert ungraded.sober.npv.why is ungraded.haircut.why is Missing.NO_CONFIDENCE_GRADE
    assert ungraded.planned.npv.value == pytest.approx(100)
