import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.benefit_effects import (
    CountedTwice,
    difference_in_differences,
    impact_share,
    price_and_volume_saving,
)
from metrics.results import Missing


def shares(*rows: tuple[float | None, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["deadweight", "displacement", "attribution", "drop_off"], dtype="float64")


def test_the_impact_by_year_is_that_of_the_vector() -> None:
    # published, in øre: 100 000 kr x 0.75 x 0.90 x 0.60 = 40 500 kr, then x 0.80 a year
    own = shares(*[(0.25, 0.10, 0.60, 0.20)] * 4)
    made = 10_000_000 * impact_share(own, np.array([1, 2, 3, 4]))
    assert made.tolist() == pytest.approx([4_050_000, 3_240_000, 2_592_000, 2_073_600])


def test_a_benefit_with_a_missing_share_is_missing_and_leaves_the_others() -> None:
    own = shares((None, 0, 1, 0), (0, 0, 1, 0), (0.5, 0, 1, 1))
    assert np.isnan(impact_share(own, 1)).tolist() == [True, False, False]
    assert impact_share(own, 1).tolist()[1:] == [1, 0.5]
    assert impact_share(own, 2).tolist()[1:] == [1, 0]  # all of it drops off


@pytest.mark.parametrize("column", ["deadweight", "displacement", "attribution", "drop_off"])
@pytest.mark.parametrize("share", [-0.01, 1.01, 25])
def test_a_share_outside_nothing_to_all_is_refused(column: str, share: float) -> None:
    with pytest.raises(ValueError, match=f"{column} is outside 0 to 1"):
        impact_share(shares((0, 0, 1, 0)).assign(**{column: share}), 1)


SHARE = st.floats(0, 1)


@given(SHARE, SHARE, SHARE, SHARE)
@settings(deadline=None, derandomize=True)
def test_an_impact_is_never_more_than_the_gross_effect_nor_more_than_the_year_before(
    deadweight: float, displacement: float, attribution: float, drop_off: float
) -> None:
    own = shares((deadweight, displacement, attribution, drop_off))
    years = [float(impact_share(own, year)[0]) for year in (1, 2, 3)]
    assert 1 >= years[0] >= years[1] >= years[2] >= 0


def groups(**measured: list[float | None]) -> pd.DataFrame:
    return pd.DataFrame(measured, dtype="float64")


def test_what_would_have_come_anyway_is_what_the_comparison_group_shows() -> None:
    made = difference_in_differences(
        groups(treated_before=[10, 10], treated_after=[4, 4], compared_before=[9, 9], compared_after=[7, None])
    )
    assert made.loc[0, ["change", "change_anyway", "value"]].tolist() == [-6, -2, -4]  # (4 - 10) - (7 - 9)
    assert math.isnan(made.loc[1, "value"])
    assert made["why"].tolist() == [None, Missing.NOT_MEASURED]


def test_a_comparison_group_and_a_deadweight_share_are_never_both_taken_away() -> None:
    measured = groups(treated_before=[10], treated_after=[4], compared_before=[9], compared_after=[7])
    with pytest.raises(CountedTwice, match="removed deadweight already"):
        difference_in_differences(measured, deadweight=pd.Series([0.25]))
    assert difference_in_differences(measured, deadweight=pd.Series([0.0, None]))["value"].tolist() == [-4]


@given(st.lists(st.integers(-1000, 1000), min_size=4, max_size=4), st.integers(-1000, 1000))
@settings(deadline=None, derandomize=True)
def test_what_happens_to_everybody_is_nobodys_effect(measured: list[int], everybody: int) -> None:
    before, after, compared_before, compared_after = measured
    names = ("treated_before", "treated_after", "compared_before", "compared_after")
    moved = (before, after + everybody, compared_before, compared_after + everybody)
    plain, shifted = (
        difference_in_differences(pd.DataFrame([dict(zip(names, row, strict=True))])) for row in (measured, moved)
    )
    assert plain["value"].tolist() == shifted["value"].tolist()


def year(fixed: int | None, variable: int, volume: float, deflator: float, actual: int) -> dict[str, float | None]:
    return {
        "fixed_before_minor": fixed,
        "variable_before_minor": variable,
        "volume": volume,
        "deflator": deflator,
        "actual_minor": actual,
    }


def test_neither_more_users_nor_fewer_make_a_gain_of_themselves() -> None:
    # base year: 1000 fixed and 10 a user, 100 users: 2000, which is 20 a user
    made = price_and_volume_saving(
        pd.DataFrame(
            [
                year(1000, 10, 100, 1.0, 2000),  # (1000 + 10 x 100) - 2000: as before
                year(1000, 10, 200, 1.0, 3000),  # (1000 + 10 x 200) - 3000: 15 a user, yet nothing is gained
                year(1000, 10, 50, 1.0, 1500),  # (1000 + 10 x 50) - 1500: cheaper only because demand fell
                year(1000, 10, 100, 1.067, 2000),  # 2000 x 1.067 - 2000: prices rose and costs did not
                year(1000, 10, 120, 1.0, 2000),  # (1000 + 10 x 120) - 2000
                year(1000, 10, 100, 1.0, 2300),  # dearer than before
            ]
        )
    )
    assert made.tolist() == [0, 0, 0, 134, 200, -300]


def test_a_year_with_a_missing_part_has_no_figure() -> None:
    rows = pd.DataFrame([year(None, 10, 100, 1.0, 2000), year(1000, 10, 100, math.nan, 2000)])
    assert price_and_volume_saving(rows).isna().all()


@given(st.integers(0, 10**9), st.integers(0, 10**4), st.integers(0, 10**5), st.integers(0, 10**5))
@settings(deadline=None, derandomize=True)
def test_volume_alone_never_changes_the_figure(fixed: int, variable: int, before: int, after: int) -> None:
    unchanged = [year(fixed, variable, volume, 1.0, fixed + variable * volume) for volume in (before, after)]
    assert price_and_volume_saving(pd.DataFrame(unchanged)).tolist() == [0, 0]
