import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.price_level import composed_growth, in_prices_of, price_factor
from metrics.results import Missing
from metrics.tables import PARAMETERS, table

OWN = table(
    PARAMETERS,
    [
        ("municipal_deflator", date(2023, 1, 1), 0.05),
        ("municipal_deflator", date(2025, 6, 1), 0.09),  # decoy: not the first of January, so no year's growth
        ("materiality", date(2025, 1, 1), 0.02),  # decoy: another number
    ],
)


def whole(*amounts: int | None) -> pd.Series:
    return pd.Series(list(amounts), dtype="Int64")


def test_a_million_of_2021_in_the_prices_of_2022() -> None:
    # published, in øre: 1 000 000 kr x 1.067 = 1 067 000 kr; without pensions the municipality sets 6.4 %: 1 064 000 kr
    million, year = whole(100_000_000), pd.Series([2021])
    assert in_prices_of(2022, million, year)["amount_minor"].tolist() == [106_700_000]
    own = table(PARAMETERS, [("municipal_deflator", date(2022, 1, 1), 0.064)])
    assert in_prices_of(2022, million, year, own)["amount_minor"].tolist() == [106_400_000]
    assert (price_factor(2021, 2022).value - 1) * 100 - 2.5 == pytest.approx(4.2)  # against what was expected


@pytest.mark.parametrize(
    ("year", "wages", "prices", "published"),
    [(2022, 0.032, 0.016, 0.025), (2024, 0.052, 0.038, 0.046), (2024, 0.052, 0.037, 0.046)],  # 2.544, 4.626, 4.585 %
)
def test_wages_and_prices_make_the_growth_that_was_published(year, wages, prices, published) -> None:
    """Source: KS, kommunal deflator of 2022 and 2024."""
    assert composed_growth(wages, prices, date(year, 1, 1)) == published


def test_a_municipality_s_own_share_of_wages_weighs_its_growth() -> None:
    own = table(PARAMETERS, [("municipal_deflator_wage_share", date(2022, 1, 1), 0.5)])
    assert composed_growth(0.031, 0.01, date(2022, 1, 1), own) == 0.021  # 2.05 %, halves up


def test_an_unknown_year_on_the_way_makes_the_factor_missing_and_says_which() -> None:
    made = price_factor(2021, 2025)  # 2022 and 2024 are known
    assert made.unknown_years == (2023, 2025)
    assert math.isnan(made.value)
    assert made.why is Missing.NO_PRICE_GROWTH
    assert price_factor(2021, 2025, OWN).unknown_years == (2025,)


def test_the_municipalitys_own_growth_closes_the_gap() -> None:
    made = price_factor(2021, 2024, OWN)
    assert made.value == pytest.approx(1.067 * 1.05 * 1.046, rel=1e-15)
    assert made.why is None


def test_within_a_year_nothing_changes_and_back_in_time_it_is_the_inverse() -> None:
    assert price_factor(2025, 2025).value == 1  # even a year without a source
    assert price_factor(2022, 2021).value == pytest.approx(1 / 1.067)


def test_amounts_of_many_years_are_carried_each_by_its_own_factor() -> None:
    amounts, years = whole(1_000, 1_000, -1_500, None), pd.Series([2021, 2022, 2021, 2021])
    made = in_prices_of(2022, amounts, years)
    # 1000 x 1.067; 1000; -1500 x 1.067 = -1600.5, away from zero
    assert made["amount_minor"].tolist()[:3] == [1_067, 1_000, -1_601]
    assert made["amount_minor"].isna().tolist() == [False, False, False, True]
    assert made["why"].tolist() == [None] * 4


def test_an_amount_whose_growth_is_unknown_is_missing_with_the_reason() -> None:
    made = in_prices_of(2024, whole(1_000, 1_000, None), pd.Series([2022, 2023, 2023]))
    assert made["amount_minor"].isna().tolist() == [True, False, True]
    assert made["amount_minor"].iloc[1] == 1_046
    assert made["why"].tolist() == [Missing.NO_PRICE_GROWTH, None, None]


@given(st.lists(st.integers(-(10**17), 10**17), min_size=1, max_size=5))
@settings(deadline=None, derandomize=True)
def test_money_is_carried_exactly_however_large(amounts: list[int]) -> None:
    made = in_prices_of(2024, whole(*amounts), pd.Series([2021] * len(amounts)), OWN)
    factor = Decimal("1.067") * Decimal("1.05") * Decimal("1.046")
    wanted = [int((Decimal(one) * factor).to_integral_value(ROUND_HALF_UP)) for one in amounts]
    assert made["amount_minor"].tolist() == wanted
