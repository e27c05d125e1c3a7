from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.discounting import SCHEDULES, DiscountSchedule, UnknownSchedule, annuity, factors, schedule

DAY = date(2026, 9, 30)
NORWAY = schedule("no", DAY)
UNITED_KINGDOM = schedule("uk", DAY)
DENMARK = schedule("dk", DAY)


def test_norways_factors_are_those_of_the_vector() -> None:
    # published: 4 % to year 40, 3 % to year 75, then 2 %, chained
    years = [0, 1, 5, 10, 20, 40, 41, 75, 76, 100]
    wanted = [1, 0.961538, 0.821927, 0.675564, 0.456387, 0.208289, 0.202222, 0.074022, 0.072571, 0.045119]
    assert factors(NORWAY, years).tolist() == pytest.approx(wanted, abs=5e-7)
    assert annuity(NORWAY, 10) == pytest.approx(8.110896, abs=5e-7)
    assert annuity(NORWAY, 40) == pytest.approx(19.792774, abs=5e-7)


def test_the_first_year_at_a_lower_rate_is_worth_less_than_the_year_before_it() -> None:
    forty, next_year = factors(NORWAY, [40, 41])
    assert forty == pytest.approx(1 / 1.04**40, rel=1e-12)
    assert next_year == pytest.approx(1 / 1.04**40 / 1.03, rel=1e-12)
    assert next_year < forty < 1 / 1.03**41  # the form that is not chained would rise to 0.2976


def test_the_united_kingdoms_factors_are_those_of_the_vector() -> None:
    # published
    thirty, next_year = factors(UNITED_KINGDOM, [30, 31])
    assert next_year == pytest.approx(thirty / 1.03, rel=1e-12)
    assert [annuity(UNITED_KINGDOM, years) for years in (5, 30, 100)] == pytest.approx(
        [4.515052, 18.392045, 28.863363], abs=5e-7
    )


@pytest.mark.parametrize(
    ("rates", "last", "before", "after"),
    [
        (NORWAY, 40, 0.04, 0.03),
        (NORWAY, 75, 0.03, 0.02),
        (UNITED_KINGDOM, 30, 0.035, 0.03),
        (UNITED_KINGDOM, 75, 0.03, 0.025),
        (UNITED_KINGDOM, 125, 0.025, 0.02),
        (UNITED_KINGDOM, 200, 0.02, 0.015),
        (UNITED_KINGDOM, 300, 0.015, 0.01),
        (DENMARK, 35, 0.035, 0.025),
        (DENMARK, 70, 0.025, 0.015),
    ],
)
def test_a_rate_holds_to_its_last_year_and_with_it(
    rates: DiscountSchedule, last: int, before: float, after: float
) -> None:
    earlier, at, later = factors(rates, [last - 1, last, last + 1])
    assert earlier / at - 1 == pytest.approx(before, rel=1e-9)
    assert at / later - 1 == pytest.approx(after, rel=1e-9)


def test_years_before_the_base_year_are_compounded_with_the_first_rate() -> None:
    assert factors(NORWAY, [-2, -1, 0, 1]).tolist() == pytest.approx([1.04**2, 1.04, 1, 1 / 1.04], rel=1e-12)


def test_no_years_give_no_factors_and_are_worth_nothing() -> None:
    assert factors(NORWAY, []).tolist() == []
    assert annuity(NORWAY, 0) == 0


def test_the_schedule_is_the_newest_of_its_key_on_the_day() -> None:
    assert schedule("no", date(2020, 12, 31)).valid_from == date(2014, 1, 1)
    assert schedule("no", date(2021, 1, 1)).valid_from == date(2021, 1, 1)
    assert schedule("no", date(2013, 12, 31)).steps == ((None, 0.04),)  # published: 2 % and a premium of 2 %
    # the cost of raising taxes: Norway 20 øre a krone; the United Kingdom none since 2026; Denmark: no source
    assert schedule("uk", date(2026, 2, 4)).tax_financing_share == 0.20
    assert [one.tax_financing_share for one in (NORWAY, UNITED_KINGDOM, DENMARK)] == [0.20, 0.0, None]


def test_an_unknown_schedule_is_a_broken_promise() -> None:
    with pytest.raises(UnknownSchedule, match="no on 2005-09-22"):
        schedule("no", date(2005, 9, 22))
    with pytest.raises(UnknownSchedule, match="se on"):
        schedule("se", DAY)


def test_every_schedule_says_where_it_comes_from_and_never_ends() -> None:
    for one in SCHEDULES:
        assert one.mark in {"S", "V", "M", "D"}
        assert one.source
        assert [last is None for last, _ in one.steps] == [False] * (len(one.steps) - 1) + [True]
    assert len({(one.key, one.valid_from) for one in SCHEDULES}) == len(SCHEDULES)


@given(st.sampled_from(SCHEDULES), st.integers(-50, 400))
@settings(deadline=None, derandomize=True)
def test_a_later_krone_is_always_worth_less(rates: DiscountSchedule, year: int) -> None:
    now, later = factors(rates, [year, year + 1])
    assert now > later > 0
