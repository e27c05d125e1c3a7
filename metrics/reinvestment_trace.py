"""Where each krone of a saving went: from the saving by its rule and account to what it paid for."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.money_vocabulary import MOVES_MONEY


@dataclass(frozen=True)
class Trace:
    """One posting of a saving's kroner: + came to the account, - left it.

    `purpose` and `initiative_id` are what was paid for; `changes` the references of the budget changes that carried it
    out; `resolution` what it stands on.
    """

    lot_id: str
    transaction_id: str
    kind: str
    on: date
    account: str
    unit_id: str | None
    amount_minor: int
    resolution: str | None
    purpose: str | None
    initiative_id: str | None
    changes: tuple[str, ...]


def traced(
    postings: pd.DataFrame, transactions: pd.DataFrame, changes: pd.DataFrame, lot_ids: frozenset[str] | None = None
) -> tuple[Trace, ...]:
    """Return what became of savings, by saving, then in the order in which it happened.

    Args:
        postings: POSTINGS; only what moved money is told.
        transactions: TRANSACTIONS.
        changes: POSTING_CHANGES.
        lot_ids: The savings; None is all of them.
    """
    rows = postings[postings["state"].isin(list(MOVES_MONEY)) & postings["lot_id"].notna()]
    if lot_ids is not None:
        rows = rows[rows["lot_id"].isin(list(lot_ids))]
    heads = transactions.set_index("transaction_id")
    references = {
        place: tuple(sorted(set(one["reference"]))) for place, one in changes.groupby(["transaction_id", "number"])
    }
    found = []
    for row in rows.sort_values(["lot_id", "on", "transaction_id", "number"]).to_dict("records"):
        head = heads.loc[row["transaction_id"]]
        found.append(
            Trace(
                lot_id=row["lot_id"],
                transaction_id=row["transaction_id"],
                kind=row["kind"],
                on=row["on"],
                account=row["account"],
                unit_id=_known(row["unit_id"]),
                amount_minor=int(row["amount_minor"]),
                resolution=_known(head["resolution"]),
                purpose=_known(head["purpose"]),
                initiative_id=_known(head["initiative_id"]),
                changes=references.get((row["transaction_id"], row["number"]), ()),
            )
        )
    return tuple(found)


def _known(cell: object) -> str | None:
    return None if cell is None or pd.isna(cell) else str(cell)  # type: ignore[call-overload] # any cell of a table
