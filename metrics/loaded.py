"""What of fetched tables is used, and which batches stand behind it."""

import pandas as pd

from data.periods import Quarter


def used(known: pd.DataFrame, values: pd.DataFrame, targets: pd.DataFrame, below: frozenset[str]) -> pd.DataFrame:
    """Return the indicators with a value or a target under the unit."""
    aimed = (measure for measure, unit in zip(targets["measure"], targets["unit_id"], strict=True) if unit in below)
    found = {*values["indicator_id"], *aimed}
    kept = [indicator in found for indicator in known["indicator_id"]]
    return known if all(kept) else known[kept].reset_index(drop=True)


def batches_of(values: pd.DataFrame, quarter: Quarter) -> tuple[str, ...]:
    """Return the batches behind the values of a quarter."""
    columns = (values[name].tolist() for name in ("fiscal_year", "period", "batch_id"))
    due = {
        batch
        for year, period, batch in zip(*columns, strict=True)
        if year == quarter.year and period <= quarter.last_period
    }
    return tuple(sorted(due))
