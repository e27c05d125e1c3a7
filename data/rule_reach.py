"""How far back a version of the rules may reach: not to savings that are shared by another version."""

from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from data.money_vocabulary import PostingState
from data.schema.reinvestment import SavingLot
from data.schema.reinvestment_ledger import ReinvestmentEvent, SavingSplit


def shared_since(session: Session, municipality_id: str, valid_from: date) -> tuple[int, int] | None:
    """Return year and period of the last saving shared already whose period ended on a day or later; None: none is.

    What was rejected is shared by no rule.
    """
    refused = select(ReinvestmentEvent.transaction_id).where(
        ReinvestmentEvent.municipality_id == municipality_id, ReinvestmentEvent.state == PostingState.REJECTED
    )
    in_year = and_(SavingLot.fiscal_year == valid_from.year, SavingLot.period >= valid_from.month)
    row = session.execute(
        select(SavingLot.fiscal_year, SavingLot.period)
        .join(
            SavingSplit,
            and_(SavingSplit.municipality_id == SavingLot.municipality_id, SavingSplit.lot_id == SavingLot.lot_id),
        )
        .where(SavingLot.municipality_id == municipality_id, SavingSplit.transaction_id.not_in(refused))
        .where(or_(SavingLot.fiscal_year > valid_from.year, in_year))
        .order_by(SavingLot.fiscal_year.desc(), SavingLot.period.desc())
        .limit(1)
    ).first()
    return None if row is None else (row.fiscal_year, row.period)
