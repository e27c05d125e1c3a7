"""What `realisation` answers for one group of benefits at many quarters, in one pass over the lines.

The scorecard asks for eight quarters at once, and tables made anew for each would cost more than all the rest of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.benefit_vocabulary import ProjectionKind
from data.periods import Quarter
from metrics.positions import QUARTER_KEYS
from metrics.realisation import PLANNED, completed
from metrics.realised_amounts import Register, What
from metrics.results import Missing

Placed = list[tuple[tuple[int, int], int | None]]
"""Amounts with the year and period that they stand at; None is an amount that could not be carried to the year."""


@dataclass(frozen=True)
class _Group:
    """The kroner of a group: by projection, and as measured; and its initiatives' projections."""

    lines: dict[tuple[str, int], Placed]
    realised: Placed
    verified: Placed
    projections: list[tuple[str, int, ProjectionKind, date]]


def realisation_series(
    register: Register, benefit_ids: Iterable[str], unit_id: str, quarters: Sequence[Quarter]
) -> pd.DataFrame:
    """Return what was planned, is expected, was realised and verified of some benefits at the end of each quarter.

    Args:
        register: What `register_of` returned.
        benefit_ids: The benefits that are summed.
        unit_id: The unit that they are summed for.
        quarters: To date is up to the last period of each, on the plans and forecasts that stood on its last day.

    Returns:
        Indexed by unit_id, fiscal_year, quarter: the columns of `realisation` in kroner, which is what each row holds.

    Source:
        As `realisation`.
    """
    group = _group(register, set(benefit_ids))
    rows = [_row(group, quarter) for quarter in quarters]
    keys = [(unit_id, quarter.year, quarter.number) for quarter in quarters]
    answer = pd.DataFrame(rows, index=pd.MultiIndex.from_tuples(keys, names=QUARTER_KEYS), dtype=object)
    amounts = [name for name in answer.columns if not name.endswith("_why")]
    return completed(answer.astype(dict.fromkeys(amounts, "Int64")))


def _group(register: Register, ids: set[str]) -> _Group:
    initiatives = dict(zip(register.benefits["benefit_id"], register.benefits["initiative_id"], strict=True))
    own = {initiatives[one] for one in ids}
    lines: dict[tuple[str, int], Placed] = defaultdict(list)
    names = ["initiative_id", "projection_number", "benefit_id", "in_kroner", "fiscal_year", "period", "amount_minor"]
    for initiative, number, benefit, in_kroner, year, period, amount in _tuples(register.lines, names):
        if in_kroner and benefit in ids:
            lines[initiative, int(number)].append(((int(year), int(period)), amount))
    measured = ["benefit_id", "in_kroner", "fiscal_year", "period", "realised_minor", "verified_minor"]
    found = [
        ((int(year), int(period)), realised, verified)
        for benefit, in_kroner, year, period, realised, verified in _tuples(register.measured, measured)
        if in_kroner and benefit in ids
    ]
    known = _tuples(register.projections, ["initiative_id", "projection_number", "kind", "as_of", "adopted"])
    return _Group(
        lines=lines,
        realised=[(place, realised) for place, realised, _ in found],
        verified=[(place, verified) for place, _, verified in found],
        projections=[
            (one, int(number), ProjectionKind(kind), day)
            for one, number, kind, day, adopted in known
            if adopted is True and one in own
        ],
    )


def _tuples(rows: pd.DataFrame, names: list[str]) -> Iterable[tuple[Any, ...]]:
    """Return rows as tuples of plain values; None is missing."""
    columns = [[None if cell is pd.NA else cell for cell in rows[name].tolist()] for name in names]
    return zip(*columns, strict=True)


def _row(group: _Group, quarter: Quarter) -> dict[str, object]:
    """Return a quarter's sums and the reasons why they may not stand."""
    standing = _standing(group, quarter.last_day)
    rows: dict[What, Placed] = {
        what: [line for key in numbers.items() for line in group.lines.get(key, [])]
        for what, numbers in standing.items()
    }
    rows |= {What.REALISED: group.realised, What.VERIFIED: group.verified}
    end = quarter.year, quarter.last_period
    due = {what: [line for line in placed if line[0] <= end] for what, placed in rows.items()}
    sums: dict[str, object] = {str(what): _sum(placed) for what, placed in due.items()}
    sums |= {f"{what}_total": _sum(rows[what]) for what in PLANNED}
    sums["planned_why"] = _planned_why(rows, has_plan=bool(standing[What.CURRENT]))
    sums["realised_why"] = _realised_why(due, sums)
    return sums


def _standing(group: _Group, on: date) -> dict[What, dict[str, int]]:
    """Return the numbers of the projections of each initiative that stood on a day."""
    plans: dict[str, list[int]] = defaultdict(list)
    forecasts: dict[str, tuple[date, int]] = {}
    for initiative, number, kind, day in group.projections:
        if day <= on and kind is ProjectionKind.PLAN:
            plans[initiative].append(number)
        elif day <= on:
            forecasts[initiative] = max(forecasts.get(initiative, (day, number)), (day, number))
    current = {one: max(numbers) for one, numbers in plans.items()}
    return {
        What.ORIGINAL: {one: min(numbers) for one, numbers in plans.items()},
        What.CURRENT: current,
        What.FORECAST: current | {one: number for one, (_, number) in forecasts.items()},
    }


def _sum(placed: Placed) -> int | None:
    """Return the sum; 0 where there is nothing, None where a part is missing."""
    total = 0
    for _, amount in placed:
        if amount is None:
            return None
        total += amount
    return total


def _planned_why(rows: dict[What, Placed], *, has_plan: bool) -> Missing | None:
    if not has_plan:
        return Missing.NO_PLAN
    if not any(rows.values()):
        return Missing.NOT_IN_KRONER
    unpriced = any(amount is None for what in PLANNED for _, amount in rows[what])
    return Missing.NO_PRICE_GROWTH if unpriced else None


def _realised_why(due: dict[What, Placed], sums: dict[str, object]) -> Missing | None:
    if sums["planned_why"] is Missing.NOT_IN_KRONER:
        return Missing.NOT_IN_KRONER
    if not due[What.REALISED]:
        return Missing.NOT_MEASURED if due[What.CURRENT] else Missing.NOT_DUE_YET
    unpriced = sums[What.REALISED] is None or sums[What.VERIFIED] is None
    return Missing.NO_PRICE_GROWTH if unpriced else None
