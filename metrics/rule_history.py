"""The savings that a comparison of rules is made on: those of the ledger, each as it stands shared now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.benefit_vocabulary import BenefitType
from data.money_vocabulary import PostingState
from metrics.reinvestment import Saving
from metrics.reinvestment_columns import SAVINGS, TRANSACTIONS
from metrics.tables import require


@dataclass(frozen=True)
class History:
    """The savings in the order of the ledger, and the years of those whose proposals were all rejected."""

    savings: tuple[Saving, ...]
    rejected_years: tuple[int, ...]


def history(savings: pd.DataFrame, transactions: pd.DataFrame) -> History:
    """Return each verified saving once, as its last revision left it; what was rejected is counted apart.

    Args:
        savings: SAVINGS; the rows of a saving in the order in which they were entered.
        transactions: TRANSACTIONS.

    Returns:
        A saving was cashable and verified by another than its owner, or it would not be in the ledger.
    """
    require(savings, SAVINGS)
    require(transactions, TRANSACTIONS)
    heads = transactions[["transaction_id", "state", "unit_id"]]
    rows = savings.merge(heads, on="transaction_id", how="left", validate="one_to_one")
    standing = rows[rows["state"] != PostingState.REJECTED].drop_duplicates("lot_id", keep="last")
    rejected = rows[~rows["lot_id"].isin(standing["lot_id"])].drop_duplicates("lot_id")
    found = tuple(_saving(row) for row in standing.to_dict("records"))
    return History(found, tuple(int(year) for year in rejected["fiscal_year"]))


def _saving(row: Mapping[Any, Any]) -> Saving:
    return Saving(
        benefit_id=row["benefit_id"],
        fiscal_year=int(row["fiscal_year"]),
        period=int(row["period"]),
        year_number=int(row["year_number"]),
        unit_id=row["unit_id"],
        benefit_type=BenefitType.CASH,
        gross_minor=int(row["gross_minor"]),
        operating_cost_minor=int(row["operating_cost_minor"]),
        loss_carried_minor=int(row["loss_carried_minor"]),
        booked_reduction_minor=int(row["booked_reduction_minor"]),
        owner_id="owner",
        verifier_id="another",
        already_used=True,
        instalment_due_minor=int(row["instalment_due_minor"]),
        initiator_before_minor=int(row["initiator_before_minor"]),
        at_minimum_staffing=bool(row["at_minimum_staffing"]),
        bearer_to_compensate=bool(row["bearer_to_compensate"]),
    )
