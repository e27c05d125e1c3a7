"""Where freed working time goes: five routes that sum to what was freed.

Time is whole minutes, so that routes sum exactly. Freed time is not money: it becomes kroner only where posts,
overtime, substitutes or agency hours are cut, and then as a claim on a budget line.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from metrics.ratios import first_missing, overruled, ratio
from metrics.results import Missing

ROUTES = ("quality_minutes", "cut_minutes", "reallocated_minutes", "growth_absorbed_minutes")
"""The routes that are stated; `unrealised_minutes` is what remains."""


class MoreThanFreed(ValueError):
    """The routes hold more time than was freed: some of it is counted twice."""


def routes(freed: pd.DataFrame) -> pd.DataFrame:
    """Return where each unit's freed time went, with the time that nobody has used yet as the remainder.

    Args:
        freed: Indexed by unit: freed_minutes and the four `ROUTES`, whole minutes. A route that is not used is 0.

    Returns:
        The same columns and unrealised_minutes (Int64): the five routes sum to freed_minutes exactly. <NA> where a
        part is missing: an unknown route is not an empty one.

    Raises:
        ValueError: A route is negative.
        MoreThanFreed: The routes of a unit hold more than was freed there.

    Source:
        Meld. St. 30 (2019-2020) 13.1.3: satisfaction, budget cut or re-allocation; growth absorbed is our own.
    """
    answer = freed[["freed_minutes", *ROUTES]].astype("Int64")
    stated = answer[list(ROUTES)]
    if (stated < 0).any(axis=None, skipna=True):
        raise ValueError("a route of freed time is negative")
    rest = answer["freed_minutes"] - stated.sum(axis=1, min_count=len(ROUTES))
    over = rest.index[(rest < 0).fillna(False)]
    if len(over):
        raise MoreThanFreed(", ".join(f"{unit}: {-rest[unit]} minutes more than were freed" for unit in over))
    return answer.assign(unrealised_minutes=rest)


def cut_share(routed: pd.DataFrame, at_minimum_staffing: Iterable[str] = ()) -> pd.DataFrame:
    """Return the share of each unit's freed time that was cut; a unit at minimum staffing is not judged by it.

    Args:
        routed: What `routes` returns, indexed by unit.
        at_minimum_staffing: The units where no post can be spared: what they free is capacity and quality.

    Returns:
        numerator and denominator (minutes), value (share), why. NaN where nothing was freed, a part is missing, or the
        unit is at minimum staffing.
    """
    unknown = first_missing(routed, dict.fromkeys(("freed_minutes", "cut_minutes"), Missing.NOT_MEASURED))
    spared = np.asarray(routed.index.isin(list(at_minimum_staffing)))
    why = overruled(unknown, spared, Missing.AT_MINIMUM_STAFFING)
    return ratio(routed["cut_minutes"], routed["freed_minutes"], why=why)
