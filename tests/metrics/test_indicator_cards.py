import pytest

from metrics import tables as t
from metrics.indicator_cards import lines_of
from metrics.results import Kpi, Signal
from metrics.scorecard import scorecard
from tests.metrics.small_town import empty, indicator, indicators, measured, values, with_tables


def shown(*rows: tuple[object, ...], grain: str = "quarter", owner: str | None = None) -> Kpi:
    tables = with_tables(
        empty(), indicators=indicators(indicator("A", grain=grain, owner=owner)), indicator_values=values(*rows)
    )
    return scorecard(tables).dimensions[1].kpis[1]


def quarterly(last: float, unit: str = "helse") -> list[tuple[object, ...]]:
    """Twelve quarters of 9 and 11 in turn, and the third quarter of 2026."""
    ends = [(year, period) for year in (2023, 2024, 2025, 2026) for period in (3, 6, 9, 12)]
    before = [end for end in ends if (2023, 9) <= end < (2026, 9)]
    points = [*(9.0 + 2 * (n % 2) for n in range(len(before))), last]
    return [measured("A", unit, *end, value) for end, value in zip([*before, (2026, 9)], points, strict=True)]


@pytest.mark.parametrize(("last", "said"), [(10.0, Signal.NOISE), (99.0, Signal.MORE_THAN_NOISE)])
def test_a_quarterly_indicator_is_judged_on_its_quarters(last: float, said: Signal) -> None:
    assert shown(*quarterly(last)).signal is said


def test_eleven_quarters_are_too_few() -> None:
    assert shown(*quarterly(99.0)[1:]).signal is Signal.TOO_FEW_POINTS


def test_a_monthly_indicator_is_judged_on_its_months() -> None:
    months = [measured("A", "helse", 2025, period, 9.0 + 2 * (period % 2)) for period in range(1, 13)]
    now = [measured("A", "helse", 2026, period, 99.0 if period == 8 else 10.0) for period in range(1, 10)]
    assert shown(*months, *now, grain="month").signal is Signal.MORE_THAN_NOISE  # August, though September is shown


def test_a_value_is_made_of_its_parts_where_both_are_known() -> None:
    rows = values(measured("A", "helse", 2026, 9, 7.0, of=(1.0, 4.0)), measured("A", "hjem", 2026, 13, 7.0))
    found = lines_of(t.table("indicator_values").assign(step=[]), rows).by_month
    assert found["A", "helse"] == {2026 * 12 + 8: 0.25}
    assert found["A", "hjem"] == {2026 * 12 + 11: 7.0}  # the closing period belongs to December


def test_an_indicator_without_an_owner_is_the_units() -> None:
    assert shown(measured("A", "helse", 2026, 9, 1.0), owner="Fagsjef").owner_role == "Fagsjef"
    assert shown(measured("A", "helse", 2026, 9, 1.0)).owner_role == "Helsesjef"
    assert shown(measured("A", "lege", 2026, 9, 1.0)).owner_role is None
