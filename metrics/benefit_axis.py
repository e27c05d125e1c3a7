"""The axis of time of a benefit: what stands in each of its periods, and in which horizon that lies."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.periods import Quarter
from metrics.benefit_figures import BenefitFigures
from metrics.horizons import PLAN_YEARS
from metrics.hours import HOURS
from metrics.measured_rows import given, rows_of
from metrics.realised_amounts import AMOUNT, QUANTITY, What


@dataclass(frozen=True)
class Moment:
    """A period of the axis: what stands in it, kroner in the prices of the year looked at or a quantity; None: nothing.

    `due` tells whether the period has ended.
    `horizon` is -1 before the year looked at, 0 in it, 1 in the rest of its four-year plan and 2 after.
    """

    fiscal_year: int
    period: int
    horizon: int
    due: bool
    original: float | None
    planned: float | None
    forecast: float | None
    realised: float | None
    verified: float | None


_Axis = tuple[Moment, ...]


def axes(found: BenefitFigures, benefit_id: str) -> tuple[bool, _Axis, _Axis, _Axis]:
    """Return whether the axis is of kroner, the axis, the same by year, and that of quantities beside kroner."""
    amounts = found.now.amounts
    own = amounts[(amounts["benefit_id"] == benefit_id).to_numpy(dtype=bool)]
    kroner, counted = own[own["in_kroner"]], own[own[QUANTITY].notna()]
    quarter = found.tables.quarter
    if kroner.empty:
        measure = rows_of(found.tables.benefits, "benefit_id", benefit_id)[0]["unit_of_measure"]
        yearly = counted.assign(period=YEARS_END) if measure == HOURS else counted
        return False, _axis(counted, QUANTITY, quarter), _axis(yearly, QUANTITY, quarter), ()
    by_year = _axis(kroner.assign(period=YEARS_END), AMOUNT, quarter)
    return True, _axis(kroner, AMOUNT, quarter), by_year, _axis(counted, QUANTITY, quarter)


YEARS_END = 12


def _axis(rows: pd.DataFrame, of: str, quarter: Quarter) -> tuple[Moment, ...]:
    """Return every period that anything stands in, in order; a period with a missing part is missing."""
    by_cell = rows.groupby(["fiscal_year", "period", "what"])[of]
    sums = by_cell.sum(min_count=1).where(by_cell.count() == by_cell.size())
    told = sums.reset_index().itertuples(index=False, name=None)
    cells = {(int(year), int(period), what): given(amount) for year, period, what, amount in told}
    places = sorted({(year, period) for year, period, _ in cells})
    return tuple(_moment(*place, cells, quarter) for place in places)


def _moment(year: int, period: int, cells: dict[tuple[int, int, Any], float | None], quarter: Quarter) -> Moment:
    def of(what: What) -> float | None:
        return cells.get((year, period, what))

    return Moment(
        fiscal_year=year,
        period=period,
        horizon=horizon(year, quarter.year),
        due=(year, period) <= (quarter.year, quarter.last_period),
        original=of(What.ORIGINAL),
        planned=of(What.CURRENT),
        forecast=of(What.FORECAST),
        realised=of(What.REALISED),
        verified=of(What.VERIFIED),
    )


def horizon(year: int, base_year: int) -> int:
    """Return where a year lies: -1 before the budget year, 0 in it, 1 in the rest of the four-year plan, 2 after."""
    ahead = year - base_year
    return (ahead > 0) - (ahead < 0) + (ahead >= PLAN_YEARS)
