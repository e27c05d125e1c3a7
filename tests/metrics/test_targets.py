from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.vocabulary import TargetType
from metrics.parameters import in_force
from metrics.results import Band, Status, Trend
from metrics.targets import BOUNDS, Side, judged, statuses, trend
from metrics.targets_in_force import band_in_force, targets_of
from tests.metrics.small_town import UNITS, target, targets

MINIMUM, MAXIMUM, RANGE = TargetType.MINIMUM, TargetType.MAXIMUM, TargetType.RANGE


def band(kind: TargetType, low: float | None = None, high: float | None = None, *accepted: float | None) -> Band:
    below, above = accepted or (None, None)
    return Band(kind, low, high, below, above, date(2020, 1, 1), None)


SANDNES = {
    # measure: (band adopted, 2021, side and status, 2020, side and status); Sandnes kommune, targets 2021-2026
    "net operating result > 1.5": (band(MINIMUM, 1.5), 6.5, "met", 2.3, "met"),
    "disposable fund > 7": (band(MINIMUM, 7.0), 13.1, "met", 10.7, "met"),
    "working capital 10-15": (band(RANGE, 10.0, 15.0), 19.9, "above", 17.6, "above"),
    "debt < 110": (band(MAXIMUM, None, 110.0), 111.9, "not", 116.6, "not"),
    "debt paid by free income < 90": (band(MAXIMUM, None, 90.0), 87.4, "met", 93.4, "not"),
    "certificate loans < 70": (band(MAXIMUM, None, 70.0), 30.4, "met", 32.4, "met"),
}


@pytest.mark.parametrize("measure", SANDNES)
def test_tv_10_met_depends_on_the_type_of_target(measure: str) -> None:
    adopted, value_2021, said_2021, value_2020, said_2020 = SANDNES[measure]
    for value, said in ((value_2021, said_2021), (value_2020, said_2020)):
        stands = judged(value, adopted)
        assert (stands.status is Status.DESIRED) == (said == "met")
        assert (stands.side is Side.INSIDE) == (said == "met")
        if said == "above":
            assert stands.side is Side.ABOVE
            assert stands.distance == pytest.approx(value - 15.0)


# Net operating result of the municipal sector in per cent of revenue, 1990-2020 (regjeringen.no)
SECTOR = [
    2.7,
    2.4,
    3,
    2.5,
    5.1,
    3.2,
    2.9,
    4.6,
    2,
    1,
    1.7,
    0.9,
    1.8,
    0.6,
    2.2,
    3.6,
    5.5,
    2.5,
    0.4,
    3,
    3.2,
    2.5,
    3.1,
    2.9,
]
SECTOR += [1.5, 3.2, 4.2, 3.9, 2.8, 2, 3.1]


def test_tv_11_at_the_norm_is_not_below_it_and_the_norm_has_its_date() -> None:
    norms = [in_force("net_operating_result_norm_sector", date(year, 12, 31)) for year in range(1990, 2021)]
    assert norms == [0.03] * 24 + [0.02] * 7
    status = [judged(value / 100, band(MINIMUM, norm)).status for value, norm in zip(SECTOR, norms, strict=True)]
    assert status.count(Status.NOT_ACCEPTED) == 16
    assert status[2019 - 1990] is Status.DESIRED  # 2.0 against 2
    assert sum(SECTOR[2010 - 1990 : 2020 - 1990]) / 10 == pytest.approx(2.93)


@pytest.mark.parametrize(
    ("value", "status", "distance"),
    [
        (0.0, Status.DESIRED, 0.0),
        (-0.01, Status.DESIRED, 0.0),  # the bound is inside
        (-0.015, Status.ACCEPTED, -0.005),
        (0.03, Status.NOT_ACCEPTED, 0.02),
        (None, Status.NO_DATA, None),
        (float("nan"), Status.NO_DATA, None),
    ],
)
def test_a_range_has_an_inner_and_an_outer_band(value: float | None, status: Status, distance: float | None) -> None:
    stands = judged(value, band(RANGE, -0.01, 0.01, -0.02, 0.02))
    assert stands.status is status
    assert stands.distance == (None if distance is None else pytest.approx(distance))


def test_without_any_bound_there_is_no_target() -> None:
    assert judged(1.0, None).status is Status.NO_TARGET
    assert judged(1.0, band(MINIMUM, None, 5.0)).status is Status.NO_TARGET  # a minimum has no high side
    assert judged(1.0, band(MINIMUM, None, None, 0.5, None)).status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("kind", "now", "before", "said"),
    [
        (band(MINIMUM, 10.0), 8.0, 7.0, Trend.BETTER),
        (band(MAXIMUM, None, 10.0), 8.0, 7.0, Trend.WORSE),
        (band(RANGE, -1.0, 1.0), -2.0, 3.0, Trend.BETTER),  # 1 from the band, was 2
        (band(RANGE, -1.0, 1.0), 0.5, -0.5, Trend.UNCHANGED),
        (band(MINIMUM, 10.0), None, 7.0, Trend.UNKNOWN),
        (None, 8.0, 7.0, Trend.UNKNOWN),
    ],
)
def test_a_trend_is_seen_from_the_target(kind: Band | None, now: float | None, before: float, said: Trend) -> None:
    assert trend(now, before, kind) is said


DAY = date(2026, 9, 30)


def test_the_nearest_units_target_of_the_day_holds() -> None:
    adopted = targets(
        target("a", "minimum", 1.0, unit="fjell"),
        target("a", "minimum", 2.0, unit="helse", since=date(2024, 1, 1)),
        target("a", "minimum", 3.0, unit="helse", since=date(2026, 1, 1)),
        target("a", "minimum", 9.0, unit="helse", since=date(2026, 10, 1)),  # decoy: after the day
        target("b", "minimum", 9.0, unit="hjem"),  # decoy: another measure
        target("c", "minimum", 5.0, unit="fjell"),
        target("c", "minimum", 6.0, unit="helse", since=date(2024, 1, 1)),
        target("c", None, unit="helse", since=date(2025, 1, 1)),  # ended: the one above holds again
    )

    def low(measure: str, unit: str, on: date = DAY) -> float | None:
        found = band_in_force(measure, unit, on, adopted, UNITS)
        return None if found is None else found.desired_low

    assert low("a", "hjem") == 3.0
    assert low("a", "hjem", date(2025, 6, 1)) == 2.0
    assert low("a", "skole") == 1.0
    assert low("c", "hjem") == 5.0
    assert low("b", "helse") is None
    assert low("a", "hjem", date(2019, 1, 1)) is None


BOUND = st.one_of(st.none(), st.floats(-5, 5))
ROW = st.tuples(
    st.sampled_from(["a", "b"]),
    st.sampled_from([None, "minimum", "maximum", "range"]),
    BOUND,
    BOUND,
    BOUND,
    BOUND,
    st.sampled_from(["fjell", "helse", "hjem", "skole"]),
    st.sampled_from([date(2024, 1, 1), date(2024, 6, 1), date(2025, 1, 1), date(2026, 12, 31)]),
)


@given(st.lists(ROW, max_size=8), st.floats(-6, 6))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_many_at_once_is_one_by_one(rows: list[tuple], value: float) -> None:
    unique = {(row[0], row[6], row[7]): row for row in rows}
    adopted = targets(
        *(
            target(name, kind, low, high, accepted_low=below, accepted_high=above, unit=unit, since=since)
            for name, kind, low, high, below, above, unit, since in unique.values()
        )
    )
    asked = pd.DataFrame(
        [(name, unit, on) for name in "ab" for unit in UNITS["unit_id"] for on in (DAY, date(2024, 6, 1))],
        columns=["measure", "unit_id", "on"],
    )
    found = targets_of(asked, adopted, UNITS)
    stands = statuses(np.full(len(asked), value), found)
    for row, (measure, unit, on) in enumerate(asked.itertuples(index=False)):
        slow = band_in_force(measure, unit, on, adopted, UNITS)
        assert (slow is None) == pd.isna(found["target_type"].iloc[row])
        if slow is not None:
            assert [None if pd.isna(cell) else cell for cell in found.iloc[row][list(BOUNDS)]] == [
                getattr(slow, name) for name in BOUNDS
            ]
        one = judged(value, slow)
        assert stands["status"].iloc[row] == one.status
        assert (None if pd.isna(stands["distance"].iloc[row]) else stands["distance"].iloc[row]) == one.distance


def test_a_missing_value_among_many_has_no_status_but_that() -> None:
    found = targets_of(
        pd.DataFrame({"measure": ["a"], "unit_id": ["fjell"], "on": [DAY]}), targets(target("a", "minimum", 1.0)), UNITS
    )
    assert statuses(np.array([np.nan]), found)["status"].tolist() == [Status.NO_DATA]
