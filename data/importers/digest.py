"""Fingerprints of what a batch brought, so that a later change of any stored line is found."""

import hashlib
from datetime import UTC
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.importers.parsed import INDICATOR_VALUE_COLUMNS, LINE_COLUMNS
from data.schema.ledger import ImportBatch

WHOLE = frozenset({"line_number", "fiscal_year", "period", "amount_minor"})
REAL = frozenset({"numerator", "denominator", "value"})
ABSENT = "\0"
"""Stands for a missing text, so that it differs from an empty one."""


def content_digest(lines: pd.DataFrame, indicator_values: pd.DataFrame) -> str:
    """Return a SHA-256 over every cell of the batch's lines and indicator values, in the order of their rows."""
    digest = hashlib.sha256()
    for table, columns in ((lines, LINE_COLUMNS), (indicator_values, INDICATOR_VALUE_COLUMNS)):
        if not table.empty:
            digest.update(_row_hashes(table, columns).tobytes())
    return digest.hexdigest()


def _row_hashes(table: pd.DataFrame, columns: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """Return a 64-bit hash a row, ordered by line number; each column counts by its place."""
    combined = np.zeros(len(table), dtype=np.uint64)
    for name in columns:
        combined = combined * np.uint64(0x9E3779B97F4A7C15) + _cell_hashes(table[name], name)
    order = np.argsort(table["line_number"].to_numpy(dtype=np.int64), kind="stable")
    return combined[order]


def _cell_hashes(column: "pd.Series[Any]", name: str) -> npt.NDArray[np.uint64]:
    if name in WHOLE:
        return pd.util.hash_array(column.to_numpy(dtype=np.int64))
    if name in REAL:
        return pd.util.hash_array(column.to_numpy(dtype=np.float64, na_value=np.nan))
    codes, unique = pd.factorize(column)
    texts = np.array([str(value) for value in unique] + [ABSENT], dtype=object)
    return pd.util.hash_array(texts, categorize=False)[codes]  # a missing text has code -1: the last entry


def batch_facts(batch: ImportBatch) -> dict[str, Any]:
    """Return what never changes of a batch, as its act in the trail states it."""
    return {
        "profile": batch.profile,
        "file_name": batch.file_name,
        "file_hash": batch.file_hash,
        "fiscal_year": batch.fiscal_year,
        "period": batch.period,
        "grain": batch.grain,
        "cumulative": batch.cumulative,
        "periodised": batch.periodised,
        "rows_read": batch.rows_read,
        "rows_stored": batch.rows_stored,
        "control_totals": dict(batch.control_totals),
        "content_digest": batch.content_digest,
        "imported_at": batch.imported_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "imported_by": batch.imported_by,
    }
