"""Prove that what the pages show follows from the ledger: recompute everything kept, and compare."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data import audit, rollups
from data.access import Principal, reading, visible
from data.frames import frame
from data.importers.batch_rows import TOTAL_KEYS, sums_by_code, totals_by_group
from data.importers.digest import batch_facts, content_digest
from data.importers.parsed import INDICATOR_VALUE_COLUMNS, LINE_COLUMNS
from data.schema.indicators import IndicatorValue
from data.schema.ledger import BatchCoverage, ImportBatch, LedgerLine
from data.schema.organisation import Municipality
from data.schema.people import AuditEvent
from data.schema.rollups import BatchTotal, Position, UnitTotal
from data.tree import ancestors_by_period
from data.vocabulary import BatchState, Kind

COVERAGE_KEYS = ("fiscal_year", "period", "kind", "account_class")


@dataclass(frozen=True)
class Difference:
    """Something kept that does not follow from the ledger: what (`check`), where, and both sides."""

    municipality_id: str
    check: str
    place: str
    stored: str
    computed: str


def differences(principal: Principal) -> list[Difference]:
    """Return every difference in all municipalities the principal reaches; an empty list is the proof."""
    with reading(principal) as session:
        municipalities = session.scalars(
            select(Municipality.municipality_id)
            .where(visible(principal, Municipality.municipality_id))
            .order_by(Municipality.municipality_id)
        ).all()
        return [found for one in municipalities for found in of_municipality(session, one)]


def of_municipality(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the differences of one municipality."""
    batches = session.scalars(
        select(ImportBatch).where(ImportBatch.municipality_id == municipality_id).order_by(ImportBatch.imported_at)
    ).all()
    chart = session.get_one(Municipality, municipality_id).chart
    for batch in batches:
        yield from _of_lines(session, batch, chart)
    yield from _of_trail(session, municipality_id, batches)
    yield from _of_force(session, municipality_id, batches)
    years = session.scalars(
        select(BatchCoverage.fiscal_year).where(BatchCoverage.municipality_id == municipality_id).distinct()
    )
    kept = session.scalars(select(Position.fiscal_year).where(Position.municipality_id == municipality_id).distinct())
    for year in sorted({*years, *kept}):
        yield from _of_positions(session, municipality_id, year)


def _of_lines(session: Session, batch: ImportBatch, chart: str) -> Iterator[Difference]:
    lines = _lines(session, batch)
    values = _indicator_values(session, batch)
    if content_digest(lines, values) != batch.content_digest:
        yield _difference(batch, "content", "digest", batch.content_digest[:12], content_digest(lines, values)[:12])
    if len(lines) and len(lines) != batch.rows_stored:
        yield _difference(batch, "rows_stored", "", batch.rows_stored, len(lines))
    by_kind = lines.groupby("kind")["amount_minor"].sum()
    for kind in Kind:
        stated, summed = batch.control_totals.get(kind), by_kind.get(kind)
        if stated is not None and summed is not None and stated != int(summed):
            yield _difference(batch, "control_total", kind, stated, int(summed))
        if (stated is None) != (summed is None) and (stated or summed):
            yield _difference(batch, "control_total", kind, stated, summed)
    yield from _of_batch_totals(session, batch, chart, lines)


def _of_batch_totals(session: Session, batch: ImportBatch, chart: str, lines: pd.DataFrame) -> Iterator[Difference]:
    own = (BatchTotal.municipality_id == batch.municipality_id, BatchTotal.batch_id == batch.batch_id)
    columns = [getattr(BatchTotal, name) for name in (*TOTAL_KEYS, "amount_minor", "line_count")]
    stored = frame(session, select(*columns).where(*own))
    expected = totals_by_group(session, chart, sums_by_code(lines)) if len(lines) else stored.iloc[:0]
    for place, left, right in compared(stored, expected, TOTAL_KEYS, ["amount_minor", "line_count"]):
        yield _difference(batch, "batch_total", place, left, right)


def _of_trail(session: Session, municipality_id: str, batches: Sequence[ImportBatch]) -> Iterator[Difference]:
    for sequence in audit.broken_links(session, municipality_id):
        yield Difference(municipality_id, "trail", f"event {sequence}", "broken", "whole")
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.municipality_id == municipality_id, AuditEvent.entity == "import_batch")
    ).all()
    told = {(event.entity_key, event.action): event.detail for event in events}
    stored = {batch.batch_id: batch for batch in batches}
    for batch_id in {key for key, _ in told} - stored.keys():
        yield Difference(municipality_id, "batch", batch_id, "absent", "imported")
    for batch in stored.values():
        if told.get((batch.batch_id, "import")) != batch_facts(batch):
            yield _difference(batch, "batch", "facts", "changed", "as imported")
        if (batch.state == BatchState.UNDONE) != ((batch.batch_id, "undo") in told):
            yield _difference(batch, "batch", "state", batch.state, "as the trail tells")


def _of_force(session: Session, municipality_id: str, batches: Sequence[ImportBatch]) -> Iterator[Difference]:
    rows = session.scalars(select(BatchCoverage).where(BatchCoverage.municipality_id == municipality_id)).all()
    by_id = {batch.batch_id: batch for batch in batches}
    newest: dict[tuple[object, ...], tuple[object, str]] = {}
    for row in rows:
        batch = by_id[row.batch_id]
        if batch.state != BatchState.UNDONE:
            cell = tuple(getattr(row, name) for name in COVERAGE_KEYS)
            newest[cell] = max(newest.get(cell, (batch.imported_at, "")), (batch.imported_at, batch.batch_id))
    counting = set()
    for row in rows:
        cell = tuple(getattr(row, name) for name in COVERAGE_KEYS)
        due = cell in newest and newest[cell][1] == row.batch_id
        counting |= {row.batch_id} if due else set()
        if row.in_force != due:
            yield _difference(by_id[row.batch_id], "in_force", str(cell), row.in_force, due)
    speaking = {row.batch_id for row in rows}
    for batch in by_id.values():
        due_state = BatchState.ACTIVE if batch.batch_id in counting else BatchState.SUPERSEDED
        if batch.batch_id in speaking and batch.state not in (BatchState.UNDONE, due_state):
            yield _difference(batch, "batch", "state", batch.state, due_state)


def _of_positions(session: Session, municipality_id: str, year: int) -> Iterator[Difference]:
    totals = rollups.batch_totals(session, municipality_id, year)
    coverage = rollups.coverage_in_force(session, municipality_id, year)
    tree = ancestors_by_period(session, municipality_id, year)
    expected = (
        rollups.computed(totals, coverage, tree, rollups.gaps_in_force(session, municipality_id, year))
        if len(totals)
        else (pd.DataFrame(), pd.DataFrame())
    )
    yield from _of_rollup(session, Position, municipality_id, year, expected[0])
    yield from _of_rollup(session, UnitTotal, municipality_id, year, expected[1])


def _of_rollup(
    session: Session, table: type[Position] | type[UnitTotal], municipality_id: str, year: int, expected: pd.DataFrame
) -> Iterator[Difference]:
    skipped = ("municipality_id", "fiscal_year", "data_version")
    columns = [getattr(table, column.name) for column in table.__table__.columns if column.name not in skipped]
    own = (table.municipality_id == municipality_id, table.fiscal_year == year)
    stored = frame(session, select(*columns).where(*own))
    keys = [name for name in stored.columns if not name.endswith(("_minor", "_count"))]
    amounts = [name for name in stored.columns if name not in keys]
    right = expected if len(expected) else stored.iloc[:0]
    for place, left, computed in compared(stored, right, keys, amounts):
        yield Difference(municipality_id, table.__tablename__, f"{year} {place}", left, computed)


def compared(
    stored: pd.DataFrame, expected: pd.DataFrame, keys: list[str], amounts: list[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (place, stored, expected) for each cell in which two tables with the same keys differ."""
    both = stored.astype(dict.fromkeys(keys, str)).merge(
        expected.astype(dict.fromkeys(keys, str)), on=keys, how="outer", suffixes=("", "_expected"), indicator=True
    )
    for row in both[both["_merge"] != "both"].to_dict("records"):
        present = row["_merge"] == "left_only"
        sides = ("present", "absent") if present else ("absent", "present")
        yield (" ".join(row[key] for key in keys), *sides)
    matched = both[both["_merge"] == "both"]
    for name in amounts:
        left, right = matched[name].astype("Int64"), matched[f"{name}_expected"].astype("Int64")
        same = (left == right).fillna(False) | (left.isna() & right.isna())
        for row in matched[~same.astype(bool)].to_dict("records"):
            yield f"{' '.join(row[key] for key in keys)} {name}", str(row[name]), str(row[f"{name}_expected"])


def _lines(session: Session, batch: ImportBatch) -> pd.DataFrame:
    own = (LedgerLine.municipality_id == batch.municipality_id, LedgerLine.batch_id == batch.batch_id)
    return frame(session, select(*(getattr(LedgerLine, name) for name in LINE_COLUMNS)).where(*own))


def _indicator_values(session: Session, batch: ImportBatch) -> pd.DataFrame:
    own = (IndicatorValue.municipality_id == batch.municipality_id, IndicatorValue.batch_id == batch.batch_id)
    return frame(session, select(*(getattr(IndicatorValue, name) for name in INDICATOR_VALUE_COLUMNS)).where(*own))


def _difference(batch: ImportBatch, check: str, place: str, stored: object, computed: object) -> Difference:
    return Difference(batch.municipality_id, check, f"{batch.file_name} {place}".strip(), str(stored), str(computed))
