"""From the budget as adopted to the one that holds, by who changed it, and on to what is expected."""

from collections.abc import Iterator
from dataclasses import dataclass
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

    `from_original_minor` is how far what is reached lies above the original budget (+) or below it.
    `name` is the kind of authority or the quarter of a change; `decisions` how many decisions it gathers, and
    `moved_minor` the sum of their sizes whichever way they went: money moved between units nets out above them.
    """

    kind: StepKind
    amount_minor: int
    reached_minor: int
    from_original_minor: int
    name: str | None = None
    decisions: int | None = None
    moved_minor: int | None = None

    @property
    def start_minor(self) -> int:
        """Where the step begins, from the original budget: a level at zero, a change where the one before ended."""
        return 0 if self.kind in LEVELS else self.from_original_minor - self.amount_minor

    @property
    def length_minor(self) -> int:
        """How far it goes from where it begins; negative is a budget lowered."""
        return self.from_original_minor - self.start_minor


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
    found = [_Change(StepKind.ORIGINAL, original), *changes]
    unexplained = revised - original - sum(change.amount_minor for change in changes)
    if unexplained:
        found.append(_Change(StepKind.OTHER, unexplained))
    found.append(_Change(StepKind.REVISED, revised))
    if forecast is not None:
        found += [_Change(StepKind.EXPECTED, forecast - revised), _Change(StepKind.FORECAST, forecast)]
    return tuple(_reached(found, original))


@dataclass(frozen=True)
class _Change:
    kind: StepKind
    amount_minor: int
    name: str | None = None
    decisions: int | None = None
    moved_minor: int | None = None


def _reached(changes: list[_Change], original: int) -> Iterator[Step]:
    reached = 0
    for change in changes:
        reached = change.amount_minor if change.kind in LEVELS else reached + change.amount_minor
        yield Step(
            change.kind,
            change.amount_minor,
            reached,
            reached - original,
            change.name,
            change.decisions,
            change.moved_minor,
        )


def _own_year(ends: pd.DataFrame, unit_id: str, quarter: Quarter) -> pd.DataFrame:
    levels = ends.index.get_level_values
    rows = ends[(levels("unit_id") == unit_id) & (levels("fiscal_year") == quarter.year)]
    return rows.droplevel(["unit_id", "fiscal_year"])


def _at(own: pd.DataFrame, number: int, name: str) -> int | None:
    cell = own[name].get(number)
    return None if cell is None or pd.isna(cell) else int(cell)


def _by_authority(budget_changes: pd.DataFrame, units: pd.DataFrame, unit_id: str, quarter: Quarter) -> list[_Change]:
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
            found.append(_Change(StepKind.AUTHORITY, amount, str(kind), own["reference"].nunique(), moved))
    return found


def _by_quarter(own: pd.DataFrame, original: int, quarter: Quarter) -> list[_Change]:
    found: list[_Change] = []
    reached = original
    for number in range(1, quarter.number + 1):
        revised = _at(own, number, "revised_minor")
        if revised is not None and revised != reached:
            found.append(_Change(StepKind.QUARTER, revised - reached, str(Quarter(quarter.year, number))))
            reached = revised
    return found
