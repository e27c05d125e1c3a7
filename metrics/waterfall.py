"""From the budget as adopted to the one that holds, by who changed it, and on to what is expected."""

from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from data.periods import Quarter
from data.vocabulary import AuthorityKind
from metrics.positions import rolled_up
from metrics.tables import BUDGET_CHANGES, BUDGET_POSITIONS, require


class StepKind(StrEnum):
    """What a step is: a level that is stated, or a change between two of them."""

    ORIGINAL = "original"
    AUTHORITY = "authority"
    QUARTER = "quarter"
    OTHER = "other"
    REVISED = "revised"
    EXPECTED = "expected"
    FORECAST = "forecast"


LEVELS = frozenset({StepKind.ORIGINAL, StepKind.REVISED, StepKind.FORECAST})


@dataclass(frozen=True)
class Step:
    """A step: `amount_minor` is a level, or a signed change (+ is more cost) that leads to `reached_minor`.

    `name` is the kind of authority or the quarter of a change; `decisions` how many decisions it gathers, and
    `moved_minor` the sum of their sizes whichever way they went: money moved between units nets out above them.
    """

    kind: StepKind
    amount_minor: int
    reached_minor: int
    name: str | None = None
    decisions: int | None = None
    moved_minor: int | None = None


def waterfall(
    ends: pd.DataFrame, budget_changes: pd.DataFrame, units: pd.DataFrame, unit_id: str, quarter: Quarter
) -> tuple[Step, ...]:
    """Return the steps from a unit's original budget by each kind of authority to the revised one and the forecast.

    What the decisions leave unexplained is a step of its own, so that the steps always lead from one level to the
    next. Where no decisions are registered, the steps are the quarters in which the revised budget moved.

    Args:
        ends: BUDGET_POSITIONS at quarter ends, indexed by unit_id, fiscal_year, quarter.
        budget_changes: BUDGET_CHANGES of the unit and below; those of other years and of later days are left out.
        units: UNITS.
        unit_id: The unit.
        quarter: The quarter whose revised budget and forecast are reached.

    Returns:
        Empty where the original or the revised budget is missing. No forecast: it ends at the revised budget.
    """
    require(ends, BUDGET_POSITIONS)
    own = _own_year(ends, unit_id, quarter)
    original, revised, forecast = (
        _at(own, quarter.number, name) for name in ("original_minor", "revised_minor", "forecast_minor")
    )
    if original is None or revised is None:
        return ()
    changes = _by_authority(budget_changes, units, unit_id, quarter) or _by_quarter(own, original, quarter)
    steps = [Step(StepKind.ORIGINAL, original, original), *_changes(original, revised, changes)]
    steps.append(Step(StepKind.REVISED, revised, revised))
    if forecast is not None:
        steps.append(Step(StepKind.EXPECTED, forecast - revised, forecast))
        steps.append(Step(StepKind.FORECAST, forecast, forecast))
    return tuple(steps)


def _own_year(ends: pd.DataFrame, unit_id: str, quarter: Quarter) -> pd.DataFrame:
    levels = ends.index.get_level_values
    rows = ends[(levels("unit_id") == unit_id) & (levels("fiscal_year") == quarter.year)]
    return rows.droplevel(["unit_id", "fiscal_year"])


def _at(own: pd.DataFrame, number: int, name: str) -> int | None:
    cell = own[name].get(number)
    return None if cell is None or pd.isna(cell) else int(cell)


def _by_authority(budget_changes: pd.DataFrame, units: pd.DataFrame, unit_id: str, quarter: Quarter) -> list[Step]:
    require(budget_changes, BUDGET_CHANGES)
    year = budget_changes[(budget_changes["fiscal_year"] == quarter.year).to_numpy(dtype=bool)]
    known = year[[day <= quarter.last_day for day in year["decided_on"]]]
    if known.empty:
        return []
    rows = rolled_up(known, units, [unit_id])
    found = []
    for kind in AuthorityKind:
        own = rows[(rows["authority_kind"] == kind).to_numpy(dtype=bool)]
        amount, moved = int(own["amount_minor"].sum()), int(own["amount_minor"].abs().sum())
        if len(own):
            found.append(Step(StepKind.AUTHORITY, amount, 0, str(kind), own["reference"].nunique(), moved))
    return found


def _by_quarter(own: pd.DataFrame, original: int, quarter: Quarter) -> list[Step]:
    found: list[Step] = []
    reached = original
    for number in range(1, quarter.number + 1):
        revised = _at(own, number, "revised_minor")
        if revised is not None and revised != reached:
            found.append(Step(StepKind.QUARTER, revised - reached, revised, str(Quarter(quarter.year, number))))
            reached = revised
    return found


def _changes(original: int, revised: int, changes: list[Step]) -> list[Step]:
    steps, reached = [], original
    for change in changes:
        reached += change.amount_minor
        steps.append(replace(change, reached_minor=reached))
    if reached != revised:
        steps.append(Step(StepKind.OTHER, revised - reached, revised))
    return steps
