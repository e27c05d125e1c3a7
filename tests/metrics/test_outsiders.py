from datetime import date
from math import isnan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import MILLION
from data.money_vocabulary import AdminLevel, CostKind, LifeGroup
from metrics.discounting import schedule
from metrics.outsider_profile import FaultyProfile, differences
from metrics.outsider_rates import flat
from metrics.outsiders import Scenario, UntoldLevel, accounts_of, present_cost
from metrics.potential_effect import Perspective, PotentialEffect
from tests.metrics.profiles import only, plain, profile

NORWAY = schedule("no", date(2026, 9, 30))
PLAIN = profile(plain)
MORE = differences(PLAIN)
MUNICIPALITY, COUNTY, STATE = AdminLevel.MUNICIPALITY, AdminLevel.COUNTY, AdminLevel.STATE


def scenario(**changed: Any) -> Scenario:
    """Ten people of 18, all of whom would fall outside and none of whom does with the measure; it costs nothing."""
    plainly: dict[str, Any] = {
        "people": 10,
        "success_without_millionths": 0,
        "success_with_millionths": MILLION,
        "move_millionths": MILLION,
        "start_age": 18,
        "cost_minor": (),
        "paid_by": MUNICIPALITY,
        "schedule": None,
    }
    return Scenario(**{**plainly, **changed})


def test_one_person_over_working_life_is_worth_what_the_vector_says() -> None:
    # published: 620 000 kr a year at 41 ages: 25 420 000 kr; at 4 % from the age of 18, 12 891 519.81 kr
    year = profile(only(62_000_000))
    nominal = accounts_of(differences(year), scenario(people=1))
    assert nominal.total.potential_minor == 41 * 62_000_000 == 2_542_000_000
    discounted = accounts_of(differences(year), scenario(people=1, schedule=NORWAY))
    # each of the 41 ages is rounded to the øre
    assert discounted.total.potential_minor / 100 == pytest.approx(12_891_519.81, abs=41 * 0.005)
    assert discounted.by_level.loc[MUNICIPALITY, "potential_minor"] == 2_542_000_000


def test_a_cohort_costs_what_the_vector_says() -> None:
    # published: 100 200 persons x 7.1 m kr = 711.42 bn kr
    once = profile(only(710_000_000, range(18, 19)))
    assert accounts_of(differences(once), scenario(people=100_200)).total.potential_minor == 71_142_000_000_000


def test_only_the_lift_counts_and_only_the_way_that_is_moved() -> None:
    # N (s1 - s0) m = 10 x (0.7 - 0.4) x 0.5 = 1.5 persons' worth of 100 a year for 41 years
    lifted = {"success_without_millionths": 400_000, "success_with_millionths": 700_000, "move_millionths": 500_000}
    answer = accounts_of(MORE, scenario(**lifted))
    assert answer.prevented == pytest.approx(3)
    assert answer.total == PotentialEffect(41 * (45 + 105), Perspective.PUBLIC_BUDGET)  # 1.5 x 30 and 1.5 x 70
    worse = accounts_of(
        differences(PLAIN), scenario(success_without_millionths=MILLION, success_with_millionths=900_000)
    )
    assert worse.total.potential_minor == -41 * 100  # one more falls outside


def test_each_level_and_age_has_its_own_part_and_the_payer_bears_the_cost() -> None:
    answer = accounts_of(MORE, scenario(start_age=57, cost_minor=(400, 100)))
    assert answer.by_age["potential_minor"].to_dict() == {
        (57, COUNTY): 0,
        (57, MUNICIPALITY): 300,
        (57, STATE): 700,
        (58, COUNTY): 0,
        (58, MUNICIPALITY): 300,
        (58, STATE): 700,
    }
    # potential, present, cost, net: the municipality pays 500 and gains 600; the state gains 1 400 and pays nothing
    assert answer.by_level.loc[MUNICIPALITY].tolist() == [600, 600, 500, 100]
    assert answer.by_level.loc[STATE].tolist() == [1_400, 1_400, 0, 1_400]
    assert answer.by_level.loc[COUNTY].tolist() == [0, 0, 0, 0]
    assert (answer.cost_minor, answer.net.potential_minor) == (500, 1_500)


def test_years_are_counted_from_the_start_age_and_costs_are_discounted_too() -> None:
    answer = accounts_of(MORE, scenario(start_age=57, cost_minor=(0, 104), schedule=NORWAY))
    assert answer.by_age["present_minor"].tolist() == [
        0,
        300,
        700,
        0,
        288,
        673,
    ]  # 300 / 1.04 = 288.46; 700 / 1.04 = 673.08
    assert present_cost(answer.scenario) == 100  # 104 / 1.04


def test_the_break_even_age_is_the_first_that_covers_the_cost_or_none() -> None:
    # 1 000 a year from 18
    assert [
        accounts_of(MORE, scenario(cost_minor=(cost,))).break_even_age for cost in (0, 1_000, 1_001, 41_000, 41_001)
    ] == [18, 18, 19, 58, None]
    assert accounts_of(MORE, scenario(start_age=50, cost_minor=(2_500,))).break_even_age == 52


def test_the_required_lift_is_what_covers_the_cost_whatever_success_is_assumed() -> None:
    # 10 persons x 100 x 41 = 41 000 for a lift of 1; a cost of 4 100 needs a tenth
    half = {"success_without_millionths": 500_000, "success_with_millionths": 500_000, "cost_minor": (4_100,)}
    answer = accounts_of(MORE, scenario(**half))
    assert answer.required_lift == pytest.approx(0.1)
    assert answer.lift_within_reach
    assert answer.total.potential_minor == 0
    dear = accounts_of(
        differences(PLAIN), scenario(**{**half, "cost_minor": (24_600,)})
    )  # 0.6, and 0.5 + 0.6 is more than 1
    assert dear.required_lift == pytest.approx(0.6)
    assert not dear.lift_within_reach
    nobody = accounts_of(MORE, scenario(people=0, cost_minor=(1,)))
    assert isnan(nobody.required_lift)
    assert not nobody.lift_within_reach


def test_a_group_under_five_is_not_shown_for_one_unit() -> None:
    assert [accounts_of(MORE, scenario(people=people)).shown_per_unit for people in (4, 5)] == [
        False,
        True,
    ]


def test_what_cannot_be_computed_is_refused() -> None:
    with pytest.raises(FaultyProfile):
        accounts_of(differences(PLAIN[:-1]), scenario())
    with pytest.raises(UntoldLevel, match="health_trust"):
        accounts_of(MORE, scenario(paid_by=AdminLevel.HEALTH_TRUST))
    for wrong in ({"people": -1}, {"start_age": 59}, {"cost_minor": (-1,)}, {"move_millionths": MILLION + 1}):
        with pytest.raises(ValueError, match=r"wanted|must be"):
            scenario(**wrong)


def slow_present_value(one: Scenario, rate: float) -> float:
    """The sum person by person and year by year, from the plain profile's own function."""
    worth = 0.0
    for age in range(one.start_age, 59):
        for level in (MUNICIPALITY, COUNTY, STATE):
            more = sum(
                plain(age, level, kind, LifeGroup.OUTSIDE) - plain(age, level, kind, LifeGroup.NOT_OUTSIDE)
                for kind in CostKind
            )
            lift = (one.success_with_millionths - one.success_without_millionths) / 1e6
            worth += one.people * lift * one.move_millionths / 1e6 * more / (1 + rate) ** (age - one.start_age)
    return worth


@given(
    st.integers(0, 100_000),
    st.integers(0, MILLION),
    st.integers(0, MILLION),
    st.integers(0, MILLION),
    st.integers(18, 58),
    st.floats(0, 0.2),
)
@settings(deadline=None, derandomize=True, max_examples=25)
def test_the_total_is_that_of_a_slow_count_and_tables_add_up(
    people: int, without: int, with_it: int, move: int, age: int, rate: float
) -> None:
    one = scenario(
        people=people,
        success_without_millionths=without,
        success_with_millionths=with_it,
        move_millionths=move,
        start_age=age,
        cost_minor=(1_000,),
        schedule=flat(rate),
    )
    answer = accounts_of(MORE, one)
    assert answer.total.potential_minor == pytest.approx(slow_present_value(one, rate), abs=41 * 3 * 0.5, rel=1e-9)
    assert (
        answer.by_age["present_minor"].sum() == answer.by_level["present_minor"].sum() == answer.total.potential_minor
    )
    assert answer.by_level["net_minor"].sum() == answer.net.potential_minor == answer.total.potential_minor - 1_000
