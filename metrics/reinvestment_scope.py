"""What of the reinvestment ledger is looked at: the transactions of a unit and those below, up to a quarter's end."""

from dataclasses import dataclass, replace

import pandas as pd

from metrics.benefit_tables import BenefitTables
from metrics.fetched_rows import where
from metrics.reinvestment_tables import ReinvestmentTables

OF_TRANSACTIONS = ("postings", "changes", "savings", "closings")
"""Tables whose rows belong to a transaction."""


@dataclass(frozen=True)
class LookedAt:
    """The ledger as a unit and a quarter look at it, and the register beside it.

    Attributes:
        ledger: What has come to its state by the end of the quarter, of the unit and below; rules, agreements and the
            sources of savings whole.
        register: The benefits register, whole.
        whole: Whether the municipality is looked at.
    """

    ledger: ReinvestmentTables
    register: BenefitTables
    whole: bool

    def unit(self, unit_id: object) -> str | None:
        """Return a unit as it may be named: itself, or the nearest above that may; None is the municipality itself."""
        if not isinstance(unit_id, str):
            return None
        near = self.register.sight.nearest([unit_id], self.register.units)
        names = dict(zip(self.register.units["unit_id"], self.register.units["name"], strict=True))
        return str(names[near[0]]) if near else self.register.municipality.name


def looked_at(ledger: ReinvestmentTables, register: BenefitTables) -> LookedAt:
    """Return the part of a ledger that the register's unit and quarter look at."""
    whole = register.unit_id == register.municipality.municipality_id
    rows = ledger.transactions
    kept = [day <= register.quarter.last_day for day in rows["on"]]
    if not whole:
        units = _below(register)
        kept = [by_then and unit in units for by_then, unit in zip(kept, rows["unit_id"], strict=True)]
    chosen = where(rows, kept)
    ids = set(chosen["transaction_id"])
    parts = {name: _of(getattr(ledger, name), ids) for name in OF_TRANSACTIONS}
    loans = ledger.loans if whole else _of_units(ledger.loans, _below(register))
    return LookedAt(replace(ledger, transactions=chosen, loans=loans, **parts), register, whole)


def _of(rows: pd.DataFrame, transaction_ids: set[str]) -> pd.DataFrame:
    return rows[rows["transaction_id"].isin(list(transaction_ids))].reset_index(drop=True)


def _of_units(rows: pd.DataFrame, units: frozenset[str]) -> pd.DataFrame:
    return rows[rows["unit_id"].isin(list(units))].reset_index(drop=True)


def _below(register: BenefitTables) -> frozenset[str]:
    """Return the unit looked at and every one below it."""
    parents = dict(zip(register.units["unit_id"], register.units["parent_unit_id"], strict=True))
    found = {register.unit_id}
    while more := {unit for unit, parent in parents.items() if parent in found} - found:
        found |= more
    return frozenset(found)
