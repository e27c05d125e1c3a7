"""How much a measured quantity grew from year to year, and over all of them; never across a break in the series."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from data.vocabulary import Grain
from metrics.benefit_tables import BenefitTables
from metrics.measured_rows import given, rows_of
from metrics.results import Missing


@dataclass(frozen=True)
class Growth:
    """From the value of one year to that of a later one, as a share of the first: 0.33 is 33 % more.

    None with the reason where the years were measured in different ways, or where the first is not above zero.
    """

    first_year: int
    last_year: int
    share: float | None
    why: Missing | None


def growth(values: Mapping[int, float], breaks: Collection[int] = ()) -> tuple[Growth, ...]:
    """Return growth from each year to the next that has a value, and last from the first to the last of three or more.

    Args:
        values: By year.
        breaks: Years from which on something else was counted, or in another way: no growth is told across one.

    Source:
        Brobygger's own definition; a break in a series as official statistics have it.
    """
    years = sorted(values)
    steps = list(pairwise(years)) + ([(years[0], years[-1])] if len(years) > 2 else [])
    return tuple(_grown(values, first, last, breaks) for first, last in steps)


def _grown(values: Mapping[int, float], first: int, last: int, breaks: Collection[int]) -> Growth:
    if any(first < year <= last for year in breaks):
        return Growth(first, last, None, Missing.SERIES_BREAK)
    if values[first] <= 0:
        return Growth(first, last, None, Missing.ZERO_DENOMINATOR)
    return Growth(first, last, values[last] / values[first] - 1, None)


def measured_growth(tables: BenefitTables, benefit_id: str) -> tuple[Growth, ...]:
    """Return how the measured quantity of a benefit grew by the year; nothing of one that is measured more often.

    Years measured by different methods, or of different beneficiaries, are of different series.
    """
    if rows_of(tables.benefits, "benefit_id", benefit_id)[0]["grain"] != Grain.YEAR:
        return ()
    values: dict[int, float] = {}
    ways: dict[int, set[tuple[str, int]]] = {}
    for row in rows_of(tables.measurements, "benefit_id", benefit_id):
        year = int(row["fiscal_year"])
        if given(row["quantity"]) is not None and year <= tables.quarter.year:
            values[year] = values.get(year, 0.0) + float(row["quantity"])
            ways.setdefault(year, set()).add((row["beneficiary_id"], int(row["method_since"])))
    return growth(values, [later for earlier, later in pairwise(sorted(values)) if ways[earlier] != ways[later]])
