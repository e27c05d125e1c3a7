"""Which verified measurements a saving can be proposed from: one's own cashable gains that are not used."""

import pandas as pd

from data.benefit_vocabulary import BenefitType, PartyKind, Verdict
from data.money_vocabulary import PostingState
from metrics.reinvestment_tables import ReinvestmentTables

CELL = ["benefit_id", "fiscal_year", "period", "beneficiary_id"]


def to_share(
    measurements: pd.DataFrame, benefits: pd.DataFrame, parties: pd.DataFrame, ledger: ReinvestmentTables
) -> pd.DataFrame:
    """Return the measurements whose saving nobody has proposed: cash, verified, above 0, in own books.

    What was rejected may be proposed anew.

    Returns:
        The rows of MEASUREMENTS, in the order of benefit, year and period.
    """
    own = parties.loc[parties["kind"] == PartyKind.UNIT, "party_id"]
    cash = benefits.loc[benefits["benefit_type"] == BenefitType.CASH, "benefit_id"]
    rows = measurements[measurements["beneficiary_id"].isin(list(own)) & measurements["benefit_id"].isin(list(cash))]
    rows = rows[(rows["verdict"] == Verdict.CONFIRMED) & (rows["verified_minor"].fillna(0) > 0)]
    states = ledger.transactions.set_index("transaction_id")["state"]
    used = ledger.savings[ledger.savings["transaction_id"].map(states) != PostingState.REJECTED]
    cells = set(zip(*(used[name] for name in CELL), strict=True))
    free = [cell not in cells for cell in zip(*(rows[name] for name in CELL), strict=True)]
    return rows[free].sort_values(CELL)
