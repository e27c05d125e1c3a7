"""The files that were imported."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Select, and_, bindparam, select

from data.access import Principal, reading, visible
from data.frames import frame
from data.periods import CLOSING_PERIOD, Quarter
from data.queries.asked import KEPT, MUNICIPALITY
from data.schema.ledger import BatchCoverage, ImportBatch
from data.vocabulary import BatchState, Right

Stretch = tuple[int | None, int | None]
"""The year and period a file is for, as far as it has them."""


def batches(principal: Principal, municipality_id: str | None = None) -> pd.DataFrame:
    """Return every batch the principal may see, the newest first, without its content."""
    wanted = visible(principal, ImportBatch.municipality_id, right=Right.FILES)
    if municipality_id is not None:
        wanted = and_(wanted, ImportBatch.municipality_id == municipality_id)
    columns = [
        ImportBatch.municipality_id,
        ImportBatch.batch_id,
        ImportBatch.profile,
        ImportBatch.file_name,
        ImportBatch.fiscal_year,
        ImportBatch.period,
        ImportBatch.grain,
        ImportBatch.state,
        ImportBatch.superseded_by,
        ImportBatch.rows_read,
        ImportBatch.rows_stored,
        ImportBatch.control_totals,
        ImportBatch.warnings,
        ImportBatch.as_of,
        ImportBatch.imported_at,
        ImportBatch.imported_by,
        ImportBatch.undone_at,
        ImportBatch.undone_by,
    ]
    with reading(principal) as session:
        order = (ImportBatch.imported_at.desc(), ImportBatch.batch_id.desc())
        return frame(session, select(*columns).where(wanted).order_by(*order))


def is_stored(principal: Principal, municipality_id: str, profile: str, file_hash: str, stretch: Stretch) -> bool:
    """Tell whether the same file was stored for the same stretch and not undone."""
    year, period = stretch
    with reading(principal) as session:
        found = session.scalar(
            select(ImportBatch.batch_id)
            .where(
                visible(principal, ImportBatch.municipality_id, right=Right.FILES),
                ImportBatch.municipality_id == municipality_id,
                ImportBatch.profile == profile,
                ImportBatch.file_hash == file_hash,
                ImportBatch.fiscal_year.is_not_distinct_from(year),
                ImportBatch.period.is_not_distinct_from(period),
                ImportBatch.state != BatchState.UNDONE,
            )
            .limit(1)
        )
    return found is not None


def batches_behind(principal: Principal, municipality_id: str, quarter: Quarter) -> tuple[str, ...]:
    """Return the batches in force whose figures enter the positions at the end of a quarter."""
    last = CLOSING_PERIOD if quarter.number == 4 else quarter.last_period
    asked = {"municipality": municipality_id, "year": quarter.year, "last": last}
    with reading(principal) as session:
        return tuple(session.connection().scalars(_batches_behind(principal), asked))


@lru_cache(maxsize=KEPT)
def _batches_behind(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(BatchCoverage.batch_id)
        .where(
            visible(principal, BatchCoverage.municipality_id),
            BatchCoverage.municipality_id == MUNICIPALITY,
            BatchCoverage.fiscal_year == bindparam("year"),
            BatchCoverage.period <= bindparam("last"),
            BatchCoverage.in_force,
        )
        .distinct()
        .order_by(BatchCoverage.batch_id)
    )
