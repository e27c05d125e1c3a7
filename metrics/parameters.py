"""The numbers that no formula hides: each from a date, with its source and how sure that is."""

from datetime import date

import pandas as pd

from metrics.card import Parameter, Unit
from metrics.tables import PARAMETERS as TABLE
from metrics.tables import require

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
)


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
        ValueError: The municipality's number is outside the bounds of the shipped one.
    """
    shipped = parameter(key, on)
    own = None if overrides is None else _own(key, on, overrides)
    if own is None:
        return shipped.value
    low, high = shipped.bounds
    if not low <= own <= high:
        raise ValueError(f"{key} is {own:g}, wanted {low:g} to {high:g}")
    return own


def _own(key: str, on: date, overrides: pd.DataFrame) -> float | None:
    require(overrides, TABLE)
    dated = [
        (valid_from, value)
        for name, valid_from, value in zip(
            overrides["parameter"], overrides["valid_from"], overrides["value"], strict=True
        )
        if name == key and valid_from <= on
    ]
    if not dated:
        return None
    value = max(dated, key=lambda row: row[0])[1]
    return None if pd.isna(value) else float(value)


def all_in_force(on: date, overrides: pd.DataFrame | None = None) -> dict[str, float]:
    """Return every number in force on a day, by key."""
    keys = dict.fromkeys(number.key for number in PARAMETERS if number.valid_from <= on)
    return {key: in_force(key, on, overrides) for key in keys}
