from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics.budget_score import (
    adherence_score,
    adherence_to_original,
    approved_by,
    controllable_deviation,
    direction,
    score,
    tolerances,
)
from metrics.positions import of_quarter, quarter_ends
from metrics.results import Direction, Missing
from tests.metrics.small_town import RULES, adjustment, adjustments, position, positions

NOW = Quarter(2026, 3)
NONE = adjustments()


def scored(**amounts: int) -> pd.DataFrame:
    return quarter_ends(positions(position("a", 2026, 9, **amounts)))


@pytest.mark.parametrize(
    ("percent", "expected"), [(0, 100), (1, 100), (-1, 100), (2, 75), (-2, 75), (3, 50), (5, 0), (-6, 0)]
)
def test_tv_33_the_score_falls_evenly_and_alike_on_both_sides(percent: int, expected: int) -> None:
    ends = scored(revised=10_000, forecast=10_000 - 100 * percent)
    assert adherence_score(ends, NONE, RULES)["value"].iloc[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("vector", "revised", "forecast", "approved", "not_cut", "gross"),
    [
        ("a saving already cut is not taken twice", 97, 97, 0, 0, 100),
        ("an approved cost beyond control", 100, 102, -2, 0, 100),
        ("a verified saving not yet cut", 100, 95, 0, 5, 100),
    ],
)
def test_tv_37_to_39(vector: str, revised: int, forecast: int, approved: int, not_cut: int, gross: int) -> None:
    ends = quarter_ends(positions(position("a", 2026, 9, revised=revised, forecast=forecast, gross={"revised": gross})))
    rows = adjustments(adjustment("a", approved)) if approved else NONE
    savings = pd.Series([not_cut], index=ends.index, dtype="Int64") if not_cut else None
    made = adherence_score(ends, rows, RULES, savings).iloc[0]
    assert made["share"] == 0, vector
    assert made["value"] == 100, vector
    assert made["basis"] == ("adjusted" if approved else "unadjusted")


def test_tv_40_a_small_unit_has_a_wider_tolerance_and_its_score_never_turns() -> None:
    deviation, tolerance, zero_at = np.array([0, 0.08, 0.10, 0.12]), np.full(4, 0.06), np.full(4, 0.10)
    assert score(deviation, tolerance, zero_at).tolist() == [100, pytest.approx(50), 0, 0]


def history(*percent: int, gross: int = 100) -> pd.DataFrame:
    """Three year ends with these deviations, and a third quarter to be judged."""
    ends = [position("a", 2023 + n, 12, revised=100, actual=100 - each) for n, each in enumerate(percent)]
    return quarter_ends(positions(*ends, position("a", 2026, 9, revised=100, forecast=100, gross={"revised": gross})))


@pytest.mark.parametrize(
    ("years", "limit", "tolerance", "zero_at"),
    [
        ((-3, 0, 3), 1_000, 0.03, 0.07),  # standard deviation sqrt((9 + 0 + 9) / 2) = 3 %; 3 + 4 points
        ((-20, 0, 20), 1_000, 0.06, 0.10),  # 20 % is capped
        ((1, 1, 1), 1_000, 0.01, 0.05),  # no spread: the ordinary tolerance
        ((-3, 0), 1_000, 0.01, 0.05),  # two years are not three
        ((-3, 0, 3), 100, 0.01, 0.05),  # a gross budget of 100 is not below 100: no small unit
    ],
)
def test_the_tolerance_of_a_small_unit(years: tuple[int, ...], limit: int, tolerance: float, zero_at: float) -> None:
    made = of_quarter(tolerances(history(*years), RULES | {"small_unit_budget": limit}), NOW).loc["a"]
    assert made["tolerance"] == pytest.approx(tolerance)
    assert made["zero_at"] == pytest.approx(zero_at)


def test_only_what_was_approved_in_time_for_this_unit_and_year_counts() -> None:
    ends = quarter_ends(positions(position("a", 2026, 9), position("a", 2026, 6)))
    rows = adjustments(
        adjustment("a", -5, period=6, approved_on=date(2026, 6, 18)),
        adjustment("a", -7, period=11, approved_on=date(2026, 9, 30)),  # falls later in the year
        adjustment("a", -100, approved_on=None),  # decoy: never approved
        adjustment("a", -200, approved_on=date(2026, 10, 1)),  # decoy: approved after the quarter
        adjustment("b", -400),  # decoy: another unit
        adjustment("a", -800, year=2025),  # decoy: another year
    )
    assert of_quarter(approved_by(ends, rows), NOW).loc["a"].tolist() == [-12, 2]  # -5 + -7
    assert of_quarter(approved_by(ends, rows, arisen=True), NOW).loc["a"].tolist() == [-5, 1]
    assert of_quarter(approved_by(ends, rows), Quarter(2026, 2)).loc["a"].tolist() == [-5, 1]


def test_the_accounts_take_the_forecasts_place_at_the_years_end() -> None:
    ends = quarter_ends(
        positions(
            position("a", 2026, 9, revised=100, actual=10, forecast=103),
            position("a", 2026, 12, revised=100, actual=97, forecast=150),
            position("b", 2026, 9, revised=100, actual=75),
            position("b", 2026, 12, revised=100, forecast=100),
        )
    )
    made = controllable_deviation(ends, NONE)
    assert of_quarter(made, NOW).loc["a", "numerator"] == -3  # 100 - 103
    assert of_quarter(made, Quarter(2026, 4)).loc["a", "numerator"] == 3  # 100 - 97
    assert of_quarter(made, NOW).loc["b", "why"] is Missing.NO_FORECAST
    assert of_quarter(made, Quarter(2026, 4)).loc["b", "why"] is Missing.NO_ACTUAL


def test_revising_the_budget_cannot_better_the_score_against_the_original() -> None:
    ends = scored(original=100, revised=110, forecast=110)
    assert adherence_score(ends, NONE, RULES)["value"].iloc[0] == 100
    against_original = adherence_to_original(ends, NONE, RULES).iloc[0]
    assert against_original["share"] == -0.1  # (100 - 110) / 100
    assert against_original["value"] == 0


@pytest.mark.parametrize(
    ("forecast", "approved", "said"),
    [
        (100, 0, Direction.ON_BUDGET),
        (101, 0, Direction.ON_BUDGET),  # within 1 %
        (103, 0, Direction.OVERSPEND),
        (103, -3, Direction.OVERSPEND),  # approved, but it is still more than the budget
        (96, 4, Direction.UNDERSPEND_EXPLAINED),
        (96, 3, Direction.UNDERSPEND_EXPLAINED),  # 1 of 100 is left
        (96, 2, Direction.UNDERSPEND_UNEXPLAINED),
        (96, 0, Direction.UNDERSPEND_UNEXPLAINED),
    ],
)
def test_the_direction_is_told_apart_from_the_score(forecast: int, approved: int, said: Direction) -> None:
    ends = scored(revised=100, forecast=forecast)
    rows = adjustments(adjustment("a", approved)) if approved else NONE
    made = direction(controllable_deviation(ends, rows), RULES)
    assert made.iloc[0] is said
    assert adherence_score(ends, rows, RULES)["direction"].iloc[0] is said  # and the score carries it


def test_a_missing_forecast_has_no_direction() -> None:
    ends = scored(revised=100)
    assert direction(controllable_deviation(ends, NONE), RULES).iloc[0] is None


@given(st.floats(-1, 1), st.floats(0, 0.06), st.floats(0.001, 0.2), st.floats(0, 1))
@settings(deadline=None, derandomize=True)
def test_a_larger_deviation_never_scores_better(deviation: float, tolerance: float, width: float, more: float) -> None:
    def at(d: float) -> float:
        return float(score(np.array([d]), np.array([tolerance]), np.array([tolerance + width]))[0])

    assert 0 <= at(deviation) <= 100
    assert at(deviation) == at(-deviation)
    assert at(abs(deviation) + more) <= at(deviation)
