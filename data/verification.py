"""Prove that what the pages show follows from the ledger: recompute everything kept, and compare."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import chain, small_groups
from data.access import Principal, reading, visible
from data.comparison import Difference, compared
from data.frames import frame
from data.importers.digest import content_digest
from data.importers.force import Cell, cell_of, successors_of
from data.importers.parsed import INDICATOR_VALUE_COLUMNS, LINE_COLUMNS
from data.importers.register_batch import register_content
from data.importers.totals import TOTAL_KEYS, sums_by_code, totals_by_group
from data.schema.indicators import IndicatorValue
from data.schema.ledger import BatchCoverage, ImportBatch, LedgerLine
from data.schema.organisation import Municipality
from data.schema.rollups import BatchTotal
from data.verified_benefits import of_benefits
from data.verified_gains import of_gains
from data.verified_outsiders import of_outsiders
from data.verified_positions import of_positions
from data.verified_reinvestment import of_reinvestment
from data.verified_trail import of_chain, of_trail
from data.vocabulary import BatchState, Kind


def differences(principal: Principal) -> list[Difference]:
    """Return every difference in all municipalities the principal reaches; an empty list is the proof."""
    with reading(principal) as session:
        municipalities = session.scalars(
            select(Municipality.municipality_id)
            .where(visible(principal, Municipality.municipality_id))
            .order_by(Municipality.municipality_id)
        ).all()
        differing = [found for one in municipalities for found in of_municipality(session, one)]
        for stray in sorted(chain.chains(session, principal) - set(municipalities)):
            differing += of_chain(session, stray)
        return differing


def of_municipality(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the differences of one municipality."""
    batches = session.scalars(
        select(ImportBatch)
        .where(ImportBatch.municipality_id == municipality_id)
        .order_by(ImportBatch.imported_at, ImportBatch.batch_id)
    ).all()
    chart = session.get_one(Municipality, municipality_id).chart
    for batch in batches:
        yield from _of_lines(session, batch, chart)
    yield from _of_strays(session, municipality_id)
    yield from of_trail(session, municipality_id, batches)
    yield from _of_force(session, municipality_id, batches)
    yield from _of_indicators(session, municipality_id)
    yield from _of_small_groups(session, municipality_id)
    yield from of_positions(session, municipality_id)
    yield from of_benefits(session, municipality_id)
    yield from of_gains(session, municipality_id)
    yield from of_reinvestment(session, municipality_id)
    yield from of_outsiders(session, municipality_id)


def _of_lines(session: Session, batch: ImportBatch, chart: str) -> Iterator[Difference]:
    lines, values = _lines(session, batch), _indicator_values(session, batch)
    told = register_content(session, batch.municipality_id, batch.batch_id)
    digest = content_digest(lines, values, told)
    if digest != batch.content_digest:
        yield _difference(batch, "content", "digest", batch.content_digest[:12], digest[:12])
    if len(lines) and len(lines) != batch.rows_stored:
        yield _difference(batch, "rows_stored", "", batch.rows_stored, len(lines))
    sums = sums_by_code(lines)
    by_kind = sums.groupby("kind")["amount_minor"].sum()
    for kind in Kind:
        stated, summed = batch.control_totals.get(kind, 0), int(by_kind.get(kind, 0))
        if stated != summed:
            yield _difference(batch, "control_total", kind, stated, summed)
    yield from _of_batch_totals(session, batch, totals_by_group(session, chart, sums))


def _of_batch_totals(session: Session, batch: ImportBatch, expected: pd.DataFrame) -> Iterator[Difference]:
    columns = [getattr(BatchTotal, name) for name in (*TOTAL_KEYS, "amount_minor", "line_count")]
    stored = frame(session, select(*columns).where(*_own(BatchTotal, batch)))
    for place, left, right in compared(stored, expected, TOTAL_KEYS, ["amount_minor", "line_count"]):
        yield _difference(batch, "batch_total", place, left, right)


def _of_strays(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield lines and totals that belong to no batch, or to a year their batch does not speak for."""
    of_cells = select(BatchCoverage.batch_id, BatchCoverage.fiscal_year).where(
        BatchCoverage.municipality_id == municipality_id
    )
    known = {tuple(row) for row in session.execute(of_cells)}
    for table in (LedgerLine, BatchTotal):
        counted = (
            select(table.batch_id, table.fiscal_year, func.count())
            .where(table.municipality_id == municipality_id)
            .group_by(table.batch_id, table.fiscal_year)
        )
        for batch_id, year, count in session.execute(counted):
            if (batch_id, year) not in known:
                yield Difference(municipality_id, table.__tablename__, f"{batch_id} {year}", f"{count} rows", "none")


def _of_force(session: Session, municipality_id: str, batches: Sequence[ImportBatch]) -> Iterator[Difference]:
    by_id = {batch.batch_id: batch for batch in batches}
    spoken = session.scalars(select(BatchCoverage).where(BatchCoverage.municipality_id == municipality_id))
    rows = [row for row in spoken if row.batch_id in by_id]
    age = {batch.batch_id: number for number, batch in enumerate(batches)}
    newest: dict[Cell, int] = {}
    for row in rows:
        if by_id[row.batch_id].state != BatchState.UNDONE:
            newest[cell_of(row)] = max(newest.get(cell_of(row), 0), age[row.batch_id])
    for row in rows:
        due = newest.get(cell_of(row)) == age[row.batch_id]
        if row.in_force != due:
            yield _difference(by_id[row.batch_id], "in_force", str(cell_of(row)), row.in_force, due)
    successors = successors_of(session, municipality_id)
    for batch in batches:
        undone = batch.state == BatchState.UNDONE
        successor = None if undone else successors.get(batch.batch_id)
        if batch.superseded_by != successor:
            yield _difference(batch, "batch", "superseded_by", batch.superseded_by, successor)
        if not undone and batch.state != (BatchState.SUPERSEDED if successor else BatchState.ACTIVE):
            yield _difference(batch, "batch", "state", batch.state, "superseded" if successor else "active")


def _of_indicators(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the values that count but should not, or the other way round: the newest that is not undone counts."""
    key = ("indicator_id", "unit_id", "fiscal_year", "period")
    of_batch = (ImportBatch.municipality_id == IndicatorValue.municipality_id) & (
        ImportBatch.batch_id == IndicatorValue.batch_id
    )
    rows = session.execute(
        select(*(getattr(IndicatorValue, name) for name in key), IndicatorValue.in_force, ImportBatch.state)
        .join(ImportBatch, of_batch)
        .where(IndicatorValue.municipality_id == municipality_id)
        .order_by(ImportBatch.imported_at.desc(), ImportBatch.batch_id.desc())
    )
    taken = set()
    for *place, in_force, state in rows:
        due = state != BatchState.UNDONE and tuple(place) not in taken
        if due:
            taken.add(tuple(place))
        if in_force != due:
            yield Difference(municipality_id, "indicator_value", " ".join(map(str, place)), str(in_force), str(due))


def _of_small_groups(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the figures about persons that are shown but should be held back, or the other way round."""
    try:
        marks = list(small_groups.marks(session, municipality_id))
    except (ValueError, LookupError) as error:  # a period that is none, a tree without a root
        yield Difference(municipality_id, "withheld", "", "unreadable", repr(error))
        return
    for place, marked, due in marks:
        if marked != due:
            yield Difference(municipality_id, "withheld", " ".join(map(str, place)), str(marked), str(due))


def _own(table: type[Any], batch: ImportBatch) -> tuple[Any, Any]:
    return (table.municipality_id == batch.municipality_id, table.batch_id == batch.batch_id)


def _lines(session: Session, batch: ImportBatch) -> pd.DataFrame:
    """Return a batch's lines of the years it speaks for, which is how the ledger finds them."""
    spoken = select(BatchCoverage.fiscal_year).where(*_own(BatchCoverage, batch)).distinct()
    years = session.scalars(spoken).all()
    columns = [getattr(LedgerLine, name) for name in LINE_COLUMNS]
    return frame(session, select(*columns).where(*_own(LedgerLine, batch), LedgerLine.fiscal_year.in_(sorted(years))))


def _indicator_values(session: Session, batch: ImportBatch) -> pd.DataFrame:
    columns = [getattr(IndicatorValue, name) for name in INDICATOR_VALUE_COLUMNS]
    return frame(session, select(*columns).where(*_own(IndicatorValue, batch)))


def _difference(batch: ImportBatch, check: str, place: str, stored: object, computed: object) -> Difference:
    return Difference(batch.municipality_id, check, f"{batch.file_name} {place}".strip(), str(stored), str(computed))
