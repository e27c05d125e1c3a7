"""What was used within each quarter, beside its budget and the same quarter the year before."""

from dataclasses import dataclass

import pandas as pd

from data.periods import Quarter
from metrics.tables import BUDGET_POSITIONS, require


@dataclass(frozen=True)
class QuarterStep:
    """One quarter by itself, in whole minor units, costs positive; None is missing."""

    quarter: Quarter
    used_minor: int | None
    budget_minor: int | None
    year_before_minor: int | None
    change_share: float | None


def quarter_steps(ends: pd.DataFrame, unit_id: str, quarter: Quarter) -> tuple[QuarterStep, ...]:
    """Return each quarter of the year up to `quarter` by itself.

    A quarter is the difference of two year-to-date positions; the fourth holds the closing entries. change_share =
    (used - year before) / |year before|.

    Args:
        ends: BUDGET_POSITIONS at quarter ends, indexed by unit_id, fiscal_year, quarter, this year and the year before.
        unit_id: The unit.
        quarter: The last quarter.

    Returns:
        A missing position makes its own quarter and the one after it missing.
    """
    require(ends, BUDGET_POSITIONS)
    own = ends[ends.index.get_level_values("unit_id") == unit_id].droplevel("unit_id")
    return tuple(_step(own, Quarter(quarter.year, number)) for number in range(1, quarter.number + 1))


def _step(own: pd.DataFrame, quarter: Quarter) -> QuarterStep:
    used = _within(own, "actual_minor", quarter)
    before = _within(own, "actual_minor", quarter.shifted(-4))
    share = (used - before) / abs(before) if used is not None and before else None
    return QuarterStep(quarter, used, _within(own, "periodised_minor", quarter), before, share)


def _within(own: pd.DataFrame, name: str, quarter: Quarter) -> int | None:
    reached = _at(own, name, quarter)
    start = 0 if quarter.number == 1 else _at(own, name, quarter.shifted(-1))
    return None if reached is None or start is None else reached - start


def _at(own: pd.DataFrame, name: str, quarter: Quarter) -> int | None:
    cell = own[name].get((quarter.year, quarter.number))
    return None if cell is None or pd.isna(cell) else int(cell)
