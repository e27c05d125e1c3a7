"""Registers of a few rows for the tests of what was planned, realised and verified."""

from datetime import date
from typing import Any

from data.periods import Quarter
from metrics import benefit_columns as columns
from metrics.benefit_tables import BenefitTables
from metrics.tables import PARAMETERS, UNITS, MunicipalityRow, table
from tests.metrics.benefit_town import Row

TOWN = MunicipalityRow("fjell", "Fjell", "NOK", 2, fictional=True)
TREE = table(
    UNITS,
    [
        ("fjell", None, "Fjell", "Kommunedirektør"),
        ("north", "fjell", "North", "Leader north"),
        ("ward", "north", "Ward", "Leader ward"),
        ("south", "fjell", "South", None),
    ],
)
PARTIES: list[Row] = [
    ("north", "unit", "North", "north"),
    ("ward", "unit", "Ward", "ward"),
    ("south", "unit", "South", "south"),
    ("hospital", "hospital_trust", "The hospital", None),
]
GROWTH: list[Row] = [("municipal_deflator", date(2026, 1, 1), 0.10)]
"""Prices rise by a tenth into 2026, so that a head can carry them."""


def register(quarter: str = "2025Q4", unit_id: str = "fjell", **rows: list[Row]) -> BenefitTables:
    """Return the register with these rows by the name of their table; the rest is empty."""
    told: dict[str, Any] = {columns.PARTIES: PARTIES, PARAMETERS: GROWTH, **rows}
    made = {name: table(name, of) for name, of in told.items()}
    return BenefitTables(TOWN, unit_id, Quarter.parse(quarter), units=TREE, **made)
