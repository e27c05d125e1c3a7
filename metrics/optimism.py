"""How plans are made soberer: upper bounds of optimism on costs and benefits, and haircuts by how good the evidence is.

Raw and adjusted figures stand side by side. What is realised is measured, and is never adjusted.
"""

from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.benefit_vocabulary import Confidence
from metrics.parameters import in_force
from metrics.ratios import first_missing
from metrics.results import Missing
from metrics.rounding import whole_minor


class ProjectKind(StrEnum):
    """The kinds of project that upper bounds of optimism are known for."""

    STANDARD_BUILDINGS = "standard_buildings"
    NON_STANDARD_BUILDINGS = "non_standard_buildings"
    STANDARD_CIVIL_ENGINEERING = "standard_civil_engineering"
    NON_STANDARD_CIVIL_ENGINEERING = "non_standard_civil_engineering"
    EQUIPMENT_DEVELOPMENT = "equipment_development"
    OUTSOURCING = "outsourcing"


PROMISED = ("planned", "forecast")
"""The states of a benefit that a haircut is for: it is not there yet."""


class RealisedIsMeasured(ValueError):
    """A haircut was asked for on something realised or verified: that has uncertainty of measurement instead."""


def cost_bound(kind: ProjectKind, on: date, overrides: pd.DataFrame | None = None) -> float:
    """Return how much dearer, as a share, projects of a kind turned out at most; 0.24 is 24 %."""
    return in_force(f"optimism_cost_{kind}", on, overrides)


def time_bound(kind: ProjectKind, on: date, overrides: pd.DataFrame | None = None) -> float:
    """Return how much longer, as a share, projects of a kind took at most."""
    return in_force(f"optimism_time_{kind}", on, overrides)


def sober_costs(costs: npt.ArrayLike, bias: float, mitigation: float = 0.0) -> np.ndarray:
    """Return costs with what plans usually leave out: cost x (1 + bias x (1 - mitigation)).

    Args:
        costs: Minor units, of any shape.
        bias: How much too low such costs are, as a share; 0 or above.
        mitigation: The share of the bias that the project has dealt with, 0 to 1.

    Returns:
        float64 estimates in the shape given; NaN stays NaN.

    Raises:
        ValueError: The bias is negative, or the mitigation outside 0 to 1.

    Source:
        HM Treasury, The Green Book.
    """
    if bias < 0 or not 0 <= mitigation <= 1:
        raise ValueError(f"bias {bias:g} and mitigation {mitigation:g}, wanted 0 or above and 0 to 1")
    return np.asarray(costs, dtype="float64") * (1 + bias * (1 - mitigation))


def later_benefits(flows: npt.ArrayLike, delay_years: float) -> np.ndarray:
    """Return benefits moved to later years; of a part of a year that part moves one year further.

    A year's benefits are taken to come evenly within it: 1.25 years later three quarters come one year later and one
    quarter two.

    Args:
        flows: Years, or rows x years, in minor units, t = 0 first.
        delay_years: How many years later they come. What falls beyond the last year is lost.

    Returns:
        float64 estimates in the shape given.

    Raises:
        ValueError: The delay is negative.

    Source:
        HM Treasury, The Green Book: works take longer than was first said.
    """
    if not delay_years >= 0:
        raise ValueError(f"delay {delay_years:g}, wanted 0 or above")
    yearly, whole = np.asarray(flows, dtype="float64"), int(delay_years)
    part = delay_years - whole
    return np.asarray((1 - part) * _moved(yearly, whole) + part * _moved(yearly, whole + 1))


def _moved(yearly: np.ndarray, years: int) -> np.ndarray:
    kept = max(yearly.shape[-1] - years, 0)
    late = np.zeros_like(yearly)
    late[..., yearly.shape[-1] - kept :] = yearly[..., :kept]
    return late


def haircut_amounts(promises: pd.DataFrame, on: date, overrides: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return each promised benefit raw and after the example haircut of its grade of evidence.

    Args:
        promises: amount_minor (Int64), grade (`a` to `f`) and state, which must be `planned` or `forecast`.
        on: The day whose haircuts are in force.
        overrides: PARAMETERS rows of the municipality: its own `example_haircut_a` to `_f`.

    Returns:
        amount_minor (raw), haircut_share, adjusted_minor (Int64), why. <NA> where the amount or the grade is missing.

    Raises:
        RealisedIsMeasured: A row is realised, verified or of any state but the two.
        ValueError: A grade is unknown.

    Source:
        An example, not a norm: the parameters say so.
    """
    measured = sorted({str(state) for state in promises["state"]} - set(PROMISED))
    if measured:
        raise RealisedIsMeasured(f"no haircut on {', '.join(measured)}; only on {' and '.join(PROMISED)}")
    grades = [None if pd.isna(grade) else Confidence(grade) for grade in promises["grade"]]
    cuts = {grade: in_force(f"example_haircut_{grade}", on, overrides) for grade in Confidence}
    share = pd.Series([np.nan if grade is None else cuts[grade] for grade in grades], index=promises.index)
    raw = promises["amount_minor"].astype("Int64")
    answer = pd.DataFrame({"amount_minor": raw, "haircut_share": share})
    adjusted = whole_minor(raw.astype("Float64").to_numpy(dtype="float64", na_value=np.nan) * (1 - share))
    reasons = {"haircut_share": Missing.NO_CONFIDENCE_GRADE}
    return answer.assign(adjusted_minor=adjusted, why=first_missing(answer, reasons))
