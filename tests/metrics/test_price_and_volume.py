"""What of a lower cost is price, what is volume, and what is realised."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.benefit_columns import MEASUREMENTS
from metrics.benefit_tables import BenefitTables
from metrics.price_and_volume import Adjusted, Parts, adjusted_savings
from metrics.results import Missing
from metrics.tables import PARAMETERS, table
from tests.metrics.benefit_town import benefit, initiative, measurement
from tests.metrics.value_town import register

# 2023: 1 000 fixed and 10 a user, 100 users: 2 000
BEFORE = {
    "baseline_on": date(2023, 12, 31),
    "volume_before": 100,
    "unit_cost_before_minor": 10,
    "fixed_cost_before_minor": 1000,
}
GROWTH = [("municipal_deflator", date(2024, 1, 1), 0.10)]


def town(*rows: tuple[Any, ...], growth: list[tuple[Any, ...]] | None = None, **told: Any) -> BenefitTables:
    return register(
        initiatives=[initiative("A", "hjem")],
        benefits=[benefit("a", "A", **{**BEFORE, **told}), benefit("plain", "A")],
        measurements=table(MEASUREMENTS, list(rows)),
        parameters=table(PARAMETERS, GROWTH if growth is None else growth),
    )


def measured(volume: float | None, cost: int | None, amount: int | None = None, **told: Any) -> tuple[Any, ...]:
    own = {"beneficiary_id": "hjem", "quantity": 0, "volume_after": volume, "cost_after_minor": cost}
    return measurement("m", "a", 2024, 12, amount, **{**own, **told})


def only(tables: BenefitTables) -> Adjusted:
    found = adjusted_savings(tables, "a")
    assert found is not None
    (one,) = found
    return one


def test_a_change_is_price_and_volume_and_what_is_realised() -> None:
    # prices 10 % up: 2 000 is 2 200; at 80 users the old way 1 800 x 1.1 = 1 980, and it cost 1 500
    found = only(town(measured(80, 1500, 480)))
    assert found.parts == Parts(2000 - 1500, 2000 - 2200, 20 * 11, 1980 - 1500)
    assert (found.before_minor, found.after_minor, found.price_year_before) == (2000, 1500, 2023)
    assert (found.unit_cost_before_minor, found.unit_cost_after_minor) == (20, 19)  # 2 000 / 100; 1 500 / 80 = 18.75
    assert (found.stated_minor, found.why, found.parts.only_demand) == (480, None, False)


def test_a_lower_cost_because_demand_fell_is_nothing_realised() -> None:
    found = only(town(measured(50, 1650)))
    # 1 500 x 1.1 = 1 650: done as before, for half the users
    assert (found.parts.total_minor, found.parts.realised_minor, found.parts.only_demand) == (350, 0, True)


def test_a_dearer_year_is_no_demand_that_fell() -> None:
    found = only(town(measured(100, 2500)))
    assert (found.parts.total_minor, found.parts.realised_minor, found.parts.only_demand) == (-500, -300, False)


def test_where_a_part_is_missing_nothing_of_the_change_is_told() -> None:
    for rows, told in (
        (measured(None, 1500), {}),
        (measured(80, None), {}),
        (measured(80, 1500), {"volume_before": None}),
    ):
        found = only(town(rows, **told))
        assert (found.parts, found.why) == (Parts(), Missing.NOT_MEASURED)
    unknown = only(town(measured(80, 1500), baseline_on=date(2022, 12, 31)))
    assert (unknown.parts, unknown.why, unknown.unknown_years) == (Parts(), Missing.NO_PRICE_GROWTH, (2023,))


def test_an_amount_in_other_prices_is_not_held_against_it() -> None:
    assert only(town(measured(80, 1500, 480, price_year=2025))).stated_minor is None


def test_without_a_cost_before_there_is_nothing_to_adjust() -> None:
    assert adjusted_savings(town(), "plain") is None
    assert adjusted_savings(town(), "a") == ()


@given(
    st.integers(0, 10**6), st.integers(0, 10**4), st.integers(1, 10**4), st.integers(0, 10**4), st.integers(0, 10**8)
)
@settings(deadline=None, derandomize=True, max_examples=25)
def test_the_parts_sum_to_the_change(fixed: int, unit: int, before: int, after: int, cost: int) -> None:
    told = {"fixed_cost_before_minor": fixed, "unit_cost_before_minor": unit, "volume_before": before}
    parts = only(town(measured(after, cost), **told)).parts
    assert parts.total_minor == (parts.price_minor or 0) + (parts.volume_minor or 0) + (parts.realised_minor or 0)
