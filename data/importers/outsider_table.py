"""Brobygger's own template for a profile of the outsider accounts: its name, day and source, and its cells."""

from typing import Any

import pandas as pd

from data.importers.columns import header_of
from data.importers.context import Context
from data.importers.delimited import Table
from data.importers.opening import opened
from data.importers.outsider_profile import profile_cells
from data.importers.parsed import Parsed
from data.importers.problems import Problem
from data.importers.profiles import Profile
from data.importers.rules import PlainRules
from data.importers.values import day, field_values, optional, said_truth
from data.outsider_rows import LONGEST_NAME, ProfileRow

_DAY = "2026-01-31"
_NAME, _SOURCE = "NEETs 2026", "SSB 2025"


def read_outsider_profile(profile: Profile, _rules: PlainRules, content: bytes, context: Context) -> Parsed:
    """Return the profile of a file: 41 ages of each level, kind and group, with its name, day and source.

    Name, day, source and mark may stand in one row or in all; rows that contradict each other are a problem.
    """
    parsed = Parsed()
    table = opened(parsed, profile, content, context)
    if table is None:
        return parsed
    told = _told(parsed, profile, table)
    cells, problems = profile_cells(table, context.number_locale, context.currency_exponent)
    parsed.problems += problems
    if not parsed.errors:
        parsed.outsider_profile = ProfileRow(
            name=told["profile"],
            valid_from=told["valid_from"],
            source=told["source"],
            synthetic=bool(told["synthetic"]),
            cells=cells,
        )
        parsed.control_totals = totals_of(cells)
    return parsed


def totals_of(cells: pd.DataFrame) -> dict[str, int]:
    """Return minor units by life group, all ages, levels and kinds together: proof that a file came in whole."""
    sums = cells.groupby("group")["amount_minor"].sum()
    return {f"profile_{group}": int(total) for group, total in sorted(sums.items())}


def _told(parsed: Parsed, profile: Profile, table: Table) -> dict[str, Any]:
    readers: dict[str, tuple[Any, str, str]] = {
        "profile": (optional, "", _NAME),
        "valid_from": (day(None), "bad_date", _DAY),
        "source": (optional, "", _SOURCE),
        "synthetic": (said_truth, "bad_truth", "yes, no"),
    }
    told: dict[str, Any] = {}
    for name, (read, code, wanted) in readers.items():
        values, problems = field_values(profile, table, name, read, code, wanted)
        rows = [(int(row), value) for row, value in zip(table.rows, values, strict=True) if value is not None]
        told[name] = rows[0][1] if rows else None
        parsed.problems += problems or _of_one(header_of(profile, name), rows, wanted, needed=name != "synthetic")
    if told["profile"] is not None and len(told["profile"]) > LONGEST_NAME:
        parsed.problems.append(Problem("long_text", column=header_of(profile, "profile"), wanted=str(LONGEST_NAME)))
    return told


def _of_one(column: str, rows: list[tuple[int, Any]], wanted: str, *, needed: bool) -> list[Problem]:
    """Return what is wrong with a fact of the whole profile: it is told nowhere, or differently in two rows."""
    if not rows:
        return [Problem("profile_fact_missing", row=2, column=column, wanted=wanted)] if needed else []
    first = rows[0][1]
    other = next(((row, value) for row, value in rows if value != first), None)
    if other is None:
        return []
    return [Problem("profile_fact_differs", row=other[0], column=column, found=str(other[1]), wanted=str(first))]
