"""Where the deviation is: the parts of a unit sum to the unit, in words and øre."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics import tables as t
from metrics.breakdown import Breakdown, By, by_group, by_unit, group_amounts, operations
from metrics.budget_drivers import Comparison, deviation_drivers
from metrics.positions import of_quarter, quarter_ends
from metrics.results import Missing
from metrics.yardstick import Yardstick, yardstick
from tests.metrics.small_town import RULES, position, positions

NOW = Quarter(2026, 3)
AMOUNTS = ("used_minor", "budget_minor", "revised_minor", "original_minor", "deviation_minor")


def at_the_end(*rows: tuple[object, ...]) -> pd.DataFrame:
    return of_quarter(quarter_ends(positions(*rows)), NOW)


Cell = tuple[str, str, int | None, int | None]


def cell(
    function: str, group: str, actual: int | None, periodised: int | None, account_class: str = "operations"
) -> tuple[object, ...]:
    return ("helse", 2026, 9, account_class, function, group, actual, periodised, 100, 120, None)


def cells(*rows: tuple[object, ...]) -> pd.DataFrame:
    return operations(t.table(t.CELL_POSITIONS, list(rows)))


#            actual  periodised  revised  original
# helse         360         350      480       470   = hjem + lege + 10 of its own (10 / 10 / 10 / 0)
# hjem          250         230      320       320   20 over
# lege          100         110      150       150   10 under
# skole         900         100        1         1   a decoy: not under helse
HELSE = [
    position("helse", 2026, 9, actual=360, periodised=350, revised=480, original=470),
    position("hjem", 2026, 9, actual=250, periodised=230, revised=320, original=320),
    position("lege", 2026, 9, actual=100, periodised=110, revised=150, original=150),
    position("skole", 2026, 9, actual=900, periodised=100, revised=1, original=1),
    position("hjem", 2026, 6, actual=999, periodised=1, revised=1, original=1),  # a decoy: another quarter
]


def test_children_and_what_lies_on_the_unit_itself() -> None:
    found = by_unit(at_the_end(*HELSE), "helse", ["hjem", "lege", "natt"], Yardstick.YEAR_TO_DATE, RULES)
    assert found is not None
    # overspends first: 230 - 250; then underspends: 110 - 100; the rest is even: (350-230-110) - (360-250-100)
    assert [(part.key, part.deviation_minor) for part in found.parts] == [("hjem", -20), ("lege", 10), ("helse", 0)]
    assert found.own_key == "helse"
    assert found.part("helse").used_minor == 360 - 250 - 100
    assert found.part("hjem").share == pytest.approx((230 - 250) / 230)
    assert found.whole.deviation_minor == 350 - 360
    assert found.absent == ("natt",)
    assert found.amount_range == (0, 320)
    assert found.deviation_range == (-20, 10)


def test_a_unit_without_money_of_its_own_has_no_row_of_its_own() -> None:
    rows = [
        position("helse", 2026, 9, actual=250, periodised=230, revised=320, original=320),
        position("hjem", 2026, 9, actual=250, periodised=230, revised=320, original=320),
    ]
    found = by_unit(at_the_end(*rows), "helse", ["hjem"], Yardstick.YEAR_TO_DATE, RULES)
    assert found is not None
    assert [part.key for part in found.parts] == ["hjem"]
    assert found.own_key is None


def test_a_late_unit_is_missing_and_so_is_the_whole_but_not_the_others() -> None:
    rows = [
        position("helse", 2026, 9, actual=None, periodised=340, revised=470, original=470),
        position("hjem", 2026, 9, actual=None, periodised=230, revised=320, original=320),
        position("lege", 2026, 9, actual=100, periodised=110, revised=150, original=150),
    ]
    found = by_unit(at_the_end(*rows), "helse", ["hjem", "lege"], Yardstick.YEAR_TO_DATE, RULES)
    assert found is not None
    assert [(part.key, part.deviation_minor, part.why) for part in found.parts] == [
        ("lege", 110 - 100, None),
        ("hjem", None, Missing.NO_ACTUAL),
    ]
    assert found.whole.deviation_minor is None


def test_an_annual_budget_gives_the_share_spent_and_no_deviation() -> None:
    rows = [
        position("helse", 2026, 9, actual=250, revised=400, original=380),
        position("hjem", 2026, 9, actual=50, revised=100, original=80),
        position("lege", 2026, 9, actual=200, revised=300, original=300),
    ]
    ends = at_the_end(*rows)
    own = quarter_ends(positions(rows[0]))
    assert yardstick(own, NOW, RULES) is Yardstick.SPENT
    found = by_unit(ends, "helse", ["hjem", "lege"], Yardstick.SPENT, RULES)
    assert found is not None
    # the largest spending first
    assert [(part.key, part.share) for part in found.parts] == [("lege", pytest.approx(200 / 300)), ("hjem", 0.5)]
    assert {part.deviation_minor for part in (*found.parts, found.whole)} == {None}
    assert found.top_share == 1.0


@pytest.mark.parametrize(
    ("row", "quarter", "expected"),
    [
        ({"actual": 9, "periodised": 10, "revised": 12, "forecast": 13}, 3, Yardstick.YEAR_TO_DATE),
        ({"actual": 9, "revised": 12, "forecast": 13}, 3, Yardstick.FORECAST),
        ({"actual": 9, "revised": 12, "forecast": 13}, 4, Yardstick.YEAR),
        ({"actual": 9, "revised": 12}, 3, Yardstick.SPENT),
        ({"actual": 9}, 4, Yardstick.SPENT),
    ],
)
def test_the_first_deviation_that_can_be_had(row: dict[str, int], quarter: int, expected: Yardstick) -> None:
    own = quarter_ends(positions(position("helse", 2026, quarter * 3, **row)))
    assert yardstick(own, Quarter(2026, quarter), RULES) is expected
    assert yardstick(own.iloc[:0], Quarter(2026, quarter), RULES) is Yardstick.SPENT


def test_by_function_group_net_and_gross() -> None:
    # function  group        actual  periodised
    # A         pay              80          70   net A: 80 - 78 = 2 against 70 - 68 = 2, gross 80 and 70
    # A         income          -78         -68   |net| 2 < 20 % of gross 70: divided by gross
    # B         purchases        30          20
    # B         purchases       500         500   balance: a decoy
    found = by_group(
        cells(
            cell("A", "pay", 80, 70),
            cell("A", "income", -78, -68),
            cell("B", "purchases", 30, 20),
            cell("B", "purchases", 500, 500, "balance"),
        ),
        By.FUNCTION,
        Yardstick.YEAR_TO_DATE,
        RULES,
    )
    assert found is not None
    assert [(part.key, part.used_minor, part.deviation_minor, part.basis) for part in found.parts] == [
        ("B", 30, 20 - 30, "net"),
        ("A", 80 - 78, (70 - 68) - (80 - 78), "gross"),
    ]
    assert found.whole.deviation_minor == (70 - 68 + 20) - (80 - 78 + 30)


def test_by_account_group_income_below_budget_is_a_negative_deviation() -> None:
    found = by_group(
        cells(cell("A", "income", -50, -60), cell("B", "pay", 10, 10)), By.ACCOUNT, Yardstick.YEAR_TO_DATE, RULES
    )
    assert found is not None
    assert found.part("income").deviation_minor == -60 - -50
    assert by_group(cells(), By.ACCOUNT, Yardstick.YEAR_TO_DATE, RULES) is None


AMOUNT = st.none() | st.integers(-(10**13), 10**13)
CELLS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(["pay", "income", "purchases", "other"]), AMOUNT, AMOUNT),
    min_size=1,
    max_size=12,
)


def slow_sum(values: list[int | None]) -> int | None:
    """A sum that is missing where any part is, one number at a time and without our tables."""
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


@settings(deadline=None, derandomize=True, max_examples=25)
@given(CELLS)
def test_parts_sum_to_the_whole_and_agree_with_a_slow_sum(drawn: list[tuple[str, str, int | None, int | None]]) -> None:
    table = cells(*(cell(*row) for row in drawn))
    for by, place in ((By.FUNCTION, 0), (By.ACCOUNT, 1)):
        found = by_group(table, by, Yardstick.YEAR_TO_DATE, RULES)
        assert found is not None
        for part in found.parts:
            own = [row for row in drawn if row[place] == part.key]
            assert part.used_minor == slow_sum([row[2] for row in own])
            assert part.budget_minor == slow_sum([row[3] for row in own])
        adds_up(found)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(CELLS)
def test_drivers_sum_to_the_same_deviation_as_the_parts(drawn: list[tuple[str, str, int | None, int | None]]) -> None:
    table = cells(*(cell(*row) for row in drawn))
    found = by_group(table, By.FUNCTION, Yardstick.YEAR_TO_DATE, RULES)
    drivers = deviation_drivers(table, Comparison.YEAR_TO_DATE)["numerator"]
    assert found is not None
    total = None if drivers.isna().any() else int(drivers.sum())
    assert total == found.whole.deviation_minor


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.tuples(AMOUNT, AMOUNT), max_size=4), st.integers(-(10**13), 10**13))
def test_children_and_the_rest_sum_to_the_unit(children: list[tuple[int | None, int | None]], own: int) -> None:
    def total(values: list[int | None]) -> int | None:
        return slow_sum([*values, own])

    names = [f"u{number}" for number in range(len(children))]
    rows = [
        position(name, 2026, 9, actual=actual, periodised=budget)
        for name, (actual, budget) in zip(names, children, strict=True)
    ]
    whole = position(
        "helse",
        2026,
        9,
        actual=total([actual for actual, _ in children]),
        periodised=total([budget for _, budget in children]),
    )
    found = by_unit(at_the_end(*rows, whole), "helse", names, Yardstick.YEAR_TO_DATE, RULES)
    assert found is not None
    adds_up(found)


def adds_up(found: Breakdown) -> None:
    """Each amount of the whole is the sum of its parts', or missing where one of them is."""
    for name in AMOUNTS:
        parts = [getattr(part, name) for part in found.parts]
        whole = getattr(found.whole, name)
        if whole is not None:
            assert slow_sum(parts) == whole
        if name != "deviation_minor" and found.parts and whole is None:
            assert None in parts


def test_gross_leaves_income_out() -> None:
    made = group_amounts(cells(cell("A", "pay", 80, 70), cell("A", "income", -78, -68)), "function_group")
    assert made.loc["A", "gross_actual_minor"] == 80
    assert made.loc["A", "actual_minor"] == 80 - 78
