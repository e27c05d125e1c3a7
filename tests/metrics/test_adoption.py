import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.adoption import AdoptionValue, adoption_value, break_even_adopters, value_of_adoption


def test_the_gain_depends_on_how_many_adopt() -> None:
    # planned: 10 x 300 - 1000; actual: 3 x 300 - 1000; ceil(1000 / 300) = 4
    assert adoption_value(10, 3, gain_per_adopter_minor=300, fixed_cost_minor=1_000) == AdoptionValue(
        planned_adopters=10,
        actual_adopters=3,
        planned_minor=2_000,
        actual_minor=-100,
        break_even_adopters=4,
        never_breaks_even=False,
    )


def test_adopters_that_nobody_has_counted_are_not_none() -> None:
    made = adoption_value(10, None, 300, 1_000)
    assert (made.planned_minor, made.actual_minor, made.break_even_adopters) == (2_000, None, 4)
    assert adoption_value(10, 0, 300, 1_000).actual_minor == -1_000  # counted, and there are none


@pytest.mark.parametrize(("gain", "cost"), [(None, 1_000), (300, None)])
def test_a_missing_gain_or_cost_makes_the_value_missing(gain: int | None, cost: int | None) -> None:
    made = adoption_value(10, 3, gain, cost)
    assert (made.planned_minor, made.actual_minor, made.break_even_adopters) == (None, None, None)
    assert not made.never_breaks_even  # nobody knows


def test_a_gain_of_nothing_never_covers_the_cost() -> None:
    made = adoption_value(10, 3, gain_per_adopter_minor=0, fixed_cost_minor=1_000)
    assert (made.planned_minor, made.break_even_adopters, made.never_breaks_even) == (-1_000, None, True)


@pytest.mark.parametrize(
    ("cost", "gain", "wanted"),
    [
        (900, 300, 3),  # exactly covered
        (901, 300, 4),
        (1, 300, 1),
        (0, 300, 0),
        (-5, -300, 0),  # nothing to cover
        (1_000, 0, None),
        (1_000, -1, None),
    ],
)
def test_how_many_adopters_it_takes(cost: int, gain: int, wanted: int | None) -> None:
    assert break_even_adopters(cost, gain) == wanted


def test_fewer_than_no_adopters_are_refused() -> None:
    with pytest.raises(ValueError, match="-1 adopters"):
        value_of_adoption(-1, 300, 1_000)


@given(st.integers(1, 10**15), st.integers(1, 10**12))
@settings(deadline=None, derandomize=True)
def test_at_the_break_even_number_the_cost_is_covered_and_with_one_fewer_it_is_not(cost: int, gain: int) -> None:
    number = break_even_adopters(cost, gain)
    assert number is not None
    enough, too_few = value_of_adoption(number, gain, cost), value_of_adoption(number - 1, gain, cost)
    assert enough is not None
    assert too_few is not None
    assert too_few < 0 <= enough
