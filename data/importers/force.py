"""Which batch counts for each cell: the newest that is not undone."""

from collections.abc import Iterable

from sqlalchemy import and_, case, exists, func, or_, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from data.importers.parsed import CoverageCell
from data.importers.problems import Problem
from data.schema.indicators import IndicatorValue
from data.schema.ledger import BatchCoverage, ImportBatch
from data.vocabulary import BatchState

OF_BATCH = and_(
    ImportBatch.municipality_id == BatchCoverage.municipality_id, ImportBatch.batch_id == BatchCoverage.batch_id
)


def other_sources(session: Session, municipality_id: str, profile: str, cells: Iterable[CoverageCell]) -> list[Problem]:
    """Return a problem for each kind and year that batches of another profile already supply: never counted twice."""
    wanted = {(cell.fiscal_year, str(cell.kind), str(cell.account_class)) for cell in cells}
    found = session.execute(
        select(BatchCoverage.fiscal_year, BatchCoverage.kind, BatchCoverage.account_class, ImportBatch.profile)
        .join(ImportBatch, OF_BATCH)
        .where(
            BatchCoverage.municipality_id == municipality_id,
            BatchCoverage.in_force,
            ImportBatch.profile != profile,
            BatchCoverage.fiscal_year.in_({year for year, _, _ in wanted}),
        )
        .distinct()
    )
    return [
        Problem(
            "other_source",
            found=row.profile,
            extra={"kind": row.kind, "year": str(row.fiscal_year), "account_class": row.account_class},
        )
        for row in found
        if (row.fiscal_year, row.kind, row.account_class) in wanted
    ]


def restate(session: Session, municipality_id: str, batch_id: str) -> None:
    """Choose anew who is in force for each cell and indicator the batch speaks for, and the batches' states."""
    _restate_cells(session, municipality_id, batch_id)
    _restate_indicators(session, municipality_id, batch_id)
    _restate_batches(session, municipality_id)


def _restate_cells(session: Session, municipality_id: str, batch_id: str) -> None:
    own = select(
        BatchCoverage.fiscal_year, BatchCoverage.period, BatchCoverage.kind, BatchCoverage.account_class
    ).where(BatchCoverage.municipality_id == municipality_id, BatchCoverage.batch_id == batch_id)
    cells = {tuple(row) for row in session.execute(own)}
    rows = session.execute(
        select(BatchCoverage, ImportBatch.state)
        .join(ImportBatch, OF_BATCH)
        .where(
            BatchCoverage.municipality_id == municipality_id,
            BatchCoverage.fiscal_year.in_({cell[0] for cell in cells}),
        )
        .order_by(ImportBatch.imported_at.desc(), ImportBatch.batch_id.desc())
    )
    taken = set()
    for coverage, state in rows:
        cell = (coverage.fiscal_year, coverage.period, coverage.kind, coverage.account_class)
        if cell in cells:
            coverage.in_force = state != BatchState.UNDONE and cell not in taken
            if coverage.in_force:
                taken.add(cell)
    session.flush()


def _restate_indicators(session: Session, municipality_id: str, batch_id: str) -> None:
    key = ("indicator_id", "unit_id", "fiscal_year", "period")
    own = aliased(IndicatorValue)
    touched = exists().where(
        own.municipality_id == municipality_id,
        own.batch_id == batch_id,
        *(getattr(own, name) == getattr(IndicatorValue, name) for name in key),
    )
    newest = (
        select(
            IndicatorValue.batch_id,
            *(getattr(IndicatorValue, name) for name in key),
            func.row_number()
            .over(
                partition_by=[getattr(IndicatorValue, name) for name in key],
                order_by=[
                    case((ImportBatch.state == BatchState.UNDONE, 1), else_=0),
                    ImportBatch.imported_at.desc(),
                    ImportBatch.batch_id.desc(),
                ],
            )
            .label("rank"),
            ImportBatch.state,
        )
        .join(
            ImportBatch,
            and_(
                ImportBatch.municipality_id == IndicatorValue.municipality_id,
                ImportBatch.batch_id == IndicatorValue.batch_id,
            ),
        )
        .where(IndicatorValue.municipality_id == municipality_id, touched)
        .subquery()
    )
    identity = tuple_(IndicatorValue.batch_id, *(getattr(IndicatorValue, name) for name in key))
    ranked = select(newest.c.batch_id, *(newest.c[name] for name in key))
    winners = ranked.where(newest.c.rank == 1, newest.c.state != BatchState.UNDONE)
    session.execute(
        update(IndicatorValue)
        .where(IndicatorValue.municipality_id == municipality_id, identity.in_(ranked))
        .values(in_force=identity.in_(winners))
        .execution_options(synchronize_session=False)
    )


def _restate_batches(session: Session, municipality_id: str) -> None:
    batches = session.scalars(
        select(ImportBatch).where(
            ImportBatch.municipality_id == municipality_id, ImportBatch.state != BatchState.UNDONE
        )
    )
    for batch in batches:
        successor = _successor(session, batch)
        batch.superseded_by = successor
        batch.state = BatchState.SUPERSEDED if successor else BatchState.ACTIVE
    session.flush()


def _successor(session: Session, batch: ImportBatch) -> str | None:
    """Return the batch that took over all of this batch's cells (the first of them), or None while one counts."""
    mine, theirs = aliased(BatchCoverage), aliased(BatchCoverage)
    cells = session.scalars(
        select(mine.in_force).where(mine.municipality_id == batch.municipality_id, mine.batch_id == batch.batch_id)
    ).all()
    if any(cells):
        return None
    if not cells:
        return _indicator_successor(session, batch)
    return session.scalars(
        select(theirs.batch_id)
        .join(
            mine,
            and_(
                mine.municipality_id == theirs.municipality_id,
                mine.fiscal_year == theirs.fiscal_year,
                mine.period == theirs.period,
                mine.kind == theirs.kind,
                mine.account_class == theirs.account_class,
            ),
        )
        .where(mine.municipality_id == batch.municipality_id, mine.batch_id == batch.batch_id, theirs.in_force)
        .order_by(theirs.batch_id)
    ).first()


def _indicator_successor(session: Session, batch: ImportBatch) -> str | None:
    mine, theirs = aliased(IndicatorValue), aliased(IndicatorValue)
    of_batch = and_(mine.municipality_id == batch.municipality_id, mine.batch_id == batch.batch_id)
    counts = session.scalars(select(mine.in_force).where(of_batch).distinct()).all()
    if not counts or any(counts):
        return None
    return session.scalars(
        select(theirs.batch_id)
        .join(
            mine,
            and_(
                mine.municipality_id == theirs.municipality_id,
                mine.indicator_id == theirs.indicator_id,
                mine.unit_id == theirs.unit_id,
                mine.fiscal_year == theirs.fiscal_year,
                mine.period == theirs.period,
            ),
        )
        .where(of_batch, or_(theirs.in_force))
        .limit(1)
    ).first()
