"""The numbers that no formula hides: each from a date, with its source and how sure that is."""

from datetime import date

import pandas as pd

from metrics.card import Parameter, Unit
from metrics.realisation_parameters import REALISATION_PARAMETERS
from metrics.tables import PARAMETERS as TABLE
from metrics.tables import require
from metrics.valuation_parameters import VALUATION_PARAMETERS

_ALWAYS = date(1900, 1, 1)
_OURS = "design decision of Brobygger; adopt your own"
_FAIR_SCORE = "design decision of Brobygger (fair adherence score); adopt your own"

PARAMETERS: tuple[Parameter, ...] = (
    Parameter("tolerance", _ALWAYS, 0.01, Unit.SHARE, "D", _FAIR_SCORE, (0.0, 0.2)),
    Parameter("zero_score_deviation", _ALWAYS, 0.05, Unit.SHARE, "D", _FAIR_SCORE, (0.001, 0.5)),
    Parameter("small_unit_tolerance_cap", _ALWAYS, 0.06, Unit.SHARE, "D", _FAIR_SCORE, (0.0, 0.2)),
    Parameter("small_unit_score_width", _ALWAYS, 0.04, Unit.SHARE, "D", _FAIR_SCORE, (0.001, 0.5)),
    Parameter("small_unit_budget", _ALWAYS, 2_000_000_000, Unit.MINOR, "D", _FAIR_SCORE, (0.0, 1e12)),
    Parameter(
        "materiality",
        _ALWAYS,
        0.01,
        Unit.SHARE,
        "V",
        "Sunndal kommune 2018: deviations beyond 1 % are commented on",
        (0.0, 0.2),
    ),
    Parameter("gross_rule", _ALWAYS, 0.20, Unit.SHARE, "D", _OURS, (0.0, 1.0)),
    Parameter("noise_points", _ALWAYS, 12, Unit.COUNT, "D", _OURS, (8.0, 60.0)),
    Parameter("needs_shown", _ALWAYS, 5, Unit.COUNT, "D", _OURS, (1.0, 5.0)),
    Parameter(
        "net_operating_result_norm",
        date(2014, 1, 1),
        0.0175,
        Unit.SHARE,
        "V",
        "Teknisk beregningsutvalg, municipalities, as told by Menon-publikasjon 74/2017",
    ),
    Parameter(
        "net_operating_result_norm_sector",
        date(1990, 1, 1),
        0.03,
        Unit.SHARE,
        "V",
        "Teknisk beregningsutvalg, municipalities and counties together (regjeringen.no)",
    ),
    Parameter(
        "net_operating_result_norm_sector",
        date(2014, 1, 1),
        0.02,
        Unit.SHARE,
        "V",
        "Teknisk beregningsutvalg, municipalities and counties together (regjeringen.no)",
    ),
    *VALUATION_PARAMETERS,
    *REALISATION_PARAMETERS,
)


class OutOfBounds(ValueError):
    """A municipality's own number is outside the bounds of the shipped one."""


class UnknownParameter(KeyError):
    """No such number is shipped, or none of that name is in force on the date: a broken promise in code."""


def parameter(key: str, on: date) -> Parameter:
    """Return the shipped number in force on a day."""
    dated = [number for number in PARAMETERS if number.key == key and number.valid_from <= on]
    if not dated:
        raise UnknownParameter(f"{key} on {on.isoformat()}")
    return max(dated, key=lambda number: number.valid_from)


def in_force(key: str, on: date, overrides: pd.DataFrame | None = None) -> float:
    """Return a number's value on a day: what the municipality has set, else what is shipped.

    Args:
        key: The number's key.
        on: The day.
        overrides: PARAMETERS rows of the municipality; a row without a value ends its own line, and the shipped
            number holds again.

    Raises:
        UnknownParameter: Nothing of that name is shipped for the day.
        OutOfBounds: The municipality's number is outside the bounds of the shipped one.
    """
    shipped = parameter(key, on)
    since = None if overrides is None else own_since(key, on, overrides)
    if overrides is None or since is None:
        return shipped.value
    return within_bounds(own_numbers(key, overrides)[since], shipped)


def stated_for(key: str, day: date, overrides: pd.DataFrame | None = None) -> float | None:
    """Return the number that is dated that very day, the municipality's before the shipped one; None if none is.

    For numbers that hold for one period alone, such as a year's price growth: an earlier one must not stand in.

    Raises:
        UnknownParameter: Nothing of that name is shipped for any day.
        OutOfBounds: The municipality's number is outside the bounds of the shipped one.
    """
    shipped = [number for number in PARAMETERS if number.key == key]
    if not shipped:
        raise UnknownParameter(key)
    own = None if overrides is None else own_numbers(key, overrides).get(day)
    if own is not None:
        return within_bounds(own, shipped[-1])
    return next((number.value for number in shipped if number.valid_from == day), None)


def within_bounds(own: float, shipped: Parameter) -> float:
    """Return a municipality's own number where the shipped one's bounds allow it.

    Raises:
        OutOfBounds: They do not.
    """
    low, high = shipped.bounds
    if not low <= own <= high:
        raise OutOfBounds(f"{shipped.key} is {own:g}, wanted {low:g} to {high:g}")
    return own


def own_since(key: str, on: date, overrides: pd.DataFrame) -> date | None:
    """Return the day from which the municipality's own number in force on a day holds; None where it has none."""
    require(overrides, TABLE)
    days = [day for name, day in zip(overrides["parameter"], overrides["valid_from"], strict=True) if name == key]
    latest = max((day for day in days if day <= on), default=None)
    return latest if latest in own_numbers(key, overrides) else None


def own_numbers(key: str, overrides: pd.DataFrame) -> dict[date, float]:
    """Return what the municipality has set, by the date it holds from; without the dates on which its number ends."""
    require(overrides, TABLE)
    lines = zip(overrides["parameter"], overrides["valid_from"], overrides["value"], strict=True)
    return {day: float(value) for name, day, value in lines if name == key and not pd.isna(value)}


def all_in_force(on: date, overrides: pd.DataFrame | None = None) -> dict[str, float]:
    """Return every number in force on a day, by key."""
    keys = dict.fromkeys(number.key for number in PARAMETERS if number.valid_from <= on)
    return {key: in_force(key, on, overrides) for key in keys}
