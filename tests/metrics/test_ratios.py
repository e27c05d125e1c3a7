import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.ratios import complete_sums, net_or_gross, ratio
from metrics.results import Missing
from metrics.tables import WrongTable, require
from tests.metrics.small_town import position, positions

AMOUNTS = st.one_of(st.none(), st.integers(-(10**15), 10**15))


def whole(*cells: int | None) -> pd.Series:
    return pd.Series(list(cells), dtype="Int64")


def test_a_zero_or_missing_part_is_missing_and_says_why() -> None:
    #            value      zero        no denominator  no numerator
    made = ratio(whole(1, 1, 1, None), whole(4, 0, None, 4))
    assert made["value"].tolist()[0] == 0.25  # 1 / 4
    assert all(math.isnan(value) for value in made["value"].tolist()[1:])
    assert made["why"].tolist() == [None, *[Missing.ZERO_DENOMINATOR] * 3]


def test_a_reason_given_beats_a_value_that_could_be_had() -> None:
    made = ratio(whole(1), whole(4), why=pd.Series([Missing.YEAR_NOT_OVER], dtype=object))
    assert math.isnan(made["value"].iloc[0])
    assert pd.isna(made["numerator"].iloc[0])
    assert made["why"].iloc[0] is Missing.YEAR_NOT_OVER


def test_money_stays_whole_beyond_what_a_float_can_hold() -> None:
    made = ratio(whole(2**53 + 1), whole(1))
    assert made["numerator"].iloc[0] == 9_007_199_254_740_993  # 2^53 + 1 is no float


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=8))
@settings(deadline=None, derandomize=True)
def test_the_value_is_the_quotient_exactly_where_both_parts_are_there(
    parts: list[tuple[int | None, int | None]],
) -> None:
    above, below = zip(*parts, strict=True)
    made = ratio(whole(*above), whole(*below))
    for (over, under), value, why in zip(parts, made["value"], made["why"], strict=True):
        if over is None or not under:
            assert math.isnan(value)
            assert why is Missing.ZERO_DENOMINATOR
        else:
            assert value == pytest.approx(over / under, rel=1e-15)
            assert why is None


def test_net_gives_way_to_gross_below_a_fifth_and_not_at_it() -> None:
    rows = positions(
        position("a", 2026, 3, revised=20, gross={"revised": 100}),  # 20 % of 100: not under
        position("b", 2026, 3, revised=19, gross={"revised": 100}),
        position("c", 2026, 3, revised=-19, gross={"revised": 100}),
        position("d", 2026, 3, revised=-50, gross={"revised": 100}),
    )
    denominator, basis = net_or_gross(rows, "revised", 0.20)
    assert denominator.tolist() == [20, 100, 100, 50]
    assert basis.tolist() == ["net", "gross", "gross", "net"]


def test_a_group_with_a_missing_part_is_missing_not_smaller() -> None:
    rows = pd.DataFrame({"unit_id": ["a", "a", "b", "b"], "amount_minor": whole(1, 2, 3, None)})
    sums = complete_sums(rows, "unit_id", ["amount_minor"])["amount_minor"]
    assert sums["a"] == 3  # 1 + 2
    assert pd.isna(sums["b"])


def test_a_table_without_its_columns_is_a_broken_promise() -> None:
    with pytest.raises(WrongTable, match="gross_forecast_minor"):
        require(positions(position("a", 2026, 3)).drop(columns="gross_forecast_minor"), "budget_positions")
