import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.discounting import schedule
from metrics.party_values import yearly_divisor
from metrics.present_value import npv_per_krone, payback_years, present_value
from metrics.results import Missing

DAY = date(2026, 9, 30)
NORWAY, UNITED_KINGDOM = schedule("no", DAY), schedule("uk", DAY)
VECTOR = [-100, 30, 30, 30, 30, 30]  # published


def rows(*years: list[int | None]) -> pd.DataFrame:
    return pd.DataFrame(years, index=list("abcdef")[: len(years)]).astype("Int64")


def test_the_vectors_net_present_value_and_yearly_equivalent() -> None:
    assert present_value(VECTOR, UNITED_KINGDOM) == pytest.approx(35.451571, abs=5e-7)
    assert present_value(VECTOR, NORWAY) == pytest.approx(33.554670, abs=5e-7)
    assert present_value(VECTOR, UNITED_KINGDOM) / yearly_divisor(UNITED_KINGDOM, 5) == pytest.approx(
        7.851863, abs=5e-7
    )


def test_each_row_is_valued_by_itself_and_one_missing_year_makes_its_own_row_missing() -> None:
    #                  year 0  1    2
    made = present_value(rows([-100, 104, 0], [0, None, 5], [1, 0, 0]), NORWAY)
    assert made[0] == pytest.approx(-100 + 104 / 1.04)  # 0
    assert math.isnan(made[1])
    assert made[2] == 1


def test_the_base_year_alone_has_no_yearly_equivalent() -> None:
    assert math.isnan(yearly_divisor(NORWAY, 0))


def test_payback_is_interpolated_within_the_year() -> None:
    # -100, -70, -40, -10, 20: three years and 10 of the 30 that come in the fourth
    assert payback_years(VECTOR) == pytest.approx(3 + 10 / 30)
    assert payback_years(VECTOR, NORWAY) == pytest.approx(3.653065, abs=5e-7)


@pytest.mark.parametrize(
    ("flows", "years"),
    [
        ([-100, 50, 49], math.nan),  # -1 at the end: never
        ([-100, 100, 0], 1.0),
        ([0, -100, 50, 100], 2.5),  # the money is spent in year 1: -100, -50, 50
        ([-100, 200, -150, 100], 2.5),  # ahead after year 1, but new money is needed: -50 and then 50 of 100
        ([-100, 200, -150], math.nan),
        ([5, 5], 0.0),  # nothing is ever outstanding
        ([-10, math.nan, 30], math.nan),
    ],
)
def test_payback_is_when_nothing_is_outstanding_any_more(flows: list[float], years: float) -> None:
    assert payback_years(flows) == pytest.approx(years, nan_ok=True)
    assert payback_years([flows, flows]).tolist() == pytest.approx([years, years], nan_ok=True)


def test_net_present_value_per_krone_keeps_its_parts() -> None:
    flows = rows([-100, 208], [-100, 208], [-100, None])
    funds = rows([50, 0], [0, 0], [50, 0])
    made = npv_per_krone(flows, funds, NORWAY)
    parts = made.loc["a", ["numerator", "denominator", "value"]].tolist()
    assert parts == pytest.approx([100, 50, 2])  # (-100 + 208 / 1.04) / 50
    assert math.isnan(made.loc["b", "value"])
    assert made["why"].tolist() == [None, Missing.ZERO_DENOMINATOR, Missing.INCOMPLETE_YEARS]


def test_a_measure_whose_public_money_is_not_told_is_missing() -> None:
    made = npv_per_krone(rows([-100, 208], [-100, 208]), rows([50, 0]), NORWAY)
    assert made["why"].tolist() == [None, Missing.INCOMPLETE_YEARS]


AMOUNTS = st.lists(st.integers(-(10**9), 10**9), min_size=6, max_size=6)


@given(AMOUNTS, AMOUNTS, st.integers(-100, 100))
@settings(deadline=None, derandomize=True)
def test_the_value_of_a_sum_is_the_sum_of_the_values(one: list[int], other: list[int], times: int) -> None:
    together = [a * times + b for a, b in zip(one, other, strict=True)]
    apart = times * present_value(one, NORWAY) + present_value(other, NORWAY)
    assert present_value(together, NORWAY) == pytest.approx(apart, abs=1e-3)


@given(st.integers(1, 10**6), st.lists(st.integers(1, 10**5), min_size=1, max_size=60))
@settings(deadline=None, derandomize=True)
def test_discounted_payback_is_never_sooner_than_the_simple_one(spent: int, gains: list[int]) -> None:
    flows = [-spent, *gains]
    simple, discounted = payback_years(flows), payback_years(flows, NORWAY)
    assert math.isnan(simple) == (sum(gains) < spent)
    assert math.isnan(discounted) or discounted >= simple
