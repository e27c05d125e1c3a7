"""A fair score for keeping a budget: symmetric, without what the unit could not control, and kinder to small units."""

import numpy as np
import pandas as pd

from data.periods import Quarter
from data.vocabulary import Dimension, Grain
from metrics.budget import REVIEWED, SINCE, Rules
from metrics.card import Better, Metric, Unit
from metrics.ratios import first_missing, floats, overruled, ratio
from metrics.results import Direction, Missing
from metrics.tables import ADJUSTMENTS, BUDGET_POSITIONS, require

ADJUSTED = "adjusted"
UNADJUSTED = "unadjusted"
_YEARS_OF_HISTORY = 3
_SOURCE = "Brobygger's own definition: no authority prescribes a score for keeping a budget"


def approved_by(positions: pd.DataFrame, adjustments: pd.DataFrame, *, arisen: bool = False) -> pd.DataFrame:
    """Return, by row of the positions, the sum of what was approved as beyond the unit's control, and how many rows.

    Args:
        positions: BUDGET_POSITIONS at quarter ends.
        adjustments: ADJUSTMENTS, rolled up to the units of the positions; a row without `approved_on` never counts.
        arisen: Only what falls in a period up to the quarter's end, to set against a year-to-date figure; else the
            whole year, as known on the quarter's last day.

    Returns:
        Indexed as `positions`: amount_minor (sign of budget - outturn: an extra cost is negative; 0 without rows)
        and rows.
    """
    require(adjustments, ADJUSTMENTS)
    sums = np.zeros(len(positions), dtype=np.int64)
    counts = np.zeros(len(positions), dtype=np.int64)
    columns = ["unit_id", "fiscal_year", "period", "amount_minor", "approved_on"]
    approved = list(adjustments[columns].dropna().itertuples(index=False, name=None))
    for place, (unit_id, year, number) in enumerate(positions.index if approved else ()):
        quarter = Quarter(year, number)
        for of_unit, of_year, period, amount, approved_on in approved:
            known = (of_unit, of_year) == (unit_id, year) and approved_on <= quarter.last_day
            if known and not (arisen and Quarter.of_period(year, period) > quarter):
                sums[place] += amount
                counts[place] += 1
    return pd.DataFrame({"amount_minor": pd.array(sums, dtype="Int64"), "rows": counts}, index=positions.index)


def controllable_deviation(
    positions: pd.DataFrame,
    adjustments: pd.DataFrame,
    *,
    budget: str = "revised",
    saving_not_cut: pd.Series | None = None,
) -> pd.DataFrame:
    """Return each unit's deviation over the year that it could have controlled, as a share of its gross budget.

    d = (budget - outturn - approved non-controllable deviation - verified saving not yet cut) / gross budget. The
    outturn is the forecast in quarters 1-3 and the accounts in quarter 4. A saving that is already cut from the
    revised budget is not subtracted again.

    Args:
        positions: BUDGET_POSITIONS at quarter ends; costs positive.
        adjustments: ADJUSTMENTS, rolled up to the units of the positions.
        budget: revised, or original.
        saving_not_cut: Whole minor units, indexed as `positions`: verified savings not yet cut. None: none are known.

    Returns:
        Indexed as `positions`: numerator, denominator (minor units), value (d; + is under budget), basis (adjusted,
        or unadjusted where no approved row is known), why, approved_minor (the approved part, taken out).
    """
    require(positions, BUDGET_POSITIONS)
    at_year_end = positions.index.get_level_values("quarter") == 4
    outturn = positions["actual_minor"].where(at_year_end, positions["forecast_minor"])
    rows = positions.assign(outturn_minor=outturn)
    no_budget = Missing.NO_REVISED_BUDGET if budget == "revised" else Missing.NO_ORIGINAL_BUDGET
    why = first_missing(rows, {"outturn_minor": Missing.NO_FORECAST, f"{budget}_minor": no_budget})
    why = overruled(why, rows["outturn_minor"].isna().to_numpy() & at_year_end, Missing.NO_ACTUAL)
    approved = approved_by(positions, adjustments)
    deviation = rows[f"{budget}_minor"] - rows["outturn_minor"] - approved["amount_minor"]
    if saving_not_cut is not None:
        saving = saving_not_cut.reindex(positions.index)
        deviation = deviation - saving
        why = overruled(why, saving.isna().to_numpy() & why.isna().to_numpy(), Missing.NO_PRICE_GROWTH)
    basis = pd.Series(np.where(approved["rows"] > 0, ADJUSTED, UNADJUSTED), index=positions.index, dtype=object)
    made = ratio(deviation, rows[f"gross_{budget}_minor"], basis=basis, why=why)
    return made.assign(approved_minor=approved["amount_minor"])


def tolerances(positions: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return, by row, the deviation that still scores 100 (`tolerance`) and the one that scores 0 (`zero_at`).

    A unit whose gross budget is below `small_unit_budget` is allowed the standard deviation of its year-end deviations
    of the three years before (all three, else the ordinary tolerance), between the ordinary tolerance and the cap;
    its zero lies a fixed width beyond, so that the score can never turn round.
    """
    count = len(positions)
    ordinary = np.full(count, rules["tolerance"])
    small = floats(positions["gross_revised_minor"]) < rules["small_unit_budget"]
    own = np.clip(np.nan_to_num(_spread(positions)), rules["tolerance"], rules["small_unit_tolerance_cap"])
    tolerance = np.where(small, own, ordinary)
    widened = tolerance > rules["tolerance"]
    zero_at = np.where(widened, tolerance + rules["small_unit_score_width"], rules["zero_score_deviation"])
    return pd.DataFrame({"tolerance": tolerance, "zero_at": zero_at}, index=positions.index)


def _spread(positions: pd.DataFrame) -> np.ndarray:
    """Return the standard deviation (n - 1) of the unit's deviations of the three years before; NaN if one lacks."""
    ends = positions[positions.index.get_level_values("quarter") == 4]
    shares = floats(ends["revised_minor"] - ends["actual_minor"]) / floats(ends["gross_revised_minor"])
    by_year = {(unit, year): share for (unit, year, _), share in zip(ends.index, shares, strict=True)}
    answer = np.full(len(positions), np.nan)
    for place, (unit, year, _) in enumerate(positions.index):
        before = [by_year.get((unit, year - back), np.nan) for back in range(1, _YEARS_OF_HISTORY + 1)]
        answer[place] = np.std(before, ddof=1)
    return answer


def score(deviation: np.ndarray, tolerance: np.ndarray, zero_at: np.ndarray) -> np.ndarray:
    """Return 100 x clip((D - |d|) / (D - tolerance), 0, 1), with D = `zero_at`; over and under budget score alike."""
    return np.asarray(100 * np.clip((zero_at - np.abs(deviation)) / (zero_at - tolerance), 0, 1))


def adherence_score(
    positions: pd.DataFrame,
    adjustments: pd.DataFrame,
    rules: Rules,
    saving_not_cut: pd.Series | None = None,
) -> pd.DataFrame:
    """Return how well each unit keeps its revised budget, 0-100, apart from what it could not control.

    Args:
        positions: BUDGET_POSITIONS at quarter ends, with the years before for small units.
        adjustments: ADJUSTMENTS, rolled up to the units of the positions.
        rules: tolerance, zero_score_deviation and the small_unit numbers.
        saving_not_cut: Verified savings that are not yet cut from the revised budget (minor units, indexed as
            `positions`; <NA> where the price growth to the year is unknown): how the benefits register reaches the
            score.

    Returns:
        Indexed as `positions`: numerator and denominator of the controllable deviation (minor units), its `share`,
        tolerance, zero_at, value (score), basis (adjusted or unadjusted), direction (None where missing), why.

    Source:
        Brobygger's own definition; central reserves, pension and pass-through grants do not belong in a unit's lines.
    """
    deviation = controllable_deviation(positions, adjustments, saving_not_cut=saving_not_cut)
    return _scored(deviation, positions, rules)


def adherence_to_original(
    positions: pd.DataFrame,
    adjustments: pd.DataFrame,
    rules: Rules,
    saving_not_cut: pd.Series | None = None,
) -> pd.DataFrame:
    """Return `adherence_score` against the budget as it was adopted before the year, so that revising it cannot help.

    Args and Returns as `adherence_score`.

    Source:
        Brobygger's own definition.
    """
    deviation = controllable_deviation(positions, adjustments, budget="original", saving_not_cut=saving_not_cut)
    return _scored(deviation, positions, rules)


def _scored(deviation: pd.DataFrame, positions: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    allowed = tolerances(positions, rules)
    value = score(deviation["value"].to_numpy(), allowed["tolerance"].to_numpy(), allowed["zero_at"].to_numpy())
    way = direction(deviation, rules)
    return deviation.rename(columns={"value": "share"}).join(allowed).assign(value=value, direction=way)


def direction(deviation: pd.DataFrame, rules: Rules) -> pd.Series:
    """Return which way each unit deviates over the year; None where it is missing.

    Args:
        deviation: What `controllable_deviation` returned: what is left when the approved part is taken out.
        rules: `tolerance`: within it a unit is on budget.

    Returns:
        Overspend when the whole deviation is below -tolerance. Underspend is explained when the approved part leaves
        no more than the tolerance, else unexplained: a vacancy, a delay or a service not delivered.
    """
    left = deviation["value"].to_numpy()
    whole = ratio(deviation["numerator"] + deviation["approved_minor"], deviation["denominator"])["value"].to_numpy()
    tolerance = rules["tolerance"]
    names = np.select(
        [np.isnan(left), np.abs(whole) <= tolerance, whole < 0, left <= tolerance],
        ["", Direction.ON_BUDGET.value, Direction.OVERSPEND.value, Direction.UNDERSPEND_EXPLAINED.value],
        Direction.UNDERSPEND_UNEXPLAINED.value,
    )
    return pd.Series([Direction(name) if name else None for name in names], index=deviation.index, dtype=object)


ADHERENCE_SCORE = Metric(
    key="adherence_score",
    dimension=Dimension.BUDGET,
    unit=Unit.SCORE,
    better=Better.HIGHER,
    grain=Grain.QUARTER,
    needs=(BUDGET_POSITIONS, ADJUSTMENTS),
    compute=adherence_score,
    source=_SOURCE,
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=(
        "tolerance",
        "zero_score_deviation",
        "small_unit_tolerance_cap",
        "small_unit_score_width",
        "small_unit_budget",
    ),
)

ADHERENCE_TO_ORIGINAL = Metric(
    key="adherence_to_original",
    dimension=Dimension.BUDGET,
    unit=Unit.SCORE,
    better=Better.HIGHER,
    grain=Grain.QUARTER,
    needs=(BUDGET_POSITIONS, ADJUSTMENTS),
    compute=adherence_to_original,
    source=_SOURCE,
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=ADHERENCE_SCORE.parameters,
)
