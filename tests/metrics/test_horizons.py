"""When gains and costs come."""

from datetime import date

import pytest
from hypothesis import given, settings

from metrics.horizons import (
    Horizon,
    after_term,
    benefits_by_horizon,
    by_year,
    costs_by_horizon,
    types_by_horizon,
)
from metrics.value_cube import ValueCube, value_cube
from metrics.valued_lines import Perspective
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.slow_towns import slow_towns
from tests.metrics.slow_value_oracle import SlowTown, cells
from tests.metrics.value_town import basis, cube_of, plan, register

YEARS = {2024: 1, 2025: 2, 2026: 4, 2028: 8, 2029: 16, 2040: 32}


def cube(*more: tuple[object, ...]) -> ValueCube:
    tables = register(
        initiatives=[
            initiative("A", "hjem", leader_term_ends_on=date(2028, 10, 1)),
            initiative("B", "hjem"),
        ],
        benefits=[benefit("a", "A"), benefit("b", "B", "other_public"), benefit("worse", "A", "disbenefit")],
    )
    own = {"bearer": "hjem", "beneficiary": "hjem"}
    rows = [line("A", 1, year, "a", year, 12, amount, **own) for year, amount in YEARS.items()]
    rows += [
        line("B", 1, 1, "b", 2025, 12, 100, bearer="hjem", beneficiary="nav"),
        line("A", 1, 1, None, 2026, 12, 7, flow="cost", bearer="hjem", beneficiary=None),
        line("A", 1, 2, None, 2026, 12, 5, flow="operating_cost", bearer="hjem", beneficiary=None),
        line("A", 1, 3, None, 2026, 12, 99, flow="transfer", bearer="nav", beneficiary="hjem"),  # nobody's gain
    ]
    return value_cube(plan(*rows, *more), tables, basis())


def test_each_year_is_in_one_horizon_and_the_shares_are_of_all_that_is_gained() -> None:
    found = benefits_by_horizon(cube().rows)
    assert found.index.tolist() == [*map(str, Horizon)]
    assert found["amount_minor"].tolist() == [1, 2 + 100, 4 + 8, 16 + 32]
    assert found["amount_share"].tolist() == pytest.approx([1 / 163, 102 / 163, 12 / 163, 48 / 163])
    assert found["present_value"].tolist() == pytest.approx(
        [1.04, 102, 4 / 1.04 + 8 / 1.04**3, 16 / 1.04**4 + 32 / 1.04**15]
    )
    assert costs_by_horizon(cube().rows)["amount_minor"].tolist() == [0, 0, 12, 0]


def test_types_and_years_are_told_apart() -> None:
    types = types_by_horizon(cube().rows)["amount_minor"]
    assert types.loc["cash"].to_dict() == {"earlier": 1, "budget_year": 2, "rest_of_plan": 12, "later": 48}
    assert types.loc["other_public"].to_dict() == {"budget_year": 100}
    years = by_year(cube().rows)
    of_2026 = years[years["fiscal_year"] == 2026].set_index("flow")["amount_minor"].to_dict()
    assert of_2026 == {"benefit": 4, "cost": 7, "operating_cost": 5}
    assert years.loc[years["flow"] == "cost", "benefit_type"].isna().all()


def test_where_harm_outweighs_what_is_gained_a_share_of_it_says_nothing() -> None:
    harm = line("A", 1, 9, "worse", 2025, 12, -1_000, bearer="hjem", beneficiary="nav")
    found = benefits_by_horizon(cube(harm).rows)
    assert found["amount_minor"].tolist() == [1, 102 - 1_000, 12, 48]
    assert found["amount_share"].isna().all()
    assert found["present_value_share"].isna().all()


def test_what_comes_after_the_term_is_of_the_initiatives_that_tell_of_one() -> None:
    found = after_term(cube().rows)
    later = 8 / 1.04**3 + 16 / 1.04**4 + 32 / 1.04**15  # 2028 is over after 1 October 2028
    assert found.present_value == pytest.approx(later)
    assert found.of_present_value == pytest.approx(1.04 + 2 + 4 / 1.04 + later)
    assert found.share == pytest.approx(later / found.of_present_value)
    assert found.untold == 1  # B
    assert after_term(cube().rows.iloc[:0]).share is None


@given(slow_towns())
@settings(deadline=None, derandomize=True, max_examples=30)
def test_horizons_add_up_to_all_that_is_gained_and_shares_to_one(slow: SlowTown) -> None:
    found = benefits_by_horizon(cube_of(slow, Perspective.SOCIO_ECONOMIC).rows)
    assert found["present_value"].sum() == pytest.approx(sum(cells(slow, False, 2025).values()), abs=1e-3)
    if found["amount_minor"].sum() > 0:
        assert found["amount_share"].sum() == pytest.approx(1)
    else:
        assert found["amount_share"].isna().all()
