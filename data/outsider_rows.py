"""Profiles and measures of the outsider accounts as a form, a file or the demo municipality tells of them."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.money_vocabulary import AdminLevel

LONGEST_NAME = 200
LONGEST_SOURCE = 200
LONGEST_GROUP = 200
MOST_PEOPLE = 9_999_999
MOST_COST = 10**14
"""Minor units a year: a trillion whole currency."""


@dataclass(frozen=True)
class ProfileRow:
    """A profile with its cells in PROFILE_COLUMNS; `synthetic` marks figures that nobody measured."""

    name: str
    valid_from: date
    source: str
    synthetic: bool
    cells: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Effort:
    """What a measure against falling outside does for how many, and costs; shares are whole millionths.

    Attributes:
        people: How many are in the target group (N).
        success_without_millionths: Share that do not fall outside without the measure (s0).
        success_with_millionths: Share that do not with it (s1).
        move_millionths: Share of the way to those not outside that the prevented move (m); a million is an upper bound.
        start_age: Their age in the base year, t = 0.
        cost_minor: What the measure costs by year from t = 0, positive minor units.
        paid_by: The level that pays for it.
    """

    people: int
    success_without_millionths: int
    success_with_millionths: int
    move_millionths: int
    start_age: int
    cost_minor: tuple[int, ...]
    paid_by: AdminLevel


@dataclass(frozen=True, kw_only=True)
class Measure(Effort):
    """A measure as it is told of: for whom, and whether its effects are discounted."""

    target_group: str
    discount: bool = True


@dataclass(frozen=True, kw_only=True)
class ScenarioRow(Measure):
    """A measure of a unit, under its name."""

    name: str
    unit_id: str
    initiative_id: str | None = None
