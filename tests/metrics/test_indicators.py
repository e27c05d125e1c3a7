import math

import pandas as pd
import pytest

from data.periods import Quarter
from metrics.indicators import (
    due_pairs,
    innovation_targets_met,
    judged_values,
    quarter_values,
    step_of,
    target_count,
)
from metrics.results import Missing, TargetCount
from tests.metrics.small_town import UNITS, indicator, indicators, measured, target, targets, values

NOW = Quarter(2026, 3)
STEP = step_of(NOW)


def by_key(rows: pd.DataFrame) -> dict[tuple[str, int], float]:
    return {
        (key, step): value for key, step, value in zip(rows["indicator_id"], rows["step"], rows["value"], strict=True)
    }


def test_a_quarter_is_its_last_month_and_a_year_its_last_quarter() -> None:
    months = (indicator("m", grain="month"), indicator("late", grain="month"))
    known = indicators(*months, indicator("q"), indicator("y", grain="year"))
    rows = quarter_values(
        values(
            measured("m", "helse", 2026, 8, 1.0),  # decoy: not the quarter's last month
            measured("m", "helse", 2026, 9, 2.0),
            measured("late", "helse", 2026, 8, 9.0),  # decoy: its last month is missing, so its quarter is
            measured("q", "helse", 2026, 9, 3.0),
            measured("y", "helse", 2025, 6, 4.0),
            measured("unknown", "helse", 2026, 9, 5.0),  # decoy: no such indicator
        ),
        known,
    )
    assert by_key(rows) == {("m", STEP): 2.0, ("q", STEP): 3.0, ("y", step_of(Quarter(2025, 4))): 4.0}


def test_a_ratio_is_made_from_its_parts_and_a_zero_denominator_is_missing() -> None:
    rows = quarter_values(
        values(
            measured("a", "helse", 2026, 9, 0.9, of=(1.0, 4.0)),  # the parts win over the value stated
            measured("b", "helse", 2026, 9, of=(1.0, 0.0)),
            measured("c", "helse", 2026, 9, of=(1.0, None)),
        ),
        indicators(indicator("a"), indicator("b"), indicator("c")),
    )
    made = by_key(rows)
    assert made["a", STEP] == 0.25
    assert math.isnan(made["b", STEP])
    assert math.isnan(made["c", STEP])


def test_what_is_due_and_not_measured_is_told_from_what_is_not_due() -> None:
    known = indicators(indicator("q"), indicator("y", grain="year"), indicator("new"), indicator("old"))
    rows = quarter_values(
        values(
            measured("q", "helse", 2026, 6, 1.0),
            measured("q", "lege", 2026, 9, 2.0),
            measured("y", "helse", 2025, 12, 3.0),
            measured("old", "helse", 2025, 6, 4.0),  # five quarters ago: no longer registered
        ),
        known,
    )
    due = due_pairs(rows, known, NOW, "helse").set_index(["indicator_id", "unit_id"])
    assert due["why"].to_dict() == {
        ("q", "helse"): Missing.NOT_MEASURED,
        ("q", "lege"): None,
        ("y", "helse"): Missing.YEARLY_ONLY,
        ("new", "helse"): Missing.NOT_MEASURED,  # never measured anywhere: the unit looked at answers for it
    }
    last = due_pairs(rows, known, Quarter(2026, 4), "helse").set_index(["indicator_id", "unit_id"])
    assert last.loc[("new", "helse"), "why"] is Missing.NOT_MEASURED


def judged_at(rows: pd.DataFrame, known: pd.DataFrame, adopted: pd.DataFrame) -> pd.DataFrame:
    return judged_values(quarter_values(rows, known), known, adopted, UNITS)


def test_a_count_is_a_census_of_pairs() -> None:
    known = indicators(indicator("a"), indicator("b"), indicator("c"), indicator("d"))
    made = judged_at(
        values(
            measured("a", "hjem", 2026, 9, 10.0),  # met, at the bound
            measured("a", "lege", 2026, 9, 9.0),  # accepted
            measured("b", "helse", 2026, 9, 7.0),  # more than the highest
            measured("c", "helse", 2026, 9, None),  # not measured
            measured("d", "helse", 2026, 9, 1.0),  # no target
        ),
        known,
        targets(
            target("a", "minimum", 10.0, accepted_low=8.0),
            target("b", "maximum", None, 5.0),
            target("c", "minimum", 1.0),
        ),
    )
    assert target_count(made) == TargetCount(met=1, accepted=1, judged=3, with_target=4, measured=4, registered=5)
    assert innovation_targets_met(made).loc[STEP, ["numerator", "denominator"]].tolist() == [1, 3]
    assert made.set_index(["indicator_id", "unit_id"]).loc[("b", "helse"), "off_share"] == pytest.approx(0.4)  # 2 / 5


def test_only_the_dimension_asked_for_is_counted() -> None:
    known = indicators(indicator("a"), indicator("b", "implementation"), indicator("v", None))
    rows = values(*(measured(key, "helse", 2026, 9, 1.0) for key in "abv"))
    adopted = targets(*(target(key, "minimum", 1.0) for key in "abv"))
    assert innovation_targets_met(judged_at(rows, known, adopted))["denominator"].tolist() == [1]
