"""The innovation fund as it stands and stood: its balance by day, its loans, and what a krone of it gave.

What is paid in is either in the fund or lent: balance + lent = paid in, at the end of every day.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.money_vocabulary import MOVES_MONEY, Account
from data.reinvestment_vocabulary import TransactionKind
from metrics.innovation_fund import Loan, gross_per_krone, loan_balances, net_per_krone
from metrics.reinvestment_tables import ReinvestmentTables

OF_THE_FUND = {"balance_minor": Account.INNOVATION_FUND, "lent_minor": Account.LOAN}


@dataclass(frozen=True)
class LoanNow:
    """A loan on a day; amounts are minor units. `next_due_on` is None where nothing is left to fall due."""

    loan: Loan
    initiative_id: str | None
    purpose: str | None
    repaid_minor: int
    outstanding_minor: int
    overdue_minor: int
    next_due_on: date | None


def fund_balances(tables: ReinvestmentTables) -> pd.DataFrame:
    """Return how the fund stood at the end of each day on which its money moved.

    Returns:
        Indexed by date (`on`), the oldest first: paid_in_minor, balance_minor (in the fund) and lent_minor (not repaid
        yet), all int64 and since the start. Between two dates the earlier row holds.
    """
    moved = _moved(tables)
    moved = moved[moved["account"].isin(list(OF_THE_FUND.values()))]
    daily = {
        name: moved[moved["account"] == account].groupby("on")["amount_minor"].sum()
        for name, account in OF_THE_FUND.items()
    }
    found = pd.DataFrame(daily, index=sorted(set(moved["on"]))).fillna(0).astype("int64").cumsum()
    found.insert(0, "paid_in_minor", found["balance_minor"] + found["lent_minor"])
    return found.rename_axis("on")


def loans_now(tables: ReinvestmentTables, on: date) -> tuple[LoanNow, ...]:
    """Return the loans that were paid out up to a day, the oldest first."""
    rows = tables.loans.sort_values(["paid_out_on", "loan_id"])
    names = ("loan_id", "unit_id", "amount_minor", "paid_out_on")
    loans = [_loan(tables, *row) for row in zip(*(rows[name] for name in names), strict=True)]
    return tuple(_now(tables, loan, on) for loan in loans if loan.paid_out_on <= on)


def _loan(tables: ReinvestmentTables, loan_id: str, unit_id: str, amount_minor: int, paid_out_on: date) -> Loan:
    due = tables.instalments[tables.instalments["loan_id"] == loan_id].sort_values("due_on")
    parts = tuple(zip(due["due_on"], (int(amount) for amount in due["amount_minor"]), strict=True))
    return Loan(loan_id, unit_id, int(amount_minor), paid_out_on, parts)


def _now(tables: ReinvestmentTables, loan: Loan, on: date) -> LoanNow:
    own = _moved(tables)
    own = own[(own["account"] == Account.LOAN) & (own["loan_id"] == loan.loan_id)]
    paid = zip(own["on"], own["amount_minor"], strict=True)
    repayments = tuple((day, -int(amount)) for day, amount in paid if amount < 0 and day <= on)
    stood = loan_balances(loan, repayments)
    last = stood[[day <= on for day in stood.index]].iloc[-1]
    head = _head(tables, own)
    return LoanNow(
        loan=loan,
        initiative_id=head.get("initiative_id"),
        purpose=head.get("purpose"),
        repaid_minor=int(last["repaid_minor"]),
        outstanding_minor=int(last["outstanding_minor"]),
        overdue_minor=int(last["overdue_minor"]),
        next_due_on=_next_due(loan, int(last["repaid_minor"]), on),
    )


def _next_due(loan: Loan, repaid_minor: int, on: date) -> date | None:
    """The first day after `on` on which more falls due than is repaid already."""
    due = 0
    for day, amount in loan.instalments:
        due += amount
        if day > on and due > repaid_minor:
            return day
    return None


def _head(tables: ReinvestmentTables, own: pd.DataFrame) -> dict[str, str | None]:
    """What the transaction that paid a loan out tells of it."""
    lent = own.loc[own["kind"] == TransactionKind.LOAN, "transaction_id"]
    rows = tables.transactions[tables.transactions["transaction_id"].isin(lent)]
    names = ("initiative_id", "purpose")
    return {name: None if pd.isna(row[name]) else str(row[name]) for row in rows.to_dict("records") for name in names}


@dataclass(frozen=True)
class FundReturn:
    """What the fund gave by an initiative (None: by all of them) so far; minor units, and kroner per krone lent."""

    initiative_id: str | None
    gain_minor: int | None
    paid_out_minor: int
    gross: float | None
    net: float | None


def fund_returns(tables: ReinvestmentTables, on: date) -> tuple[FundReturn, ...]:
    """Return what each initiative that the fund lent to gave so far, and last all of them; empty where there is none.

    The gain is what is verified of its savings and booked in own budgets, before the cost of running it; None where
    nothing is yet, and for all of them where one lacks it. Gross and net are told apart: never one for the other.

    Source:
        Welsh Government, Invest-to-Save: 3 gross per krone is 2 net.
    """
    lent: dict[str, int] = {}
    for one in loans_now(tables, on):
        if one.initiative_id is not None:
            lent[one.initiative_id] = lent.get(one.initiative_id, 0) + one.loan.amount_minor
    gains = _gains(tables).reindex(list(lent)).astype("Int64")
    funded = pd.DataFrame({"gain_minor": gains, "paid_out_minor": pd.Series(lent, dtype="int64")})
    total = funded.sum(skipna=False).to_frame().T
    every = pd.concat([funded, total], ignore_index=True).astype("Int64") if lent else funded
    ratios = (gross_per_krone(every), net_per_krone(every))
    rows = zip(
        [*lent, None], every["gain_minor"], every["paid_out_minor"], *(one["value"] for one in ratios), strict=False
    )
    return tuple(
        FundReturn(
            name, None if pd.isna(gain) else int(gain), int(paid), *(None if pd.isna(x) else float(x) for x in per)
        )
        for name, gain, paid, *per in rows
    )


def _gains(tables: ReinvestmentTables) -> pd.Series:
    """What is verified and booked of each initiative's savings, after what was revised; minor units."""
    booked = tables.transactions[tables.transactions["state"].isin(list(MOVES_MONEY))]["transaction_id"]
    rows = tables.savings[tables.savings["transaction_id"].isin(booked)].sort_values("transaction_id")
    return rows.groupby("lot_id").last().groupby("initiative_id")["gross_minor"].sum()


def _moved(tables: ReinvestmentTables) -> pd.DataFrame:
    return tables.postings[tables.postings["state"].isin(list(MOVES_MONEY))]
