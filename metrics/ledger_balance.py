"""What the reinvestment ledger holds on a day: by account and unit, by the saving each krone came from, and by year.

POSTINGS rows: posting_id, transaction_id, account, unit_id (missing: the municipality), amount_minor (Int64), lot_id
(the saving that the kroner came from; missing where they came from none, such as a loan), on (date), state. A debit is
positive and fills the account, a credit is negative and empties it; within a transaction they sum to 0. Only states in
`MOVES_MONEY` count in a balance: what is proposed, approved or rejected has moved nothing.
"""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from data.money_vocabulary import MAY_BE_BELOW_ZERO, MOVES_MONEY, Account, PostingState

_PLACE = ["account", "unit_id"]


def balances(postings: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return what each account of each unit holds at the end of a day; + is money there, on `saving` - is given out.

    Args:
        postings: POSTINGS.
        on: The day, itself included.

    Returns:
        Indexed by account, unit_id (NaN is the municipality): amount_minor, Int64. An account without postings has no
        row; one that was emptied has 0.
    """
    return _summed(_moved(postings, on), _PLACE, "amount_minor")


def unbalanced(postings: pd.DataFrame) -> pd.DataFrame:
    """Return the transactions whose debits and credits differ, whatever their state; none is the promise.

    Returns:
        Indexed by transaction_id: debit_minor and credit_minor (both positive) and difference_minor (debit - credit).
        A transaction with a missing amount is there too, with <NA>.
    """
    amounts = postings["amount_minor"].astype("Int64")
    sides = postings.assign(debit_minor=amounts.clip(lower=0), credit_minor=(-amounts).clip(lower=0))
    groups = sides.groupby("transaction_id")[["debit_minor", "credit_minor"]]
    sums = groups.sum().where(groups.count().eq(groups.size(), axis=0))
    sums["difference_minor"] = sums["debit_minor"] - sums["credit_minor"]
    return sums[sums["difference_minor"].ne(0).fillna(True)]


def overdrawn(postings: pd.DataFrame) -> pd.DataFrame:
    """Return each day on which an account of a unit ended below zero; only those that money comes from may.

    Returns:
        account, unit_id, on, amount_minor (Int64, negative), by day.
    """
    moved = _moved(postings, date.max)
    moved = moved[~moved["account"].isin(list(MAY_BE_BELOW_ZERO))]
    daily = _summed(moved, [*_PLACE, "on"], "amount_minor").sort_index(level="on").reset_index()
    daily["amount_minor"] = daily.groupby(_PLACE, dropna=False)["amount_minor"].cumsum()
    return daily[daily["amount_minor"] < 0].reset_index(drop=True)


class NotEnough(ValueError):
    """More was to be spent than the account holds; `short_minor` is what is missing."""

    def __init__(self, short_minor: int) -> None:
        """Keep what is missing, for the person who is told."""
        super().__init__(f"short by {short_minor} minor units")
        self.short_minor = short_minor


def drawn(lots: Iterable[tuple[str, int]], amount_minor: int) -> tuple[tuple[str, int], ...]:
    """Return what each saving pays of an amount, the oldest first (FIFO); the parts sum to the amount.

    Args:
        lots: lot_id and the minor units left of it in the account, the oldest first.
        amount_minor: What is spent, above 0.

    Returns:
        lot_id and minor units, above 0.

    Raises:
        ValueError: The amount is 0 or below.
        NotEnough: The lots hold less.

    Source:
        Brobygger's own definition: what is spent is traced to its lots, the first first.
    """
    if amount_minor <= 0:
        raise ValueError(f"cannot spend {amount_minor}")
    parts = []
    for lot_id, left_minor in lots:
        part = min(left_minor, amount_minor)
        if part > 0:
            parts.append((lot_id, part))
            amount_minor -= part
    if amount_minor:
        raise NotEnough(amount_minor)
    return tuple(parts)


def year_end(postings: pd.DataFrame, year: int, accounts: Iterable[Account]) -> pd.DataFrame:
    """Return what became of each account's money in a year, by unit.

    opening + received - spent - lapsed - taken_back = carried_over.

    Args:
        postings: POSTINGS.
        year: The calendar year, which is the fiscal year.
        accounts: The accounts to tell of.

    Returns:
        Indexed by account, unit_id: opening_minor, received_minor, spent_minor, lapsed_minor, taken_back_minor (contra
        entries and what was moved elsewhere) and carried_over_minor, all Int64 and positive as named.
    """
    moved = _moved(postings, date(year, 12, 31))
    moved = moved[moved["account"].isin(list(accounts))]
    amounts, now = moved["amount_minor"], moved["on"].map(lambda day: day.year == year).astype(bool)
    out, state = now & (amounts < 0), moved["state"]
    spent, lapsed = out & (state == PostingState.SPENT), out & (state == PostingState.LAPSED)
    kinds = {
        "opening_minor": amounts.where(~now, 0),
        "received_minor": amounts.where(now & (amounts > 0), 0),
        "spent_minor": -amounts.where(spent, 0),
        "lapsed_minor": -amounts.where(lapsed, 0),
        "taken_back_minor": -amounts.where(out & ~spent & ~lapsed, 0),
        "carried_over_minor": amounts,
    }
    return moved[_PLACE].assign(**kinds).groupby(_PLACE, dropna=False).sum()


def _moved(postings: pd.DataFrame, on: date) -> pd.DataFrame:
    """What moved money up to a day; a posting without an amount is a broken promise and breaks here."""
    amounts = postings["amount_minor"].astype("Int64")
    if amounts.isna().any():
        raise ValueError("a posting has no amount")
    days = pd.Series([day <= on for day in postings["on"]], index=postings.index, dtype=bool)
    counts = days & postings["state"].isin(list(MOVES_MONEY))
    return postings.assign(amount_minor=amounts)[counts]


def _summed(rows: pd.DataFrame, by: list[str], column: str) -> pd.DataFrame:
    return rows.groupby(by, dropna=False)[[column]].sum()
