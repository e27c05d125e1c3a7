"""Codes of a reported file beside the official lists: those of its own year, and those that the newest list dropped."""

from collections.abc import Set as AbstractSet

import pandas as pd

from data.codes import NEWEST_LIST, accounts_of, chapters, functions_of
from data.importers.problems import Problem, Severity
from data.importers.sequence import plain_amount


def code_problems(records: pd.DataFrame, year: int, balance: bool, severity: Severity, exponent: int) -> list[Problem]:
    """Return the codes outside the list of the file's year, and those that the newest list no longer has.

    Args:
        records: `row`, `function` (in the balance: the chapter), `account` and `amount_minor`.
        year: of the file.
        balance: whether chapters stand in `function`.
        severity: of a code that its year's list lacks; the money is kept either way.
        exponent: of the currency, for the sums in the problems.
    """
    if balance:
        known = {code for code in records["function"] if _is_chapter(code)}
        return _among(records, "function", "chapter", set(records["function"]) - known, year, severity, exponent)
    problems = []
    for column, kind, listed in (("function", "function", functions_of), ("account", "art", accounts_of)):
        found, own = set(records[column]), listed(year)
        problems += _among(records, column, kind, found - own, year, severity, exponent)
        if year < NEWEST_LIST:
            ended = (found & own) - listed(NEWEST_LIST)
            problems += _among(records, column, kind, ended, NEWEST_LIST, Severity.WARNING, exponent, "ended_code")
    return problems


def _is_chapter(code: str) -> bool:
    # A chapter of four digits may be the municipality's own division of one of two or three.
    return any(code[:length] in chapters() for length in (2, 3, 4))


def _among(
    records: pd.DataFrame,
    column: str,
    kind: str,
    codes: AbstractSet[str],
    list_year: int,
    severity: Severity,
    exponent: int,
    problem: str | None = None,
) -> list[Problem]:
    """Return one problem for each code: its first record, how many records have it and the money in them."""
    found = records[records[column].isin(list(codes))]
    return [
        Problem(
            problem or f"unknown_{kind}",
            severity,
            row=int(group["row"].iloc[0]),
            column=kind,
            found=str(code),
            extra={
                "count": str(len(group)),
                "sum": plain_amount(int(group["amount_minor"].sum()), exponent),
                "list_year": str(list_year),
            },
        )
        for code, group in found.groupby(column, sort=True)
    ]
