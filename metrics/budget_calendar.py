"""The realisation calendar by budget year: which gain leaves which budget line, when, by whom, and if it is booked."""

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.benefit_page import CalendarLine, calendar_of
from metrics.benefit_tables import BenefitTables


@dataclass(frozen=True)
class CalendarYear:
    """The lines of a budget year in the order of time, their sum, and what of it is booked; the year's own kroner."""

    year: int
    lines: tuple[CalendarLine, ...]
    total_minor: int
    booked_minor: int


def calendar_years(tables: BenefitTables, benefit_ids: Iterable[str]) -> tuple[CalendarYear, ...]:
    """Return the calendar of some benefits: the next budget first, also where it has no line, then each other year.

    Args:
        tables: The register; the next budget is that of the year after the quarter looked at.
        benefit_ids: Whose lines.
    """
    coming = tables.quarter.year + 1
    lines = [line for one in benefit_ids for line in calendar_of(tables, one)]
    others = sorted({line.fiscal_year for line in lines} - {coming})
    return tuple(_year(year, lines) for year in (coming, *others))


def _year(year: int, lines: list[CalendarLine]) -> CalendarYear:
    own = sorted((line for line in lines if line.fiscal_year == year), key=_place)
    booked = sum(line.amount_minor for line in own if line.booked)
    return CalendarYear(year, tuple(own), sum(line.amount_minor for line in own), booked)


def _place(line: CalendarLine) -> tuple[int, str, str]:
    return line.period, line.unit or "", line.benefit_id
