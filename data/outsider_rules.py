"""What must hold of a profile of costs by age and of a measure against falling outside, whoever tells of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data.benefit_vocabulary import MILLION
from data.importers.problems import Problem
from data.money_vocabulary import WORKING_AGES, AdminLevel, CostKind, LifeGroup
from data.outsider_rows import MOST_COST, MOST_PEOPLE, ScenarioRow

NEEDED_LEVELS = (AdminLevel.MUNICIPALITY, AdminLevel.COUNTY, AdminLevel.STATE)
"""Every profile tells these; health trusts may stand apart or within the state."""

COMPARED = (LifeGroup.NOT_OUTSIDE, LifeGroup.OUTSIDE)
"""The groups that effects are computed from. The average holds those outside too, and is drawn but never compared."""

_CELL = ["level", "kind", "group"]


class ProfileFault(StrEnum):
    """What is wrong with a profile."""

    MISSING_LEVEL = "missing_level"
    MISSING_AGES = "missing_ages"
    AGE_OUTSIDE_WORKING_LIFE = "age_outside_working_life"
    TWICE = "twice"
    NO_AMOUNT = "no_amount"
    TAX_ABOVE_ZERO = "tax_above_zero"
    COST_BELOW_ZERO = "cost_below_zero"


@dataclass(frozen=True)
class ProfileFinding:
    """One fault, where it is and at which ages; no ages where the whole level is missing."""

    fault: ProfileFault
    level: AdminLevel
    kind: CostKind | None = None
    group: LifeGroup | None = None
    ages: tuple[int, ...] = ()


def profile_findings(profile: pd.DataFrame) -> tuple[ProfileFinding, ...]:
    """Return everything wrong with a profile, by level, kind and group; none means it can be computed with.

    Every level that is told must have all three kinds for both compared groups at all 41 ages: where there is nothing,
    0 is said. The average may be left out, but not told in part.

    Args:
        profile: PROFILE_COLUMNS.
    """
    told = set(profile["level"])
    absent = [ProfileFinding(ProfileFault.MISSING_LEVEL, level) for level in NEEDED_LEVELS if level not in told]
    groups = (*COMPARED, LifeGroup.AVERAGE) if (profile["group"] == LifeGroup.AVERAGE).any() else COMPARED
    cells = dict(iter(profile.groupby(_CELL)))
    nothing = profile.iloc[:0]
    found = [
        finding
        for level in AdminLevel
        if level in told
        for kind in CostKind
        for group in groups
        for finding in _of_cell(cells.get((level, kind, group), nothing), level, kind, group)
    ]
    return (*absent, *found)


def _of_cell(rows: pd.DataFrame, level: AdminLevel, kind: CostKind, group: LifeGroup) -> Iterable[ProfileFinding]:
    ages, amounts = rows["age"], rows["amount_minor"].astype("Int64")
    tax = kind == CostKind.TAX
    faults = {
        ProfileFault.MISSING_AGES: set(WORKING_AGES) - set(ages),
        ProfileFault.AGE_OUTSIDE_WORKING_LIFE: set(ages) - set(WORKING_AGES),
        ProfileFault.TWICE: set(ages[ages.duplicated()]),
        ProfileFault.NO_AMOUNT: set(ages[amounts.isna()]),
        ProfileFault.TAX_ABOVE_ZERO: set(ages[amounts.gt(0).fillna(False)]) if tax else set(),
        ProfileFault.COST_BELOW_ZERO: set() if tax else set(ages[amounts.lt(0).fillna(False)]),
    }
    for fault, where in faults.items():
        if where:
            yield ProfileFinding(fault, level, kind, group, tuple(sorted(int(age) for age in where)))


def profile_problems(profile: pd.DataFrame) -> list[Problem]:
    """Return the findings of a whole profile as problems of the file or form that told of it."""
    return [_problem(finding) for finding in profile_findings(profile)]


def _problem(finding: ProfileFinding) -> Problem:
    where = {"admin_level": finding.level, "cost_kind": finding.kind, "life_group": finding.group}
    told = {name: str(word) for name, word in where.items() if word is not None}
    column = "age" if finding.ages else "level"
    wanted = ", ".join(map(str, finding.ages)) or str(finding.level)
    return Problem(f"profile_{finding.fault}", column=column, wanted=wanted, extra=told)


def scenario_problems(row: ScenarioRow) -> list[Problem]:
    """Return what no measure can be, each with the field it stands in."""
    bounds = {
        "people": (row.people, 1, MOST_PEOPLE),
        "start_age": (row.start_age, WORKING_AGES[0], WORKING_AGES[-1]),
    }
    found = [
        Problem("outsider_bounds", column=name, found=str(value), wanted=f"{low}-{high}")
        for name, (value, low, high) in bounds.items()
        if not low <= value <= high
    ]
    shares = ("success_without_millionths", "success_with_millionths", "move_millionths")
    found += [
        Problem("share_outside", column=name, found=str(getattr(row, name) / (MILLION // 100)))
        for name in shares
        if not 0 <= getattr(row, name) <= MILLION
    ]
    if not found and row.success_with_millionths < row.success_without_millionths:
        found.append(Problem("outsider_worse", column="success_with_millionths"))
    return [*found, *_costs(row)]


def _costs(row: ScenarioRow) -> list[Problem]:
    if not 1 <= len(row.cost_minor) <= len(WORKING_AGES):
        wanted = f"1-{len(WORKING_AGES)}"
        return [Problem("outsider_years", column="cost_minor", found=str(len(row.cost_minor)), wanted=wanted)]
    return [
        Problem("outsider_cost", row=number, column="cost_minor")
        for number, cost in enumerate(row.cost_minor, start=1)
        if not 0 <= cost <= MOST_COST
    ]
