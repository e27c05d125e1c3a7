"""Dated rows of a role, and the stretches of days they come to."""

from datetime import date

from data.roles import Stretch, stretches

JAN, MAR, APR, MAY = (date(2026, month, 1) for month in (1, 3, 4, 5))


def test_rows_come_to_stretches_in_order_of_date():
    # given in January, ended in March, given again in April, and once more in May, which changes nothing
    rows = [(MAY, True), (JAN, True), (MAR, False), (APR, True)]
    assert stretches(rows) == [Stretch(JAN, MAR), Stretch(APR, None)]
    assert stretches([(JAN, False), (MAR, False)]) == []
    assert stretches([]) == []


def test_the_day_of_the_end_is_the_first_without_the_role():
    stretch = Stretch(JAN, MAR)
    held = [stretch.holds(day) for day in (date(2025, 12, 31), JAN, date(2026, 2, 28), MAR)]
    assert held == [False, True, True, False]
    assert Stretch(JAN, None).holds(date(2099, 1, 1))
