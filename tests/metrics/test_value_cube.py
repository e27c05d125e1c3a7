"""The valued cube: whose money counts, what is left out and said, prices and present values."""

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings

from metrics.results import Missing
from metrics.tables import PARAMETERS, table
from metrics.value_cube import Unvalued, value_cube
from metrics.valued_lines import Perspective
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.slow_towns import slow_towns
from tests.metrics.slow_value_oracle import SlowTown, discount, money_lines, net
from tests.metrics.value_town import basis, cube_of, plan, register

PUBLIC, SOCIAL = Perspective.PUBLIC_BUDGET, Perspective.SOCIO_ECONOMIC
ONE = [initiative("A", "hjem", leader_term_ends_on=date(2026, 12, 31))]
TYPES = ["cash", "reallocation", "other_public", "society", "quality", "disbenefit"]


def amounts(cube: object) -> list[tuple[str | None, str, int]]:
    rows = cube.rows  # type: ignore[attr-defined]  # a ValueCube, told as an object to keep the line short
    benefit_ids = [None if pd.isna(one) else one for one in rows["benefit_id"]]
    return list(zip(benefit_ids, rows["flow"], rows["amount_minor"], strict=True))


def test_a_type_counts_where_it_is_money_and_quality_never_is() -> None:
    tables = register(initiatives=ONE, benefits=[benefit(kind, "A", kind) for kind in TYPES])
    rows = [
        line("A", 1, number, kind, 2025, 12, 10**number, beneficiary="hospital", bearer="hjem")
        for number, kind in enumerate(TYPES)
    ]
    public, social = (value_cube(plan(*rows), tables, basis(one)).rows["amount_minor"].sum() for one in Perspective)
    assert public == 1 + 100 + 100_000  # cash, other public, disbenefit
    assert social == 1 + 10 + 100 + 1_000 + 100_000  # and reallocation and society; quality (10 000) never


def test_in_public_budgets_only_public_parties_count_and_a_transfer_on_the_side_that_is() -> None:
    tables = register(initiatives=ONE, benefits=[benefit("a", "A"), benefit("hours", "A")])
    rows = [
        line("A", 1, 1, "a", 2025, 12, 1, bearer="shops", beneficiary="hjem"),  # who pays for it may be private
        line("A", 1, 2, "a", 2025, 12, 2, bearer="hjem", beneficiary="citizens"),
        line("A", 1, 3, None, 2025, 12, 4, flow="cost", bearer="hjem", beneficiary=None),
        line("A", 1, 4, None, 2025, 12, 8, flow="operating_cost", bearer="shops", beneficiary=None),
        line("A", 1, 5, None, 2025, 12, 16, flow="transfer", bearer="hjem", beneficiary="citizens"),
        line("A", 1, 6, None, 2025, 12, 32, flow="transfer", bearer="shops", beneficiary="citizens"),
        line("A", 1, 7, "hours", 2025, 12, None, quantity=100.0),  # hours are no money, and no gap
    ]
    public = value_cube(plan(*rows), tables, basis(PUBLIC)).rows
    assert public["amount_minor"].tolist() == [1, 4, 16]
    assert public["beneficiary_id"].isna().tolist() == [False, True, True]  # of the transfer only the payer counts
    assert public["public_minor"].tolist() == [1, -4, -16]
    social = value_cube(plan(*rows), tables, basis(SOCIAL)).rows
    assert social["amount_minor"].tolist() == [1, 2, 4, 8, 16, 32]
    assert social["public_minor"].tolist() == [1, 0, -4, 0, -16, 0]


def test_a_benefit_that_leads_on_is_not_counted_with_what_it_leads_to() -> None:
    tables = register(
        initiatives=ONE, benefits=[benefit("hours", "A"), benefit("posts", "A")], dependencies=[("hours", "posts")]
    )
    rows = [line("A", 1, 1, "hours", 2025, 12, 70), line("A", 1, 2, "posts", 2025, 12, 50)]
    rows = [(*row[:5], "hjem", "hjem", *row[7:]) for row in rows]
    assert amounts(value_cube(plan(*rows), tables, basis())) == [("posts", "benefit", 50)]


def test_what_is_not_its_own_doing_is_taken_away_year_by_year_and_costs_stay_whole() -> None:
    # published: 100 000 x 0.75 x 0.90 x 0.60 = 40 500, then x 0.80 a year from the year of the first effect
    shares = {
        "deadweight_millionths": 250_000,
        "displacement_millionths": 100_000,
        "attribution_millionths": 600_000,
        "drop_off_millionths": 200_000,
    }
    benefits = [
        benefit("told", "A", first_effect_on=date(2026, 3, 1), **shares),
        benefit("first-line", "A", **shares),  # its first line stands in 2026
    ]
    own = {"bearer": "hjem", "beneficiary": "hjem"}
    rows = [
        *(line("A", 1, year, "told", year, 12, 100_000, **own) for year in range(2025, 2029)),
        *(line("A", 1, 9 + year, "first-line", year, 12, 100_000, **own) for year in (2026, 2028)),
        line("A", 1, 99, "told", 2028, 12, 100_000, flow="cost", bearer="hjem", beneficiary=None),
    ]
    found = value_cube(plan(*rows), register(initiatives=ONE, benefits=benefits), basis()).rows["amount_minor"]
    assert found.tolist() == [40_500, 40_500, 32_400, 25_920, 40_500, 25_920, 100_000]


def test_amounts_are_in_prices_of_the_base_year_and_worth_less_the_later_they_come() -> None:
    tables = register(
        initiatives=[initiative("A", "hjem", price_year=2024)],
        benefits=[benefit("a", "A")],
        parameters=table(PARAMETERS, [("municipal_deflator", date(2025, 1, 1), 0.05)]),
    )
    rows = [line("A", 1, year, "a", year, 12, 1000, bearer="hjem", beneficiary="hjem") for year in (2024, 2025, 2026)]
    found = value_cube(plan(*rows), tables, basis()).rows
    assert found["amount_minor"].tolist() == [1050, 1050, 1050]  # 1 000 x 1.05
    assert found["t"].tolist() == [-1, 0, 1]
    assert found["present_value"].tolist() == pytest.approx([1050 * 1.04, 1050, 1050 / 1.04])


def test_an_initiative_with_a_gap_is_missing_whole_with_the_reason_and_the_others_stand() -> None:
    known = ["growth", "silent", "nobody", "typeless", "quality", "planless", "whole"]
    tables = register(
        initiatives=[initiative(one, "hjem", price_year=2023 if one == "growth" else 2025) for one in known],
        benefits=[benefit(one, one, "quality" if one == "quality" else "cash") for one in known],
    )
    own = {"bearer": "hjem", "beneficiary": "hjem"}
    rows = [
        line("growth", 1, 1, "growth", 2025, 12, 1, **own),
        line("silent", 1, 1, "silent", 2025, 12, 1, **own),
        line("silent", 1, 2, "silent", 2026, 12, None, **own),
        line("nobody", 1, 1, "nobody", 2025, 12, 1, bearer="hjem", beneficiary=None),
        line("typeless", 1, 1, None, 2025, 12, 1, **own),
        line("quality", 1, 1, "quality", 2025, 12, 1, **own),
        line("whole", 1, 1, "whole", 2025, 12, 7, **own),
        line("undone", 1, 1, "whole", 2025, 12, 8, **own),  # not in the register
    ]
    cube = value_cube(plan(*rows), tables, basis())
    assert amounts(cube) == [("whole", "benefit", 7)]
    assert cube.unvalued == (
        Unvalued("growth", Missing.NO_PRICE_GROWTH, (2025,)),  # 2024 is shipped
        Unvalued("silent", Missing.INCOMPLETE_LINES),
        Unvalued("nobody", Missing.INCOMPLETE_LINES),
        Unvalued("typeless", Missing.INCOMPLETE_LINES),
        Unvalued("quality", Missing.NOTHING_PRICED),
        Unvalued("planless", Missing.NO_PLAN),
    )
    assert cube.of(frozenset({"silent"})).unvalued == (Unvalued("silent", Missing.INCOMPLETE_LINES),)
    assert cube.of(frozenset({"silent"})).rows.empty


def test_without_lines_or_initiatives_there_is_nothing_and_nothing_breaks() -> None:
    cube = value_cube(plan(), register(), basis())
    assert cube.rows.empty
    assert cube.unvalued == ()


@pytest.mark.parametrize(
    ("ends_on", "told"),
    [
        #                    2026-09  2026-12  2027-12
        (date(2026, 12, 31), [False, False, True]),
        (date(2026, 12, 30), [False, True, True]),  # the year's line stands when the year is over: a day too late
        (date(2026, 9, 30), [False, True, True]),
        (None, [None, None, None]),
    ],
)
def test_what_comes_after_the_leaders_term_is_told_by_the_end_of_its_period(
    ends_on: date | None, told: list[bool | None]
) -> None:
    tables = register(initiatives=[initiative("A", "hjem", leader_term_ends_on=ends_on)], benefits=[benefit("a", "A")])
    rows = [
        line("A", 1, number, "a", year, period, 1, bearer="hjem", beneficiary="hjem")
        for number, (year, period) in enumerate([(2026, 9), (2026, 12), (2027, 12)])
    ]
    found = value_cube(plan(*rows), tables, basis()).rows["after_term"]
    assert found.astype(object).where(found.notna(), None).tolist() == told


@given(slow_towns())
@settings(deadline=None, derandomize=True, max_examples=30)
def test_every_line_is_worth_what_slow_and_exact_arithmetic_says(slow: SlowTown) -> None:
    slow.price_growth = dict.fromkeys((one.initiative for one in slow.lines), Fraction(105, 100))
    for perspective in Perspective:
        found = cube_of(slow, perspective, price_year=2024).rows
        wanted = money_lines(slow, perspective is PUBLIC)
        assert found["amount_minor"].tolist() == [net(slow, one) for one in wanted]
        worth = [net(slow, one) * discount(one.year - 2025) for one in wanted]
        assert found["present_value"].tolist() == pytest.approx(worth)
