"""Which rows of the positions a question is about: the ends of quarters, one quarter, and what happened within each."""

import numpy as np
import pandas as pd

from data.periods import CLOSING_PERIOD, Quarter
from metrics.tables import BUDGET_POSITIONS, UNITS, require

QUARTER_KEYS = ["unit_id", "fiscal_year", "quarter"]
FLOWS = ("actual_minor", "periodised_minor", "gross_actual_minor", "gross_periodised_minor")


def quarter_ends(positions: pd.DataFrame, keys: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the positions at the end of each quarter, indexed by unit_id, fiscal_year, quarter (1-4) and `keys`.

    The fourth quarter is the whole year with its closing entries (period 13) where those are loaded, else period 12.
    An amount whose kind has no period 13 in a year (a budget seldom has) stays what it was at period 12.

    Args:
        positions: BUDGET_POSITIONS or ACCOUNT_POSITIONS, any periods.
        keys: Further columns that tell rows apart, such as account_class and account_group.
    """
    rows = positions[positions["period"].isin((3, 6, 9, 12, CLOSING_PERIOD)).to_numpy()]
    quarter = ((rows["period"] - 1) // 3 + 1).clip(upper=4)
    rows = rows.assign(quarter=quarter).set_index([*QUARTER_KEYS, *keys]).sort_index()
    closing = (rows["period"] == CLOSING_PERIOD).to_numpy()
    return _closed(rows[~closing], rows[closing]) if closing.any() else rows


def _closed(open_rows: pd.DataFrame, closing: pd.DataFrame) -> pd.DataFrame:
    amounts = [name for name in closing.columns if name.endswith("_minor")]
    has_closing = closing[amounts].notna().groupby(level="fiscal_year").transform("any")
    filled = closing.copy()
    filled[amounts] = closing[amounts].where(has_closing, open_rows[amounts].reindex(closing.index))
    return pd.concat([open_rows.drop(index=closing.index, errors="ignore"), filled]).sort_index()


def of_quarter(figures: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Return the rows of one quarter, indexed by what is left of the index (unit_id first)."""
    years = figures.index.get_level_values("fiscal_year") == quarter.year
    rows = figures[years & (figures.index.get_level_values("quarter") == quarter.number)]
    return rows.droplevel(["fiscal_year", "quarter"])


def steps(positions: pd.DataFrame, months: int) -> pd.DataFrame:
    """Return what happened within each month (1) or quarter (3): differences of positions within a year.

    Args:
        positions: BUDGET_POSITIONS.
        months: The length of a step. Period 13 belongs to no step.

    Returns:
        As BUDGET_POSITIONS, indexed by unit_id, fiscal_year, period: the flows are those of the step, missing where
        this position or the one before is; whole-year amounts stand as they are.
    """
    require(positions, BUDGET_POSITIONS)
    rows = positions[(positions["period"] % months == 0).to_numpy() & (positions["period"] <= 12).to_numpy()]
    rows = rows.sort_values(["unit_id", "fiscal_year", "period"]).reset_index(drop=True)
    same_year = (rows["unit_id"] == rows["unit_id"].shift()) & (rows["fiscal_year"] == rows["fiscal_year"].shift())
    follows = same_year & (rows["period"] - rows["period"].shift() == months)
    first = (rows["period"] == months).to_numpy(dtype=bool)
    for name in FLOWS:
        before = rows[name].shift().where(follows.fillna(False).to_numpy(dtype=bool))
        rows[name] = rows[name] - before.mask(first, 0)
    return rows.set_index(["unit_id", "fiscal_year", "period"])


def rolled_up(rows: pd.DataFrame, units: pd.DataFrame, to: list[str]) -> pd.DataFrame:
    """Return rows of single units as rows of the units `to`, each of which holds all below it.

    Args:
        rows: Any table with unit_id.
        units: UNITS, the tree that the rows hang in.
        to: The units that are asked for; a row counts for each of them that its unit is or lies below.
    """
    require(units, UNITS)
    parents = dict(zip(units["unit_id"], units["parent_unit_id"], strict=True))
    parts = []
    above = rows["unit_id"].to_numpy(dtype=object)
    for _ in range(len(parents) + 1):
        wanted = np.isin(above.astype(str), to)
        parts.append(rows[wanted].assign(unit_id=above[wanted]))
        above = np.array([parents.get(unit) for unit in above], dtype=object)
        if pd.isna(above).all():
            break
    return pd.concat(parts, ignore_index=True)
