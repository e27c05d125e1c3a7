import pandas as pd
import pytest

from metrics.discounting import annuity
from metrics.outsider_rates import flat, rate_sensitivity
from tests.metrics.profiles import plain, profile
from tests.metrics.test_outsiders import scenario


def test_the_worth_at_each_rate_is_that_of_the_vector() -> None:
    # published: 40 m kr a year for 42 years, the first a year from now
    assert 40 * annuity(flat(0.02), 42) == pytest.approx(1_129.3917, abs=5e-5)
    assert 40 * annuity(flat(0.04), 42) == pytest.approx(807.4251, abs=5e-5)


def test_a_higher_rate_makes_a_scenario_worth_less_and_breaks_even_later_or_never() -> None:
    # 1 000 a year for ten people of 57: 1 000 + 1 000 / (1 + r), against 1 950 at once
    table = rate_sensitivity(profile(plain), scenario(start_age=57, cost_minor=(1_950,)), (0.0, 0.04, 0.25))
    assert table["present_minor"].tolist() == [2_000, 1_000 + 288 + 673, 1_000 + 240 + 560]
    assert table["net_minor"].tolist() == [50, 11, -150]
    assert table["break_even_age"].tolist()[:2] == [58, 58]
    assert pd.isna(table["break_even_age"].iloc[2])
