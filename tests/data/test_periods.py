from datetime import date

import pytest

from data.periods import CLOSING_PERIOD, Quarter, last_day_of_period


@pytest.mark.parametrize(
    ("text", "quarter"),
    [("2022Q4", Quarter(2022, 4)), ("2022q1", Quarter(2022, 1)), (" 1999Q2 ", Quarter(1999, 2))],
)
def test_a_quarter_is_read(text: str, quarter: Quarter) -> None:
    assert Quarter.parse(text) == quarter


@pytest.mark.parametrize("text", ["2022Q5", "2022Q0", "2022", "22Q1", "2022-Q1", "2022Q11", "", "2022Q٤"])
def test_what_is_no_quarter_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="wanted a quarter such as 2022Q4"):
        Quarter.parse(text)


def test_a_quarter_is_written_as_it_is_read() -> None:
    assert [str(Quarter(2024, number)) for number in range(1, 5)] == ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_quarter_outside_the_year_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="a quarter is 1-4"):
        Quarter(2024, number)


def test_each_period_falls_in_a_quarter() -> None:
    # January-March, April-June, July-September, October-December and the closing entries
    wanted = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4]
    assert [Quarter.of_period(2024, period).number for period in range(1, CLOSING_PERIOD + 1)] == wanted


def test_a_quarter_ends_with_a_month() -> None:
    assert [Quarter(2024, number).last_period for number in range(1, 5)] == [3, 6, 9, 12]
    assert [Quarter(2024, number).last_day for number in range(1, 5)] == [
        date(2024, 3, 31),
        date(2024, 6, 30),
        date(2024, 9, 30),
        date(2024, 12, 31),
    ]


@pytest.mark.parametrize(
    ("quarters", "shifted"),
    [(0, "2024Q1"), (1, "2024Q2"), (4, "2025Q1"), (-1, "2023Q4"), (-12, "2021Q1"), (-13, "2020Q4")],
)
def test_a_quarter_is_shifted(quarters: int, shifted: str) -> None:
    assert str(Quarter(2024, 1).shifted(quarters)) == shifted


def test_the_quarters_between_two() -> None:
    assert [str(quarter) for quarter in Quarter(2023, 3).until(Quarter(2024, 2))] == [
        "2023Q3", "2023Q4", "2024Q1", "2024Q2",
    ]  # fmt: skip
    assert Quarter(2024, 2).until(Quarter(2024, 2)) == [Quarter(2024, 2)]
    assert Quarter(2024, 2).until(Quarter(2024, 1)) == []


def test_quarters_are_in_order_of_time() -> None:
    quarters = [Quarter(2024, 1), Quarter(2023, 4), Quarter(2022, 2)]
    assert sorted(quarters) == list(reversed(quarters))


def test_a_period_ends_with_its_month() -> None:
    assert last_day_of_period(2024, 2) == date(2024, 2, 29)
    assert last_day_of_period(2023, 2) == date(2023, 2, 28)
    assert last_day_of_period(2024, 12) == last_day_of_period(2024, CLOSING_PERIOD) == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 9, 30), Quarter(2026, 3)),  # its own last day is over when the day is
        (date(2026, 9, 29), Quarter(2026, 2)),
        (date(2026, 10, 1), Quarter(2026, 3)),
        (date(2026, 1, 1), Quarter(2025, 4)),
    ],
)
def test_the_last_quarter_that_is_over(day: date, quarter: Quarter) -> None:
    assert Quarter.ended_by(day) == quarter
