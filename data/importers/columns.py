"""The fields of a profile, taken from the columns of a table."""

import re
from typing import Any

import numpy as np
import pandas as pd

from data.importers.delimited import Table, plain_name
from data.importers.places import value_problems
from data.importers.problems import Problem
from data.importers.profiles import Profile

LONGEST_CODE = 40
_FORMULA = re.compile(r"[=@].*|#(REF|N/A|VALUE|NAME|DIV/0|NUM|NULL|VERDI|I/T)[!?]?", re.DOTALL)


def header_of(profile: Profile, name: str) -> str:
    """Return the header that a person sees above a field."""
    return " + ".join(profile.columns[name])


def has(profile: Profile, table: Table, name: str) -> bool:
    """Return whether the file has every column of a field."""
    headers = profile.columns.get(name, ())
    return bool(headers) and all(plain_name(header) in table.cells for header in headers)


def text_field(profile: Profile, table: Table, name: str) -> "pd.Series[Any]":
    """Return a field as trimmed text; empty text throughout where its column is absent."""
    if not has(profile, table, name):
        return pd.Series("", index=table.cells.index, dtype="str")
    first, *more = (table.cells[plain_name(header)] for header in profile.columns[name])
    joined = first.str.strip()
    for column in more:
        joined = joined + column.str.strip()
    return joined


def code_field(profile: Profile, table: Table, name: str) -> "pd.Series[Any]":
    """Return a field of few distinct values as a categorical of trimmed text; leading zeros stay."""
    if not has(profile, table, name):
        return _recoded(np.zeros(len(table), dtype=np.int8), [""], table.cells.index)
    parts = [table.cells[plain_name(header)].astype("category") for header in profile.columns[name]]
    joined = _trimmed(parts[0])
    for part in parts[1:]:
        joined = _joined(joined, _trimmed(part))
    return joined


def _trimmed(column: "pd.Series[Any]") -> "pd.Series[Any]":
    names = [str(name).strip() for name in column.cat.categories]
    return _recoded(column.cat.codes.to_numpy(), names, column.index)


def _joined(first: "pd.Series[Any]", second: "pd.Series[Any]") -> "pd.Series[Any]":
    width = len(second.cat.categories)
    pairs = first.cat.codes.to_numpy().astype(np.int64) * width + second.cat.codes.to_numpy()
    distinct, codes = np.unique(pairs, return_inverse=True)
    left, right = first.cat.categories, second.cat.categories
    return _recoded(codes, [left[pair // width] + right[pair % width] for pair in distinct], first.index)


def _recoded(codes: Any, names: list[str], index: Any) -> "pd.Series[Any]":
    """Return a categorical of `names[codes]`; equal names become one category."""
    distinct = list(dict.fromkeys(names))
    place = {name: at for at, name in enumerate(distinct)}
    moved = np.array([place[name] for name in names] or [0], dtype=np.int32)[codes] if len(codes) else codes
    return pd.Series(pd.Categorical.from_codes(moved, pd.Index(distinct, dtype="object")), index=index)


def recoded(words: Any) -> Any:
    """Return an array of words (or None) as a categorical of their texts."""
    codes, distinct = pd.factorize(words)
    return pd.Categorical.from_codes(codes, pd.Index([str(word) for word in distinct], dtype="object"))


def code_problems(profile: Profile, table: Table, name: str, codes: "pd.Series[Any]") -> list[Problem]:
    """Return what is wrong with a field that must hold a code: blank, a formula, or too long."""
    problems = []
    column = header_of(profile, name)
    for code, bad_name in (("empty_code", _is_blank), ("formula_cell", _is_formula), ("long_code", _is_long)):
        bad = [str(category) for category in codes.cat.categories if bad_name(str(category))]
        if bad:
            problems += value_problems(table, column, codes, codes.isin(bad).to_numpy(), code)
    return problems


def _is_blank(cell: str) -> bool:
    return not cell


def _is_formula(cell: str) -> bool:
    return _FORMULA.fullmatch(cell) is not None


def _is_long(cell: str) -> bool:
    return len(cell) > LONGEST_CODE


def first_by(codes: "pd.Series[Any]", *others: "pd.Series[Any]") -> list[tuple[str, ...]]:
    """Return each distinct code with the values of the other columns where it first stood, in order of the codes."""
    _, at = np.unique(codes.cat.codes.to_numpy(), return_index=True)
    rows = zip(*(column.iloc[at].tolist() for column in (codes, *others)), strict=True)
    return sorted(tuple(str(value) for value in row) for row in rows)


def by_longest_prefix(code: str, table: Any) -> Any:
    """Return the entry of the longest key that `code` begins with, or None."""
    for length in range(len(code), 0, -1):
        if code[:length] in table:
            return table[code[:length]]
    return None
