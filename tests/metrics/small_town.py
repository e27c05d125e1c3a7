"""Tables written by hand for the tests of the metrics: few rows and round amounts, so that a head can add them."""

from dataclasses import replace
from datetime import date

import pandas as pd

from data.periods import Quarter
from metrics import tables as t

RULES = {
    "tolerance": 0.01,
    "zero_score_deviation": 0.05,
    "small_unit_tolerance_cap": 0.06,
    "small_unit_score_width": 0.04,
    "small_unit_budget": 0.0,
    "materiality": 0.01,
    "gross_rule": 0.20,
    "noise_points": 12,
    "needs_shown": 5,
}
TOWN = t.MunicipalityRow("fjell", "Fjell", "NOK", 2, fictional=True)
UNITS = t.table(
    t.UNITS,
    [
        ("fjell", None, "Fjell", "Kommunedirektør"),
        ("helse", "fjell", "Helse og omsorg", "Helsesjef"),
        ("hjem", "helse", "Hjemmetjenesten", "Leder hjemmetjenesten"),
        ("lege", "helse", "Legetjenesten", None),
        ("skole", "fjell", "Skole", "Skolesjef"),
    ],
)
Amount = int | None


def position(
    unit: str,
    year: int,
    period: int,
    *,
    actual: Amount = None,
    periodised: Amount = None,
    original: Amount = None,
    revised: Amount = None,
    forecast: Amount = None,
    gross: dict[str, int] | None = None,
) -> tuple[object, ...]:
    """Return a BUDGET_POSITIONS row; gross amounts are the net ones unless said otherwise."""
    net = {
        "actual": actual,
        "periodised": periodised,
        "original": original,
        "revised": revised,
        "forecast": forecast,
    }
    return (unit, year, period, *net.values(), *(net | (gross or {})).values())


def positions(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Return BUDGET_POSITIONS."""
    return t.table(t.BUDGET_POSITIONS, list(rows))


def account(
    group: str,
    *,
    actual: Amount = None,
    periodised: Amount = None,
    revised: Amount = None,
    forecast: Amount = None,
    unit: str = "helse",
    year: int = 2026,
    period: int = 9,
    account_class: str = "operations",
) -> tuple[object, ...]:
    """Return an ACCOUNT_POSITIONS row."""
    return (unit, year, period, account_class, group, actual, periodised, None, revised, forecast)


def accounts(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Return ACCOUNT_POSITIONS."""
    return t.table(t.ACCOUNT_POSITIONS, list(rows))


def adjustment(
    unit: str,
    amount: int,
    *,
    year: int = 2026,
    period: int = 6,
    approved_on: date | None = date(2026, 6, 18),
    reason: str = "velferdsteknologi",
    benefit: str | None = "den sparer sykehuset",
    authority: str = "council",
    reference: str = "sak 41/26",
) -> tuple[object, ...]:
    """Return an ADJUSTMENTS row."""
    return (unit, year, period, amount, reason, benefit, authority, reference, approved_on)


def adjustments(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Return ADJUSTMENTS."""
    return t.table(t.ADJUSTMENTS, list(rows))


def target(
    measure: str,
    kind: str | None,
    low: float | None = None,
    high: float | None = None,
    *,
    accepted_low: float | None = None,
    accepted_high: float | None = None,
    unit: str = "fjell",
    since: date = date(2020, 1, 1),
    reference: str | None = "sak 1/20",
) -> tuple[object, ...]:
    """Return a TARGETS row."""
    return (measure, unit, since, kind, low, high, accepted_low, accepted_high, reference)


def targets(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Return TARGETS."""
    return t.table(t.TARGETS, list(rows))


def indicator(
    key: str,
    dimension: str | None = "innovation",
    *,
    grain: str = "quarter",
    volume: bool = False,
    owner: str | None = None,
) -> tuple[object, ...]:
    """Return an INDICATORS row."""
    return (key, f"Indikator {key}", dimension, "antall", grain, volume, owner)


def indicators(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Return INDICATORS."""
    return t.table(t.INDICATORS, list(rows))


def measured(
    key: str,
    unit: str,
    year: int,
    period: int,
    value: float | None = None,
    *,
    of: tuple[float | None, float | None] = (None, None),
    withheld: bool = False,
) -> tuple[object, ...]:
    """Return an INDICATOR_VALUES row."""
    return (key, unit, year, period, *of, value, withheld)


def values(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Return INDICATOR_VALUES."""
    return t.table(t.INDICATOR_VALUES, list(rows))


def empty(unit_id: str = "helse", quarter: str = "2026Q3") -> t.ScorecardTables:
    """Return the tables of a town that has imported nothing."""
    now = Quarter.parse(quarter)
    return t.ScorecardTables(TOWN, unit_id, now, now.shifted(-4), UNITS)


def with_tables(base: t.ScorecardTables, **changed: object) -> t.ScorecardTables:
    """Return the tables with some of them replaced."""
    return replace(base, **changed)  # type: ignore[arg-type]  # the names are those of the fields
