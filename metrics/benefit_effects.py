"""How much of a change was the measure's own doing, and what of it is money."""

import numpy as np
import pandas as pd

from metrics.ratios import first_missing
from metrics.results import Missing
from metrics.rounding import whole_minor

SHARES = ("deadweight", "displacement", "attribution", "drop_off")


class CountedTwice(ValueError):
    """Two methods that each remove what would have happened anyway were put on top of each other."""


def impact(benefits: pd.DataFrame, years: int) -> pd.DataFrame:
    """Return what each benefit is worth by year once what is not the measure's own doing is taken away.

    Year k: gross x (1 - deadweight) x (1 - displacement) x attribution x (1 - drop_off)^(k - 1).

    Args:
        benefits: gross_minor (a year's gross effect), deadweight (share that would have come anyway), displacement
            (share that only moved elsewhere), attribution (share owed to this measure) and drop_off (share lost from
            each year to the next); all shares 0 to 1.
        years: How many years.

    Returns:
        Columns 1 to `years`, whole minor units (Int64), each rounded once; <NA> where any part is missing.

    Raises:
        ValueError: A share is outside 0 to 1.

    Source:
        The order of a social return on investment; general knowledge, not confirmed on a page.
    """
    gross = benefits["gross_minor"].to_numpy(dtype="float64", na_value=np.nan)
    shares = {year: impact_share(benefits, year) for year in range(1, years + 1)}
    return pd.DataFrame(
        {year: whole_minor(pd.Series(gross * share, index=benefits.index)) for year, share in shares.items()}
    )


def impact_share(benefits: pd.DataFrame, year: int | np.ndarray) -> np.ndarray:
    """Return the share of each benefit's gross effect that is the measure's own doing in a year of its life.

    (1 - deadweight) x (1 - displacement) x attribution x (1 - drop_off)^(year - 1).

    Args:
        benefits: deadweight, displacement, attribution and drop_off, shares of 0 to 1.
        year: 1 is the first year of the effect; one for all rows, or one a row.

    Returns:
        float64, 0 to 1; NaN where a share is missing.

    Raises:
        ValueError: A share is outside 0 to 1.
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
    change = _numbers(groups, "treated_after") - _numbers(groups, "treated_before")
    anyway = _numbers(groups, "compared_after") - _numbers(groups, "compared_before")
    answer = pd.DataFrame({"change": change, "change_anyway": anyway, "value": change - anyway})
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


def avoided_task_cost(tasks: pd.DataFrame) -> pd.Series:
    """Return what each kind of task that is no longer done would have cost; + is avoided, and not yet money.

    avoided = (before - after) x cost of one task, at variable cost.

    Args:
        tasks: tasks_before, tasks_after (whole numbers) and variable_cost_minor (of one task).

    Returns:
        Whole minor units (Int64), exact; <NA> where any part is missing. Negative where there are more tasks.

    Source:
        KS, Gevinstkokeboka; avoided use is valued at variable, not average, cost.
    """
    avoided = tasks["tasks_before"].astype("Int64") - tasks["tasks_after"].astype("Int64")
    return avoided * tasks["variable_cost_minor"].astype("Int64")


def _numbers(rows: pd.DataFrame, column: str) -> pd.Series:
    return pd.Series(rows[column].to_numpy(dtype="float64", na_value=np.nan), index=rows.index)
