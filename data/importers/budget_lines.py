"""The rows of a budget that stands over several years: who, what, why, and a net amount for each year."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.importers.cells import amounts
from data.importers.columns import code_field, code_problems, header_of, text_field
from data.importers.context import Context
from data.importers.delimited import Table
from data.importers.parsed import Parsed
from data.importers.places import AMOUNT_WANTED, fault_problems, value_problems
from data.importers.problems import Problem
from data.importers.profiles import Profile
from data.importers.rules import ChangeGroupRules
from data.importers.told import FIRST_YEAR, LAST_YEAR

_TEXTS = ("unit_name", "side", "service", "service_name", "group", "text")


@dataclass(frozen=True)
class BudgetLine:
    """A row of the budget. `amounts` are net expenditure in minor units, a year each: a cost is above zero."""

    row: int
    unit_id: str
    unit_name: str
    side: str
    service: str
    service_name: str
    group: str
    text: str
    amounts: tuple[int, ...]


def budget_years(parsed: Parsed, rules: ChangeGroupRules, table: Table, context: Context) -> tuple[int, ...]:
    """Return the years whose columns the file has, or nothing where they are not those of the told budget."""
    years = tuple(sorted(int(name) for name in map(str, table.cells) if _is_year(name)))
    wanted = tuple(range(years[0], years[0] + rules.years)) if years else ()
    if not years or years != wanted:
        found = ", ".join(map(str, years))
        first = context.year or 2012
        example = ", ".join(map(str, range(first, first + rules.years)))
        parsed.problems.append(Problem("year_columns", row=1, found=found, wanted=example))
        return ()
    if context.year is not None and years[0] != context.year:
        parsed.problems.append(Problem("other_year", found=str(years[0]), wanted=str(context.year)))
        return ()
    return years


def _is_year(name: str) -> bool:
    return name.isascii() and name.isdigit() and FIRST_YEAR <= int(name) <= LAST_YEAR


def budget_lines(
    parsed: Parsed, profile: Profile, rules: ChangeGroupRules, table: Table, years: tuple[int, ...]
) -> list[BudgetLine]:
    """Return the rows of the file; what is wrong with them joins `parsed.problems`."""
    units = code_field(profile, table, "unit")
    parsed.problems += code_problems(profile, table, "unit", units)
    sides = code_field(profile, table, "side")
    strange = ~sides.isin([rules.expenditure, rules.income]).to_numpy()
    wanted = f"{rules.expenditure}, {rules.income}"
    parsed.problems += value_problems(table, header_of(profile, "side"), sides, strange, "unknown_side", wanted)
    columns: list[Any] = [table.rows, units, *(text_field(profile, table, name) for name in _TEXTS)]
    figures = list(zip(*_amounts(parsed, profile, rules, table, years), strict=True))
    return list(_lines(columns, figures))


def _lines(columns: list[Any], figures: list[tuple[int, ...]]) -> Iterator[BudgetLine]:
    for (row, unit, *texts), net in zip(zip(*columns, strict=True), figures, strict=True):
        told = {name: " ".join(str(cell).split()) for name, cell in zip(_TEXTS, texts, strict=True)}
        yield BudgetLine(row=int(row), unit_id=str(unit), amounts=net, **told)


def _amounts(
    parsed: Parsed, profile: Profile, rules: ChangeGroupRules, table: Table, years: tuple[int, ...]
) -> Iterator[list[int]]:
    """Yield the minor units of each year's column."""
    for year in years:
        cells = table.cells[str(year)]
        cells = cells.where(cells.str.strip() != rules.zero, "0")
        values, faults = amounts(cells, locale=profile.number_locale, exponent=2)
        parsed.problems += fault_problems(table, str(year), faults, AMOUNT_WANTED)
        yield values.fillna(0).to_numpy(dtype=np.int64).tolist()


def totals_by_year(rules: ChangeGroupRules, lines: list[BudgetLine], years: tuple[int, ...]) -> dict[str, int]:
    """Return the sums of expenditure and income of each year, in minor units: `expenditure_2013` and so on."""
    return {
        f"{name}_{year}": sum(line.amounts[at] for line in lines if line.side == side)
        for name, side in (("expenditure", rules.expenditure), ("income", rules.income))
        for at, year in enumerate(years)
    }
