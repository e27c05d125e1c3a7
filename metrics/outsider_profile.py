"""What a person costs the public by age, level and kind, outside working life and not: checked, and as curves.

PROFILE rows: age, level (AdminLevel), kind (CostKind), group (LifeGroup), amount_minor (Int64, a person and year).
Costs are positive; a tax is income to the public and negative. Working life is 18 to 58, both included: 41 ages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data.money_vocabulary import WORKING_AGES, AdminLevel, CostKind, LifeGroup

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


class FaultyProfile(ValueError):
    """A profile that is incomplete or contradicts itself was to be computed with; its form or file checks it first."""


def profile_findings(profile: pd.DataFrame) -> tuple[ProfileFinding, ...]:
    """Return everything wrong with a profile, by level, kind and group; none means it can be computed with.

    Every level that is told must have all three kinds for both compared groups at all 41 ages: where there is nothing,
    0 is said. The average may be left out, but not told in part.

    Args:
        profile: PROFILE.
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


def differences(profile: pd.DataFrame) -> pd.DataFrame:
    """Return what a person outside costs more than one who is not, by age, level and kind; + costs the public more.

    Those who are prevented from falling outside become like those who are not outside, never like the average, which
    holds those outside too.

    Args:
        profile: PROFILE without findings.

    Returns:
        Indexed by age, level: a column a kind (service, transfer, tax) and difference_minor (their sum), Int64.

    Raises:
        FaultyProfile: The profile has findings.

    Source:
        KS, Utenfor-regnskapet.
    """
    _refuse_faulty(profile)
    table = profile.astype({"amount_minor": "Int64"}).pivot(
        index=["age", "level", "kind"], columns="group", values="amount_minor"
    )
    more = (table[LifeGroup.OUTSIDE] - table[LifeGroup.NOT_OUTSIDE]).unstack("kind")[list(CostKind)]
    more.columns = pd.Index([str(kind) for kind in CostKind])
    return more.assign(difference_minor=more.sum(axis=1)).sort_index()


def curves(profile: pd.DataFrame) -> pd.DataFrame:
    """Return the curves of figure 13.3: a person's net public cost by age, all levels together; + costs the public.

    Args:
        profile: PROFILE without findings.

    Returns:
        Indexed by the 41 ages: not_outside_minor, outside_minor, average_minor (Int64), and what a person outside costs
        more than the average (shaded in the figure, outside_over_average_minor) and more than one who is not outside
        (what effects are computed from, outside_over_not_outside_minor). <NA> where the average is not told.

    Raises:
        FaultyProfile: The profile has findings.
    """
    _refuse_faulty(profile)
    sums = profile.astype({"amount_minor": "Int64"}).groupby(["group", "age"])["amount_minor"].sum()
    ages = pd.Index(WORKING_AGES, name="age")
    by_group = {group: rows.droplevel("group") for group, rows in sums.groupby(level="group")}
    missing = pd.Series(pd.NA, index=ages, dtype="Int64")
    table = pd.DataFrame({f"{group}_minor": by_group.get(group, missing) for group in LifeGroup}, index=ages)
    return table.assign(
        outside_over_average_minor=table["outside_minor"] - table["average_minor"],
        outside_over_not_outside_minor=table["outside_minor"] - table["not_outside_minor"],
    )


def _refuse_faulty(profile: pd.DataFrame) -> None:
    found = profile_findings(profile)
    if found:
        raise FaultyProfile(f"{len(found)} findings, the first {found[0].fault} at {found[0].level}")
