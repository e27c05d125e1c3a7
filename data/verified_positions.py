"""Recompute the positions, the periods loaded and the tree, and compare them with what is kept."""

from collections.abc import Iterator

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import rollups
from data.comparison import Difference, compared
from data.frames import frame
from data.schema.ledger import BatchCoverage
from data.schema.organisation import UnitAncestor
from data.schema.rollups import DataVersion, LoadedPeriod, Position, UnitTotal
from data.tree import expected_ancestors

Kept = type[Position] | type[UnitTotal] | type[LoadedPeriod]


def of_positions(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the differences in `unit_ancestor`, and in each year's `position`, `unit_total` and `loaded_period`."""
    yield from _of_tree(session, municipality_id)
    for year in _years(session, municipality_id):
        coverage = rollups.coverage_in_force(session, municipality_id, year)
        try:
            positions, unit_totals = rollups.expected(session, municipality_id, year, coverage)
        except (ValueError, LookupError) as error:  # a word or a period that is in no list, a tree without a root
            yield Difference(municipality_id, "position", str(year), "unreadable", repr(error))
            continue
        stamp = _stamp(session, municipality_id, year)
        yield from _of_kept(session, Position, municipality_id, year, _stamped(positions, stamp))
        yield from _of_kept(session, UnitTotal, municipality_id, year, _stamped(unit_totals, stamp))
        yield from _of_kept(session, LoadedPeriod, municipality_id, year, coverage)


def _years(session: Session, municipality_id: str) -> list[int]:
    years: set[int] = set()
    for table in (BatchCoverage, Position, UnitTotal, LoadedPeriod):
        own = select(table.fiscal_year).where(table.municipality_id == municipality_id)
        years.update(session.scalars(own.distinct()))
    return sorted(years)


def _stamp(session: Session, municipality_id: str, year: int) -> int | None:
    """Return the version that every position of the year must bear: one for all, and none after the newest."""
    newest = [
        session.scalar(
            select(func.max(table.data_version)).where(
                table.municipality_id == municipality_id, table.fiscal_year == year
            )
        )
        for table in (Position, UnitTotal)
    ]
    version = session.get(DataVersion, (municipality_id, year))
    given = [stamp for stamp in newest if stamp is not None and version and stamp <= version.version]
    return max(given, default=None)


def _stamped(rows: pd.DataFrame, version: int | None) -> pd.DataFrame:
    return rows.assign(data_version=pd.array([version] * len(rows), dtype="Int64"))


def _of_kept(
    session: Session, table: Kept, municipality_id: str, year: int, expected: pd.DataFrame
) -> Iterator[Difference]:
    told = [column for column in table.__table__.columns if column.name not in ("municipality_id", "fiscal_year")]
    own = (table.municipality_id == municipality_id, table.fiscal_year == year)
    stored = frame(session, select(*(getattr(table, column.name) for column in told)).where(*own))
    keys = [column.name for column in told if column.primary_key]
    values = [column.name for column in told if not column.primary_key]
    for place, left, right in compared(stored, expected, keys, values):
        yield Difference(municipality_id, table.__tablename__, f"{year} {place}", left, right)


def _of_tree(session: Session, municipality_id: str) -> Iterator[Difference]:
    keys, values = ["unit_id", "ancestor_id", "valid_from"], ["distance"]
    columns = [getattr(UnitAncestor, name) for name in (*keys, *values)]
    stored = frame(session, select(*columns).where(UnitAncestor.municipality_id == municipality_id))
    expected = pd.DataFrame(expected_ancestors(session, municipality_id), columns=[*keys, *values])
    expected = expected.astype({"distance": "Int64"})
    for place, left, right in compared(stored, expected, keys, values):
        yield Difference(municipality_id, "unit_ancestor", place, left, right)
