"""Which batch counts for each cell: the newest that is not undone."""

from collections.abc import Iterable

from sqlalchemy import BindParameter, ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from data.importers.parsed import CoverageCell
from data.importers.problems import Problem
from data.schema.indicators import IndicatorValue, Target
from data.schema.initiatives import Benefit, Initiative
from data.schema.ledger import Adjustment, BatchCoverage, BudgetChange, ImportBatch
from data.schema.outsiders import OutsiderProfile
from data.schema.realisation import BudgetClaim, Measurement, Projection
from data.vocabulary import BatchState

Cell = tuple[int, int, str, str]
"""Year, period, kind and account class."""

Brought = type[
    BudgetChange | Adjustment | Target | Initiative | Benefit | Projection | Measurement | BudgetClaim | OutsiderProfile
]
"""What a batch brings without speaking for a cell."""

VALUE = ("indicator_id", "unit_id", "fiscal_year", "period")
"""What an indicator's value is about."""

OF_BATCH = and_(
    ImportBatch.municipality_id == BatchCoverage.municipality_id, ImportBatch.batch_id == BatchCoverage.batch_id
)

OF_VALUE = and_(
    ImportBatch.municipality_id == IndicatorValue.municipality_id, ImportBatch.batch_id == IndicatorValue.batch_id
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
    _restate_cells(session, municipality_id)
    _restate_indicators(session, municipality_id, batch_id)
    _restate_batches(session, municipality_id)


def _restate_cells(session: Session, municipality_id: str) -> None:
    rows = session.execute(
        select(BatchCoverage, ImportBatch.state)
        .join(ImportBatch, OF_BATCH)
        .where(BatchCoverage.municipality_id == municipality_id)
        .order_by(ImportBatch.imported_at.desc(), ImportBatch.batch_id.desc())
    )
    taken = set()
    for coverage, state in rows:
        cell = cell_of(coverage)
        in_force = state != BatchState.UNDONE and cell not in taken
        if in_force:
            taken.add(cell)
        if coverage.in_force != in_force:
            coverage.in_force = in_force
    session.flush()


def cell_of(coverage: BatchCoverage) -> Cell:
    """Return the cell that a row of coverage is about."""
    return (coverage.fiscal_year, coverage.period, coverage.kind, coverage.account_class)


def _restate_indicators(session: Session, municipality_id: str, batch_id: str) -> None:
    key = [getattr(IndicatorValue, name) for name in VALUE]
    here = IndicatorValue.municipality_id == municipality_id
    own = session.execute(select(*key).where(here, IndicatorValue.batch_id == batch_id))
    cells = {tuple(row) for row in own}
    rows = session.execute(
        select(*key, IndicatorValue.batch_id, IndicatorValue.in_force, ImportBatch.state)
        .join(ImportBatch, OF_VALUE)
        .where(here, IndicatorValue.fiscal_year.in_({year for _, _, year, _ in cells}))
        .order_by(ImportBatch.imported_at.desc(), ImportBatch.batch_id.desc())
    )
    taken: set[tuple[object, ...]] = set()
    changed = []
    for *cell, batch, in_force, state in rows:
        place = tuple(cell)
        due = place in cells and state != BatchState.UNDONE and place not in taken
        taken |= {place} if due else set()
        if place in cells and due != in_force:
            identity = {"municipality_id": municipality_id, "batch_id": batch, **dict(zip(VALUE, place, strict=True))}
            changed.append({**identity, "in_force": due})
    if changed:
        session.execute(update(IndicatorValue), changed)


def _restate_batches(session: Session, municipality_id: str) -> None:
    batches = session.scalars(
        select(ImportBatch).where(
            ImportBatch.municipality_id == municipality_id, ImportBatch.state != BatchState.UNDONE
        )
    )
    successors = successors_of(session, municipality_id)
    for batch in batches:
        batch.superseded_by = successors.get(batch.batch_id)
        batch.state = BatchState.SUPERSEDED if batch.superseded_by else BatchState.ACTIVE
    session.flush()


def successors_of(session: Session, municipality_id: str) -> dict[str, str]:
    """Return for each batch of which nothing counts any longer the first of those that took over from it.

    Batches that speak for nothing (registers, decisions) are never superseded.
    """
    cells, values = aliased(BatchCoverage), aliased(IndicatorValue)
    spoken = session.scalars(select(cells).where(cells.municipality_id == municipality_id)).all()
    owners = {cell_of(row): row.batch_id for row in spoken if row.in_force}
    counting = {row.batch_id for row in spoken if row.in_force}
    counting.update(
        session.scalars(
            select(values.batch_id).where(values.municipality_id == municipality_id, values.in_force).distinct()
        )
    )
    found: dict[str, set[str]] = {}
    for row in spoken:
        if row.batch_id not in counting and cell_of(row) in owners:
            found.setdefault(row.batch_id, set()).add(owners[cell_of(row)])
    newer = aliased(IndicatorValue)
    same = and_(*(getattr(newer, name) == getattr(values, name) for name in ("municipality_id", *VALUE)))
    pairs = (
        select(values.batch_id, newer.batch_id.label("newer_id"))
        .join(newer, and_(same, newer.in_force))
        .where(values.municipality_id == municipality_id, values.batch_id.not_in(sorted(counting)))
        .distinct()
    )
    for batch_id, newer_id in session.execute(pairs):
        found.setdefault(batch_id, set()).add(newer_id)
    return {batch_id: min(newer_ids) for batch_id, newer_ids in found.items()}


def counts(table: Brought) -> ColumnElement[bool]:
    """Return the filter of what a person decided, or a batch brought that is neither undone nor superseded."""
    out_of_force = exists().where(
        ImportBatch.municipality_id == table.municipality_id,
        ImportBatch.batch_id == table.batch_id,
        ImportBatch.state != BatchState.ACTIVE,
    )
    return ~out_of_force


def gone_initiatives(municipality_id: str | BindParameter[str]) -> Select[str]:
    """Return the initiatives of a municipality that do not count: what hangs on them does not count either."""
    gone = aliased(Initiative)
    return select(gone.initiative_id).where(gone.municipality_id == municipality_id, ~counts(gone))


def gone_benefits(municipality_id: str | BindParameter[str]) -> Select[str]:
    """Return the benefits of a municipality that do not count, by themselves or by their initiative."""
    gone = aliased(Benefit)
    hanging = gone.initiative_id.in_(gone_initiatives(municipality_id))
    return select(gone.benefit_id).where(gone.municipality_id == municipality_id, or_(~counts(gone), hanging))
