"""How long it takes to value a large register: who pays, who gains and when."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from bench.measuring import Row, Side, median_cpu_ms
from data.benefit_vocabulary import MILLION, BenefitType, Confidence, Flow, PartyKind
from data.periods import Quarter
from metrics import benefit_columns as columns
from metrics.benefit_tables import BenefitTables
from metrics.discounting import schedule
from metrics.tables import COLUMNS, MunicipalityRow, dtype, table
from metrics.value_cube import Basis, value_cube
from metrics.value_flow import value_flow
from metrics.valued_lines import Perspective

BENEFITS, YEARS, PARTIES, INITIATIVES = 10_000, 40, 50, 500
FIRST_YEAR = 2025
LIMIT_MS = 1_000.0
NAME = "value cube and flow of 10 000 benefits"


def measured(engine: str) -> Row:
    """Return the row: benefits x years from party to party, valued and put in the matrix; no database takes part."""
    register, lines = _register(), _lines()
    basis = Basis(Perspective.SOCIO_ECONOMIC, FIRST_YEAR, schedule("no", date(FIRST_YEAR, 1, 1)))
    taken = median_cpu_ms(lambda: value_flow(value_cube(lines, register, basis)), repeats=5, warm=1)
    return Row(NAME, engine, len(lines), Side("valued", taken, "ms CPU"), Side("limit", LIMIT_MS, "ms CPU"), 1.0)


def _register() -> BenefitTables:
    parties: list[tuple[object, ...]] = [
        (_party(number), PartyKind.UNIT, _party(number), _party(number)) for number in range(PARTIES)
    ]
    return BenefitTables(
        MunicipalityRow("bench", "Bench", "NOK", 2),
        _party(0),
        Quarter(FIRST_YEAR, 4),
        initiatives=_rows(columns.INITIATIVES, INITIATIVES, initiative_id="i{}", price_year=FIRST_YEAR),
        parties=table(columns.PARTIES, parties),
        benefits=_rows(
            columns.BENEFITS,
            BENEFITS,
            benefit_id="b{}",
            benefit_type=BenefitType.CASH,
            confidence=Confidence.A,
            deadweight_millionths=100_000,
            displacement_millionths=0,
            attribution_millionths=MILLION,
            drop_off_millionths=50_000,
        ),
    )


def _party(number: int) -> str:
    return f"p{number}"


def _rows(of: str, count: int, **told: Any) -> pd.DataFrame:
    """Return so many rows of a table: what is told with {} is numbered, what is not told is missing."""
    rows = [
        tuple(cell.format(number) if isinstance(cell := told.get(column), str) else cell for column in COLUMNS[of])
        for number in range(count)
    ]
    return table(of, rows)


def _lines() -> pd.DataFrame:
    """Return a line for each benefit and year, every tenth a cost; who pays and gains is drawn from a seed."""
    count = BENEFITS * YEARS
    random = np.random.default_rng(1)
    benefit = np.repeat(np.arange(BENEFITS), YEARS)
    costs = np.arange(count) % 10 == 0
    told: dict[str, Any] = {
        "initiative_id": _named("i", benefit % INITIATIVES),
        "projection_number": 1,
        "line_number": np.arange(count),
        "benefit_id": _but(costs, _named("b", benefit)),
        "flow": np.where(costs, str(Flow.COST), str(Flow.BENEFIT)).astype(object),
        "bearer_id": _named("p", benefit % PARTIES),
        "beneficiary_id": _but(costs, _named("p", random.integers(0, PARTIES, count))),
        "fiscal_year": np.tile(np.arange(FIRST_YEAR, FIRST_YEAR + YEARS), BENEFITS),
        "period": 12,
        "amount_minor": random.integers(1, 100_000_000, count),
    }
    index = pd.RangeIndex(count)
    return pd.DataFrame(
        {name: pd.Series(told.get(name), index=index, dtype=dtype(name)) for name in COLUMNS[columns.PROJECTION_LINES]}
    )


def _named(letter: str, numbers: np.ndarray) -> np.ndarray:
    names = np.array([f"{letter}{number}" for number in range(int(numbers.max()) + 1)], dtype=object)
    return np.asarray(names[numbers])


def _but(nobody: np.ndarray, names: np.ndarray) -> np.ndarray:
    names[nobody] = None
    return names
