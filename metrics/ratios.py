"""What every figure is made with: complete sums, ratios that keep their parts, and the rule for what to divide by."""

import numpy as np
import pandas as pd

from metrics.results import Missing
from metrics.tables import AMOUNTS, GROSS_AMOUNTS

NET = "net"
GROSS = "gross"
ALL_AMOUNTS = (*AMOUNTS, *GROSS_AMOUNTS)


def ratio(
    numerator: pd.Series,
    denominator: pd.Series,
    *,
    basis: pd.Series | str | None = None,
    why: pd.Series | None = None,
) -> pd.DataFrame:
    """Return each row's numerator, denominator, value = numerator / denominator, basis and the reason it is missing.

    Args:
        numerator: Any numbers; whole minor units stay whole.
        denominator: As long as the numerator; its index is the answer's.
        basis: What the denominator is, in one word, by row or for all.
        why: The `Missing` of rows that lack an input, as `first_missing` makes it.

    Returns:
        value is float64, NaN where the denominator is zero or either part is missing; `why` is then never None. The
        numerator of a row with a reason of its own is missing too: half a figure misleads.
    """
    value = floats(numerator) / np.where(floats(denominator) == 0, np.nan, floats(denominator))
    reason = np.full(len(denominator), None, dtype=object) if why is None else why.to_numpy(dtype=object).copy()
    excused = ~pd.isna(reason)
    if excused.any():
        numerator = numerator.mask(excused)
    reason[np.isnan(value) & ~excused] = Missing.ZERO_DENOMINATOR
    value[excused] = np.nan
    said = pd.Series(reason, index=denominator.index, dtype=object)  # else pandas makes text of it, and NaN of None
    parts = {"numerator": numerator, "denominator": denominator, "value": value, "basis": basis, "why": said}
    return pd.DataFrame(parts, index=denominator.index)


def floats(numbers: pd.Series) -> np.ndarray:
    """Return the numbers as float64 with NaN for missing: for shares only, never to add money."""
    return numbers.to_numpy(dtype="float64", na_value=np.nan)


def first_missing(rows: pd.DataFrame, reasons: dict[str, Missing]) -> pd.Series:
    """Return, by row, the reason of the first column (in the order given) that is missing there; None if all are."""
    answer = np.full(len(rows), None, dtype=object)
    for column, reason in reversed(reasons.items()):
        answer[rows[column].isna().to_numpy()] = reason
    return pd.Series(answer, index=rows.index, dtype=object)


def overruled(why: pd.Series, where: np.ndarray, reason: Missing) -> pd.Series:
    """Return the reasons with another one where a condition holds (`mask` would turn the reason into plain text)."""
    answer = why.to_numpy(dtype=object).copy()
    answer[where] = reason
    return pd.Series(answer, index=why.index, dtype=object)


def net_or_gross(rows: pd.DataFrame, kind: str, gross_rule: float) -> tuple[pd.Series, pd.Series]:
    """Return what a share of this kind of amount is divided by, and which it is: `net` or `gross`.

    |net|, or gross expenditure where |net| is under `gross_rule` of gross. Without gross figures: |net|.

    Args:
        rows: Columns `<kind>_minor` and `gross_<kind>_minor`.
        kind: actual, periodised, original, revised or forecast.
        gross_rule: The share of gross under which net is too small to divide by.

    Source:
        Brobygger's own rule: a share of a near-zero net budget says nothing.
    """
    net, gross = rows[f"{kind}_minor"].abs(), rows[f"gross_{kind}_minor"].abs()
    small = floats(net) < gross_rule * floats(gross)
    return net.where(~small, gross), pd.Series(np.where(small, GROSS, NET), index=rows.index, dtype=object)


def complete_sums(rows: pd.DataFrame, by: str | list[str], of: list[str]) -> pd.DataFrame:
    """Return the sums of the columns by group; a group with a missing part is missing, not smaller."""
    groups = rows.groupby(by)[of]
    sums = groups.sum(min_count=1)
    return sums.where(groups.count().eq(groups.size(), axis=0))
