"""What somebody who books in the reinvestment ledger can name: the budget changes that raised a budget."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import BigInteger, Select, cast, func, select

from data.access import Principal, reading, visible
from data.asked import KEPT, MUNICIPALITY
from data.frames import frame
from data.importers.force import counts
from data.reinvestment_vocabulary import FILLED_BY_A_CHANGE
from data.schema.ledger import BudgetChange
from data.schema.reinvestment_ledger import PostingChange, ReinvestmentPosting
from data.vocabulary import Right


def raised_changes(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the decided changes that raised a budget, the newest first, for who may book.

    Returns:
        change_id, reference, decided_on, fiscal_year, unit_id, amount_minor (above 0) and used_minor: what accounts of
        the ledger were filled with of it.
    """
    with reading(principal) as session:
        return frame(session, _raised(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _raised(principal: Principal) -> Select[*tuple[Any, ...]]:
    part, posting = PostingChange, ReinvestmentPosting
    used = (
        select(func.coalesce(cast(func.sum(part.amount_minor), BigInteger), 0))
        .join(
            posting,
            (posting.municipality_id == part.municipality_id)
            & (posting.transaction_id == part.transaction_id)
            & (posting.number == part.number),
        )
        .where(
            part.municipality_id == BudgetChange.municipality_id,
            part.change_id == BudgetChange.change_id,
            part.amount_minor > 0,
            posting.account.in_(sorted(FILLED_BY_A_CHANGE)),
            visible(principal, part.municipality_id, right=Right.BOOK),
        )
        .correlate(BudgetChange)
        .scalar_subquery()
    )
    names = ("change_id", "reference", "decided_on", "fiscal_year", "unit_id", "amount_minor")
    return (
        select(*(getattr(BudgetChange, name) for name in names), used.label("used_minor"))
        .where(
            visible(principal, BudgetChange.municipality_id, right=Right.BOOK),
            BudgetChange.municipality_id == MUNICIPALITY,
            BudgetChange.amount_minor > 0,
            counts(BudgetChange),
        )
        .order_by(BudgetChange.decided_on.desc(), BudgetChange.reference, BudgetChange.change_id)
    )
