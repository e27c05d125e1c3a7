"""How far agreements have come: what is claimed, what is paid, and what is left of each."""

import pandas as pd

from data.money_vocabulary import MOVES_MONEY, Account
from metrics.reinvestment_tables import ReinvestmentTables


def agreements_now(tables: ReinvestmentTables) -> pd.DataFrame:
    """Return each agreement with how far it has come, the oldest first.

    Returns:
        AGREEMENTS, and in minor units: claimed_minor, paid_minor (to an own unit of what it claimed, or to another
        legal entity), outstanding_minor (claimed by an own unit and not paid; 0 for another's) and left_minor (agreed,
        and neither claimed nor paid).
    """
    moved = tables.postings[tables.postings["state"].isin(list(MOVES_MONEY)) & tables.postings["agreement_id"].notna()]
    claims = moved[moved["account"] == Account.CLAIM]
    used = moved[(moved["account"] == Account.USE) & moved["party_id"].notna()]
    found = tables.agreements.sort_values(["agreed_on", "agreement_id"]).set_index("agreement_id")
    amounts = {
        "claimed_minor": claims[claims["amount_minor"] > 0],
        "of_claims": claims[claims["amount_minor"] < 0].assign(amount_minor=lambda rows: -rows["amount_minor"]),
        "to_others": used,
    }
    for name, rows in amounts.items():
        sums = rows.groupby("agreement_id")["amount_minor"].sum().astype("int64")
        found[name] = sums.reindex(found.index, fill_value=0)
    found["paid_minor"] = found["of_claims"] + found["to_others"]
    found["outstanding_minor"] = found["claimed_minor"] - found["of_claims"]
    found["left_minor"] = found["amount_minor"] - found["claimed_minor"] - found["to_others"]
    return found.drop(columns=["of_claims", "to_others"]).reset_index()
