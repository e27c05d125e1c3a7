"""Ledgers of a known size: municipalities alike but for their key, four years of a quarter of a million lines each."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.importers.parsed import CoverageCell, Parsed, UnitRow
from data.vocabulary import AccountClass, Grain, Kind, UnitLevel

YEARS = (2022, 2023, 2024, 2025)
LINES_A_YEAR = 250_000
SECTORS, UNITS_A_SECTOR = 8, 15
FUNCTIONS = ("100", "120", "201", "202", "222", "232", "241", "253", "254", "332", "370")
ACCOUNTS = ("010", "020", "040", "090", "099", "115", "200", "230", "370", "470", "600", "650", "700", "710")
INCOME_FROM = "600"
SHARES = (
    (Kind.ACTUAL, 0.70),
    (Kind.PERIODISED, 0.20),
    (Kind.ORIGINAL, 0.04),
    (Kind.REVISED, 0.04),
    (Kind.FORECAST, 0.02),
)
"""How many of the lines are of each kind."""


@dataclass(frozen=True)
class Size:
    """A ledger of `municipalities` times four years."""

    label: str
    municipalities: int

    @property
    def lines(self) -> int:
        """How many ledger lines there are in all."""
        return self.municipalities * len(YEARS) * LINES_A_YEAR


def units() -> Parsed:
    """Return the units of any of the municipalities."""
    sectors = [UnitRow(f"{s}", f"Sector {s}", None, UnitLevel.SECTOR) for s in range(1, SECTORS + 1)]
    leaves = [UnitRow(unit_id, f"Unit {unit_id}", unit_id[0]) for unit_id in leaf_ids()]
    return Parsed(rows_read=len(sectors) + len(leaves), units=[*sectors, *leaves])


def leaf_ids() -> list[str]:
    """Return the units that have ledger lines."""
    return [f"{sector}{unit:02d}" for sector in range(1, SECTORS + 1) for unit in range(1, UNITS_A_SECTOR + 1)]


def year(seed: int, fiscal_year: int, lines: int = LINES_A_YEAR) -> Parsed:
    """Return a year of a municipality: all kinds, every month, the amounts drawn from the seed."""
    random = np.random.default_rng([seed, fiscal_year])
    kinds = np.repeat([str(kind) for kind, _ in SHARES], _counts(lines))
    table = pd.DataFrame(
        {
            "line_number": np.arange(1, lines + 1),
            "kind": kinds,
            "fiscal_year": fiscal_year,
            "period": _periods(random, kinds),
            "unit_id": random.choice(np.array(leaf_ids(), dtype=object), lines),
            "account_class": str(AccountClass.OPERATIONS),
            "function_code": random.choice(np.array(FUNCTIONS, dtype=object), lines),
            "account_code": random.choice(np.array(ACCOUNTS, dtype=object), lines),
            "project": None,
            "amount_minor": random.integers(1_000, 5_000_000, lines),
            "text": None,
        }
    )
    income = table["account_code"] >= INCOME_FROM
    table.loc[income, "amount_minor"] *= -1
    return Parsed(
        rows_read=lines,
        fiscal_year=fiscal_year,
        grain=Grain.MONTH,
        periodised=True,
        lines=table,
        coverage=list(_coverage(fiscal_year)),
        control_totals={str(kind): int(sums) for kind, sums in table.groupby("kind")["amount_minor"].sum().items()},
    )


def _counts(lines: int) -> list[int]:
    counts = [round(lines * share) for _, share in SHARES]
    counts[0] += lines - sum(counts)
    return counts


def _periods(random: np.random.Generator, kinds: "np.typing.NDArray[np.str_]") -> "np.typing.NDArray[np.int64]":
    months = random.integers(1, 13, len(kinds))
    months[kinds == Kind.ORIGINAL] = 1
    months[kinds == Kind.REVISED] = random.choice([3, 6, 9, 12], int((kinds == Kind.REVISED).sum()))
    months[kinds == Kind.FORECAST] = random.choice([3, 6, 9, 12], int((kinds == Kind.FORECAST).sum()))
    return months


def _coverage(fiscal_year: int) -> Iterator[CoverageCell]:
    periods = {Kind.ORIGINAL: (1,), Kind.REVISED: (3, 6, 9, 12), Kind.FORECAST: (3, 6, 9, 12)}
    for kind in Kind:
        for period in periods.get(kind, tuple(range(1, 13))):
            yield CoverageCell(fiscal_year, period, kind, AccountClass.OPERATIONS, Grain.MONTH, cumulative=False)
