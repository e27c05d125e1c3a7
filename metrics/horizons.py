"""When what is gained and paid comes: before, within the budget year, within the four-year plan, or later."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from data.benefit_vocabulary import Flow
from metrics.ratios import floats
from metrics.valued_lines import has_flow

PLAN_YEARS = 4
"""The economic plan covers four years, the budget year the first (kommuneloven § 14-1)."""

_AMOUNTS = ["amount_minor", "present_value"]


class Horizon(StrEnum):
    """A stretch of years as a municipality's budgeting sees them."""

    EARLIER = "earlier"
    BUDGET_YEAR = "budget_year"
    REST_OF_PLAN = "rest_of_plan"
    LATER = "later"


def plan_ends(base_year: int) -> int:
    """Return the last year of the four-year plan whose first is the base year."""
    return base_year + PLAN_YEARS - 1


def horizon_of(rows: pd.DataFrame) -> "pd.Series[Any]":
    """Return the horizon of each row of a cube: t below 0, t = 0, t = 1 to 3, or above."""
    codes = np.searchsorted(np.asarray([0, 1, PLAN_YEARS]), rows["t"].to_numpy(), side="right").astype("int64")
    told = pd.Categorical.from_codes(codes, categories=pd.Index([*map(str, Horizon)]))
    return pd.Series(told, index=rows.index, name="horizon")


def benefits_by_horizon(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what is gained within each horizon, and its share of all that is; disbenefits are taken off.

    Args:
        rows: Rows of a `ValueCube`.

    Returns:
        Indexed by horizon, in order, all four: amount_minor (int64), present_value, amount_share, present_value_share.
        Shares sum to 1, and are NaN where what is gained is not above zero as a whole.

    Source:
        kommuneloven § 14-1 (the four-year plan); Brobygger's own definition.
    """
    benefits = rows[has_flow(rows, Flow.BENEFIT)]
    sums = benefits.groupby(horizon_of(benefits), observed=False)[_AMOUNTS].sum()
    return sums.assign(amount_share=_share(sums["amount_minor"]), present_value_share=_share(sums["present_value"]))


def _share(parts: pd.Series) -> np.ndarray:
    whole = parts.sum()
    return np.asarray(floats(parts) / (whole if whole > 0 else np.nan))


def costs_by_horizon(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what is paid within each horizon, costs and operating costs; indexed by horizon, all four; positive."""
    costs = rows[has_flow(rows, Flow.COST, Flow.OPERATING_COST)]
    return costs.groupby(horizon_of(costs), observed=False)[_AMOUNTS].sum()


def types_by_horizon(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what is gained of each type within each horizon; types are told apart and never added as one.

    Returns:
        Indexed by benefit_type, horizon (those that occur): amount_minor (int64), present_value.
    """
    benefits = rows[has_flow(rows, Flow.BENEFIT)]
    return benefits.groupby([benefits["benefit_type"], horizon_of(benefits)], observed=True)[_AMOUNTS].sum()


def by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what is gained of each type and what is paid, year by year: for columns on top of each other.

    Returns:
        fiscal_year, flow (benefit, cost, operating_cost), benefit_type (missing for costs), amount_minor (int64: a
        disbenefit is negative, a cost positive), present_value. Transfers add nothing and are left out.
    """
    told = rows[~has_flow(rows, Flow.TRANSFER)]
    keys = ["fiscal_year", "flow", "benefit_type"]
    return told.groupby(keys, observed=True, dropna=False)[_AMOUNTS].sum().reset_index()


@dataclass(frozen=True)
class AfterTerm:
    """What is gained after the term of the leader who decides; present values in minor units.

    `untold` counts the initiatives with no term told: none of theirs is in any of the figures. `share` is None where
    nothing is told, or what is gained is not above zero.
    """

    present_value: float
    of_present_value: float
    share: float | None
    untold: int


def after_term(rows: pd.DataFrame) -> AfterTerm:
    """Return how much of what is gained comes after the leader's term, of the initiatives that tell of one."""
    benefits = rows[has_flow(rows, Flow.BENEFIT)]
    silent = benefits["after_term"].isna().to_numpy(dtype=bool)
    told = benefits[~silent]
    later = float(told.loc[told["after_term"].to_numpy(dtype=bool), "present_value"].sum())
    whole = float(told["present_value"].sum())
    untold = int(benefits.loc[silent, "initiative_id"].nunique())
    return AfterTerm(later, whole, later / whole if whole > 0 else None, untold)
