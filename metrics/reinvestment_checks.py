"""Where the ledger and what it rests on do not agree: budget lines, verified amounts, and money that is owed."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from data.benefit_vocabulary import Verdict
from data.money_vocabulary import Account, PostingState
from data.reinvestment_vocabulary import NAMES_A_CHANGE
from metrics.ledger_balance import overdrawn, unbalanced
from metrics.reinvestment_money import moved
from metrics.reinvestment_rows import SavingRow
from metrics.reinvestment_scope import LookedAt


class Check(StrEnum):
    """What does not agree."""

    UNBALANCED = "unbalanced"
    OVERDRAWN = "overdrawn"
    WITHOUT_CHANGE = "without_change"
    REVISED = "revised"
    TO_BOOK = "to_book"
    OWED = "owed"
    CLAIMED = "claimed"


@dataclass(frozen=True)
class Disagreement:
    """One thing that does not agree: what stands in the ledger, and what it should be by what it rests on.

    `lot_id` is the saving that it is about; None where it is about none. Minor units; `wanted_minor` None where it is
    not an amount that is wanted.
    """

    check: Check
    unit: str | None
    on: date | None
    stands_minor: int
    wanted_minor: int | None
    lot_id: str | None = None
    benefit: str | None = None
    transaction_id: str | None = None


def disagreements(at: LookedAt, rows: tuple[SavingRow, ...]) -> tuple[Disagreement, ...]:
    """Return what does not agree, the gravest first; none is the promise for the first three.

    Args:
        at: The ledger looked at.
        rows: What `saving_rows` returned of it.
    """
    return (
        *_unbalanced(at),
        *_overdrawn(at),
        *_without_change(at),
        *_revised(at, rows),
        *_to_book(rows),
        *_owed(at, Account.RECEIVABLE, Check.OWED),
        *_owed(at, Account.CLAIM, Check.CLAIMED),
    )


def _unbalanced(at: LookedAt) -> list[Disagreement]:
    table = unbalanced(at.ledger.postings)
    return [
        Disagreement(
            Check.UNBALANCED, None, None, int(row["debit_minor"]), int(row["credit_minor"]), None, None, str(key)
        )
        for key, row in table.iterrows()
    ]


def _overdrawn(at: LookedAt) -> list[Disagreement]:
    table = overdrawn(at.ledger.postings) if at.whole else at.ledger.postings.iloc[:0]
    return [
        Disagreement(Check.OVERDRAWN, at.unit(row["unit_id"]), row["on"], int(row["amount_minor"]), 0)
        for row in table.to_dict("records")
    ]


def _without_change(at: LookedAt) -> list[Disagreement]:
    """Return the booked postings whose budget changes do not come to their amount."""
    rows = moved(at.ledger.postings)
    rows = rows[rows["kind"].isin(list(NAMES_A_CHANGE)).to_numpy(dtype=bool)]
    changed = at.ledger.changes.groupby(["transaction_id", "number"])["amount_minor"].sum()
    found = []
    for row in rows.to_dict("records"):
        total = int(changed.get((row["transaction_id"], row["number"]), 0))
        if total != row["amount_minor"]:
            unit, lot = at.unit(row["unit_id"]), row["lot_id"] if isinstance(row["lot_id"], str) else None
            amount = int(row["amount_minor"])
            found.append(Disagreement(Check.WITHOUT_CHANGE, unit, row["on"], amount, total, lot))
    return found


def _revised(at: LookedAt, rows: tuple[SavingRow, ...]) -> list[Disagreement]:
    """Return the booked savings that less is verified of than was shared: they are to be reversed.

    Where the newest measurement was refused or withdrawn, nothing is; while it waits to be verified, nobody knows.
    """
    verified = _verified(at)
    gains = dict(zip(at.ledger.savings["lot_id"], at.ledger.savings["beneficiary_id"], strict=True))
    found = []
    for row in rows:
        now = verified.get((row.benefit_id, row.fiscal_year, row.period, gains[row.lot_id]), 0)
        if (
            row.state == PostingState.BOOKED
            and row.distributable_minor
            and now is not None
            and now < row.verified_minor
        ):
            found.append(_of(Check.REVISED, row, row.verified_minor, now))
    return found


def _verified(at: LookedAt) -> dict[tuple[Hashable, ...], int | None]:
    """Return what is verified of each measurement that stands; None while it waits to be."""
    found: dict[tuple[Hashable, ...], int | None] = {}
    for row in at.register.measurements.to_dict("records"):
        confirmed = row["verdict"] == Verdict.CONFIRMED and not pd.isna(row["verified_minor"])
        waits = not isinstance(row["verdict"], str)
        cell = tuple(row[name] for name in ("benefit_id", "fiscal_year", "period", "beneficiary_id"))
        found[cell] = int(row["verified_minor"]) if confirmed else None if waits else 0
    return found


def _to_book(rows: tuple[SavingRow, ...]) -> list[Disagreement]:
    """Return what the council has resolved and no budget change carries out yet."""
    resolved = [row for row in rows if row.state == PostingState.APPROVED]
    return [_of(Check.TO_BOOK, row, 0, row.distributable_minor) for row in resolved]


def _of(check: Check, row: SavingRow, stands: int, wanted: int) -> Disagreement:
    return Disagreement(check, row.unit, row.on, stands, wanted, row.lot_id, row.benefit, row.transaction_id)


def _owed(at: LookedAt, account: Account, check: Check) -> list[Disagreement]:
    """Return what is owed and not paid, by unit and saving."""
    rows = moved(at.ledger.postings)
    rows = rows[(rows["account"] == account).to_numpy(dtype=bool)]
    found = []
    for (unit, lot), group in rows.groupby(["unit_id", "lot_id"], dropna=False):
        total = int(group["amount_minor"].sum())
        if total:
            lot_id = lot if isinstance(lot, str) else None
            found.append(Disagreement(check, at.unit(unit), min(group["on"]), total, 0, lot_id))
    return found
