"""The files that were imported."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Select, and_, bindparam, select

from data.access import Principal, reading, visible
from data.asked import KEPT, MUNICIPALITY
from data.frames import frame
from data.periods import CLOSING_PERIOD, Quarter
from data.schema.ledger import BatchCoverage, ImportBatch
from data.schema.people import Person
from data.vocabulary import BatchState, Right

Stretch = tuple[int | None, int | None]
"""The year and period a file is for, as far as it has them."""


def batches(principal: Principal, municipality_id: str | None = None) -> pd.DataFrame:
    """Return every batch the principal may see, the newest first, without its content.

    `imported_by` and `undone_by` are names where they are persons with a name that the principal may know.
    """
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
        found = frame(session, select(*columns).where(wanted).order_by(*order))
        return _with_names(found, frame(session, _names(principal)))


def _names(principal: Principal) -> Select[*tuple[Any, ...]]:
    return select(Person.municipality_id, Person.person_id, Person.display_name).where(
        visible(principal, Person.municipality_id, right=Right.NAMES), Person.display_name.is_not(None)
    )


def _with_names(found: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return batches with the names of those who imported and undid them; who is none of the people stays as it is."""
    columns = (people[name].tolist() for name in ("municipality_id", "person_id", "display_name"))
    names = {(town, str(person)): name for town, person, name in zip(*columns, strict=True)}
    named = {
        column: [names.get((town, who), who) for town, who in zip(found["municipality_id"], found[column], strict=True)]
        for column in ("imported_by", "undone_by")
    }
    kept = {column: pd.Series(values, index=found.index, dtype=found[column].dtype) for column, values in named.items()}
    return found.assign(**kept)


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
