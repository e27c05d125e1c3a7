"""Rows of a plan copied from a spreadsheet: what was understood of them, and what was not, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.plan_rows import AMOUNT, KEYS, YEAR_END, frame_of, read
from dashboard.typed import Hand
from data.importers.problems import Problem

Options = Mapping[str, Mapping[str, str]]
"""By column what can stand in it: a code and what it is called."""
_NAMED = 5
"""How many choices a problem names."""
_DEFAULTS = {"flow": "benefit", "measure": AMOUNT, "period": YEAR_END}


@dataclass(frozen=True)
class Pasted:
    """What was understood: a table, and a problem for each cell that was not."""

    table: pd.DataFrame
    problems: tuple[Problem, ...]


def pasted(copied: str, titles: Mapping[str, str], options: Options, hand: Hand) -> Pasted:
    """Read tab-separated rows; the first says what the columns are.

    Args:
        copied: Rows as a spreadsheet copies them.
        titles: What each column of the plan is called in the reader's language.
        options: What can stand in the columns before the years, by code.
        hand: How the reader writes numbers.
    """
    rows = [line.split("\t") for line in copied.splitlines() if line.strip()]
    if not rows:
        return Pasted(frame_of({}, []), ())
    columns, problems = _columns(rows[0], titles)
    found: list[dict[str, str | None]] = []
    for number, cells in enumerate(rows[1:], start=2):
        row, wrong = _row(number, cells, columns, options, titles)
        found.append(row)
        problems += wrong
    years = [name for name in columns if name and name not in KEYS]
    table = pd.DataFrame(found, columns=[*KEYS, *sorted(years)], dtype=object).astype(object)
    numbers = [problem for problem in read(table, hand).problems if problem.column]
    problems += [_placed(problem) for problem in numbers]
    return Pasted(table, tuple(sorted(problems, key=lambda problem: problem.row)))


def _placed(problem: Problem) -> Problem:
    """Return a problem of the table under its row in what was copied, where the headings are row 1."""
    return Problem(problem.code, row=problem.row + 1, column=problem.column, found=problem.found, wanted=problem.wanted)


def _columns(headings: list[str], titles: Mapping[str, str]) -> tuple[list[str | None], list[Problem]]:
    known = {title.casefold(): name for name, title in titles.items()} | {name: name for name in KEYS}
    columns: list[str | None] = []
    problems = []
    for heading in headings:
        said = heading.strip()
        year = said if said.isdecimal() and len(said) == 4 else None
        name = year or known.get(said.casefold())
        if said and (name is None or name in columns):
            wanted = ", ".join([*titles.values(), "2026"])
            code = "not_a_choice" if name is None else "duplicate_header"
            problems.append(Problem(code, row=1, column=said, found=said, wanted=wanted))
        columns.append(None if name in columns else name)
    if not any(name and name not in KEYS for name in columns):
        problems.append(Problem("missing_column", row=1, wanted="2026"))
    return columns, problems


def _row(
    number: int, cells: list[str], columns: list[str | None], options: Options, titles: Mapping[str, str]
) -> tuple[dict[str, str | None], list[Problem]]:
    row: dict[str, str | None] = dict(_DEFAULTS)
    problems = []
    if len(cells) > len(columns):
        problems.append(Problem("ragged_row", row=number, found=str(len(cells)), wanted=str(len(columns))))
    for name, cell in zip(columns, cells, strict=False):
        said = cell.strip()
        if not name or not said:
            continue
        row[name] = said if name not in options else _chosen(said, options[name])
        if row[name] is None:
            wanted = ", ".join(list(options[name].values())[:_NAMED])
            problems.append(Problem("not_a_choice", row=number, column=titles[name], found=said, wanted=wanted))
    return row, problems


def _chosen(said: str, options: Mapping[str, str]) -> str | None:
    """Return the code that a cell means: by its code or by what it is called, if only one is called so."""
    if said in options:
        return said
    wanted = said.casefold()
    found = [
        code
        for code, name in options.items()
        if wanted in (name.casefold(), name.removeprefix(code).strip().casefold())
    ]
    return found[0] if len(found) == 1 else None
