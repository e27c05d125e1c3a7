"""Which savings were paid for by older, reinvested ones: what they give is not counted as new own money again."""

from dataclasses import dataclass

import pandas as pd

from data.money_vocabulary import MOVES_MONEY
from metrics.reinvestment_tables import ReinvestmentTables


@dataclass(frozen=True)
class OwnMoney:
    """What booked savings give, in minor units: new own money, and what older savings were spent to get."""

    new_minor: int
    of_savings_minor: int


def sources_of(sources: pd.DataFrame, lot_id: str | None = None) -> dict[str, list[str]]:
    """Return the savings that paid for each saving, both by id; only one saving's where `lot_id` is told."""
    rows = sources if lot_id is None else sources[sources["lot_id"] == lot_id]
    return {str(lot): sorted(one["source_lot_id"]) for lot, one in rows.groupby("lot_id")}


def own_money(tables: ReinvestmentTables) -> OwnMoney:
    """Return what booked savings give now, after what was revised, and how much of it is new own money.

    A saving whose initiative was paid for by a reinvested saving, wholly or in part, is none of it: the kroner that it
    frees are what came of kroner that were counted when they were first freed.

    Source:
        Brobygger's own definition: a saving financed by a saving carries its source.
    """
    booked = tables.transactions[tables.transactions["state"].isin(list(MOVES_MONEY))]["transaction_id"]
    rows = tables.savings[tables.savings["transaction_id"].isin(booked)].sort_values("transaction_id")
    given = rows.groupby("lot_id").last()["distributable_minor"].astype("int64")
    again = given.index.isin(list(tables.sources["lot_id"]))
    return OwnMoney(int(given[~again].sum()), int(given[again].sum()))
