"""How much of a change was the measure's own doing, and what of it is money."""

import numpy as np
import pandas as pd

from metrics.ratios import first_missing
from metrics.results import Missing
from metrics.rounding import whole_minor

SHARES = ("deadweight", "displacement", "attribution", "drop_off")


DECIMALS = 9
"""Differences are told to so many decimals: 3.6 - 4.1 and 3.7 - 4.2 are alike, which binary fractions are not."""


class CountedTwice(ValueError):
    """Two methods that each remove what would have happened anyway were put on top of each other."""


def impact_share(benefits: pd.DataFrame, year: int | np.ndarray) -> np.ndarray:
    """Return the share of each benefit's gross effect that is the measure's own doing in a year of its life.

    (1 - deadweight) x (1 - displacement) x attribution x (1 - drop_off)^(year - 1): deadweight would have come anyway,
    displacement only moved elsewhere, attribution is owed to this measure, drop-off is lost from each year to the next.

    Args:
        benefits: deadweight, displacement, attribution and drop_off, shares of 0 to 1.
        year: 1 is the first year of the effect; one for all rows, or one a row.

    Returns:
        float64, 0 to 1; NaN where a share is missing.

    Raises:
        ValueError: A share is outside 0 to 1.

    Source:
        The order of a social return on investment; general knowledge, not confirmed on a page.
    """
    deadweight, displacement, attribution, drop_off = (_shares(benefits, name) for name in SHARES)
    first = (1 - deadweight) * (1 - displacement) * attribution
    return np.asarray(first * (1 - drop_off) ** (np.asarray(year, dtype="float64") - 1))


def _shares(benefits: pd.DataFrame, name: str) -> np.ndarray:
    shares = benefits[name].to_numpy(dtype="float64", na_value=np.nan)
    if ((shares < 0) | (shares > 1)).any():
        raise ValueError(f"{name} is outside 0 to 1")
    return shares


def difference_in_differences(groups: pd.DataFrame, deadweight: pd.Series | None = None) -> pd.DataFrame:
    """Return how much more each measured group changed than those it is compared with, in the indicator's own unit.

    value = (treated_after - treated_before) - (compared_after - compared_before).

    Args:
        groups: treated_before, treated_after, compared_before, compared_after.
        deadweight: Must be None or 0: the comparison group has already taken away what would have come anyway.

    Returns:
        change (of the treated), change_anyway (of the comparison group), value, why. NaN where one is not measured.

    Raises:
        CountedTwice: A deadweight share is to be taken away as well.

    Source:
        Brobygger's own definition; needed where a trial has a comparison group.
    """
    if deadweight is not None and (deadweight.fillna(0) != 0).any():
        raise CountedTwice("a difference in differences has removed deadweight already; give one or the other")
    change = (_numbers(groups, "treated_after") - _numbers(groups, "treated_before")).round(DECIMALS)
    anyway = (_numbers(groups, "compared_after") - _numbers(groups, "compared_before")).round(DECIMALS)
    value = (change - anyway).round(DECIMALS)
    answer = pd.DataFrame({"change": change, "change_anyway": anyway, "value": value})
    return answer.assign(why=first_missing(answer, {"value": Missing.NOT_MEASURED}))


def price_and_volume_saving(years: pd.DataFrame) -> pd.Series:
    """Return how much less each year cost than its volume would have cost the old way; + is less spent.

    S_t = (F_0 + v_0 x q_t) x D - C_t. Fixed costs stay whole whatever the volume, so that spreading them over more
    users is no gain of the measure's, and a lower cost because demand fell is none either.

    Args:
        years: fixed_before_minor (F_0) and variable_before_minor (v_0, a unit of volume), both of the base year and in
            its prices; volume (q_t, actual); deflator (D, the price factor from the base year to the year);
            actual_minor (C_t). Costs positive.

    Returns:
        Whole minor units (Int64), in the year's own prices; <NA> where any part is missing.

    Source:
        Brobygger's own definition: fixed costs diluted by volume are not a saving.
    """
    variable = _numbers(years, "variable_before_minor") * _numbers(years, "volume")
    old_way = _numbers(years, "fixed_before_minor") + variable
    return whole_minor(old_way * _numbers(years, "deflator")) - years["actual_minor"].astype("Int64")


def _numbers(rows: pd.DataFrame, column: str) -> pd.Series:
    return pd.Series(rows[column].to_numpy(dtype="float64", na_value=np.nan), index=rows.index)
