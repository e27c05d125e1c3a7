from typing import Any

import pandas as pd
import pytest

from metrics.potential_effect import Perspective, PerspectivesNeverAdd, PotentialEffect

HERE = PotentialEffect(70, Perspective.PUBLIC_BUDGET)


def test_potential_effects_of_one_view_add() -> None:
    assert HERE + PotentialEffect(-20, Perspective.PUBLIC_BUDGET) == PotentialEffect(50, Perspective.PUBLIC_BUDGET)


def test_the_two_views_are_never_added() -> None:
    with pytest.raises(PerspectivesNeverAdd):
        HERE + PotentialEffect(1, Perspective.SOCIO_ECONOMIC)


@pytest.mark.parametrize(
    "build",
    [
        lambda effect: effect + 1,
        lambda effect: 1 + effect,
        lambda effect: sum([100, effect]),
        lambda effect: int(effect),
        lambda effect: float(effect),
        lambda effect: pd.Series([100, effect]).astype("Int64"),
        lambda effect: pd.Series([100], dtype="Int64") + effect,
        lambda effect: effect < 100,
    ],
)
def test_no_realised_figure_can_be_built_from_one(build: Any) -> None:
    with pytest.raises(TypeError):
        build(HERE)
