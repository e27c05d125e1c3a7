"""The benefits register as it counts on a day, read from the stored rows in plain loops: imports no formulas."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from data.access import LOCAL_PRINCIPAL, reading
from data.schema import Model
from tests.metrics.slow_value_oracle import half_away_from_zero

TABLES = (
    "import_batch",
    "initiative",
    "party",
    "benefit",
    "benefit_dependency",
    "projection",
    "projection_line",
    "measurement",
    "measurement_evidence",
    "measured_route",
    "verification",
    "budget_claim",
    "budget_change",
    "parameter",
)
PUBLISHED_GROWTH = {2022: Fraction(67, 1000), 2024: Fraction(46, 1000)}
Row = dict[str, Any]


def stored(municipality: str) -> dict[str, list[Row]]:
    """Return every row of a municipality by table, as the machine itself sees them."""
    found = {}
    with reading(LOCAL_PRINCIPAL) as session:
        for name in TABLES:
            table = Model.metadata.tables[name]
            rows = session.execute(select(table).where(table.c.municipality_id == municipality)).mappings()
            found[name] = [dict(row) for row in rows]
    return found


@dataclass
class SlowRegister:
    """The rows that count on the last day of a quarter."""

    rows: dict[str, list[Row]]
    year: int
    month: int
    last_day: date

    def __post_init__(self) -> None:
        active = {row["batch_id"] for row in self.rows["import_batch"] if row["state"] == "active"} | {None}
        for name in ("initiative", "benefit", "projection", "measurement", "budget_claim", "budget_change"):
            self.rows[name] = [row for row in self.rows[name] if row["batch_id"] in active]
        self.initiatives = {row["initiative_id"]: row for row in self.rows["initiative"]}
        self.benefits = {
            row["benefit_id"]: row for row in self.rows["benefit"] if row["initiative_id"] in self.initiatives
        }
        self.arrows = [
            (row["benefit_id"], row["leads_to_id"])
            for row in self.rows["benefit_dependency"]
            if row["benefit_id"] in self.benefits and row["leads_to_id"] in self.benefits
        ]
        self.parties = {row["party_id"]: row for row in self.rows["party"]}
        self.growth = PUBLISHED_GROWTH | {
            row["valid_from"].year: Fraction(str(row["value"]))
            for row in self.rows["parameter"]
            if row["parameter"] == "municipal_deflator"
        }
        self.measurements = [self.measured(row) for row in self.newest()]

    def newest(self) -> list[Row]:
        cells: dict[tuple[Any, ...], Row] = {}
        for row in self.rows["measurement"]:
            cell = tuple(row[name] for name in ("benefit_id", "fiscal_year", "period", "beneficiary_id"))
            if cell not in cells or row["revision"] > cells[cell]["revision"]:
                cells[cell] = row
        return [
            row
            for row in cells.values()
            if row["benefit_id"] in self.benefits and (row["amount_minor"], row["quantity"]) != (None, None)
        ]

    def measured(self, row: Row) -> Row:
        """Return a measurement with what counts of it in the prices of the year looked at."""
        key = row["measurement_id"]
        proof = [
            one["supports_minor"] or 0 for one in self.rows["measurement_evidence"] if one["measurement_id"] == key
        ]
        told = [one for one in self.rows["verification"] if one["measurement_id"] == key]
        verdict = told[0]["verdict"] if told else None
        supports = 0 if verdict == "rejected" else sum(proof)
        amount = row["amount_minor"]
        if amount is not None and amount > 0:
            amount = min(amount, supports)
        confirmed = told[0] if verdict == "confirmed" else None
        verified = (confirmed["verified_minor"] or 0) if confirmed else 0
        return {
            **row,
            "kroner": row["amount_minor"] is not None and self.benefits[row["benefit_id"]]["benefit_type"] != "quality",
            "realised": self.priced(amount, row["price_year"]),
            "verified": self.priced(verified, row["price_year"]),
            "confirmed": confirmed,
        }

    def factor(self, from_year: int, to_year: int) -> Fraction | None:
        product = Fraction(1)
        for year in range(min(from_year, to_year) + 1, max(from_year, to_year) + 1):
            if year not in self.growth:
                return None
            product *= 1 + self.growth[year]
        return product if to_year >= from_year else 1 / product

    def priced(self, amount: int | None, from_year: int, to_year: int | None = None) -> int | None:
        factor = self.factor(from_year, to_year or self.year)
        return None if amount is None or factor is None else half_away_from_zero(amount * factor)

    def due(self, row: Row) -> bool:
        return (row["fiscal_year"], row["period"]) <= (self.year, self.month)

    def standing(self, initiative: str) -> dict[str, int | None]:
        """Return the numbers of the original plan, the current plan and the forecast that stood on the day."""
        known = [
            row
            for row in self.rows["projection"]
            if row["initiative_id"] == initiative and row["adopted_at"] is not None and row["as_of"] <= self.last_day
        ]
        plans = [row["projection_number"] for row in known if row["kind"] == "plan"]
        forecasts = [(row["as_of"], row["projection_number"]) for row in known if row["kind"] == "forecast"]
        current = max(plans, default=None)
        forecast = max(forecasts)[1] if forecasts else current
        return {"original": min(plans, default=None), "current": current, "forecast": forecast}

    def lines(self, initiative: str, which: str) -> list[Row]:
        number = self.standing(initiative)[which]
        return [
            row
            for row in self.rows["projection_line"]
            if (row["initiative_id"], row["projection_number"]) == (initiative, number)
            and (row["benefit_id"] is None or row["benefit_id"] in self.benefits)
        ]

    def counts(self, benefit: str) -> bool:
        """Tell whether the kroner of a benefit are counted: it leads to no other, and is not of quality."""
        onward = any(one == benefit for one, _ in self.arrows)
        return not onward and self.benefits[benefit]["benefit_type"] != "quality"
