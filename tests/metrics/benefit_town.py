"""Rows of a small benefits register, written by hand; what a test does not say stands as here."""

from datetime import date
from typing import Any

from metrics.benefit_columns import BENEFIT_COLUMNS, BENEFITS, INITIATIVES, MEASUREMENTS

Row = tuple[Any, ...]


def _row(of: str, /, **told: Any) -> Row:
    """Return a row of a table in the order of its columns; what is not told is missing."""
    unknown = told.keys() - set(BENEFIT_COLUMNS[of])
    assert not unknown, unknown
    return tuple(told.get(column) for column in BENEFIT_COLUMNS[of])


def initiative(initiative_id: str, unit_id: str = "north", **told: Any) -> Row:
    stands = {"name": f"Initiative {initiative_id}", "phase": "realisation", "state": "running", "price_year": 2025}
    return _row(INITIATIVES, **{"initiative_id": initiative_id, "unit_id": unit_id, "version_id": 1, **stands, **told})


def benefit(benefit_id: str, initiative_id: str, benefit_type: str = "cash", **told: Any) -> Row:
    stands = {
        "name": f"Benefit {benefit_id}",
        "wizard_type": "own_budget",
        "dfo_type": "efficiency",
        "ks_type": "avoided_cost",
        "level": "solution",
        "unit_id": "north",
        "owner_role": "Leader",
        "unexpected": False,
        "staffing_floor": False,
        "better": "higher",
        "grain": "year",
        "counterfactual": "none",
        "deadweight_millionths": 0,
        "displacement_millionths": 0,
        "attribution_millionths": 1_000_000,
        "drop_off_millionths": 0,
        "confidence": "f",
        "version_id": 1,
    }
    own = {"benefit_id": benefit_id, "initiative_id": initiative_id, "benefit_type": benefit_type}
    return _row(BENEFITS, **{**stands, **own, **told})


def projection(initiative_id: str, number: int, kind: str, as_of: date, *, adopted: bool = True) -> Row:
    return (initiative_id, number, kind, as_of, f"sak {number}", "council", None, adopted, 1)


def line(
    initiative_id: str,
    number: int,
    line_number: int,
    benefit_id: str | None,
    year: int,
    period: int,
    amount_minor: int | None,
    *,
    flow: str = "benefit",
    bearer: str | None = "north",
    beneficiary: str | None = "north",
    quantity: float | None = None,
    route: str | None = None,
) -> Row:
    place = (initiative_id, number, line_number, benefit_id, flow, bearer, beneficiary, year, period)
    return (*place, amount_minor, quantity, route)


def measurement(
    measurement_id: str, benefit_id: str, year: int, period: int, amount_minor: int | None, **told: Any
) -> Row:
    own = {
        "measurement_id": measurement_id,
        "benefit_id": benefit_id,
        "fiscal_year": year,
        "period": period,
        "amount_minor": amount_minor,
    }
    stands = {
        "beneficiary_id": "north",
        "revision": 1,
        "price_year": year,
        "supports_minor": amount_minor,
        "entered_role": "Leader",
        "method_since": 202412,
    }
    return _row(MEASUREMENTS, **{**stands, **own, **told})
