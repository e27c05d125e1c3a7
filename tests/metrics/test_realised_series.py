"""The one pass over many quarters says what `realisation` says of each of them."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics.benefit_tables import BenefitTables
from metrics.realisation import realisation
from metrics.realised_amounts import RegisterAt, register_of
from metrics.realised_series import realisation_series
from metrics.results import Missing
from tests.metrics.benefit_town import line, measurement, projection
from tests.metrics.test_realisation import LINES, MEASUREMENTS, PROJECTIONS, town

QUARTERS = Quarter(2023, 4).until(Quarter(2027, 1))


def same(tables: BenefitTables) -> pd.DataFrame:
    """Return the one pass over the quarters, after it was held against the answer for each quarter by itself."""
    register = register_of(tables)
    members = register.benefits[register.benefits["counts"]].assign(unit_id="north")
    series = realisation_series(register, members["benefit_id"], "north", QUARTERS)
    for quarter in QUARTERS:
        alone = realisation(RegisterAt(register, quarter), members, "unit_id").loc["north"]
        row = series.loc[("north", quarter.year, quarter.number)]
        assert set(row.index) == set(alone.index)
        for name in alone.index:
            both_missing = pd.isna(row[name]) and pd.isna(alone[name])
            assert both_missing or row[name] == alone[name], (quarter, name)
    return series


def test_each_quarter_stands_on_the_plans_and_the_measurements_of_its_day() -> None:
    series = same(town())
    # 2024Q4: plan 1 alone is known and its first line is due at the end of 2025
    assert (series.loc[("north", 2024, 4), "current"], series.loc[("north", 2024, 4), "current_total"]) == (
        0,
        200 + 200,
    )
    # 2025Q4: plan 2 and the forecast; 100 + 400 - 50 planned, 80 + 250 (supported) - 60 realised, 70 verified
    last = series.loc[("north", 2025, 4)]
    assert (last["current"], last["realised"], last["verified"]) == (100 + 400 - 50, 80 + 250 - 60, 70)
    assert series.loc[("north", 2023, 4), "planned_why"] is Missing.NO_PLAN


@pytest.mark.parametrize(
    "changed",
    [
        {"measurements": []},
        {"projection_lines": []},
        {"projection_lines": [line("A", 2, 1, "cash", 2025, 12, None, quantity=3.0)], "measurements": []},
        {"projections": [*PROJECTIONS, projection("B", 2, "plan", date(2025, 2, 1), adopted=False)]},
        {"measurements": [*MEASUREMENTS, measurement("m9", "hospital", 2026, 12, 5, price_year=1950)]},
        {"projections": [projection("A", 3, "forecast", date(2025, 10, 1))]},
    ],
)
def test_what_is_missing_is_missing_for_the_same_reason(changed: dict[str, list[tuple[object, ...]]]) -> None:
    same(town(**changed))


@settings(deadline=None, derandomize=True, max_examples=25)
@given(
    amounts=st.lists(st.integers(-(10**12), 10**12), min_size=len(LINES), max_size=len(LINES)),
    measured=st.lists(st.integers(-(10**12), 10**12), min_size=2, max_size=2),
    period=st.sampled_from([3, 6, 9, 12]),
)
def test_any_amounts_are_summed_alike(amounts: list[int], measured: list[int], period: int) -> None:
    lines = [(*row[:8], period, amount, *row[10:]) for row, amount in zip(LINES, amounts, strict=True)]
    same(
        town(
            projection_lines=lines,
            measurements=[
                measurement("m1", "cash", 2025, period, measured[0]),
                measurement("m2", "hospital", 2026, period, measured[1]),
            ],
        )
    )
