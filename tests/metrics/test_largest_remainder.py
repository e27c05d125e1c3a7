from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.largest_remainder import whole_parts


def test_odd_minor_units_go_to_the_largest_remainders() -> None:
    # published: 1 000 000.01 kr by .5, .3, .2: remainders .5, .3, .2, and one øre left
    assert whole_parts(100_000_001, (5, 3, 2)) == (50_000_001, 30_000_000, 20_000_000)
    # published: 1.00 kr by thirds: equal remainders, so the first gets the odd øre
    assert whole_parts(100, (1, 1, 1)) == (34, 33, 33)
    # 10 by 1, 1, 5: 1.43, 1.43, 7.14, one left; the largest remainder is not the largest part
    assert whole_parts(10, (1, 1, 5)) == (2, 1, 7)


def test_a_weight_of_nothing_gets_nothing_and_nothing_is_shared_as_nothing() -> None:
    assert whole_parts(101, (0, 1, 0, 1)) == (0, 51, 0, 50)
    assert whole_parts(0, (1, 2)) == (0, 0)


@pytest.mark.parametrize(("total", "weights"), [(-1, (1, 1)), (1, (2, -1)), (1, (0, 0)), (0, ())])
def test_what_cannot_be_shared_is_refused(total: int, weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="cannot share"):
        whole_parts(total, weights)


@given(st.integers(0, 10**15), st.lists(st.integers(0, 10**6), min_size=1, max_size=6).filter(any))
@settings(deadline=None, derandomize=True)
def test_parts_sum_to_the_whole_and_none_is_a_unit_from_its_exact_share(total: int, weights: list[int]) -> None:
    parts = whole_parts(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
