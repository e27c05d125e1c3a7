"""A municipality's own profile for the outsider accounts, from a file: columns age, level, kind, group, amount."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import pandas as pd

from data.importers.cells import NumberLocale, amounts
from data.importers.delimited import Table, table_of
from data.importers.encodings import text_of
from data.importers.problems import Problem
from data.money_vocabulary import PROFILE_COLUMNS, WORKING_AGES, AdminLevel, CostKind, LifeGroup
from data.outsider_rules import profile_problems

_HEADERS = ("age", "level", "kind", "group", "amount")
_DELIMITERS = (";", ",", "\t")
_AMOUNT = "1 234,50"
_AGE = f"{WORKING_AGES[0]}-{WORKING_AGES[-1]}"

_WORDS: dict[str, dict[str, StrEnum]] = {
    "level": {
        **{str(one): one for one in AdminLevel},
        "kommune": AdminLevel.MUNICIPALITY,
        "fylkeskommune": AdminLevel.COUNTY,
        "stat": AdminLevel.STATE,
        "helseforetak": AdminLevel.HEALTH_TRUST,
    },
    "kind": {
        **{str(one): one for one in CostKind},
        "tjeneste": CostKind.SERVICE,
        "teneste": CostKind.SERVICE,
        "overføring": CostKind.TRANSFER,
        "skatt": CostKind.TAX,
    },
    "group": {
        **{str(one): one for one in LifeGroup},
        "ikke utenfor": LifeGroup.NOT_OUTSIDE,
        "ikkje utanfor": LifeGroup.NOT_OUTSIDE,
        "utenfor": LifeGroup.OUTSIDE,
        "utanfor": LifeGroup.OUTSIDE,
        "gjennomsnitt": LifeGroup.AVERAGE,
    },
}
"""The words of a cell, English or Norwegian, in small letters."""


def outsider_profile(
    content: bytes, *, locale: NumberLocale | None, exponent: int
) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Return the profile of a file, and everything that is wrong with its rows.

    Args:
        content: The bytes of the file.
        locale: Which sign separates decimals; None accepts only what can be read in one way.
        exponent: Decimals of the currency.

    Returns:
        PROFILE_COLUMNS, or None where there are problems: faults of rows, and then what the whole lacks.
    """
    text, problems = text_of(content)
    if problems:
        return None, problems
    table, problems = table_of(text, _DELIMITERS, _HEADERS)
    if table is None:
        return None, problems
    read, of_rows = profile_cells(table, locale, exponent)
    problems += of_rows
    return (None if problems else read), problems


def profile_cells(table: Table, locale: NumberLocale | None, exponent: int) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the cells of a table as PROFILE_COLUMNS, and everything that is wrong with its rows or with the whole.

    Args:
        table: A file with the columns age, level, kind, group and amount.
        locale: Which sign separates decimals; None accepts only what can be read in one way.
        exponent: Decimals of the currency.
    """
    read, problems = _cells(table, locale, exponent)
    if not problems:
        problems = [*_signs(read, table), *_repeated(read, table)]
    if not problems:
        problems = profile_problems(read)
    return read, sorted(problems, key=lambda problem: problem.row)


def _cells(table: Table, locale: NumberLocale | None, exponent: int) -> tuple[pd.DataFrame, list[Problem]]:
    cells, problems = table.cells, []
    ages: list[object] = [_age(cell) for cell in cells["age"]]
    problems += _faults(table, "age", ages, "bad_working_age", _AGE)
    read: dict[str, list[object]] = {"age": ages}
    for column, known in _WORDS.items():
        read[column] = [known.get(cell.strip().casefold()) for cell in cells[column]]
        wanted = ", ".join(dict.fromkeys(str(word) for word in known.values()))
        problems += _faults(table, column, read[column], "unknown_word", wanted)
    minor, faults = amounts(cells["amount"], locale=locale, exponent=exponent)
    problems += [
        Problem(fault.code, row=int(table.rows[fault.position]), column="amount", found=fault.found, wanted=_AMOUNT)
        for fault in faults
    ]
    return pd.DataFrame({**read, "amount_minor": minor})[list(PROFILE_COLUMNS)], problems


def _age(cell: str) -> int | None:
    written = cell.strip()
    age = int(written) if written.isascii() and written.isdigit() and len(written) <= 2 else 0
    return age if age in WORKING_AGES else None


def _faults(table: Table, column: str, read: Sequence[object], code: str, wanted: str) -> list[Problem]:
    cells = zip(table.rows, table.cells[column], read, strict=True)
    return [
        Problem(code, row=int(row), column=column, found=cell, wanted=wanted)
        for row, cell, value in cells
        if value is None
    ]


def _signs(read: pd.DataFrame, table: Table) -> Iterable[Problem]:
    """Yield the amounts whose sign contradicts their kind: a tax is income to the public, the rest is a cost."""
    columns = zip(table.rows, table.cells["amount"], read["kind"], read["amount_minor"], strict=True)
    for row, cell, kind, minor in columns:
        if kind == CostKind.TAX and minor > 0:
            yield Problem("tax_above_zero", row=int(row), column="amount", found=cell, wanted="-1 234")
        if kind != CostKind.TAX and minor < 0:
            yield Problem("cost_below_zero", row=int(row), column="amount", found=cell, wanted="1 234")


def _repeated(read: pd.DataFrame, table: Table) -> list[Problem]:
    twice = read.duplicated(["age", "level", "kind", "group"]).to_numpy(dtype=bool)
    rows = zip(
        table.rows[twice], read.loc[twice, ["age", "level", "kind", "group"]].itertuples(index=False), strict=True
    )
    return [Problem("repeated_profile_row", row=int(row), found=", ".join(map(str, cell))) for row, cell in rows]
