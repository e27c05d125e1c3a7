"""Take back what was stored of a file, all of it in one transaction: the batch before it is in force again."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import Principal, reading, visible, writing
from data.importers.held import HeldByLedgerError, rests_on
from data.importers.register_batch import register_years_of
from data.importers.store import StoredBatch, answer_of, bring_into_force
from data.schema.indicators import IndicatorValue
from data.schema.ledger import Adjustment, BatchCoverage, BudgetChange, ImportBatch
from data.schema.model import Model
from data.vocabulary import BatchState, Right


def undo(principal: Principal, batch_id: str) -> StoredBatch:
    """Take a batch out of force, so that the one before it counts again.

    Raises:
        LookupError: no such batch that the principal may see, or it is undone already.
        HeldByLedgerError: savings of the reinvestment ledger rest on what it brought.
    """
    with reading(principal) as session:
        municipality_id = session.scalar(
            select(ImportBatch.municipality_id).where(
                ImportBatch.batch_id == batch_id, visible(principal, ImportBatch.municipality_id, right=Right.IMPORT)
            )
        )
    if municipality_id is None:
        raise LookupError(batch_id)
    with writing(principal, municipality_id, Right.IMPORT) as change:
        batch = change.session.get_one(ImportBatch, (municipality_id, batch_id))
        if batch.state == BatchState.UNDONE:
            raise LookupError(batch_id)
        if rests_on(change.session, municipality_id, batch_id):
            raise HeldByLedgerError(batch_id)
        before = {"state": batch.state}
        batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, datetime.now(UTC), change.actor
        batch.superseded_by = None
        bring_into_force(change, batch_id, _stored_years(change.session, batch))
        undone_at = batch.undone_at.isoformat(timespec="microseconds")
        after = {"state": batch.state, "undone_at": undone_at, "undone_by": batch.undone_by}
        change.record("undo", "import_batch", batch_id, before=before, after=after, rows=change.changed_rows())
        return answer_of(batch, already_imported=False)


def _stored_years(session: Session, batch: ImportBatch) -> set[int]:
    """Return every year a stored batch says something of."""
    years = {batch.fiscal_year} if batch.fiscal_year else set()
    for table in (BatchCoverage, IndicatorValue, BudgetChange, Adjustment):
        columns = Model.metadata.tables[table.__tablename__].c
        of_batch = (columns.municipality_id == batch.municipality_id, columns.batch_id == batch.batch_id)
        years |= set(session.scalars(select(columns.fiscal_year).where(*of_batch).distinct()))
    return years | register_years_of(session, batch.municipality_id, batch.batch_id)
