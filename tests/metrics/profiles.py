"""Small synthetic profiles: no published figures, only numbers that are easy to count with."""

from collections.abc import Callable

import pandas as pd

from data.money_vocabulary import PROFILE_COLUMNS, WORKING_AGES, AdminLevel, CostKind, LifeGroup
from data.outsider_rules import NEEDED_LEVELS

Amount = Callable[[int, AdminLevel, CostKind, LifeGroup], int]


def profile(amount: Amount, levels: tuple[AdminLevel, ...] = NEEDED_LEVELS) -> pd.DataFrame:
    """Return a whole profile with an amount by age, level, kind and group."""
    rows = [
        (age, level, kind, group, amount(age, level, kind, group))
        for age in WORKING_AGES
        for level in levels
        for kind in CostKind
        for group in LifeGroup
    ]
    return pd.DataFrame(rows, columns=list(PROFILE_COLUMNS)).astype({"amount_minor": "Int64"})


def plain(_: int, level: AdminLevel, kind: CostKind, group: LifeGroup) -> int:
    """Return the same amounts at every age: a person outside costs the municipality 30 and the state 70 more.

    Municipality: service 40 against 10. State: transfer 60 against 10, tax -10 against -30. The average lies between.
    """
    amounts = {
        (AdminLevel.MUNICIPALITY, CostKind.SERVICE): (10, 40, 14),
        (AdminLevel.STATE, CostKind.TRANSFER): (10, 60, 17),
        (AdminLevel.STATE, CostKind.TAX): (-30, -10, -27),
    }
    return amounts.get((level, kind), (0, 0, 0))[list(LifeGroup).index(group)]


def only(per_person_minor: int, ages: range = WORKING_AGES) -> Amount:
    """Return amounts that differ by one number a year, for the municipality's services at some ages."""

    def amount(age: int, level: AdminLevel, kind: CostKind, group: LifeGroup) -> int:
        told = (level, kind, group) == (AdminLevel.MUNICIPALITY, CostKind.SERVICE, LifeGroup.OUTSIDE)
        return per_person_minor if told and age in ages else 0

    return amount
