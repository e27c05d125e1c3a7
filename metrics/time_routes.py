"""Where freed working time goes: five routes that sum to what was freed, and kroner only where something was cut.

Time is whole minutes, so that routes sum exactly. Freed time is not money: minutes become kroner only when posts,
overtime, substitutes or agency hours are cut.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from data.benefit_vocabulary import CutBasis
from metrics.ratios import complete_sums, first_missing, overruled, ratio
from metrics.results import Missing
from metrics.rounding import whole_quotient

FORTNIGHTS_A_YEAR = 26
"""364 days; plans that count minutes a fortnight reckon with 26 of them."""

ROUTES = ("quality_minutes", "cut_minutes", "reallocated_minutes", "growth_absorbed_minutes")
"""The routes that are stated; `unrealised_minutes` is what remains."""


class MoreThanFreed(ValueError):
    """The routes hold more time than was freed: some of it is counted twice."""


class PostsAtMinimumStaffing(ValueError):
    """A cut of posts was stated where the unit is at minimum staffing, so that nobody can be spared."""


class CashWithoutCut(ValueError):
    """Kroner were stated for a unit that has no time on the route of cuts."""


def freed_minutes(users: pd.DataFrame) -> pd.DataFrame:
    """Return how much time each service frees a year; + is less time spent, and not one krone of it cashable yet.

    Args:
        users: minutes_before and minutes_after (a user and fortnight, whole) and users (how many).

    Returns:
        minutes_per_user (a year), freed_minutes (of all users), hours_per_user, freed_share (of the time before; NaN
        where none was spent). <NA> where any part is missing.

    Source:
        KS, Gevinstkokeboka (time saved).
    """
    before = users["minutes_before"].astype("Int64")
    saved = before - users["minutes_after"].astype("Int64")
    yearly = saved * FORTNIGHTS_A_YEAR
    return pd.DataFrame(
        {
            "minutes_per_user": yearly,
            "freed_minutes": yearly * users["users"].astype("Int64"),
            "hours_per_user": yearly / 60,
            "freed_share": ratio(saved, before)["value"],
        }
    )


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


def available_cuts(at_minimum_staffing: bool) -> tuple[CutBasis, ...]:
    """Return what can be cut in a unit: all kinds, but no posts where nobody can be spared."""
    return tuple(kind for kind in CutBasis if not (at_minimum_staffing and kind is CutBasis.POSTS))


def post_cost(post_percent: int, yearly_wage_cost_minor: int) -> int:
    """Return what a cut of posts takes off a year's budget: whole per cents of a post x its yearly wage cost.

    Args:
        post_percent: 250 is two and a half posts.
        yearly_wage_cost_minor: Of a full post, with pension and employer's contribution.
    """
    return whole_quotient(post_percent * yearly_wage_cost_minor, 100)


def cashable(routed: pd.DataFrame, cuts: pd.DataFrame, at_minimum_staffing: Iterable[str] = ()) -> pd.Series:
    """Return what each unit's freed time has given in kroner: what was cut, and 0 where nothing was.

    Args:
        routed: What `routes` returns, indexed by unit.
        cuts: unit_id, cut (a `CutBasis`) and amount_minor (documented, a year, positive).
        at_minimum_staffing: The units where no post can be spared.

    Returns:
        Whole minor units (Int64) by unit; <NA> where the amount of a cut is missing, or it is not known whether
        anything was cut.

    Raises:
        PostsAtMinimumStaffing: Posts are cut in a unit that has none to spare.
        CashWithoutCut: A cut stands at a unit without time on the route of cuts.

    Source:
        Meld. St. 30 (2019-2020) 13.1.2-13.1.3, minimum staffing in rural municipalities among it.
    """
    floor = set(at_minimum_staffing)
    refused = [unit for unit, kind in zip(cuts["unit_id"], cuts["cut"], strict=True) if not _can(kind, unit in floor)]
    if refused:
        raise PostsAtMinimumStaffing(", ".join(sorted(set(refused))))
    cut_time = routed["cut_minutes"].astype("Int64")
    without = sorted(set(cuts["unit_id"]) - set(cut_time.index[(cut_time != 0).fillna(True)]))
    if without:
        raise CashWithoutCut(", ".join(without))
    sums = complete_sums(cuts.astype({"amount_minor": "Int64"}), "unit_id", ["amount_minor"])["amount_minor"]
    nothing = pd.Series(0, index=routed.index, dtype="Int64").mask((cut_time != 0).fillna(True))
    return sums.reindex(routed.index).fillna(nothing).rename("cashable_minor")


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


def _can(kind: str, floor: bool) -> bool:
    return CutBasis(kind) in available_cuts(floor)
