"""Whether the reinvestment ledger rests on what a file brought: then the file cannot be taken out of force."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from data.schema.initiatives import Benefit, Initiative
from data.schema.ledger import BudgetChange
from data.schema.realisation import Measurement
from data.schema.reinvestment import SavingLot
from data.schema.reinvestment_ledger import PostingChange, SavingSplit


class HeldByLedgerError(Exception):
    """A batch cannot be undone: savings of the ledger, which never changes, rest on what it brought."""


def rests_on(session: Session, municipality_id: str, batch_id: str) -> bool:
    """Tell whether a saving is of a benefit or a measurement of a batch, or a posting names a budget change of it."""

    def brought(table: Any) -> ColumnElement[bool]:
        return and_(table.municipality_id == municipality_id, table.batch_id == batch_id)

    initiatives = select(Initiative.initiative_id).where(brought(Initiative))
    own = and_(Benefit.municipality_id == municipality_id, Benefit.initiative_id.in_(initiatives))
    benefits = select(Benefit.benefit_id).where(or_(brought(Benefit), own))
    measured = select(Measurement.measurement_id).where(brought(Measurement))
    changes = select(BudgetChange.change_id).where(brought(BudgetChange))
    resting: tuple[tuple[Any, ColumnElement[bool]], ...] = (
        (SavingLot, SavingLot.benefit_id.in_(benefits)),
        (SavingSplit, SavingSplit.measurement_id.in_(measured)),
        (PostingChange, PostingChange.change_id.in_(changes)),
    )
    return any(
        session.scalar(select(exists().where(table.municipality_id == municipality_id, of_batch)))
        for table, of_batch in resting
    )
