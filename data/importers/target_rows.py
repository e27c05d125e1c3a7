"""Targets that stand beside the values of an indicator: one for each unit and date, with bounds that make sense."""

from datetime import date
from typing import Any

import pandas as pd

from data.importers.columns import header_of
from data.importers.parsed import Parsed, TargetRow
from data.importers.problems import Problem
from data.importers.profiles import Profile
from data.vocabulary import TargetType

BOUNDS = ("desired_low", "desired_high", "accepted_low", "accepted_high")

_NEEDED = {
    TargetType.MINIMUM: ("desired_low",),
    TargetType.MAXIMUM: ("desired_high",),
    TargetType.RANGE: ("desired_low", "desired_high"),
}


def targets_of(parsed: Parsed, profile: Profile, rows: pd.DataFrame) -> list[TargetRow]:
    """Return the targets of the rows that name a target type; what is wrong joins `parsed.problems`.

    A target without a date holds from the first day of its row's year. Rows that repeat a target are one target; rows
    that give one unit two targets from one date are a problem.
    """
    found: dict[tuple[str, str, date], TargetRow] = {}
    for row in rows[rows["target_type"].notna()].to_dict("records"):
        if row["year"] is None:
            continue  # the year is a problem already
        target = _target(row)
        wrong = _wrong(profile, row, target)
        key = (target.measure, target.unit_id, target.valid_from)
        if wrong is None and found.setdefault(key, target) != target:
            wrong = _problem("contradicting_target", profile, row, "target_type")
        if wrong is not None:
            parsed.problems.append(wrong)
    return list(found.values())


def _target(row: dict[Any, Any]) -> TargetRow:
    bounds = {name: None if pd.isna(row[name]) else float(row[name]) for name in BOUNDS}
    return TargetRow(
        measure=row["indicator"],
        unit_id=row["unit"],
        valid_from=row["target_from"] or date(int(row["year"]), 1, 1),
        target_type=row["target_type"],
        reference=row["target_reference"],
        **bounds,
    )


def _wrong(profile: Profile, row: dict[Any, Any], target: TargetRow) -> Problem | None:
    for name in _NEEDED[target.target_type]:
        if getattr(target, name) is None:
            return _problem("target_incomplete", profile, row, name)
    rising = [target.accepted_low, target.desired_low, target.desired_high, target.accepted_high]
    known = [bound for bound in rising if bound is not None]
    return None if known == sorted(known) else _problem("target_order", profile, row, "target_type")


def _problem(code: str, profile: Profile, row: dict[Any, Any], column: str) -> Problem:
    found, extra = str(row["target_type"].value), {"indicator": str(row["indicator"])}
    return Problem(code, row=int(row["line_number"]), column=header_of(profile, column), found=found, extra=extra)
