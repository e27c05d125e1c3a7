import pandas as pd

from data.periods import Quarter
from metrics.positions import of_quarter, quarter_ends, rolled_up, steps
from tests.metrics.small_town import UNITS, adjustment, adjustments, position, positions


def test_the_fourth_quarter_is_the_year_with_closing_entries() -> None:
    rows = positions(
        position("a", 2026, 3, actual=10, periodised=10),
        position("a", 2026, 11, actual=70, periodised=70),  # decoy: no quarter ends here
        position("a", 2026, 12, actual=100, periodised=105),
        position("a", 2026, 13, actual=104),
        position("b", 2026, 12, actual=50, periodised=60),
        position("b", 2026, 13),
        position("a", 2025, 12, actual=90),
    )
    ends = quarter_ends(rows)
    last = of_quarter(ends, Quarter(2026, 4))
    assert last.loc["a", "actual_minor"] == 104
    assert last.loc["a", "periodised_minor"] == 105  # no budget has a period 13 this year
    assert pd.isna(last.loc["b", "actual_minor"])  # its closing entries are missing, so its year is
    assert of_quarter(ends, Quarter(2025, 4)).loc["a", "actual_minor"] == 90
    assert len(ends) == 4


def test_a_quarter_is_the_difference_of_two_positions() -> None:
    rows = positions(
        position("a", 2026, 3, actual=10, periodised=12, revised=40),
        position("a", 2026, 6, actual=25, periodised=24, revised=44),
        position("a", 2026, 12, actual=60, periodised=50, revised=44),  # quarter 3 is missing before it
        position("a", 2026, 13, actual=99, periodised=50, revised=44),  # decoy: belongs to no quarter
        position("b", 2026, 6, actual=7),  # nothing before it
    )
    quarters = steps(rows, 3)
    assert quarters.loc[("a", 2026, 3), "actual_minor"] == 10
    assert quarters.loc[("a", 2026, 6), "actual_minor"] == 15  # 25 - 10
    assert quarters.loc[("a", 2026, 6), "periodised_minor"] == 12  # 24 - 12
    assert quarters.loc[("a", 2026, 6), "revised_minor"] == 44  # a whole-year amount stands
    assert pd.isna(quarters.loc[("a", 2026, 12), "actual_minor"])
    assert pd.isna(quarters.loc[("b", 2026, 6), "actual_minor"])
    assert ("a", 2026, 13) not in quarters.index


def test_months_are_told_from_quarters() -> None:
    rows = positions(*(position("a", 2026, period, actual=period**2) for period in (1, 2, 3, 4)))
    months = steps(rows, 1)["actual_minor"].tolist()
    assert months == [1, 3, 5, 7]  # 1, 4 - 1, 9 - 4, 16 - 9


def test_a_row_counts_for_each_unit_above_it_that_is_asked_for() -> None:
    rows = adjustments(adjustment("hjem", -2), adjustment("helse", -3), adjustment("skole", -50))
    rolled = rolled_up(rows, UNITS, ["helse", "hjem"])
    sums = rolled.groupby("unit_id")["amount_minor"].sum()
    assert sums.to_dict() == {"helse": -5, "hjem": -2}  # -2 + -3; the school is a decoy
