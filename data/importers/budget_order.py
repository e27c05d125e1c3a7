"""A budget beside those loaded before it: each is told as changes of the one before, so the order matters."""

from collections.abc import Iterable, Mapping

from data.importers.benefit_rows import LineRow
from data.importers.context import Context, KnownRegister
from data.importers.places import warning
from data.importers.problems import Problem
from data.importers.restated import Amounts, amounts_of
from data.importers.rules import InitiativeRule
from data.importers.sequence import plain_amount


def order_problems(context: Context, year: int) -> list[Problem]:
    """Return why a new budget cannot come in now: a later one, another of its year, or a gap before it."""
    years = sorted(stored for stored in context.stored.values() if stored is not None)
    if year in years:
        return [Problem("budget_loaded", found=str(year))]
    if years and years[-1] > year:
        return [Problem("later_budget_loaded", found=str(year), wanted=str(years[-1]))]
    if years and years[-1] < year - 1:
        return [Problem("budget_year_gap", found=str(year), wanted=str(year - 1))]
    return []


def silent_warnings(
    rule: InitiativeRule, before: Iterable[LineRow], changes: Amounts, years: tuple[int, ...]
) -> list[Problem]:
    """Return how much of a re-forecast stands as adopted, because the later budget says nothing of it."""
    known = amounts_of(before)
    silent = [by_year.get(years[0] - 1, 0) for stream, by_year in known.items() if stream not in changes]
    if not silent:
        return []
    extra = {"initiative": rule.name, "count": str(len(silent)), "year": str(years[0] - 1)}
    return [warning("not_restated", found=plain_amount(sum(silent), 2), extra=extra)]


def later_warnings(names: Mapping[str, str], register: KnownRegister, year: int) -> list[Problem]:
    """Return what a reader of a later budget must know: other kroner, and departments that are not what they were.

    Args:
        names: Of the departments in the file, by code.
        register: What is in the register.
        year: The budget's.
    """
    renamed = [
        warning("renamed_department", found=name, wanted=register.parties[unit], extra={"unit": unit})
        for unit, name in names.items()
        if register.parties.get(unit, name) != name
    ]
    return [warning("other_price_level", found=str(year)), *renamed]
