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


@dataclass(frozen=True)
class ScenarioRow:
    """A measure for a target group of a unit; shares are whole millionths, costs minor units by year from the first."""

    name: str
    unit_id: str
    target_group: str
    people: int
    success_without_millionths: int
    success_with_millionths: int
    move_millionths: int
    start_age: int
    cost_minor: tuple[int, ...]
    paid_by: AdminLevel
    discount: bool = True
    initiative_id: str | None = None
