"""Keep the positions ready: what each unit, with all below it, had used and been given at the end of each period.

The positions of a municipality's year are made from the totals of the batches in force, in the transaction that
changed which batches those are.
"""

from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.orm import Session

from data.bulk import insert_frame
from data.frames import frame
from data.schema.ledger import BatchCoverage, DeliveryGap, ImportBatch
from data.schema.rollups import BatchTotal, DataVersion, LoadedPeriod, Position, UnitTotal
from data.standing import computed
from data.tree import year_tree


def refresh(session: Session, municipality_id: str, fiscal_year: int) -> int:
    """Make the positions of a municipality's year anew; return the data version they are stamped with."""
    version = raise_version(session, municipality_id, fiscal_year)
    for table in (Position, UnitTotal, LoadedPeriod):
        session.execute(delete(table).where(table.municipality_id == municipality_id, table.fiscal_year == fiscal_year))
    coverage = coverage_in_force(session, municipality_id, fiscal_year)
    stamp: dict[str, Any] = {"municipality_id": municipality_id, "fiscal_year": fiscal_year}
    if len(coverage):
        cells = coverage.astype({"period": object, "cumulative": object}).assign(**stamp)
        rows = [{str(name): value for name, value in row.items()} for row in cells.to_dict("records")]
        session.execute(insert(LoadedPeriod), rows)
    positions, unit_totals = expected(session, municipality_id, fiscal_year, coverage)
    insert_frame(session, Position, positions.assign(**stamp, data_version=version))
    insert_frame(session, UnitTotal, unit_totals.assign(**stamp, data_version=version))
    return version


def expected(
    session: Session, municipality_id: str, fiscal_year: int, coverage: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what `position` and `unit_total` should hold, without the keys of the year and the version."""
    return computed(
        batch_totals(session, municipality_id, fiscal_year),
        coverage,
        year_tree(session, municipality_id, fiscal_year),
        gaps_in_force(session, municipality_id, fiscal_year),
    )


def batch_totals(session: Session, municipality_id: str, fiscal_year: int) -> pd.DataFrame:
    """Return the totals of the batches in force for a year, as `computed` takes them."""
    of_cell = and_(
        BatchCoverage.municipality_id == BatchTotal.municipality_id,
        BatchCoverage.batch_id == BatchTotal.batch_id,
        BatchCoverage.fiscal_year == BatchTotal.fiscal_year,
        BatchCoverage.period == BatchTotal.period,
        BatchCoverage.kind == BatchTotal.kind,
        BatchCoverage.account_class == BatchTotal.account_class,
    )
    keys = (
        BatchTotal.unit_id,
        BatchTotal.account_class,
        BatchTotal.function_group,
        BatchTotal.account_group,
        BatchTotal.period,
        BatchTotal.kind,
    )
    return frame(
        session,
        select(*keys, BatchTotal.amount_minor, BatchTotal.line_count)
        .join(BatchCoverage, of_cell)
        .where(
            BatchTotal.municipality_id == municipality_id,
            BatchTotal.fiscal_year == fiscal_year,
            BatchCoverage.in_force,
        ),
    )


def coverage_in_force(session: Session, municipality_id: str, fiscal_year: int) -> pd.DataFrame:
    """Return the cells in force of a year with their grain and the batch's dates."""
    of_batch = and_(
        ImportBatch.municipality_id == BatchCoverage.municipality_id, ImportBatch.batch_id == BatchCoverage.batch_id
    )
    return frame(
        session,
        select(
            BatchCoverage.kind,
            BatchCoverage.account_class,
            BatchCoverage.period,
            BatchCoverage.grain,
            BatchCoverage.cumulative,
            ImportBatch.as_of,
            ImportBatch.imported_at,
        )
        .join(ImportBatch, of_batch)
        .where(
            BatchCoverage.municipality_id == municipality_id,
            BatchCoverage.fiscal_year == fiscal_year,
            BatchCoverage.in_force,
        ),
    )


def gaps_in_force(session: Session, municipality_id: str, fiscal_year: int) -> pd.DataFrame:
    """Return unit_id, kind, account_class and period of what was not delivered, by the batches in force."""
    of_cell = and_(
        BatchCoverage.municipality_id == DeliveryGap.municipality_id,
        BatchCoverage.batch_id == DeliveryGap.batch_id,
        BatchCoverage.fiscal_year == DeliveryGap.fiscal_year,
        BatchCoverage.period == DeliveryGap.period,
        BatchCoverage.kind == DeliveryGap.kind,
    )
    return frame(
        session,
        select(DeliveryGap.unit_id, DeliveryGap.kind, BatchCoverage.account_class, DeliveryGap.period)
        .join(BatchCoverage, of_cell)
        .where(
            DeliveryGap.municipality_id == municipality_id,
            DeliveryGap.fiscal_year == fiscal_year,
            BatchCoverage.in_force,
        ),
    )


def raise_version(session: Session, municipality_id: str, fiscal_year: int) -> int:
    """Give a municipality's year a new data version, so that kept answers are asked anew; return it."""
    latest = session.scalar(select(func.max(DataVersion.version)).where(DataVersion.municipality_id == municipality_id))
    version = (latest or 0) + 1
    session.merge(
        DataVersion(
            municipality_id=municipality_id, fiscal_year=fiscal_year, version=version, stamped_at=datetime.now(UTC)
        )
    )
    session.flush()
    return version
