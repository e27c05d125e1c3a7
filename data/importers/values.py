"""Cells that are not money: whole numbers, reals, dates, truths and words, each read once for each distinct text."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd

from data.importers.cells import NumberLocale, number_of
from data.importers.columns import code_field, header_of
from data.importers.delimited import Table
from data.importers.places import value_problems
from data.importers.problems import Problem
from data.importers.profiles import Profile

Word = TypeVar("Word", bound=StrEnum)

BAD: Final = object()
"""What a reader of a cell answers where the cell is wrong; None is a blank that is allowed."""
LONG: Final = object()
"""What a reader of a cell answers where a text is longer than the database keeps."""
LONGEST_TEXT = 200

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NORWEGIAN = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_OF_REALS = {"not_an_amount": "not_a_number", "ambiguous_amount": "ambiguous_number"}
_TRUE = frozenset({"1", "ja", "yes", "true", "x"})
_FALSE = frozenset({"0", "nei", "no", "false"})


def field_values(
    profile: Profile, table: Table, name: str, read: Callable[[str], Any], code: str, wanted: str
) -> tuple[Any, list[Problem]]:
    """Return a field read cell by cell, and a problem for each distinct cell that is wrong.

    Args:
        profile: names the field's column.
        table: the file; where it lacks the column every cell is blank.
        name: the field.
        read: answers a value, None for a blank that is allowed, or `BAD`.
        code: of the problem.
        wanted: an example of a good cell.

    Returns:
        An object array (None where blank or wrong) and the problems.
    """
    column = code_field(profile, table, name)
    answers = {str(cell): read(str(cell)) for cell in column.cat.categories}
    problems = []
    for sign, what, good in ((BAD, code, wanted), (LONG, "long_text", str(LONGEST_TEXT))):
        bad = [cell for cell, answer in answers.items() if answer is sign]
        if bad:
            wrong = column.isin(bad).to_numpy()
            problems += value_problems(table, header_of(profile, name), column, wrong, what, good)
    known = np.empty(len(answers), dtype=object)
    known[:] = [None if answer in (BAD, LONG) else answer for answer in answers.values()]
    return known[column.cat.codes.to_numpy()] if len(table) else known[:0], problems


def whole(low: int, high: int, blank: object = BAD) -> Callable[[str], Any]:
    """Return a reader of whole numbers from `low` to `high`; `blank` is what an empty cell means."""

    def read(cell: str) -> Any:
        if not cell:
            return blank
        if not (cell.isascii() and cell.isdigit() and len(cell) <= 9):
            return BAD
        number = int(cell)
        return number if low <= number <= high else BAD

    return read


def word(kind: type[Word], translated: Mapping[str, str], blank: object = BAD) -> Callable[[str], Any]:
    """Return a reader of a closed list's words, in our spelling or one of the profile's translations."""

    def read(cell: str) -> Any:
        if not cell:
            return blank
        plain = cell.casefold()
        try:
            return kind(translated.get(plain, plain))
        except ValueError:
            return BAD

    return read


def words_of(kind: type[StrEnum]) -> str:
    """Return the words of a closed list, for a problem that says what was wanted."""
    return ", ".join(member.value for member in kind)


def day(blank: object = BAD) -> Callable[[str], Any]:
    """Return a reader of dates such as 2025-01-31 or 31.01.2025."""

    def read(cell: str) -> Any:
        if not cell:
            return blank
        iso, norwegian = _ISO.fullmatch(cell), _NORWEGIAN.fullmatch(cell)
        parts = iso.groups() if iso else norwegian.groups()[::-1] if norwegian else None
        try:
            return date(*(int(part) for part in parts)) if parts else BAD
        except ValueError:
            return BAD

    return read


def truth(cell: str) -> Any:
    """Return whether a cell says yes; a blank says no."""
    plain = cell.casefold()
    return True if plain in _TRUE else False if plain in _FALSE or not plain else BAD


def said_truth(cell: str) -> Any:
    """Return whether a cell says yes; None for a blank, which says nothing."""
    return truth(cell) if cell else None


def required(cell: str) -> Any:
    """Return a text that must be there."""
    return _limited(cell) or BAD


def optional(cell: str) -> Any:
    """Return a text, or None for a blank."""
    return _limited(cell) or None


def _limited(cell: str) -> Any:
    return cell if len(cell) <= LONGEST_TEXT else LONG


def reals(
    profile: Profile, table: Table, name: str, locale: NumberLocale | None, missing: frozenset[str]
) -> tuple[Any, list[Problem]]:
    """Return a field of reals as float64, NaN where a cell is blank or says that the figure is missing."""
    faults: dict[str, list[str]] = {}

    def read(cell: str) -> Any:
        if not cell or cell.casefold() in missing:
            return None
        number = number_of(cell, locale)
        if isinstance(number, str):
            faults.setdefault(_OF_REALS.get(number, number), []).append(cell)
            return None
        return float(number)

    values, _ = field_values(profile, table, name, read, "", "")
    column = code_field(profile, table, name)
    problems = [
        problem
        for code, cells in faults.items()
        for problem in value_problems(
            table, header_of(profile, name), column, column.isin(cells).to_numpy(), code, "1 234,5"
        )
    ]
    return pd.array(values, dtype="Float64").to_numpy(dtype=np.float64, na_value=np.nan), problems
