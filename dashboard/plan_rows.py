"""The plan as a table: a row a line with its parties, a column a year; and back to the lines of a projection.

What stands in the cells is text as the reader writes numbers, so that a bad cell stays where it is until it is mended.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.register_fields import merged as merged_values
from dashboard.typed import Hand
from data.benefit_vocabulary import Flow, Route
from data.importers.benefit_rows import LineRow
from data.importers.problems import Problem

KEYS = ("flow", "benefit_id", "bearer_id", "beneficiary_id", "measure", "route", "period")
"""The columns before the years: what a row is of."""
AMOUNT, QUANTITY = "amount", "quantity"
"""What a row counts: kroner, or the benefit's own unit of measure."""
YEAR_END = "12"

Cells = dict[tuple[tuple[str | None, ...], str], str]
"""What stands in a table, by row and year."""


@dataclass(frozen=True)
class ReadLines:
    """What a table says: its lines, the row that each came from (counted from 1), and what cannot be read."""

    lines: tuple[LineRow, ...]
    rows: tuple[int, ...]
    problems: tuple[Problem, ...]


def table_of(lines: Iterable[LineRow], years: Sequence[int], hand: Hand) -> pd.DataFrame:
    """Return lines as a table with a column for each of these years and of the lines'."""
    cells: Cells = {}
    for line in lines:
        for measure, said in ((AMOUNT, hand.of_amount(line.amount_minor)), (QUANTITY, hand.of_number(line.quantity))):
            if said:
                _put(cells, _key(line, measure), str(line.fiscal_year), said)
    return frame_of(cells, years)


def _put(cells: Cells, key: tuple[str | None, ...], year: str, said: str) -> None:
    """Put a cell into its row; a second one of the same row and year stands in a row of its own."""
    number = 0
    while (key if not number else (*key, str(number)), year) in cells:
        number += 1
    cells[key if not number else (*key, str(number)), year] = said


def frame_of(cells: Cells, years: Iterable[int | str]) -> pd.DataFrame:
    """Return cells as a table."""
    columns = sorted({str(year) for year in years} | {year for _, year in cells})
    rows: dict[tuple[str | None, ...], dict[str, str]] = {}
    for (key, year), said in cells.items():
        rows.setdefault(key, {})[year] = said
    found = [{**dict(zip(KEYS, key, strict=False)), **said} for key, said in rows.items()]
    return pd.DataFrame(found, columns=[*KEYS, *columns], dtype=object).astype(object).map(_plain)


def cells_of(table: pd.DataFrame) -> Cells:
    """Return a table as cells."""
    cells: Cells = {}
    for row in table.to_dict("records"):
        key = tuple(_plain(row[name]) for name in KEYS)
        for year in years_of(table):
            said = _plain(row[year])
            if said:
                _put(cells, key, year, said)
    return cells


def years_of(table: pd.DataFrame) -> list[str]:
    """Return the columns that are years."""
    return [str(name) for name in table.columns if name not in KEYS]


def merged(begun: pd.DataFrame, theirs: pd.DataFrame, mine: pd.DataFrame) -> pd.DataFrame:
    """Return both tables together: cells that the reader changed since they began are theirs, all else as stored."""
    of = [cells_of(table) for table in (begun, theirs, mine)]
    every = {place: None for cells in of for place in cells}
    both: dict[Any, Any] = merged_values(*({place: cells.get(place) for place in every} for cells in of))  # type: ignore[arg-type] # places as names
    return frame_of({place: said for place, said in both.items() if said}, {*years_of(theirs), *years_of(mine)})


def edited(table: pd.DataFrame, changes: dict[str, Any]) -> pd.DataFrame:
    """Return a table with what the editor says was changed in it: cells, rows added and rows taken away."""
    changed = table.copy()
    for position, cells in changes.get("edited_rows", {}).items():
        for name, said in cells.items():
            changed.loc[changed.index[int(position)], name] = _plain(said)
    changed = changed.drop(index=[changed.index[at] for at in changes.get("deleted_rows", [])])
    added = [{name: _plain(row.get(name)) for name in table.columns} for row in changes.get("added_rows", [])]
    grown = pd.concat([changed, pd.DataFrame(added, columns=table.columns, dtype=object)], ignore_index=True)
    return grown.astype(object).map(_plain)


def read(table: pd.DataFrame, hand: Hand) -> ReadLines:
    """Return the lines that a table says, and a problem for each cell that is none."""
    lines: list[LineRow] = []
    rows: list[int] = []
    problems: list[Problem] = []
    for number, row in enumerate(table.to_dict("records"), start=1):
        said = {year: str(row[year]) for year in years_of(table) if _plain(row[year])}
        if not said and any(_plain(row[name]) for name in KEYS):
            years = years_of(table)
            span = f"{years[0]}-{years[-1]}" if years else ""
            problems.append(Problem("line_without_value", row=number, extra={"year": span}))
        for year, cell in said.items():
            line = _line(row, int(year), cell, Problem("", row=number, column=year), hand)
            if isinstance(line, Problem):
                problems.append(line)
            else:
                _join(lines, rows, line, number)
    return ReadLines(tuple(lines), tuple(rows), tuple(problems))


def _line(row: dict[Any, Any], year: int, cell: str, place: Problem, hand: Hand) -> LineRow | Problem:
    counted = (_plain(row["measure"]) or AMOUNT) == QUANTITY
    value = hand.number(cell, place) if counted else hand.amount(cell, place)
    if isinstance(value, Problem):
        return value
    route = _plain(row["route"])
    return LineRow(
        flow=Flow(_plain(row["flow"]) or Flow.BENEFIT),
        fiscal_year=year,
        period=int(_plain(row["period"]) or YEAR_END),
        benefit_id=_plain(row["benefit_id"]),
        bearer_id=_plain(row["bearer_id"]),
        beneficiary_id=_plain(row["beneficiary_id"]),
        amount_minor=None if counted or value is None else int(value),
        quantity=float(value) if counted and value is not None else None,
        route=Route(route) if route else None,
    )


def _join(lines: list[LineRow], rows: list[int], line: LineRow, number: int) -> None:
    """Put a line in; kroner and quantity of the same line are told together."""
    bare = replace(line, amount_minor=None, quantity=None)
    for at, other in enumerate(lines):
        free = other.amount_minor is None if line.amount_minor is not None else other.quantity is None
        if free and replace(other, amount_minor=None, quantity=None) == bare:
            amount = line.amount_minor if line.amount_minor is not None else other.amount_minor
            quantity = line.quantity if line.quantity is not None else other.quantity
            lines[at] = replace(bare, amount_minor=amount, quantity=quantity)
            return
    lines.append(line)
    rows.append(number)


def _key(line: LineRow, measure: str) -> tuple[str | None, ...]:
    route = str(line.route) if line.route else None
    return (str(line.flow), line.benefit_id, line.bearer_id, line.beneficiary_id, measure, route, str(line.period))


def _plain(value: Any) -> str | None:
    """Return what stands in a cell as text; None where nothing does."""
    return None if value is None or value != value or not str(value).strip() else str(value).strip()
