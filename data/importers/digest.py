"""Fingerprints of what a batch brought, so that a later change of any stored line is found."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data.importers.parsed import INDICATOR_VALUE_COLUMNS, LINE_COLUMNS
from data.schema.ledger import BatchCoverage, DeliveryGap, ImportBatch

WHOLE = frozenset({"line_number", "fiscal_year", "period", "amount_minor"})
REAL = frozenset({"numerator", "denominator", "value", "people"})
SINCE_LATER = frozenset({"people"})
"""Columns that came after the first batches were stored: where one is empty throughout, it counts for nothing."""
ABSENT = "\0"
"""Stands for a missing text, so that it differs from an empty one."""


def content_digest(lines: pd.DataFrame, indicator_values: pd.DataFrame, told: Iterable[str] = ()) -> str:
    """Return a SHA-256 over every cell of the batch's lines and indicator values, in the order of their rows.

    `told` is what the batch brought to the benefits register, each whole as one text; none counts for nothing.
    """
    digest = hashlib.sha256()
    for table, columns in ((lines, LINE_COLUMNS), (indicator_values, INDICATOR_VALUE_COLUMNS)):
        if not table.empty:
            digest.update(_row_hashes(table, columns).tobytes())
    for whole in told:
        digest.update(whole.encode())
    return digest.hexdigest()


def _row_hashes(table: pd.DataFrame, columns: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """Return a 64-bit hash a row, ordered by line number; each column counts by its place."""
    combined = np.zeros(len(table), dtype=np.uint64)
    for name in columns:
        if name in SINCE_LATER and table[name].isna().all():
            continue
        combined = combined * np.uint64(0x9E3779B97F4A7C15) + _cell_hashes(table[name], name)
    order = np.argsort(table["line_number"].to_numpy(dtype=np.int64), kind="stable")
    return combined[order]


def _cell_hashes(column: "pd.Series[Any]", name: str) -> npt.NDArray[np.uint64]:
    if name in WHOLE:
        return pd.util.hash_array(column.to_numpy(dtype=np.int64))
    if name in REAL:
        # SQLite does not keep the sign of a zero
        reals: npt.NDArray[np.float64] = column.to_numpy(dtype=np.float64, na_value=np.nan) + 0.0
        return pd.util.hash_array(reals)
    codes, unique = _coded(column)
    texts = np.array([str(value) for value in unique] + [ABSENT], dtype=object)
    hashes: npt.NDArray[np.uint64] = pd.util.hash_array(texts, categorize=False)
    return hashes[codes]  # a missing text has code -1: the last entry


def _coded(column: "pd.Series[Any]") -> tuple[npt.NDArray[np.intp], Any]:
    """Return each cell's number among the distinct values (-1: missing), and those."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(column.cat.codes, dtype=np.intp), column.cat.categories
    codes, unique = pd.factorize(column)
    return np.asarray(codes, dtype=np.intp), unique


TEXTS = frozenset({"file_name", "warnings"})
"""Facts of a batch that may hold what a person wrote: the trail has them sealed."""


def batch_facts(batch: ImportBatch, cells: Iterable[BatchCoverage], gaps: Iterable[DeliveryGap]) -> dict[str, Any]:
    """Return what never changes of a batch and of what it speaks for, as its act in the trail states it."""
    plain = ("profile", "file_name", "file_hash", "fiscal_year", "period", "grain", "cumulative", "periodised")
    counted = ("rows_read", "rows_stored", "control_totals", "content_digest", "imported_by", "options", "warnings")
    return {
        **{name: getattr(batch, name) for name in (*plain, *counted)},
        "as_of": batch.as_of.isoformat() if batch.as_of else None,
        "imported_at": batch.imported_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "cells": sorted(
            [cell.fiscal_year, cell.period, cell.kind, cell.account_class, cell.grain, cell.cumulative]
            for cell in cells
        ),
        "gaps": sorted([gap.fiscal_year, gap.period, gap.kind, gap.unit_id] for gap in gaps),
    }


def stored_facts(session: Session, batch: ImportBatch) -> dict[str, Any]:
    """Return the facts of a batch as the database holds them."""
    cells = session.scalars(select(BatchCoverage).where(*_of(BatchCoverage, batch)))
    return batch_facts(batch, cells, session.scalars(select(DeliveryGap).where(*_of(DeliveryGap, batch))))


def _of(table: type[BatchCoverage] | type[DeliveryGap], batch: ImportBatch) -> tuple[ColumnElement[bool], ...]:
    return table.municipality_id == batch.municipality_id, table.batch_id == batch.batch_id


def sealed_facts(facts: dict[str, Any], sealed: Callable[[str], str]) -> dict[str, Any]:
    """Return a batch's facts as the trail tells them."""
    return {
        name: sealed(json.dumps(value, sort_keys=True)) if name in TEXTS else value for name, value in facts.items()
    }
