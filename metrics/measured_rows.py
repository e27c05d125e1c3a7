"""The measurements of a benefit as they were made, each with its evidence and what a verifier found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.benefit_vocabulary import EvidenceKind, Verdict
from metrics.benefit_tables import BenefitTables
from metrics.party_names import party_names


@dataclass(frozen=True)
class Evidence:
    """What shows a measurement; the name of a file and the ledger's place are None where they may not be told.

    `ledger_unit` is the unit's name; function and account are codes, None where the place is all of them.
    """

    number: int
    kind: EvidenceKind
    supports_minor: int | None
    file_name: str | None
    content_hash: str | None
    ledger_year: int | None
    ledger_unit: str | None
    ledger_function_code: str | None
    ledger_account_code: str | None


@dataclass(frozen=True)
class Measured:
    """A measurement as it was made: kroner of its own `price_year`, with what supports it and what a verifier found.

    `finding` is what the verifier wrote of it; None where nothing was, or where it may not be told.
    """

    measurement_id: str
    fiscal_year: int
    period: int
    beneficiary: str
    amount_minor: int | None
    price_year: int
    quantity: float | None
    supports_minor: int | None
    method: str | None
    note: str | None
    entered_role: str | None
    verdict: Verdict | None
    verified_minor: int | None
    verifier_role: str | None
    verified_on: date | None
    finding: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Withdrawn:
    """A period whose measurement was withdrawn: when, by which role and why, as far as that may be told."""

    fiscal_year: int
    period: int
    beneficiary: str
    withdrawn_on: date
    role: str | None
    reason: str | None


def given(cell: Any) -> Any:
    """Return a cell as plain Python; None where it is missing."""
    return None if pd.isna(cell) else cell


def rows_of(table: pd.DataFrame, column: str, key: str) -> list[dict[Any, Any]]:
    """Return the rows of a table whose column holds a key."""
    return table[(table[column] == key).to_numpy(dtype=bool)].to_dict("records")


def measured_rows(tables: BenefitTables, benefit_id: str) -> tuple[Measured, ...]:
    """Return the measurements of a benefit in the order of their periods, whichever quarter is looked at."""
    names = party_names(tables)
    rows = rows_of(tables.measurements, "benefit_id", benefit_id)
    made = [
        Measured(
            evidence=_evidence(tables, names, row["measurement_id"]),
            beneficiary=names[row["beneficiary_id"]],
            verdict=Verdict(row["verdict"]) if isinstance(row["verdict"], str) else None,
            **{name: given(row[name]) for name in _AS_THEY_STAND},
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda one: (one.fiscal_year, one.period, one.beneficiary)))


_AS_THEY_STAND = (
    "measurement_id",
    "fiscal_year",
    "period",
    "amount_minor",
    "price_year",
    "quantity",
    "supports_minor",
    "method",
    "note",
    "entered_role",
    "verified_minor",
    "verifier_role",
    "verified_on",
    "finding",
)


def _evidence(tables: BenefitTables, names: Mapping[str, str], measurement_id: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            number=int(row["number"]),
            kind=EvidenceKind(row["kind"]),
            ledger_unit=_named(names, given(row["ledger_unit_id"])),
            **{name: given(row[name]) for name in _OF_EVIDENCE},
        )
        for row in rows_of(tables.evidence, "measurement_id", measurement_id)
    )


def _named(names: Mapping[str, str], unit_id: str | None) -> str | None:
    """Return the name of a unit; its id where the register has no party for it."""
    return None if unit_id is None else names.get(unit_id, unit_id)


_OF_EVIDENCE = (
    "supports_minor",
    "file_name",
    "content_hash",
    "ledger_year",
    "ledger_function_code",
    "ledger_account_code",
)


def withdrawn_rows(tables: BenefitTables, benefit_id: str) -> tuple[Withdrawn, ...]:
    """Return the withdrawn measurements of a benefit in the order of their periods, whichever quarter is looked at."""
    names = party_names(tables)
    made = [
        Withdrawn(
            fiscal_year=int(row["fiscal_year"]),
            period=int(row["period"]),
            beneficiary=names[row["beneficiary_id"]],
            withdrawn_on=row["withdrawn_on"],
            role=given(row["entered_role"]),
            reason=given(row["note"]),
        )
        for row in rows_of(tables.withdrawals, "benefit_id", benefit_id)
    ]
    return tuple(sorted(made, key=lambda one: (one.fiscal_year, one.period, one.beneficiary)))
