"""Growth of a measured quantity: published numbers of users, breaks in a series, and properties of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.growth import Growth, growth, measured_growth
from metrics.results import Missing
from tests.metrics.benefit_town import benefit, measurement
from tests.metrics.small_register import register

USERS = {2019: (2_333, 80_404, 3_925, 1_816, 82_542), 2020: (3_454, 104_003, 5_998, 5_712, 109_385)}
"""Users of four services, and of any of them, each person once: Helsedirektoratet, Omsorg 2020."""
PUBLISHED = (0.48, 0.29, 0.53, 2.15, 0.33)
UNIQUE_2017 = 95_718


def test_growth_of_a_year_is_as_published() -> None:
    for before, after, published in zip(USERS[2019], USERS[2020], PUBLISHED, strict=True):
        (step,) = growth({2019: before, 2020: after})
        assert step.share == pytest.approx(published, abs=0.005)


def test_growth_over_a_year_that_lacks_municipalities_is_not_told_and_over_all_years_is_what_the_ends_give() -> None:
    """The text says 33 % from 2017 to 2020, which is the last year alone; 2019 lacks 13 municipalities."""
    (whole,) = growth({2017: UNIQUE_2017, 2020: USERS[2020][-1]})
    assert whole.share == pytest.approx(0.143, abs=0.0005)
    every = {2017: UNIQUE_2017, 2019: USERS[2019][-1], 2020: USERS[2020][-1]}
    assert growth(every, breaks=[2019, 2020]) == (
        Growth(2017, 2019, None, Missing.SERIES_BREAK),
        Growth(2019, 2020, None, Missing.SERIES_BREAK),
        Growth(2017, 2020, None, Missing.SERIES_BREAK),
    )


def test_from_nothing_and_of_one_year_there_is_no_growth() -> None:
    assert growth({2024: 0.0, 2025: 5.0}) == (Growth(2024, 2025, None, Missing.ZERO_DENOMINATOR),)
    assert growth({2024: 7.0}) == growth({}) == ()


YEARLY = st.dictionaries(st.integers(2000, 2040), st.floats(0.5, 1e6), min_size=3, max_size=8)


@settings(deadline=None, derandomize=True)
@given(YEARLY)
def test_the_steps_multiply_to_the_whole(values: dict[int, float]) -> None:
    *steps, whole = growth(values)
    product = 1.0
    for step in steps:
        assert step.share is not None
        product *= 1 + step.share
    assert whole.share == pytest.approx(product - 1, rel=1e-9, abs=1e-9)


def test_of_a_benefit_measured_by_the_year_until_a_method_or_who_is_counted_changes() -> None:
    counted = [("m1", 2023, 40.0, 202312), ("m2", 2024, 50.0, 202312), ("m3", 2025, 80.0, 202512)]
    rows = [
        measurement(name, "users", year, 12, None, quantity=many, method_since=since)
        for name, year, many, since in counted
    ]
    town = register(benefits=[benefit("users", "A", "quality", unit_of_measure="users")], measurements=rows)
    assert measured_growth(town, "users") == (
        Growth(2023, 2024, 0.25, None),
        Growth(2024, 2025, None, Missing.SERIES_BREAK),
        Growth(2023, 2025, None, Missing.SERIES_BREAK),
    )
    other = [*rows[:2], measurement("m3", "users", 2025, 12, None, quantity=80.0, beneficiary_id="south")]
    assert measured_growth(register(benefits=[benefit("users", "A")], measurements=other), "users")[1].why is not None
    quarterly = register(benefits=[benefit("users", "A", grain="quarter")], measurements=rows)
    assert measured_growth(quarterly, "users") == ()
