"""Every number that no formula hides, as it stands for a municipality on a day: its own or the shipped one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics.card import Parameter
from metrics.parameters import PARAMETERS, own_numbers, own_since, parameter
from metrics.price_level import DEFLATOR

OF_ONE_PERIOD = frozenset({DEFLATOR})
"""Numbers that hold for the period they are dated alone: each period has a line of its own."""


@dataclass(frozen=True)
class NumberInForce:
    """A number that holds from a day. `reference` is the municipality's where `own`, else the shipped source."""

    shipped: Parameter
    valid_from: date
    value: float
    reference: str | None
    own: bool

    @property
    def mark(self) -> str | None:
        """How sure the shipped number is; None where the municipality has set its own."""
        return None if self.own else self.shipped.mark


def numbers_in_force(on: date, own: pd.DataFrame) -> list[NumberInForce]:
    """Return every number in force on a day; one of a single period for each period that is known, also later ones.

    Args:
        on: The day.
        own: PARAMETERS rows of the municipality, and reference: where each was decided or found.
    """
    found: list[NumberInForce] = []
    for key in dict.fromkeys(number.key for number in PARAMETERS if number.valid_from <= on):
        found += _of_each_period(key, own) if key in OF_ONE_PERIOD else [_in_force(key, on, own)]
    return found


def _in_force(key: str, on: date, own: pd.DataFrame) -> NumberInForce:
    since, shipped = own_since(key, on, own), parameter(key, on)
    return _as_shipped(shipped) if since is None else _as_set(shipped, since, own)


def _of_each_period(key: str, own: pd.DataFrame) -> Iterator[NumberInForce]:
    shipped = {number.valid_from: number for number in PARAMETERS if number.key == key}
    set_on = own_numbers(key, own)
    for day in sorted({*shipped, *set_on}):
        bounded_by = shipped.get(day, next(iter(shipped.values())))
        yield _as_set(bounded_by, day, own) if day in set_on else _as_shipped(shipped[day])


def _as_shipped(number: Parameter) -> NumberInForce:
    return NumberInForce(number, number.valid_from, number.value, number.source, own=False)


def _as_set(shipped: Parameter, day: date, own: pd.DataFrame) -> NumberInForce:
    line = own[(own["parameter"] == shipped.key) & (own["valid_from"] == day)].iloc[0]
    reference = None if pd.isna(line["reference"]) else str(line["reference"])
    return NumberInForce(shipped, day, float(line["value"]), reference, own=True)
