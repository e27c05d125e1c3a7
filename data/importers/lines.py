"""The table of ledger lines that every ledger reader returns, and what adds up in it.

Types of `Parsed.lines`: `line_number`, `fiscal_year`, `period` and `amount_minor` are int64 (never missing); `kind`,
`unit_id`, `account_class`, `function_code` and `account_code` are categoricals of text; `project` and `text` are
categoricals or objects of text with None where absent.
"""

from typing import Any

import numpy as np
import pandas as pd

from data.importers.parsed import LINE_COLUMNS
from data.vocabulary import Kind


def constant(value: str, length: int) -> pd.Categorical:
    """Return a categorical column of one value."""
    return pd.Categorical.from_codes(np.zeros(length, dtype=np.int8), pd.Index([value], dtype="object"))


def absent(length: int) -> Any:
    """Return a column of None."""
    return np.full(length, None, dtype=object)


def lines_of(**columns: Any) -> pd.DataFrame:
    """Return ledger lines from their columns, in the order of `LINE_COLUMNS`."""
    plain = {name: getattr(columns[name], "array", columns[name]) for name in LINE_COLUMNS}
    return pd.DataFrame(plain, copy=False)


def totals_by_kind(lines: pd.DataFrame) -> dict[str, int]:
    """Return the sum of the lines of each kind, in minor units."""
    sums = lines.groupby("kind", observed=True)["amount_minor"].sum()
    return {str(kind): int(total) for kind, total in sums.items()}


def actual_by_code(lines: pd.DataFrame) -> dict[str, int]:
    """Return the sum of actuals by `"<unit_id> <function_code>"`, in minor units."""
    actual = lines[(lines["kind"] == Kind.ACTUAL.value).to_numpy()]
    sums = actual.groupby(["unit_id", "function_code"], observed=True)["amount_minor"].sum()
    codes = zip(sums.index.get_level_values(0), sums.index.get_level_values(1), strict=True)
    return {f"{unit} {function}": int(total) for (unit, function), total in zip(codes, sums.tolist(), strict=True)}
