"""What a person costs the public by age, level and kind, outside working life and not: checked, and as curves.

PROFILE rows: age, level (AdminLevel), kind (CostKind), group (LifeGroup), amount_minor (Int64, a person and year).
Costs are positive; a tax is income to the public and negative. Working life is 18 to 58, both included: 41 ages.
"""

import pandas as pd

from data.money_vocabulary import WORKING_AGES, CostKind, LifeGroup
from data.outsider_rules import profile_findings


class FaultyProfile(ValueError):
    """A profile that is incomplete or contradicts itself was to be computed with; its form or file checks it first."""


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
