"""Which loaded periods make up a position: every grain, cumulative or not, and what holds until the next."""

import pytest

from data.standing import Behind, Covered, periods_behind
from data.vocabulary import Grain, Kind

M, Q, Y = Grain.MONTH, Grain.QUARTER, Grain.YEAR


def alone(grain: Grain, *periods: int) -> Covered:
    return dict.fromkeys(periods, (grain, False))


def from_january(grain: Grain, *periods: int) -> Covered:
    return dict.fromkeys(periods, (grain, True))


@pytest.mark.parametrize(
    ("covered", "behind"),
    [
        (alone(M, 1, 2, 3), {1: (1,), 2: (1, 2), 3: (1, 2, 3)}),
        (alone(M, 1, 3), {1: (1,)}),  # February is missing, so March is
        (alone(M, 2, 3), {}),
        (alone(Q, 3, 6), {3: (3,), 6: (3, 6)}),
        (alone(Q, 6, 9), {}),
        (alone(Y, 12), {12: (12,)}),
        (alone(Q, 3, 6, 9, 12, 13), {3: (3,), 6: (3, 6), 9: (3, 6, 9), 12: (3, 6, 9, 12), 13: (3, 6, 9, 12, 13)}),
        (alone(Y, 12, 13), {12: (12,), 13: (12, 13)}),  # closing entries come on top of the year
        (alone(M, 13), {}),
        (from_january(Q, 3, 9, 12), {3: (3,), 9: (9,), 12: (12,)}),  # the missing second quarter hides nothing
        (from_january(Q, 12, 13), {12: (12,), 13: (13,)}),
        ({**from_january(Q, 6), **alone(M, 7, 8)}, {6: (6,), 7: (6, 7), 8: (6, 7, 8)}),
        ({**alone(M, 1, 2), **alone(Q, 3)}, {1: (1,), 2: (1, 2), 3: (3,)}),  # the quarter holds its months: once
        ({**alone(Q, 3), **alone(M, 4)}, {3: (3,), 4: (3, 4)}),
    ],
)
@pytest.mark.parametrize("kind", [Kind.ACTUAL, Kind.PERIODISED])
def test_what_is_behind_a_flow(kind: Kind, covered: Covered, behind: Behind) -> None:
    assert periods_behind(kind, covered) == behind


@pytest.mark.parametrize("kind", [Kind.ORIGINAL, Kind.REVISED])
def test_a_budget_holds_until_the_next(kind: Kind) -> None:
    found = periods_behind(kind, alone(M, 1, 6))
    assert found == {**dict.fromkeys(range(1, 6), (1,)), **dict.fromkeys(range(6, 14), (6,))}
    assert set(periods_behind(kind, alone(M, 3))) == set(range(3, 14))


def test_a_forecast_holds_within_its_quarter_only() -> None:
    found = periods_behind(Kind.FORECAST, alone(M, 4, 10))
    assert found == {**dict.fromkeys((4, 5, 6), (4,)), **dict.fromkeys((10, 11, 12, 13), (10,))}
    assert periods_behind(Kind.FORECAST, alone(M, 4, 6))[5] == (4,)
    assert periods_behind(Kind.FORECAST, alone(M, 4, 6))[6] == (6,)
