"""Which lines of which projection count: original plan, current plan, forecast, and end benefits alone."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import pandas as pd

from data.benefit_vocabulary import ProjectionKind
from data.periods import Quarter
from metrics.benefit_columns import BENEFITS, DEPENDENCIES, PROJECTION_LINES, PROJECTIONS
from metrics.tables import require


class Standing(StrEnum):
    """Which of an initiative's projections is meant."""

    ORIGINAL = "original"
    CURRENT = "current"
    FORECAST = "forecast"


def end_benefits(benefits: pd.DataFrame, dependencies: pd.DataFrame) -> frozenset[str]:
    """Return the ids of the benefits that lead to no other: only their kroner enter money totals."""
    require(benefits, BENEFITS)
    require(dependencies, DEPENDENCIES)
    return frozenset(benefits["benefit_id"]) - frozenset(dependencies["benefit_id"])


def standing_projections(projections: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return, by initiative, the numbers of the projections that stood on a day.

    Args:
        projections: PROJECTIONS.
        on: The day; a projection of a later day is not known yet.

    Returns:
        Indexed by initiative_id: original, current, forecast (Int64). The forecast is missing where nobody has made
        one; drafts count nowhere.
    """
    require(projections, PROJECTIONS)
    known = projections[projections["adopted"].to_numpy(dtype=bool) & (projections["as_of"] <= on).to_numpy(dtype=bool)]
    plans = known[known["kind"] == ProjectionKind.PLAN].groupby("initiative_id")["projection_number"]
    forecasts = known[known["kind"] == ProjectionKind.FORECAST].sort_values(["as_of", "projection_number"])
    newest = forecasts.groupby("initiative_id")["projection_number"].last()
    found = pd.DataFrame({Standing.ORIGINAL: plans.min(), Standing.CURRENT: plans.max()})
    return found.join(newest.rename(Standing.FORECAST), how="outer").astype("Int64").rename_axis("initiative_id")


def lines_of(lines: pd.DataFrame, standing: pd.DataFrame, which: Standing) -> pd.DataFrame:
    """Return the PROJECTION_LINES of one projection of each initiative.

    Args:
        lines: PROJECTION_LINES of every projection.
        standing: What `standing_projections` returned.
        which: Original, current or forecast; an initiative without a forecast is answered with its current plan.
    """
    require(lines, PROJECTION_LINES)
    numbers = standing[which]
    if which is Standing.FORECAST:
        numbers = numbers.fillna(standing[Standing.CURRENT])
    wanted = pd.MultiIndex.from_arrays([numbers.index, numbers.to_numpy(dtype=object)])
    present = pd.MultiIndex.from_arrays([lines["initiative_id"], lines["projection_number"].to_numpy(dtype=object)])
    return lines[present.isin(wanted)].reset_index(drop=True)


def of_benefits(rows: pd.DataFrame, benefit_ids: Iterable[str]) -> pd.DataFrame:
    """Return the rows of some benefits."""
    return rows[rows["benefit_id"].isin(list(benefit_ids))].reset_index(drop=True)


def until(rows: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Return the rows whose period has ended with the quarter: what is due to date."""
    years, periods = rows["fiscal_year"], rows["period"]
    due = (years < quarter.year) | ((years == quarter.year) & (periods <= quarter.last_period))
    return rows[due.to_numpy(dtype=bool)].reset_index(drop=True)
