"""Which kroner of the reinvestment ledger were given back to be used again, and which were spent."""

import pandas as pd

from data.money_vocabulary import MOVES_MONEY, Account
from data.reinvestment_vocabulary import TransactionKind
from metrics.price_level import in_prices_of
from metrics.reinvestment_scope import LookedAt

GIVEN_TO = frozenset({Account.INITIATOR, Account.BEARER_COMPENSATION, Account.COMMON_FUND, Account.USE})
"""Accounts that a shared saving reaches to be used again; what stays cut is not among them."""
SHARING = frozenset({TransactionKind.ALLOCATION, TransactionKind.REVERSAL})


def moved(postings: pd.DataFrame) -> pd.DataFrame:
    """Return the postings that moved money."""
    return postings[postings["state"].isin(list(MOVES_MONEY))].reset_index(drop=True)


def returned(postings: pd.DataFrame) -> pd.DataFrame:
    """Return the postings by which savings were given back to be used again, less what was taken back since.

    An instalment on a loan is given back too: the saving paid it, and the innovation fund lends it anew.

    Args:
        postings: POSTINGS.
    """
    rows = moved(postings)
    chosen = rows["kind"].isin(list(SHARING)) & rows["account"].isin(list(GIVEN_TO)) & rows["lot_id"].notna()
    return rows[chosen.to_numpy(dtype=bool)]


def spent(postings: pd.DataFrame) -> pd.DataFrame:
    """Return the postings by which reinvested savings paid for something, less what was taken back since."""
    rows = moved(postings)
    return rows[((rows["account"] == Account.USE) & rows["lot_id"].notna()).to_numpy(dtype=bool)]


def priced(rows: pd.DataFrame, at: LookedAt) -> int | None:
    """Return the sum of postings in the prices of the year looked at; None where the growth between is unknown."""
    year = at.register.quarter.year
    amounts = in_prices_of(year, rows["amount_minor"], rows["price_year"], at.register.parameters)["amount_minor"]
    return None if amounts.isna().any() else int(amounts.sum())
