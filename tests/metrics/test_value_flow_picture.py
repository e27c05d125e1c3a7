"""The value flow as drawn: order, stretches of years, steps of shade, streams and columns by year."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.benefit_tables import BenefitTables
from metrics.discounting import schedule_keys
from metrics.value_flow_answer import Matrix
from metrics.value_flow_page import value_flow_page
from metrics.value_flow_picture import (
    BELOW_ZERO,
    MOST_STREAMS,
    STEPS,
    Stretch,
    matrix_picture,
    piles,
    streams,
)
from tests.metrics.benefit_town import benefit, initiative, line, projection
from tests.metrics.value_town import plan, register

# year        2024  2025 (base)  2026   2028   2029
# hjem pays    10
# hjem gains          100
# nav gains            40                       117 (1.04^4 = 1.16985856: worth 100)
# hospital            200         208 (worth 200)
# skole              -30


def town(**told: Any) -> BenefitTables:
    rows = [
        line("VT", 1, 1, None, 2024, 12, 10, flow="cost", bearer="hjem", beneficiary=None),
        line("VT", 1, 2, "own", 2025, 12, 100, bearer="hjem", beneficiary="hjem"),
        line("VT", 1, 3, "nav", 2025, 12, 40, bearer="hjem", beneficiary="nav"),
        line("VT", 1, 4, "nav", 2029, 12, 117, bearer="hjem", beneficiary="nav"),
        line("VT", 1, 5, "hospital", 2025, 12, 200, bearer="hjem", beneficiary="hospital"),
        line("VT", 1, 6, "hospital", 2026, 12, 208, bearer="hjem", beneficiary="hospital"),
        line("VT", 1, 7, "harm", 2025, 12, -30, bearer="hjem", beneficiary="skole"),
        line("VT", 1, 8, None, 2025, 12, 999, flow="transfer", bearer="nav", beneficiary="hjem"),  # in no cell
    ]
    stands: dict[str, Any] = {
        "initiatives": [initiative("VT", "hjem")],
        "benefits": [
            benefit("own", "VT"),
            benefit("nav", "VT", "other_public"),
            benefit("hospital", "VT", "other_public"),
            benefit("harm", "VT", "disbenefit"),
        ],
        "projections": [projection("VT", 1, "plan", date(2024, 1, 1))],
        "projection_lines": plan(*rows),
    }
    return register(**{**stands, **told})


PAGE = value_flow_page(town())


@pytest.mark.parametrize(
    ("stretch", "gainers", "cells", "steps"),
    [
        # own units first, then hospital trusts before the state; steps: ceil(4 x cell / 400)
        (Stretch.ALL, ("hjem", "skole", "hospital", "nav"), (100, -30, 400, 140), (1, BELOW_ZERO, 4, 2)),
        (Stretch.BUDGET_YEAR, ("hjem", "skole", "hospital", "nav"), (100, -30, 200, 40), (2, BELOW_ZERO, 4, 1)),
        (Stretch.PLAN, ("hjem", "skole", "hospital", "nav"), (100, -30, 200 + 200, 40), (1, BELOW_ZERO, 4, 1)),
        (Stretch.LATER, ("nav",), (100,), (4,)),
    ],
)
def test_a_stretch_of_years(
    stretch: Stretch, gainers: tuple[str, ...], cells: tuple[int, ...], steps: tuple[int, ...]
) -> None:
    found = matrix_picture(PAGE, stretch)
    assert found.matrix == Matrix(("hjem",), gainers, (cells,))
    assert found.steps == (steps,)
    assert (found.own_bearers, found.own_beneficiaries) == (1, sum(one in ("hjem", "skole") for one in gainers))


def test_nothing_in_a_stretch_is_an_empty_matrix() -> None:
    assert matrix_picture(replace(PAGE, arrows=()), Stretch.LATER).matrix == Matrix((), (), ())


def test_streams_are_the_largest_and_what_is_not_drawn_is_told() -> None:
    found = streams(matrix_picture(PAGE, Stretch.ALL).matrix)
    assert [(one.bearer_id, one.beneficiary_id, one.present_value_minor) for one in found.shown] == [
        ("hjem", "hospital", 400),
        ("hjem", "nav", 140),
        ("hjem", "hjem", 100),
    ]
    assert (found.left_out, found.left_out_minor, found.below_zero, found.below_zero_minor) == (0, 0, 1, 30)
    wide = Matrix(("a",), tuple(f"b{at}" for at in range(MOST_STREAMS + 2)), (tuple(range(1, MOST_STREAMS + 3)),))
    assert (streams(wide).left_out, streams(wide).left_out_minor) == (2, 1 + 2)


def test_piles_have_every_year_and_tell_where_horizons_end() -> None:
    found = piles(PAGE)
    assert found.years == (2025, 2026, 2027, 2028, 2029)
    assert [(pile.benefit_type, pile.values_minor) for pile in found.piles] == [
        ("cash", (100, None, None, None, None)),
        ("other_public", (40 + 200, 200, None, None, 100)),
        ("disbenefit", (-30, None, None, None, None)),
    ]
    assert (found.before, found.budget, found.plan) == (0, 1, 4)


def test_piles_begin_with_the_base_year_where_gains_come_later() -> None:
    late = piles(replace(PAGE, years=tuple(one for one in PAGE.years if one.fiscal_year == 2029)))
    assert (late.years[0], late.years[-1], late.plan) == (2025, 2029, 4)
    assert piles(replace(PAGE, years=())).years == ()


@given(
    st.lists(st.lists(st.integers(-(10**12), 10**12), min_size=3, max_size=3), min_size=1, max_size=4),
)
@settings(deadline=None, derandomize=True)
def test_the_picture_adds_up_to_the_matrix_and_shades_grow_with_the_cells(rows: list[list[int]]) -> None:
    parties = ("hjem", "hospital", "nav")
    bearers = ("hjem", "skole", "hospital", "nav")[: len(rows)]
    page = replace(PAGE, matrix=Matrix(bearers, parties, tuple(map(tuple, rows))))
    found = matrix_picture(page, Stretch.ALL)
    assert found.matrix.total_minor == sum(map(sum, rows))
    pairs = sorted(
        (cell, step)
        for cells, steps in zip(found.matrix.cells_minor, found.steps, strict=True)
        for cell, step in zip(cells, steps, strict=True)
    )
    assert [step for _, step in pairs] == sorted(step for _, step in pairs)
    assert all((step == BELOW_ZERO) == (cell < 0) and step <= STEPS for cell, step in pairs)
    drawn = streams(found.matrix)
    above = sum(one.present_value_minor for one in drawn.shown) + drawn.left_out_minor
    assert above - drawn.below_zero_minor == found.matrix.total_minor


def test_schedules_are_offered_from_the_day_they_hold() -> None:
    assert schedule_keys(date(2014, 1, 1)) == ("no",)
    assert schedule_keys(date(2021, 12, 31)) == ("no", "dk")
    assert schedule_keys(date(2022, 1, 1)) == ("no", "uk", "dk")
