"""A register with two initiatives and parties of every sort, and the way from a slow town to the register's tables."""

from datetime import date
from typing import Any

from data.periods import Quarter
from metrics import benefit_columns as columns
from metrics.benefit_tables import BenefitTables
from metrics.discounting import schedule
from metrics.tables import PARAMETERS, MunicipalityRow, table
from metrics.value_cube import Basis, ValueCube, value_cube
from metrics.valued_lines import Perspective
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.slow_value_oracle import SlowTown
from tests.metrics.small_town import UNITS

YEAR = 2025
NORWAY = schedule("no", date(YEAR, 12, 31))
KINDS = {
    "hjem": "unit",
    "lege": "unit",
    "skole": "unit",
    "hospital": "hospital_trust",
    "nav": "state_agency",
    "citizens": "citizens",
    "shops": "business",
}
PARTIES = table(
    columns.PARTIES, [(key, kind, key.title(), key if kind == "unit" else None) for key, kind in KINDS.items()]
)


def basis(perspective: Perspective = Perspective.PUBLIC_BUDGET, base_year: int = YEAR) -> Basis:
    return Basis(perspective, base_year, NORWAY)


def register(**told: Any) -> BenefitTables:
    """Return the register; each table told stands, and a list of rows is made into its table."""
    made = {name: value if not isinstance(value, list) else table(name, value) for name, value in told.items()}
    town = {"municipality": MunicipalityRow("fjell", "Fjell", "NOK", 2, fictional=True), "unit_id": "fjell"}
    return BenefitTables(**{**town, "quarter": Quarter(YEAR, 4), "units": UNITS, "parties": PARTIES, **made})


def plan(*rows: tuple[Any, ...]) -> Any:
    return table(columns.PROJECTION_LINES, list(rows))


def cube_of(slow: SlowTown, perspective: Perspective, price_year: int = YEAR) -> ValueCube:
    """Return the valued cube of a slow town, made by the formulas."""
    shares = ("deadweight", "displacement", "attribution", "drop_off")
    benefits = [
        benefit(
            name,
            one.initiative,
            one.kind,
            first_effect_on=None if one.first_effect is None else date(one.first_effect, 7, 1),
            **{f"{share}_millionths": getattr(one, share) for share in shares},
        )
        for name, one in slow.benefits.items()
    ]
    ends = [benefit("the-end", "none", "quality")]
    initiatives = sorted({one.initiative for one in slow.lines})
    tables = register(
        initiatives=[initiative(one, "hjem", price_year=price_year) for one in initiatives],
        benefits=[*benefits, *ends],
        dependencies=[(name, "the-end") for name, one in slow.benefits.items() if one.leads_on],
        parameters=table(PARAMETERS, [("municipal_deflator", date(YEAR, 1, 1), 0.05)]),
    )
    rows = [
        line(
            one.initiative,
            1,
            number,
            one.benefit,
            one.year,
            12,
            one.amount,
            flow=one.flow,
            bearer=one.bearer,
            beneficiary=one.beneficiary,
        )
        for number, one in enumerate(slow.lines, 1)
    ]
    return value_cube(plan(*rows), tables, basis(perspective))
