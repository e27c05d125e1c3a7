"""One saving from where it came from to what it paid for: every krone of it, and what that gave in turn."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.benefit_vocabulary import BenefitType, Verdict
from data.money_vocabulary import Account
from data.reinvestment_vocabulary import TransactionKind
from metrics.reinvestment import Saving, Split, split
from metrics.reinvestment_money import SHARING
from metrics.reinvestment_rows import SavingRow, saving_rows
from metrics.reinvestment_rules import RuleVersion
from metrics.reinvestment_scope import LookedAt
from metrics.reinvestment_trace import Trace, traced
from metrics.rule_rows import rule_versions


@dataclass(frozen=True)
class Origin:
    """What a saving was verified by: who looked, and what they found; None where it is not told to whoever asks."""

    entered_role: str | None
    verifier_role: str | None
    verified_minor: int | None
    revision: int


@dataclass(frozen=True)
class Movement:
    """One posting of the saving, with its unit as it may be named; `initiative` is the name of what was paid for."""

    trace: Trace
    unit: str | None
    initiative: str | None


@dataclass(frozen=True)
class Use:
    """What the saving paid for, in minor units, and the savings that it gave in turn."""

    amount_minor: int
    on: date
    purpose: str | None
    initiative_id: str | None
    initiative: str | None
    kind: str
    gave: tuple[SavingRow, ...]


@dataclass(frozen=True)
class Krone:
    """One saving, free of language.

    Attributes:
        row: The saving as it stands.
        initiative: The name of the initiative that it came of.
        origin: What it was verified by.
        rule: The version of the rules that it was shared by.
        split: How it was worked out by that version, as it stands now.
        resolutions: What the council resolved about it.
        changes: References of the budget changes that carry the sharing out.
        movements: Every posting that moved money of it, in the order in which it happened.
        uses: What it paid for.
        paid_by: The older savings that paid for the initiative that it came of.
        rejected: Why an earlier proposal of it was rejected; None where texts are not for whoever asks.
    """

    row: SavingRow
    initiative: str
    origin: Origin
    rule: RuleVersion
    split: Split
    resolutions: tuple[str, ...]
    changes: tuple[str, ...]
    movements: tuple[Movement, ...]
    uses: tuple[Use, ...]
    paid_by: tuple[SavingRow, ...]
    rejected: tuple[str | None, ...]


def krone(at: LookedAt, lot_id: str) -> Krone | None:
    """Return everything that is known of a saving; None where the ledger looked at has none of that id."""
    rows = {row.lot_id: row for row in saving_rows(at)}
    row = rows.get(lot_id)
    if row is None:
        return None
    names = dict(zip(at.register.initiatives["initiative_id"], at.register.initiatives["name"], strict=True))
    stored = _stored(at, lot_id)
    rule = next(one for one in rule_versions(at.ledger.rules) if one.valid_from == stored["rule_valid_from"])
    steps = traced(at.ledger.postings, at.ledger.transactions, at.ledger.changes, frozenset({lot_id}))
    return Krone(
        row=row,
        initiative=str(names.get(row.initiative_id, row.initiative_id)),
        origin=_origin(at, str(stored["measurement_id"])),
        rule=rule,
        split=split(_saving(stored, row), rule),
        resolutions=_resolutions(at, lot_id),
        changes=tuple(dict.fromkeys(one for step in steps if step.kind in SHARING for one in step.changes)),
        movements=tuple(Movement(one, at.unit(one.unit_id), names.get(one.initiative_id)) for one in steps),
        uses=_uses(at, steps, rows, names),
        paid_by=tuple(rows[one] for one in _linked(at, lot_id, "lot_id", "source_lot_id") if one in rows),
        rejected=_rejected(at, lot_id),
    )


def _stored(at: LookedAt, lot_id: str) -> Mapping[Hashable, Any]:
    """Return how the saving stands worked out: by its last proposal that stands, or its last revision."""
    heads = at.ledger.transactions.set_index("transaction_id")
    splits = at.ledger.savings[(at.ledger.savings["lot_id"] == lot_id).to_numpy(dtype=bool)].to_dict("records")
    shared = [one for one in splits if heads.loc[one["transaction_id"], "kind"] in SHARING]
    standing = [one for one in shared if heads.loc[one["transaction_id"], "state"] != "rejected"]
    return (standing or shared)[-1]


def _saving(stored: Mapping[Hashable, Any], row: SavingRow) -> Saving:
    """Return the saving as it stood when it was shared: it was found to be cashable, verified and booked then."""
    return Saving(
        benefit_id=row.benefit_id,
        fiscal_year=row.fiscal_year,
        period=row.period,
        year_number=int(stored["year_number"]),
        unit_id=row.unit or "",
        benefit_type=BenefitType.CASH,
        gross_minor=int(stored["gross_minor"]),
        operating_cost_minor=int(stored["operating_cost_minor"]),
        loss_carried_minor=int(stored["loss_carried_minor"]),
        booked_reduction_minor=int(stored["booked_reduction_minor"]),
        owner_id="owner",
        verifier_id="verifier",
        instalment_due_minor=int(stored["instalment_due_minor"]),
        initiator_before_minor=int(stored["initiator_before_minor"]),
        at_minimum_staffing=bool(stored["at_minimum_staffing"]),
        bearer_to_compensate=bool(stored["bearer_to_compensate"]),
    )


def _origin(at: LookedAt, measurement_id: str) -> Origin:
    told = at.register.measurements
    found = told[(told["measurement_id"] == measurement_id).to_numpy(dtype=bool)].to_dict("records")
    if not found:  # a newer revision stands in the register
        return Origin(None, None, None, 1)
    row = found[0]
    confirmed = row["verdict"] == Verdict.CONFIRMED
    return Origin(
        _text(row.get("entered_role")),
        _text(row.get("verifier_role")) if confirmed else None,
        int(row["verified_minor"]) if confirmed and not pd.isna(row["verified_minor"]) else None,
        int(row.get("revision") or 1),
    )


def _resolutions(at: LookedAt, lot_id: str) -> tuple[str, ...]:
    """Return the resolutions that the sharing stands on, each once."""
    heads = at.ledger.transactions.set_index("transaction_id")
    rows = at.ledger.savings[(at.ledger.savings["lot_id"] == lot_id).to_numpy(dtype=bool)]
    found = [heads.loc[one, "resolution"] for one in rows["transaction_id"]]
    return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))


def _uses(
    at: LookedAt, steps: tuple[Trace, ...], rows: Mapping[str, SavingRow], names: Mapping[object, str]
) -> tuple[Use, ...]:
    found = []
    for one in steps:
        if one.account == Account.USE and one.amount_minor > 0:
            gave = tuple(
                rows[lot]
                for lot in _linked(at, one.lot_id, "source_lot_id", "lot_id")
                if lot in rows and rows[lot].initiative_id == one.initiative_id
            )
            kind = TransactionKind.REPAYMENT if one.kind == TransactionKind.ALLOCATION else one.kind
            name = names.get(one.initiative_id)
            found.append(Use(one.amount_minor, one.on, one.purpose, one.initiative_id, name, str(kind), gave))
    return tuple(found)


def _linked(at: LookedAt, lot_id: str, here: str, there: str) -> list[str]:
    rows = at.ledger.sources
    return sorted(set(rows.loc[(rows[here] == lot_id).to_numpy(dtype=bool), there]))


def _rejected(at: LookedAt, lot_id: str) -> tuple[str | None, ...]:
    heads = at.ledger.transactions.set_index("transaction_id")
    rows = at.ledger.savings[(at.ledger.savings["lot_id"] == lot_id).to_numpy(dtype=bool)]
    found = [heads.loc[one] for one in rows["transaction_id"]]
    return tuple(_text(one["reason"]) for one in found if one["state"] == "rejected")


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


@dataclass(frozen=True)
class PaidFor:
    """A saving that paid for an initiative: how much, and when first."""

    row: SavingRow
    amount_minor: int
    on: date


@dataclass(frozen=True)
class Back:
    """An initiative as the ledger knows it: the savings that paid for it, and those that came of it."""

    paid_by: tuple[PaidFor, ...]
    came_of: tuple[SavingRow, ...]


def back(at: LookedAt, initiative_id: str) -> Back:
    """Return the way back from an initiative to the savings behind it and before it, the oldest first."""
    rows = {row.lot_id: row for row in saving_rows(at)}
    came = tuple(row for row in rows.values() if row.initiative_id == initiative_id)
    return Back(_paid_for(at, initiative_id, rows), came)


def _paid_for(at: LookedAt, initiative_id: str, rows: Mapping[str, SavingRow]) -> tuple[PaidFor, ...]:
    steps = traced(at.ledger.postings, at.ledger.transactions, at.ledger.changes)
    sums: dict[str, int] = {}
    first: dict[str, date] = {}
    for one in steps:
        if one.account == Account.USE and one.initiative_id == initiative_id and one.lot_id in rows:
            sums[one.lot_id] = sums.get(one.lot_id, 0) + one.amount_minor
            first.setdefault(one.lot_id, one.on)
    return tuple(PaidFor(rows[lot], amount, first[lot]) for lot, amount in sums.items())
