"""Whether benefits are looked after: who owns, is there a baseline, is it measured, verified, overdue; n of N."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.benefit_vocabulary import REALISING, Verdict
from data.periods import last_day_of_period
from data.vocabulary import Dimension, Grain
from metrics.benefit_columns import BENEFITS, INITIATIVES, MEASUREMENTS
from metrics.benefit_tables import BenefitTables
from metrics.card import Better, Metric, Unit
from metrics.positions import QUARTER_KEYS
from metrics.ratios import ratio
from metrics.realisation import REVIEWED, SINCE
from metrics.slippage import MONTHS
from metrics.tables import require

COVERED = ("owned", "with_baseline", "measured", "verified", "overdue")


def covered_benefits(tables: BenefitTables) -> pd.DataFrame:
    """Return, for each benefit that is to be realised by now, what of it is in place on the last day of the quarter.

    Args:
        tables: The register.

    Returns:
        Indexed by benefit_id, the benefits of initiatives in execution, closing and realisation: unit_id, due (its
        effects have begun and a period has ended), owned, with_baseline (a value dated before the first effect),
        measured, verified (true or false) and overdue_since (the last day of the oldest period without a measurement;
        None where nothing lacks).

    Source:
        Meld. St. 30 (2019-2020) 13.1.2: before a solution is chosen, earlier phases lack nothing.
    """
    require(tables.benefits, BENEFITS)
    require(tables.initiatives, INITIATIVES)
    require(tables.measurements, MEASUREMENTS)
    realising = tables.initiatives["phase"].isin(list(REALISING)).to_numpy(dtype=bool)
    of_realising = tables.benefits["initiative_id"].isin(tables.initiatives.loc[realising, "initiative_id"])
    benefits = tables.benefits[of_realising.to_numpy(dtype=bool)].set_index("benefit_id")
    told = tables.measurements[_by_now(tables)]
    confirmed = told[(told["verdict"] == Verdict.CONFIRMED).to_numpy(dtype=bool)]
    overdue = _overdue(benefits, told, tables)
    return pd.DataFrame(
        {
            "unit_id": benefits["unit_id"],
            "due": [bool(_due_periods(row, tables)) for row in benefits.to_dict("records")],
            "owned": benefits["owner_role"].notna().to_numpy(dtype=bool),
            "with_baseline": _with_baseline(benefits),
            "measured": benefits.index.isin(told["benefit_id"]),
            "verified": benefits.index.isin(confirmed["benefit_id"]),
            "overdue_since": pd.Series(overdue, index=benefits.index, dtype=object),
        },
        index=benefits.index,
    )


def _by_now(tables: BenefitTables) -> np.ndarray:
    quarter = tables.quarter
    places = zip(tables.measurements["fiscal_year"], tables.measurements["period"], strict=True)
    return np.array([(year, period) <= (quarter.year, quarter.last_period) for year, period in places], dtype=bool)


def _with_baseline(benefits: pd.DataFrame) -> np.ndarray:
    """Return whether each has a baseline that was read before its effects began."""
    columns = zip(benefits["baseline_value"], benefits["baseline_on"], benefits["first_effect_on"], strict=True)
    return np.array(
        [
            not pd.isna(value) and (pd.isna(first) or (not pd.isna(read) and read < first))
            for value, read, first in columns
        ],
        dtype=bool,
    )


def _overdue(benefits: pd.DataFrame, told: pd.DataFrame, tables: BenefitTables) -> list[date | None]:
    known = set(zip(told["benefit_id"], told["fiscal_year"], told["period"], strict=True))
    found: list[date | None] = []
    for benefit_id, row in zip(benefits.index, benefits.to_dict("records"), strict=True):
        lacking = [place for place in _due_periods(row, tables) if (benefit_id, *place) not in known]
        found.append(last_day_of_period(*lacking[0]) if lacking else None)
    return found


def _due_periods(benefit: Mapping[Hashable, Any], tables: BenefitTables) -> list[tuple[int, int]]:
    """Return the periods of a benefit's grain that have ended by the quarter, from the one its effects began in."""
    first = benefit["first_effect_on"]
    if not isinstance(first, date) or pd.isna(first):
        return []
    step, quarter = MONTHS[Grain(str(benefit["grain"]))], tables.quarter
    months = range(first.year * 12 + first.month - 1, quarter.year * 12 + quarter.last_period)
    return [(month // 12, month % 12 + 1) for month in months if (month % 12 + 1) % step == 0]


def coverage(covered: pd.DataFrame) -> pd.DataFrame:
    """Return how many of the benefits that are to be realised by now have each thing in place: n of N.

    Args:
        covered: What `covered_benefits` returned, of the benefits asked about.

    Returns:
        Indexed by owned, with_baseline, measured, verified, overdue: numerator, denominator (benefits), value (share),
        why. NaN without benefits. A census of one's own benefits: no interval.

    Source:
        DFØ, guide to benefits realisation.
    """
    marks = covered.assign(overdue=covered["overdue_since"].notna())
    counts = pd.Series([int(marks[name].sum()) for name in COVERED], index=list(COVERED), dtype="Int64")
    return ratio(counts, pd.Series(len(covered), index=counts.index, dtype="Int64"))


def benefits_measured(covered: pd.DataFrame) -> pd.DataFrame:
    """Return how many of the benefits that are to be realised by now have been measured at least once.

    Args:
        covered: What `covered_benefits` returned, with fiscal_year and quarter, of the units asked about.

    Returns:
        Indexed by unit_id, fiscal_year, quarter: numerator, denominator (benefits), value (share), why. A unit without
        such benefits is absent.

    Source:
        Brobygger's own definition: a share of one's own benefits is a census.
    """
    return _counted(covered, "measured")


def benefits_verified(covered: pd.DataFrame) -> pd.DataFrame:
    """Return how many of the benefits that are to be realised by now somebody outside the line has confirmed.

    Args:
        covered: As for `benefits_measured`.

    Returns:
        As `benefits_measured`.

    Source:
        DFØ, guide to benefits realisation.
    """
    return _counted(covered, "verified")


def _counted(covered: pd.DataFrame, mark: str) -> pd.DataFrame:
    groups = covered.groupby(QUARTER_KEYS)[mark]
    return ratio(groups.sum().astype("Int64"), groups.size().astype("Int64"))


_SHARE = Metric(
    key="benefits_measured",
    dimension=Dimension.BENEFITS,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    grain=Grain.QUARTER,
    needs=(INITIATIVES, BENEFITS, MEASUREMENTS),
    compute=benefits_measured,
    source="DFØ, veileder i gevinstrealisering: nullpunktsmåling og oppfølging",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)
BENEFITS_MEASURED = _SHARE
BENEFITS_VERIFIED = replace(_SHARE, key="benefits_verified", compute=benefits_verified)
