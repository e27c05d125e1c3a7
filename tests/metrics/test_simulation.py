import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.discounting import schedule
from metrics.results import Missing
from metrics.simulation import DISTRIBUTION, NotTriangular, Simulation, Triangle, simulation

NORWAY = schedule("no", date(2026, 9, 30))
AS_PLANNED = Triangle(1, 1, 1)


def programme(*benefits: list[int | None]) -> pd.DataFrame:
    return pd.DataFrame(benefits).astype("Int64")


def costs(*years: int | None) -> pd.Series:
    return pd.Series(list(years), dtype="Int64")


def test_without_any_range_every_draw_is_the_plan() -> None:
    # 1040 / 1.04 + 500 - 1200 = 300
    made = simulation(
        programme([0, 1_040], [500, 0]), costs(1_200, 0), [AS_PLANNED] * 2, AS_PLANNED, NORWAY, draws=50, seed=3
    )
    assert made == Simulation(300, 300, 300, loss_share=0.0, draws=50, seed=3, distribution=DISTRIBUTION)


def test_one_benefits_percentiles_are_those_of_its_triangle() -> None:
    # symmetric on 0 to 2: F(x) = x^2 / 2 up to 1, so P10 = sqrt(0.2), P50 = 1 and P90 = 2 - sqrt(0.2), x 1 000 000
    made = simulation(programme([1_000_000]), costs(0), [Triangle(0, 1, 2)], AS_PLANNED, NORWAY, draws=200_000)
    assert made.p10_minor == pytest.approx(math.sqrt(0.2) * 1_000_000, rel=0.01)
    assert made.p50_minor == pytest.approx(1_000_000, rel=0.01)
    assert made.p90_minor == pytest.approx((2 - math.sqrt(0.2)) * 1_000_000, rel=0.01)


def test_a_lopsided_triangle_is_drawn_as_an_independent_generator_draws_it() -> None:
    made = simulation(programme([1_000_000]), costs(0), [Triangle(0.2, 0.5, 1.1)], AS_PLANNED, NORWAY, draws=200_000)
    drawn = np.random.default_rng(99).triangular(0.2, 0.5, 1.1, 200_000) * 1_000_000
    assert [made.p10_minor, made.p50_minor, made.p90_minor] == pytest.approx(
        np.percentile(drawn, [10, 50, 90]).tolist(), rel=0.01
    )


def test_the_share_of_draws_that_lose_is_told() -> None:
    # the benefit is 0 to 2 x 1000 and costs are 500: below 0.5 lies 0.5^2 / 2 = 12.5 %
    made = simulation(programme([1_000]), costs(500), [Triangle(0, 1, 2)], AS_PLANNED, NORWAY, draws=200_000)
    assert made.loss_share == pytest.approx(0.125, abs=0.005)


def test_dearer_costs_pull_the_value_down() -> None:
    # costs of 1000 at 1 to 3 times: P50 of the value is 1000 less the median of the triangle with mode 1,
    # 3 - sqrt(0.5 x 2 x 2) = 1.586 times
    made = simulation(programme([1_000]), costs(1_000), [AS_PLANNED], Triangle(1, 1, 3), NORWAY, draws=200_000)
    assert made.p50_minor == pytest.approx(1_000 - 1_000 * (3 - math.sqrt(2)), abs=10)


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    first, again, other = (
        simulation(programme([10**9]), costs(0), [Triangle(0, 1, 2)], AS_PLANNED, NORWAY, draws=100, seed=seed)
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first.p50_minor != other.p50_minor


def test_a_missing_year_makes_the_programme_missing() -> None:
    made = simulation(programme([0, None], [500, 0]), costs(1, 0), [AS_PLANNED] * 2, AS_PLANNED, NORWAY)
    assert (made.p10_minor, made.p50_minor, made.p90_minor, made.loss_share) == (None, None, None, None)
    assert made.why is Missing.INCOMPLETE_YEARS
    assert simulation(programme([5]), costs(None), [AS_PLANNED], AS_PLANNED, NORWAY).p50_minor is None


@pytest.mark.parametrize("parts", [(1, 0.5, 2), (0, 3, 2), (math.nan, 1, 2), (0, math.nan, 2)])
def test_a_triangle_out_of_order_is_refused(parts: tuple[float, float, float]) -> None:
    with pytest.raises(NotTriangular, match="wanted low <= most likely <= high"):
        Triangle(*parts)


@pytest.mark.parametrize(("ranges", "draws"), [([], 10), ([AS_PLANNED], 0)])
def test_a_benefit_without_a_range_and_no_draws_are_refused(ranges: list[Triangle], draws: int) -> None:
    with pytest.raises(ValueError, match="for 1 benefits"):
        simulation(programme([5]), costs(1), ranges, AS_PLANNED, NORWAY, draws=draws)


@given(st.lists(st.floats(0, 3), min_size=3, max_size=3), st.integers(0, 10**9), st.integers(0, 10**9))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_no_draw_lies_outside_what_the_ranges_allow(parts: list[float], benefit: int, cost: int) -> None:
    low, mode, high = sorted(parts)
    made = simulation(programme([benefit]), costs(cost), [Triangle(low, mode, high)], AS_PLANNED, NORWAY, draws=200)
    assert made.p10_minor is not None
    assert made.p50_minor is not None
    assert made.p90_minor is not None
    assert benefit * low - cost - 1 <= made.p10_minor <= made.p50_minor <= made.p90_minor <= benefit * high - cost + 1
