"""Per inhabitant beside others: own currency, newest vintage, nothing summed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics import tables as t
from metrics.neighbours import FEWEST, Neighbours, neighbours

YEAR = Quarter(2025, 4)
FIRST, LATER = date(2026, 3, 15), date(2026, 6, 15)


def row(
    key: str,
    value: float | None,
    scope: str = "A",
    currency: str = "NOK",
    vintage: str = "v1",
    published: date | None = FIRST,
) -> tuple[object, ...]:
    return (key, key.title(), scope, vintage, value, currency, "a bureau", published, False)


def compared(*rows: tuple[object, ...], areas: list[str] | None = None) -> Neighbours | None:
    published = t.table(t.AGGREGATES, list(rows))
    return neighbours(published, "fjell", "NOK", YEAR, areas)


def test_the_middle_is_that_of_the_others() -> None:
    found = compared(row("fjell", 112.0), row("a", 90.0), row("b", 100.0), row("c", 130.0))
    assert found is not None
    area = found.area(None)
    assert [one.municipality_id for one in area.rows] == ["c", "fjell", "b", "a"]
    assert area.middle_minor == 100.0  # of 90, 100, 130
    assert area.distance_share == pytest.approx(112 / 100 - 1)
    assert (found.sources, found.published_on) == (("a bureau",), FIRST)


def test_another_currency_is_refused_and_counted() -> None:
    found = compared(
        row("fjell", 1.0), row("a", 2.0), row("madrid", 9.0, currency="EUR"), row("madrid", 9.0, "B", "EUR")
    )
    assert found is not None
    assert [one.municipality_id for one in found.areas[0].rows] == ["a", "fjell"]
    assert found.refused == (("EUR", 1),)


def test_the_newest_vintage_counts() -> None:
    found = compared(
        row("fjell", 1.0, published=FIRST),
        row("fjell", 5.0, vintage="v2", published=LATER),
        row("fjell", 9.0, vintage="v0", published=None),
    )
    assert found is not None
    assert [(one.value_minor, one.vintage) for one in found.areas[0].rows] == [(5.0, "v2")]


def test_groups_of_municipalities_and_missing_values_are_left_out() -> None:
    found = compared(row("fjell", 1.0), row("EKG03", 7.0), row("EAK", 8.0), row("a", None))
    assert found is not None
    assert [one.municipality_id for one in found.areas[0].rows] == ["fjell"]
    assert found.areas[0].middle_minor is None
    assert found.areas[0].distance_share is None


def test_nothing_to_compare_with() -> None:
    assert compared() is None
    assert compared(row("a", 1.0)) is None
    assert compared(row("fjell", 1.0, currency="EUR"), row("a", 1.0)) is None
    assert compared(row("fjell", 1.0), areas=["B"]) is None


def test_the_area_furthest_from_the_middle_stands_first() -> None:
    others = [row(key, 100.0, scope) for key in ("a", "b", "c") for scope in ("A", "B")]
    found = compared(row("fjell", 104.0, "A"), row("fjell", 90.0, "B"), *others)
    assert found is not None
    assert [area.key for area in found.areas] == ["B", "A"]
    assert found.area("A").own.value_minor == 104.0
    assert found.area("nowhere").key == "B"


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.integers(1, 10**7), min_size=FEWEST, max_size=9), st.integers(1, 10**7))
def test_the_middle_splits_the_others_in_two(values: list[int], own: int) -> None:
    rows = [row(f"m{number}", float(value)) for number, value in enumerate(values)]
    found = compared(row("fjell", float(own)), *rows)
    assert found is not None
    middle = found.areas[0].middle_minor
    assert middle is not None
    assert 2 * sum(value < middle for value in values) <= len(values)
    assert 2 * sum(value > middle for value in values) <= len(values)
