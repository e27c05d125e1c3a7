import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.results import Missing
from metrics.time_routes import ROUTES, MoreThanFreed, cut_share, routes


def town(**units: list[int | None]) -> pd.DataFrame:
    """By unit: minutes freed, then to quality, cut, reallocated and growth absorbed."""
    return pd.DataFrame.from_dict(units, orient="index", columns=["freed_minutes", *ROUTES])


def test_what_no_route_holds_is_unrealised() -> None:
    made = routes(town(homes=[100, 30, 20, 10, 15], school=[100, 100, 0, 0, 0], office=[50, None, 0, 0, 0]))
    assert made["unrealised_minutes"].tolist()[:2] == [25, 0]  # 100 - 30 - 20 - 10 - 15; 100 - 100
    assert pd.isna(made.loc["office", "unrealised_minutes"])


def test_routes_never_hold_more_than_was_freed() -> None:
    with pytest.raises(MoreThanFreed, match=r"^homes: 1 minutes more than were freed$"):
        routes(town(homes=[100, 101, 0, 0, 0], school=[100, 100, 0, 0, 0]))
    with pytest.raises(ValueError, match="negative"):
        routes(town(homes=[100, -1, 0, 0, 0]))


@given(st.lists(st.integers(0, 10**12), min_size=5, max_size=5))
@settings(deadline=None, derandomize=True)
def test_the_five_routes_sum_to_what_was_freed_exactly(parts: list[int]) -> None:
    made = routes(town(homes=[sum(parts), *parts[:4]]))
    assert made[[*ROUTES, "unrealised_minutes"]].sum(axis=1).tolist() == [sum(parts)]
    assert made["unrealised_minutes"].tolist() == [parts[4]]


def test_a_unit_at_minimum_staffing_is_not_judged_by_how_much_it_cuts() -> None:
    routed = routes(town(homes=[100, 0, 0, 0, 0], school=[100, 0, 20, 0, 0], office=[0, 0, 0, 0, 0]))
    made = cut_share(routed, ["homes"])
    assert made["value"].iloc[1] == 0.2  # 20 / 100
    assert made["value"].isna().tolist() == [True, False, True]
    assert made["why"].tolist() == [Missing.AT_MINIMUM_STAFFING, None, Missing.ZERO_DENOMINATOR]
