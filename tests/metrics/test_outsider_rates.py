from math import isnan

import pandas as pd
import pytest

from metrics.discounting import annuity
from metrics.outsider_rates import break_even_rate, flat, rate_sensitivity
from tests.metrics.profiles import plain, profile
from tests.metrics.test_outsiders import scenario


def test_the_worth_at_each_rate_is_that_of_the_vector() -> None:
    # published: 40 m kr a year for 42 years, the first a year from now
    assert 40 * annuity(flat(0.02), 42) == pytest.approx(1_129.3917, abs=5e-5)
    assert 40 * annuity(flat(0.04), 42) == pytest.approx(807.4251, abs=5e-5)
    assert break_even_rate([-1_100, *[40] * 42]) == pytest.approx(0.021453, abs=5e-7)  # published: 1.1 bn


def test_a_higher_rate_makes_a_scenario_worth_less_and_breaks_even_later_or_never() -> None:
    # 1 000 a year for ten people of 57: 1 000 + 1 000 / (1 + r), against 1 950 at once
    table = rate_sensitivity(profile(plain), scenario(start_age=57, cost_minor=(1_950,)), (0.0, 0.04, 0.25))
    assert table["present_minor"].tolist() == [2_000, 1_000 + 288 + 673, 1_000 + 240 + 560]
    assert table["net_minor"].tolist() == [50, 11, -150]
    assert table["break_even_age"].tolist()[:2] == [58, 58]
    assert pd.isna(table["break_even_age"].iloc[2])


@pytest.mark.parametrize("rate", [0.0, 0.04, 1.5])
def test_at_the_break_even_rate_the_amounts_are_worth_nothing(rate: float) -> None:
    worth = sum(40 / (1 + rate) ** year for year in range(1, 43))
    assert break_even_rate([-worth, *[40] * 42]) == pytest.approx(rate, abs=1e-9)


@pytest.mark.parametrize(
    "net",
    [
        [10, 20],  # nothing is paid
        [-10, 4, 5],  # never worth it
        [-10, 30, -5],  # two changes of sign: two rates may answer
        [10, -5],  # what comes first is worth more the higher the rate
        [],
    ],
)
def test_where_no_one_rate_divides_gain_from_loss_there_is_none(net: list[float]) -> None:
    assert isnan(break_even_rate(net))
