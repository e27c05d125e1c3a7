"""What the reinvestment ledger holds where: by account and unit through the year, and each loan of the fund."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.money_vocabulary import Account
from metrics.innovation_fund import Loan, loan_balances
from metrics.ledger_balance import year_end
from metrics.reinvestment_money import moved
from metrics.reinvestment_scope import LookedAt

HOLDS = (
    Account.INITIATOR,
    Account.COMMON_FUND,
    Account.BEARER_COMPENSATION,
    Account.INNOVATION_FUND,
    Account.KEPT_AS_CUT,
    Account.LOAN,
    Account.RECEIVABLE,
    Account.CLAIM,
)
"""Accounts that tell what is there, or owed, in the order shown."""
COLUMNS = ("opening", "received", "spent", "lapsed", "taken_back", "carried_over")


@dataclass(frozen=True)
class Holding:
    """What an account of a unit held at the end of the quarter, and what became of it since the year began.

    `unit` is the unit as it may be named; None is the municipality. Minor units, positive as named:
    opening + received - spent - lapsed - taken_back = left.
    """

    account: str
    unit: str | None
    opening_minor: int
    received_minor: int
    spent_minor: int
    lapsed_minor: int
    taken_back_minor: int
    left_minor: int


@dataclass(frozen=True)
class LoanStanding:
    """How a loan of the innovation fund stands at the end of the quarter, in minor units."""

    loan_id: str
    unit: str | None
    purpose: str | None
    lent_minor: int
    repaid_minor: int
    outstanding_minor: int
    overdue_minor: int


def holdings(at: LookedAt) -> tuple[Holding, ...]:
    """Return what each account holds, by account and unit; units that may not be named are told with one above them."""
    year = at.register.quarter.year
    rows = year_end(at.ledger.postings, year, HOLDS).reset_index()
    rows["unit"] = [at.unit(unit) or "" for unit in rows["unit_id"]]
    names = [f"{name}_minor" for name in COLUMNS]
    sums = rows.groupby(["account", "unit"], sort=False)[names].sum().reset_index()
    found = [
        Holding(str(row["account"]), row["unit"] or None, *(int(row[name]) for name in names))
        for row in sums.to_dict("records")
    ]
    order = {account: place for place, account in enumerate(HOLDS)}
    return tuple(sorted(found, key=lambda one: (order[Account(one.account)], one.unit or "")))


def loans(at: LookedAt) -> tuple[LoanStanding, ...]:
    """Return how each loan stands, the oldest first."""
    last = at.register.quarter.last_day
    found = []
    for row in at.ledger.loans.sort_values(["paid_out_on", "loan_id"]).to_dict("records"):
        if row["paid_out_on"] <= last:
            found.append(_standing(at, row))
    return tuple(found)


def _standing(at: LookedAt, row: Mapping[Hashable, Any]) -> LoanStanding:
    loan_id, last = str(row["loan_id"]), at.register.quarter.last_day
    due = at.ledger.instalments[(at.ledger.instalments["loan_id"] == loan_id).to_numpy(dtype=bool)]
    plan = tuple((day, int(amount)) for day, amount in zip(due["due_on"], due["amount_minor"], strict=True))
    loan = Loan(loan_id, str(row["unit_id"]), int(row["amount_minor"]), row["paid_out_on"], plan)
    rows = moved(at.ledger.postings)
    of_loan = rows[((rows["account"] == Account.LOAN) & (rows["loan_id"] == loan_id)).to_numpy(dtype=bool)]
    back = of_loan[of_loan["amount_minor"].lt(0).to_numpy(dtype=bool)]
    table = loan_balances(loan, tuple((day, -int(m)) for day, m in zip(back["on"], back["amount_minor"], strict=True)))
    now = table[[day <= last for day in table.index]].iloc[-1]
    return LoanStanding(
        loan_id,
        at.unit(loan.unit_id),
        _purpose(at, of_loan),
        loan.amount_minor,
        int(now["repaid_minor"]),
        int(now["outstanding_minor"]),
        int(now["overdue_minor"]),
    )


def _purpose(at: LookedAt, of_loan: pd.DataFrame) -> str | None:
    """Return what a loan was given for, as whoever lent it wrote."""
    lent = of_loan.loc[of_loan["amount_minor"].gt(0).to_numpy(dtype=bool), "transaction_id"]
    heads = at.ledger.transactions[at.ledger.transactions["transaction_id"].isin(list(lent))]
    return next((str(one) for one in heads["purpose"] if isinstance(one, str)), None)
