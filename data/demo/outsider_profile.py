"""A made-up profile of what a person costs the public from 18 to 58: synthetic, no published figures are in it.

It shows what the outsider accounts answer until a municipality has a profile of its own, and is marked so everywhere.
"""

import pandas as pd

from data.money_vocabulary import PROFILE_COLUMNS, WORKING_AGES, AdminLevel, CostKind, LifeGroup

_ORE = 100
_ROUNDED_TO = 1_000
"""Whole thousand kroner: nobody should take these for measured ones."""

_OUTSIDE_SHARE = 0.15
"""The made-up share of an age group that is outside; the average is weighted by it."""

_FIRST, _LAST = WORKING_AGES[0], WORKING_AGES[-1]

_ENDS: dict[tuple[AdminLevel, CostKind], tuple[tuple[int, int], tuple[int, int]]] = {
    (AdminLevel.MUNICIPALITY, CostKind.SERVICE): ((12_000, 20_000), (70_000, 110_000)),
    (AdminLevel.MUNICIPALITY, CostKind.TRANSFER): ((1_000, 1_000), (60_000, 15_000)),
    (AdminLevel.MUNICIPALITY, CostKind.TAX): ((-10_000, -65_000), (-5_000, -20_000)),
    (AdminLevel.COUNTY, CostKind.SERVICE): ((90_000, 2_000), (60_000, 5_000)),
    (AdminLevel.COUNTY, CostKind.TAX): ((-2_000, -13_000), (-1_000, -4_000)),
    (AdminLevel.STATE, CostKind.SERVICE): ((15_000, 20_000), (45_000, 60_000)),
    (AdminLevel.STATE, CostKind.TRANSFER): ((10_000, 30_000), (110_000, 270_000)),
    (AdminLevel.STATE, CostKind.TAX): ((-15_000, -180_000), (-15_000, -70_000)),
}
"""Kroner a year at 18 and at 58 of a person not outside, and of one outside. What is not named is 0."""

_LEVELS = (AdminLevel.MUNICIPALITY, AdminLevel.COUNTY, AdminLevel.STATE)


def synthetic_profile() -> pd.DataFrame:
    """Return the made-up profile: what a person costs the public by age, level, kind and group; a tax is below zero.

    amount = at 18 + (at 58 - at 18) x s x (2 - s), with s = (age - 18) / 40: fast at first and flat at the end, rounded
    to whole thousand kroner. The average is 85 % not outside and 15 % outside.

    Returns:
        PROFILE_COLUMNS; health trusts stand within the state.

    Source:
        Made up for Brobygger; no figure is published, measured or anybody's.
    """
    rows = [
        (age, level, kind, group, amount * _ORE)
        for age in WORKING_AGES
        for level in _LEVELS
        for kind in CostKind
        for group, amount in _amounts(age, level, kind).items()
    ]
    return pd.DataFrame(rows, columns=list(PROFILE_COLUMNS)).astype({"amount_minor": "Int64"})


def _amounts(age: int, level: AdminLevel, kind: CostKind) -> dict[LifeGroup, int]:
    inside, outside = (_at(age, ends) for ends in _ENDS.get((level, kind), ((0, 0), (0, 0))))
    average = (1 - _OUTSIDE_SHARE) * inside + _OUTSIDE_SHARE * outside
    told = {LifeGroup.NOT_OUTSIDE: inside, LifeGroup.OUTSIDE: outside, LifeGroup.AVERAGE: average}
    return {group: round(amount / _ROUNDED_TO) * _ROUNDED_TO for group, amount in told.items()}


def _at(age: int, ends: tuple[int, int]) -> float:
    part = (age - _FIRST) / (_LAST - _FIRST)
    return ends[0] + (ends[1] - ends[0]) * part * (2 - part)
