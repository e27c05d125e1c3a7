"""The units of a municipality, each from a date: name, parent, level, sector and the role that answers for it."""

from datetime import date
from typing import Any

import pandas as pd

from data.importers.columns import code_field, code_problems, header_of
from data.importers.context import Context
from data.importers.delimited import Table
from data.importers.opening import opened
from data.importers.parsed import Parsed, UnitRow
from data.importers.places import value_problems
from data.importers.problems import Problem
from data.importers.profiles import Profile
from data.importers.rules import PlainRules
from data.importers.values import day, field_values, optional, truth, word, words_of
from data.vocabulary import UnitLevel

BEGINNING = date(1900, 1, 1)


def read_units(profile: Profile, rules: PlainRules, content: bytes, context: Context) -> Parsed:
    """Return the units of a file. A blank parent is the municipality itself; a blank date is "always"."""
    parsed = Parsed()
    table = opened(parsed, profile, content, context)
    if table is not None:
        _fill(parsed, profile, rules, table, context)
    return parsed


def _fill(parsed: Parsed, profile: Profile, rules: PlainRules, table: Table, context: Context) -> None:
    unit = code_field(profile, table, "unit")
    parsed.problems += code_problems(profile, table, "unit", unit)
    readers = {
        "name": (optional, "", ""),
        "parent": (optional, "", ""),
        "sector": (optional, "", ""),
        "responsible_role": (optional, "", ""),
        "level": (word(UnitLevel, rules.words.get("level", {}), UnitLevel.UNIT), "unknown_level", words_of(UnitLevel)),
        "valid_from": (day(BEGINNING), "bad_date", "2025-01-31"),
        "ends": (truth, "bad_truth", "yes, no"),
    }
    fields: dict[str, Any] = {"unit": unit.to_numpy(dtype=object)}
    for name, (read, code, wanted) in readers.items():
        fields[name], problems = field_values(profile, table, name, read, code, wanted)
        parsed.problems += problems
    rows = pd.DataFrame(fields, dtype="object")
    parsed.problems += _contradictions(profile, table, rows, context)
    if not parsed.errors:
        parsed.units = [_unit(row) for row in rows.to_dict("records")]


def _unit(row: Any) -> UnitRow:
    return UnitRow(
        unit_id=row["unit"],
        name=row["name"] or row["unit"],
        parent_unit_id=row["parent"],
        level=row["level"],
        sector=row["sector"],
        responsible_role=row["responsible_role"],
        valid_from=row["valid_from"],
        ends=row["ends"],
    )


def _contradictions(profile: Profile, table: Table, rows: pd.DataFrame, context: Context) -> list[Problem]:
    """Return units without a name, described twice from one date, under an unknown parent, or above themselves."""
    nameless = (rows["name"].isna() & (rows["ends"] != True)).to_numpy()  # noqa: E712 - a cell may be None
    twice = rows.duplicated(["unit", "valid_from"]).to_numpy()
    known = {*rows["unit"], *context.units, context.municipality_id}
    stray = (rows["parent"].notna() & ~rows["parent"].isin(known)).to_numpy()
    return [
        *value_problems(table, header_of(profile, "name"), rows["unit"], nameless, "name_missing"),
        *value_problems(table, header_of(profile, "unit"), rows["unit"], twice, "repeated_unit"),
        *value_problems(table, header_of(profile, "parent"), rows["parent"], stray, "unknown_parent"),
        *_circles(profile, table, rows),
    ]


def _circles(profile: Profile, table: Table, rows: pd.DataFrame) -> list[Problem]:
    """Return units that stand above themselves at some date; each date's tree is the newest row of each unit."""
    problems = []
    dates = sorted({moment for moment in rows["valid_from"] if moment is not None})
    for moment in dates:
        upto = rows[[found is not None and found <= moment for found in rows["valid_from"]]]
        newest = upto.sort_values("valid_from", kind="stable").drop_duplicates("unit", keep="last")
        above = dict(zip(newest["unit"], newest["parent"], strict=True))
        for at, unit, since in zip(newest.index, newest["unit"], newest["valid_from"], strict=True):
            if since == moment and _meets_itself(unit, above):
                row = int(table.rows[at])
                problems.append(Problem("circular_parent", row=row, column=header_of(profile, "parent"), found=unit))
    return problems


def _meets_itself(unit: str, above: dict[str, Any]) -> bool:
    at = above.get(unit)
    for _ in above:
        if at is None or at == unit:
            break
        at = above.get(at)
    return at == unit
