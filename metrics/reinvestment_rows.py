"""Each saving of the ledger as a row: what was verified of it, how it was shared, and how far it has come."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.money_vocabulary import Account, PostingState
from data.reinvestment_vocabulary import TransactionKind
from data.vocabulary import Grain
from metrics.reinvestment_money import GIVEN_TO, SHARING, moved
from metrics.reinvestment_scope import LookedAt

WAITING = (PostingState.PROPOSED, PostingState.APPROVED)
"""States in which somebody has to decide: the council, then whoever books."""


@dataclass(frozen=True)
class SavingRow:
    """A saving: one benefit, one period. Amounts are minor units of its own year.

    `state` and `on` are those of its last proposal that was not rejected, else of the rejected one. `verified_minor`
    and `distributable_minor` are as it stands shared now. `returned_minor`, `spent_minor` and `kept_minor` are 0 until
    it is booked; `owed_minor` is what who spent it owes after a revision.
    """

    lot_id: str
    transaction_id: str
    benefit_id: str
    benefit: str
    initiative_id: str
    unit: str | None
    fiscal_year: int
    period: int
    grain: Grain
    state: PostingState
    on: date
    verified_minor: int
    distributable_minor: int
    kept_minor: int
    returned_minor: int
    spent_minor: int
    owed_minor: int


def saving_rows(at: LookedAt) -> tuple[SavingRow, ...]:
    """Return the savings that were proposed by the end of the quarter, the oldest first."""
    heads = at.ledger.transactions.set_index("transaction_id")
    savings = at.ledger.savings.assign(kind=at.ledger.savings["transaction_id"].map(heads["kind"]))
    savings = savings[savings["kind"].isin(list(SHARING)).to_numpy(dtype=bool)]
    rows = [_row(at, str(lot), group, heads) for lot, group in savings.groupby("lot_id", sort=False)]
    return tuple(sorted(rows, key=lambda row: (row.fiscal_year, row.period, row.benefit_id)))


def _row(at: LookedAt, lot_id: str, splits: pd.DataFrame, heads: pd.DataFrame) -> SavingRow:
    proposals = splits[(splits["kind"] == TransactionKind.ALLOCATION).to_numpy(dtype=bool)]
    states = [heads.loc[one, "state"] for one in proposals["transaction_id"]]
    standing = [place for place, state in enumerate(states) if state != PostingState.REJECTED]
    head = proposals.iloc[standing[-1] if standing else -1]
    now = splits.iloc[-1] if standing else head
    benefit = at.register.benefits.set_index("benefit_id").loc[head["benefit_id"]]
    return SavingRow(
        lot_id=lot_id,
        transaction_id=str(head["transaction_id"]),
        benefit_id=str(head["benefit_id"]),
        benefit=str(benefit["name"]),
        initiative_id=str(head["initiative_id"]),
        unit=at.unit(heads.loc[head["transaction_id"], "unit_id"]),
        fiscal_year=int(head["fiscal_year"]),
        period=int(head["period"]),
        grain=Grain(benefit["grain"]),
        state=PostingState(heads.loc[head["transaction_id"], "state"]),
        on=heads.loc[head["transaction_id"], "on"],
        verified_minor=int(now["gross_minor"]),
        distributable_minor=int(now["distributable_minor"]),
        **_sums(at, lot_id),
    )


def _sums(at: LookedAt, lot_id: str) -> dict[str, int]:
    rows = moved(at.ledger.postings)
    rows = rows[(rows["lot_id"] == lot_id).to_numpy(dtype=bool)]
    shared = rows[rows["kind"].isin(list(SHARING)).to_numpy(dtype=bool)]
    chosen = {
        "kept_minor": rows["account"] == Account.KEPT_AS_CUT,
        "spent_minor": rows["account"] == Account.USE,
        "owed_minor": rows["account"] == Account.RECEIVABLE,
    }
    sums = {name: int(rows.loc[which.to_numpy(dtype=bool), "amount_minor"].sum()) for name, which in chosen.items()}
    back = shared["account"].isin(list(GIVEN_TO)).to_numpy(dtype=bool)
    return sums | {"returned_minor": int(shared.loc[back, "amount_minor"].sum())}


def waiting(rows: tuple[SavingRow, ...]) -> tuple[SavingRow, ...]:
    """Return the savings that wait: first those for the council, then those for their budget changes."""
    return tuple(
        sorted((row for row in rows if row.state in WAITING), key=lambda row: (WAITING.index(row.state), row.on))
    )
