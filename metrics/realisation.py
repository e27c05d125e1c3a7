"""How much of what was planned has been realised, by benefit and by any group of benefits; and what is expected."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import isnan

import numpy as np
import pandas as pd

from data.vocabulary import Dimension, Grain
from metrics.benefit_columns import BENEFITS, DEPENDENCIES, INITIATIVES, MEASUREMENTS, PROJECTION_LINES, PROJECTIONS
from metrics.benefit_lines import standing_projections, until
from metrics.card import Better, Metric, Unit
from metrics.ratios import floats, overruled, ratio
from metrics.realised_amounts import AMOUNT, RegisterAt, What
from metrics.results import Missing, Status

REVIEWED = date(2026, 11, 30)
SINCE = date(2026, 1, 1)
PLANNED = (What.ORIGINAL, What.CURRENT, What.FORECAST)


def realisation(at: RegisterAt, members: pd.DataFrame, key: str, of: str = AMOUNT) -> pd.DataFrame:
    """Return what was planned, is expected, was realised and verified by group of benefits; totals are of all parts.

    A period that nobody measured has realised nothing that can be claimed: it adds nothing, and how many benefits are
    measured stands beside the sum. A group in which nothing at all is measured is missing.

    Args:
        at: The register; to date is up to the last period of its quarter, on what stood on its last day.
        members: benefit_id and `key`: which benefits are in which group; a benefit may be in several.
        key: The column of the groups.
        of: amount_minor (kroner), or quantity.

    Returns:
        Indexed by `key`: original, current, forecast, realised, verified (to date), original_total, current_total,
        forecast_total (whole life), completion (realised + what the forecast holds after the quarter), gap (completion
        - current_total), planned_why and realised_why. Whole minor units (Int64), or quantities (float64); <NA> or NaN
        where missing, with the `Missing`.

    Source:
        DFØ, guide to benefits realisation.
    """
    rows = members[["benefit_id", key]].merge(at.amounts, on="benefit_id")
    rows = rows[rows["in_kroner"] if of == AMOUNT else rows["quantity"].notna()].reset_index(drop=True)
    groups = pd.Index(members[key].drop_duplicates(), name=key, dtype=object)
    due = until(rows, at.quarter)
    totals = _sums(rows, groups, of)[[str(what) for what in PLANNED]].add_suffix("_total")
    answer = _sums(due, groups, of).join(totals)
    answer["planned_why"] = _planned_why(at, rows, members, groups, of)
    answer["realised_why"] = _realised_why(due, answer, of)
    return completed(answer)


def _sums(rows: pd.DataFrame, groups: pd.Index, of: str) -> pd.DataFrame:
    """Return the sum by group and `What`; 0 where there is nothing, missing where a part is."""
    by_group = rows.groupby([str(groups.name), "what"])[of]
    counts, sizes = by_group.count(), by_group.size()
    sums = by_group.sum(min_count=1).where(counts == sizes).unstack("what")
    present = sizes.unstack("what").reindex(index=groups, columns=list(What))
    found = sums.reindex(index=groups, columns=list(What)).mask(present.isna(), 0)
    return found.astype("Int64" if of == AMOUNT else "float64").set_axis([str(what) for what in What], axis=1)


def _planned_why(at: RegisterAt, rows: pd.DataFrame, members: pd.DataFrame, groups: pd.Index, of: str) -> pd.Series:
    """Return why the plans of a group are missing: never planned, nothing in kroner, or not carried to the year."""
    key = str(groups.name)
    planned = standing_projections(at.register.projections, at.quarter.last_day).dropna(subset="current").index
    benefits = at.register.benefits
    chosen = benefits.loc[benefits["initiative_id"].isin(planned).to_numpy(dtype=bool), "benefit_id"]
    with_plan = set(members.loc[members["benefit_id"].isin(chosen), key])
    why = pd.Series(None, index=groups, dtype=object)
    unpriced = set(rows.loc[rows[of].isna().to_numpy(dtype=bool) & rows["what"].isin(PLANNED).to_numpy(), key])
    why = overruled(why, np.asarray(groups.isin(list(unpriced))), Missing.NO_PRICE_GROWTH)
    why = overruled(why, ~np.asarray(groups.isin(list(set(rows[key])))), _NOTHING[of == AMOUNT])
    return overruled(why, ~np.asarray(groups.isin(list(with_plan))), Missing.NO_PLAN)


_NOTHING = {True: Missing.NOT_IN_KRONER, False: Missing.NOT_MEASURED}


def _realised_why(due: pd.DataFrame, answer: pd.DataFrame, of: str) -> pd.Series:
    key = str(answer.index.name)

    def having(what: What) -> np.ndarray:
        return np.asarray(answer.index.isin(list(set(due.loc[(due["what"] == what).to_numpy(dtype=bool), key]))))

    why = pd.Series(None, index=answer.index, dtype=object)
    why = overruled(why, answer["realised"].isna().to_numpy() | answer["verified"].isna().to_numpy(), _UNPRICED)
    measured, planned = having(What.REALISED), having(What.CURRENT)
    why = overruled(why, ~measured & planned, Missing.NOT_MEASURED)
    why = overruled(why, ~measured & ~planned, Missing.NOT_DUE_YET)
    other = (answer["planned_why"] == _NOTHING[of == AMOUNT]).to_numpy(dtype=bool)
    return overruled(why, other, _NOTHING[of == AMOUNT])


_UNPRICED = Missing.NO_PRICE_GROWTH


def completed(answer: pd.DataFrame) -> pd.DataFrame:
    """Return the answer with completion and gap, and with what has a reason to be missing taken out."""
    early = (answer["realised_why"] == Missing.NOT_DUE_YET).to_numpy(dtype=bool)
    excused = answer["realised_why"].notna().to_numpy(dtype=bool)
    for name in ("realised", "verified"):
        answer[name] = answer[name].mask(excused)
    answer["completion"] = answer["realised"].mask(early, 0) + answer["forecast_total"] - answer["forecast"]
    unplanned = answer["planned_why"].notna().to_numpy(dtype=bool)
    for name in (*PLANNED, *(f"{what}_total" for what in PLANNED), "completion"):
        answer[name] = answer[name].mask(unplanned)
    return answer.assign(gap=answer["completion"] - answer["current_total"])


def realisation_rate(sums: pd.DataFrame) -> pd.DataFrame:
    """Return how much of what should have come by now on the current plan has been realised.

    value = realised to date / planned to date (current plan); 1 is all of it, above 1 is more than planned.

    Args:
        sums: What `realisation` returned, kroner of end benefits in one year's prices.

    Returns:
        Indexed as `sums`: numerator and denominator (minor units), value (share), why. NaN where nothing was due, what
        was due is not measured, or nothing was planned: neither 0 nor 100 %.

    Source:
        DFØ, guide to benefits realisation.
    """
    return _rate(sums, What.CURRENT)


def realisation_rate_original(sums: pd.DataFrame) -> pd.DataFrame:
    """Return `realisation_rate` against the plan that was adopted first, so that moving the plan cannot help.

    Args:
        sums: As for `realisation_rate`.

    Returns:
        As `realisation_rate`; a benefit that nobody foresaw has 0 planned here.

    Source:
        DFØ, guide to benefits realisation.
    """
    return _rate(sums, What.ORIGINAL)


def _rate(sums: pd.DataFrame, plan: What) -> pd.DataFrame:
    return ratio(sums["realised"], sums[plan], why=_either(sums["planned_why"], sums["realised_why"]))


def _either(first: pd.Series, second: pd.Series) -> pd.Series:
    both = [one if isinstance(one, Missing) else other for one, other in zip(first, second, strict=True)]
    return pd.Series(both, index=first.index, dtype=object)


def verified_share(sums: pd.DataFrame) -> pd.DataFrame:
    """Return how much of what was realised to date somebody outside the line has confirmed.

    value = verified / realised.

    Args:
        sums: As for `realisation_rate`.

    Returns:
        Indexed as `sums`: numerator and denominator (minor units), value (share), why. NaN where nothing was realised.

    Source:
        Brobygger's own definition: the verifier is not the owner.
    """
    nothing = (floats(sums["realised"]) == 0) & sums["realised_why"].isna().to_numpy()
    why = overruled(sums["realised_why"], nothing, Missing.NOTHING_REALISED)
    return ratio(sums["verified"], sums["realised"], why=why)


def status_against_curve(
    rate: float, why: Missing | None, rules: Mapping[str, float], *, lower_is_better: bool
) -> Status:
    """Return how a benefit stands against its own curve.

    Args:
        rate: Realised / planned to date; NaN is missing.
        why: Why it is missing.
        rules: `realisation_on_track` and `realisation_accepted`.
        lower_is_better: A disbenefit, or a quantity that should be low: planned / realised is judged instead.

    Returns:
        A benefit that is not due yet is never red; one with nothing planned has nothing to be held against.
    """
    if why is Missing.NOT_DUE_YET:
        return Status.NOT_DUE
    if why in (Missing.ZERO_DENOMINATOR, Missing.NO_PLAN):
        return Status.NO_TARGET
    if isnan(rate):
        return Status.NO_DATA
    held = (1 / rate if rate > 0 else 1.0) if lower_is_better else rate
    if held >= rules["realisation_on_track"]:
        return Status.DESIRED
    return Status.ACCEPTED if held >= rules["realisation_accepted"] else Status.NOT_ACCEPTED


_NEEDS = (INITIATIVES, BENEFITS, DEPENDENCIES, PROJECTIONS, PROJECTION_LINES, MEASUREMENTS)

REALISATION_RATE = Metric(
    key="realisation_rate",
    dimension=Dimension.BENEFITS,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    grain=Grain.QUARTER,
    needs=_NEEDS,
    compute=realisation_rate,
    source="DFØ, veileder i gevinstrealisering",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)

REALISATION_RATE_ORIGINAL = replace(
    REALISATION_RATE, key="realisation_rate_original", compute=realisation_rate_original
)
VERIFIED_SHARE = replace(
    REALISATION_RATE,
    key="verified_share",
    compute=verified_share,
    source="Brobygger's own definition: the verifier is not the owner",
)
