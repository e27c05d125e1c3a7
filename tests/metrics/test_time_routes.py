import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import CutBasis
from metrics.results import Missing
from metrics.time_routes import (
    ROUTES,
    CashWithoutCut,
    MoreThanFreed,
    PostsAtMinimumStaffing,
    available_cuts,
    cashable,
    cut_share,
    freed_minutes,
    post_cost,
    routes,
)


def town(**units: list[int | None]) -> pd.DataFrame:
    """By unit: minutes freed, then to quality, cut, reallocated and growth absorbed."""
    return pd.DataFrame.from_dict(units, orient="index", columns=["freed_minutes", *ROUTES])


def cuts(*rows: tuple[str, str, int | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit_id", "cut", "amount_minor"])


def test_time_saved_per_user_and_year_is_that_of_the_vector_and_no_krone_of_it_is_cashable() -> None:
    # published: 6 h 30 to 45 min, 5 h 30 to 10 min a fortnight
    made = freed_minutes(pd.DataFrame({"minutes_before": [390, 330], "minutes_after": [45, 10], "users": [1, 20]}))
    assert made["minutes_per_user"].tolist() == [345 * 26, 320 * 26]
    assert made["hours_per_user"].tolist() == pytest.approx([149.5, 138.67], abs=0.005)
    assert made["freed_share"].iloc[0] == pytest.approx(0.885, abs=0.0005)  # 345 / 390
    assert made["freed_minutes"].tolist() == [8_970, 320 * 26 * 20]
    routed = routes(town(homes=[8_970, 0, 0, 0, 0]))
    assert routed["unrealised_minutes"].tolist() == [8_970]
    assert cashable(routed, cuts()).tolist() == [0]


def test_a_missing_count_of_users_or_minutes_is_missing() -> None:
    made = freed_minutes(
        pd.DataFrame({"minutes_before": [390, None, 0], "minutes_after": [45, 10, 0], "users": [None, 5, 5]})
    )
    assert made["freed_minutes"].isna().tolist() == [True, True, False]
    assert made["minutes_per_user"].iloc[0] == 345 * 26
    assert made["freed_share"].isna().tolist() == [False, True, True]  # nothing spent before: no share


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


def test_posts_are_counted_in_per_cents_of_one() -> None:
    assert post_cost(250, 70_000_001) == 175_000_003  # 2.5 x 700 000.01 kr = 1 750 000.025 kr, away from zero


def test_only_what_was_cut_is_kroner() -> None:
    routed = routes(town(homes=[100, 30, 20, 10, 0], school=[100, 100, 0, 0, 0], office=[100, 0, 5, 0, 0]))
    made = cashable(routed, cuts(("homes", "posts", 1_000), ("homes", "overtime", 200), ("office", "posts", None)))
    assert made["homes"] == 1_200  # 1000 + 200
    assert made["school"] == 0  # all of it went to quality
    assert pd.isna(made["office"])  # something was cut, and nobody has said for how much


def test_an_unknown_route_of_cuts_is_not_zero_kroner() -> None:
    assert cashable(routes(town(homes=[100, 0, None, 0, 0], school=[100, 0, 9, 0, 0])), cuts()).isna().all()


def test_kroner_without_time_on_the_route_of_cuts_are_refused() -> None:
    with pytest.raises(CashWithoutCut, match=r"^school$"):
        cashable(
            routes(town(homes=[100, 0, 20, 0, 0], school=[100, 100, 0, 0, 0])),
            cuts(("homes", "posts", 1), ("school", "overtime", 1)),
        )


def test_at_minimum_staffing_no_post_is_cut_but_overtime_substitutes_and_agency_hours_are() -> None:
    assert available_cuts(True) == (CutBasis.OVERTIME, CutBasis.SUBSTITUTES, CutBasis.AGENCY)
    assert available_cuts(False) == tuple(CutBasis)
    routed = routes(town(homes=[100, 0, 20, 0, 0], school=[100, 0, 20, 0, 0]))
    allowed = cuts(("homes", "overtime", 1), ("homes", "substitutes", 2), ("homes", "agency", 4))
    assert cashable(routed, allowed, ["homes"])["homes"] == 7
    assert cashable(routed, cuts(("school", "posts", 8)), ["homes"])["school"] == 8  # decoy: not at the floor
    with pytest.raises(PostsAtMinimumStaffing, match=r"^homes$"):
        cashable(routed, cuts(("homes", "posts", 1), ("school", "posts", 1)), ["homes"])


def test_a_unit_at_minimum_staffing_is_not_judged_by_how_much_it_cuts() -> None:
    routed = routes(town(homes=[100, 0, 0, 0, 0], school=[100, 0, 20, 0, 0], office=[0, 0, 0, 0, 0]))
    made = cut_share(routed, ["homes"])
    assert made["value"].iloc[1] == 0.2  # 20 / 100
    assert made["value"].isna().tolist() == [True, False, True]
    assert made["why"].tolist() == [Missing.AT_MINIMUM_STAFFING, None, Missing.ZERO_DENOMINATOR]


def test_an_unknown_kind_of_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="'coffee' is not a valid CutBasis"):
        cashable(routes(town(homes=[100, 0, 20, 0, 0])), cuts(("homes", "coffee", 1)))
