from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import Importance
from metrics.unpriced import GRIDS, UnknownGrid, consequence, grid, unpriced_effects

DAY = date(2026, 9, 30)
MAGNITUDES = range(-3, 4)


def effects(*rows: tuple[str, str, str | None, int | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["effect", "stakeholder", "importance", "magnitude"])


@pytest.mark.parametrize(
    ("importance", "wanted"),
    [
        #                   -3  -2  -1  0  1  2  3
        (Importance.SMALL, [-2, -1, 0, 0, 0, 1, 2]),
        (Importance.MEDIUM, [-3, -2, -1, 0, 1, 2, 3]),
        (Importance.LARGE, [-4, -3, -2, 0, 2, 3, 4]),
    ],
)
def test_importance_and_magnitude_give_the_consequence(importance: Importance, wanted: list[int]) -> None:
    assert [consequence(importance, magnitude, DAY) for magnitude in MAGNITUDES] == wanted


def test_an_effect_falls_on_each_by_itself_and_a_missing_part_is_missing() -> None:
    made = unpriced_effects(
        effects(
            ("safety", "residents", "large", 3),
            ("safety", "employees", "small", -2),
            ("dignity", "residents", None, 2),
            ("dignity", "employees", "medium", None),
        ),
        DAY,
    )
    assert made["consequence"].tolist()[:2] == [4, -1]
    assert made["consequence"].isna().tolist() == [False, False, True, True]
    assert made["effect"].tolist() == ["safety", "safety", "dignity", "dignity"]


def test_consequences_can_be_sorted_but_neither_added_nor_averaged() -> None:
    made = unpriced_effects(effects(("safety", "residents", "large", 3), ("peace", "residents", "large", -3)), DAY)
    assert made.sort_values("consequence")["effect"].tolist() == ["peace", "safety"]
    for combined in ("sum", "mean"):
        with pytest.raises(TypeError, match=combined):
            getattr(made["consequence"], combined)()


def test_a_magnitude_or_importance_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match=r"magnitude 4, wanted -3 to \+3"):
        consequence(Importance.LARGE, 4, DAY)
    with pytest.raises(ValueError, match="'huge' is not a valid Importance"):
        unpriced_effects(effects(("safety", "residents", "huge", 3)), DAY)


def test_the_grid_says_how_sure_it_is_and_one_is_in_force() -> None:
    assert grid(DAY).mark == "M"
    assert all(one.source and set(one.sizes) == set(Importance) for one in GRIDS)
    with pytest.raises(UnknownGrid):
        grid(date(1899, 12, 31))


@given(st.sampled_from(Importance), st.integers(-3, 3))
@settings(deadline=None, derandomize=True)
def test_better_and_worse_mirror_each_other_and_more_is_never_less(importance: Importance, magnitude: int) -> None:
    this = consequence(importance, magnitude, DAY)
    assert this == -consequence(importance, -magnitude, DAY)
    assert -4 <= this <= 4
    if magnitude < 3:
        assert consequence(importance, magnitude + 1, DAY) >= this
