"""What one initiative is worth, raw and adjusted, and how it may go."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from metrics import benefit_columns as columns
from metrics.benefit_tables import BenefitTables
from metrics.discounting import schedule
from metrics.initiative_outlooks import Scenario, scenarios_of
from metrics.initiative_value import InitiativeValue, initiative_value
from metrics.optimism import ProjectKind
from metrics.results import Missing
from metrics.sight import Sight
from metrics.tables import table
from metrics.told_parties import ANOTHER_UNIT
from metrics.value_cube import value_cube
from metrics.value_flow import value_flow
from metrics.valued_lines import Perspective
from metrics.worth_measures import Estimate, Sobriety
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.slow_towns import slow_towns
from tests.metrics.slow_value_oracle import SlowTown, party_npv
from tests.metrics.test_value_flow import published
from tests.metrics.value_town import basis, cube_of, plan, register

GAINS = [30, 30, 30, 30, 30]


def town(**told: Any) -> BenefitTables:
    stands = {
        "initiatives": [initiative("A", "hjem", cost_low_millionths=900_000, cost_high_millionths=1_500_000)],
        "benefits": [
            benefit("a", "A", confidence="f", low_millionths=500_000, high_millionths=1_100_000),
            benefit("worse", "A", "disbenefit", confidence="f", low_millionths=1_000_000, high_millionths=1_000_000),
        ],
    }
    return register(**{**stands, **told})


def rows() -> list[tuple[Any, ...]]:
    """-100, then 30 a year for five years."""
    own = {"bearer": "hjem", "beneficiary": "hjem"}
    return [
        line("A", 1, 1, None, 2025, 12, 100, flow="cost", bearer="hjem", beneficiary=None),
        *(line("A", 1, year, "a", year, 12, 30, **own) for year in range(2026, 2031)),
    ]


def value_of(
    *more: tuple[Any, ...],
    sobriety: Sobriety | None = None,
    perspective: Perspective = Perspective.PUBLIC_BUDGET,
    **told: Any,
) -> InitiativeValue:
    tables = town(**told)
    return initiative_value(value_cube(plan(*rows(), *more), tables, basis(perspective)), tables, "A", sobriety)


def test_value_payback_and_the_yearly_amount_are_those_of_the_published_vector() -> None:
    # published, by the Norwegian schedule: NPV 33.554670, simple payback 3.3333, discounted 3.653065
    found = value_of()
    assert found.worth.planned.npv.value == pytest.approx(33.554670, abs=1e-6)
    assert found.worth.planned.npv_per_krone.value == pytest.approx(0.33554670, abs=1e-8)
    assert found.worth.planned.payback_simple.value == pytest.approx(3.3333, abs=1e-4)
    assert found.worth.planned.payback_discounted.value == pytest.approx(3.653065, abs=1e-6)
    assert found.worth.planned.a_year.value == pytest.approx(33.554670 / 4.451822, abs=1e-6)
    assert (found.worth.planned.costs.value, found.tax_financing) == (100, None)


def test_per_krone_and_in_all_it_agrees_with_the_published_flow() -> None:
    # published: 0.780729 per 1.890364 of public money
    cube = published()
    tables = register(initiatives=[initiative("A", "hjem")], benefits=[benefit("hjem", "A"), benefit("hospital", "A")])
    found = initiative_value(cube, tables, "A")
    assert found.worth.planned.npv_per_krone.value == pytest.approx(0.780729 / 1.890364, abs=1e-6)
    assert found.worth.planned.npv.value == pytest.approx(value_flow(cube).total)
    assert (found.worth.sober.npv.value, found.worth.sober.npv.why) == (None, Missing.NO_CONFIDENCE_GRADE)
    assert found.worth.haircut == found.worth.sober.npv


def test_the_adjusted_value_stands_beside_the_raw_one_and_touches_neither_the_past_nor_harm() -> None:
    past = line("A", 1, 70, "a", 2024, 12, 1_000, bearer="hjem", beneficiary="hjem")
    paid = line("A", 1, 71, None, 2024, 12, 1_000, flow="cost", bearer="hjem", beneficiary=None)
    harm = line("A", 1, 72, "worse", 2025, 12, -10, bearer="hjem", beneficiary="lege")
    found = value_of(past, paid, harm)
    assert found.worth.planned.npv.value == pytest.approx(33.554670 - 10, abs=1e-6)
    # grade F: 40 % off 30 x a5
    assert found.worth.sober.npv.value == pytest.approx(33.554670 - 10 - 0.4 * 133.554670, abs=1e-5)
    assert (found.worth.haircut.value, found.worth.dearer.value) == (pytest.approx(0.4 * 133.554670, abs=1e-5), 0)
    assert found.worth.cost_bias is None
    # non-standard buildings 51 %, half of it dealt with: costs of 100 are 25.5 dearer
    sober = value_of(past, paid, harm, sobriety=Sobriety(ProjectKind.NON_STANDARD_BUILDINGS, 0.5))
    assert sober.worth.cost_bias == pytest.approx(0.255)
    assert sober.worth.sober.npv.value == pytest.approx(33.554670 - 10 - 0.4 * 133.554670 - 25.5, abs=1e-5)
    assert (sober.worth.haircut, sober.worth.dearer.value) == (found.worth.haircut, pytest.approx(25.5))
    assert sober.worth.planned.npv == found.worth.planned.npv


def test_scenarios_are_weighed_with_and_without_the_choice_to_stop() -> None:
    told = [
        ("A", 1, "as planned", 750_000, 1_000_000, 1_000_000, None, None),
        ("A", 2, "no effect", 250_000, 0, 2_000_000, 2025, 10),
        ("B", 1, "another initiative", 1_000_000, 9_000_000, 1_000_000, None, None),
    ]
    found = value_of(scenarios=table(columns.SCENARIOS, told)).expected.option
    assert found is not None
    # 33.55 -> 34; no effect: -200 going on; stopped after 2025 -200 - 10: no better, so the choice adds nothing
    assert found.committed_minor == -25  # 0.75 x 34 - 0.25 x 200 = -24.5, halves away from zero
    assert found.value_minor == 0


def test_stopping_is_worth_what_it_spares() -> None:
    later = line("A", 1, 80, None, 2026, 12, 104, flow="cost", bearer="hjem", beneficiary=None)  # worth 100
    told = [
        ("A", 1, "as planned", 500_000, 2_000_000, 1_000_000, None, None),
        ("A", 2, "no effect", 500_000, 0, 1_000_000, 2025, 10),
    ]
    found = value_of(later, scenarios=table(columns.SCENARIOS, told)).expected.option
    assert found is not None
    # going on: 2 x 133.55 - 200 = 67 and -200; stopped: -100 - 10
    assert (found.committed_minor, found.with_choice_minor, found.value_minor) == (-67, -22, 45)


def test_what_nobody_has_judged_is_missing_with_the_reason() -> None:
    found = value_of(benefits=[benefit("a", "A", confidence="a")])
    assert (found.expected.option, found.expected.why) == (None, Missing.NO_SCENARIOS)
    assert (found.spread.draws, found.spread.why) == (None, Missing.NO_RANGES)
    assert found.adoptions == ()
    half = table(columns.SCENARIOS, [("A", 1, "half", 500_000, 1_000_000, 1_000_000, None, None)])
    assert value_of(scenarios=half).expected.why is Missing.SCENARIOS_NOT_WHOLE


def test_the_spread_lies_between_the_worst_and_the_best_of_the_ranges() -> None:
    found = value_of().spread.draws
    assert found is not None
    assert found.p10_minor is not None
    assert found.p90_minor is not None
    assert found.p50_minor is not None
    # worst: 0.5 x 133.55 - 150; best: 1.1 x 133.55 - 90
    assert -83.3 < found.p10_minor < found.p50_minor < found.p90_minor < 56.9


def test_adopters_break_even_at_present_values() -> None:
    told = [("A", "clinic", 10, None, 100, 1_000, 2026, 2027), ("B", "school", 1, 1, 1, 1, 2026, 2027)]
    (found,) = value_of(adoptions=table(columns.ADOPTIONS, told)).adoptions
    # a gain of 100 in 2026 and 2027: 100/1.04 + 100/1.04² = 188.6 -> 189; 1 000 paid in 2026: 961.5 -> 962
    assert found.adopter == "clinic"
    assert found.value.break_even_adopters == 6  # 962 / 189 = 5.09
    assert found.value.planned_minor == 10 * 189 - 962
    assert found.value.actual_minor is None
    assert found.gain_a_year_minor == 100  # as entered
    assert value_of(adoptions=table(columns.ADOPTIONS, told), perspective=Perspective.SOCIO_ECONOMIC).adoptions == (
        found,
    )


def test_scenarios_are_told_as_entered_and_in_their_order() -> None:
    told = [
        ("A", 2, "no effect", 250_000, 0, 2_000_000, 2025, 10),
        ("A", 1, "as planned", 750_000, 1_000_000, 1_000_000, None, None),
        ("B", 1, "another initiative", 1_000_000, 9_000_000, 1_000_000, None, None),
    ]
    assert scenarios_of("A", town(scenarios=table(columns.SCENARIOS, told))) == (
        Scenario("as planned", 0.75, 1.0, 1.0, None, None),
        Scenario("no effect", 0.25, 0.0, 2.0, 2025, 10),
    )


def test_effects_without_a_price_stand_beside_and_name_only_whom_may_be_told() -> None:
    told = [
        ("A", 2, "lege", "Trust", "medium", -1),
        ("A", 1, "citizens", "Safety", "large", 3),
        ("B", 1, "nav", "x", "small", 1),
    ]
    found = value_of(unpriced_effects=table(columns.UNPRICED_EFFECTS, told), sight=Sight(units=frozenset({"hjem"})))
    assert [(one.name, one.party_id, one.consequence) for one in found.unpriced] == [
        ("Safety", "citizens", 4),
        ("Trust", ANOTHER_UNIT, -1),
    ]


def test_of_an_initiative_without_price_growth_the_amounts_are_missing_and_the_effects_stand() -> None:
    effects = table(columns.UNPRICED_EFFECTS, [("A", 1, "nav", "Safety", "large", 3)])
    adopted = table(columns.ADOPTIONS, [("A", "clinic", 10, 1, 100, 1_000, 2026, 2027)])
    found = value_of(
        initiatives=[initiative("A", "hjem", price_year=2023)],
        unpriced_effects=effects,
        adoptions=adopted,
        perspective=Perspective.SOCIO_ECONOMIC,
    )
    gap = Estimate(None, Missing.NO_PRICE_GROWTH)
    assert (found.worth.planned.npv, found.worth.planned.a_year, found.tax_financing) == (gap, gap, gap)
    assert found.expected.why is found.spread.why is found.adoptions[0].why is Missing.NO_PRICE_GROWTH
    assert found.unknown_years == (2025,)
    assert found.adoptions[0].value.planned_minor is None
    assert len(found.unpriced) == 1


def test_what_never_comes_back_or_ends_in_the_base_year_says_so() -> None:
    tables = town()
    only = plan(rows()[0])
    found = initiative_value(value_cube(only, tables, basis()), tables, "A").worth.planned
    assert found.payback_simple == Estimate(None, Missing.NOT_PAID_BACK)
    assert found.a_year == Estimate(None, Missing.NO_LATER_YEARS)


def test_the_cost_of_raising_taxes_is_told_in_the_socio_economic_perspective_alone() -> None:
    found = value_of(perspective=Perspective.SOCIO_ECONOMIC)
    assert found.tax_financing is not None
    assert found.tax_financing.value == pytest.approx(-0.2 * 33.554670, abs=1e-6)
    assert found.basis.schedule is schedule("no", date(2025, 12, 31))


@given(slow_towns(smallest=1))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_an_initiatives_value_is_what_its_parties_gain_less_what_they_pay(slow: SlowTown) -> None:
    cube = cube_of(slow, Perspective.SOCIO_ECONOMIC)
    tables = register(
        initiatives=[initiative(one, "hjem") for one in ("A", "B")],
        benefits=[benefit(name, one.initiative, one.kind) for name, one in slow.benefits.items()],
    )
    known = set(cube.rows["initiative_id"])
    for name in known:
        alone = SlowTown(slow.parties, slow.benefits, [one for one in slow.lines if one.initiative == name])
        found = initiative_value(cube, tables, str(name))
        assert found.worth.planned.npv.value == pytest.approx(sum(party_npv(alone, False, 2025).values()), abs=1e-3)
        assert (found.worth.sober.npv.value or 0.0) <= (found.worth.planned.npv.value or 0.0) + 1e-3
