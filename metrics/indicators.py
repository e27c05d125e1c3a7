"""What was counted and measured: each indicator's value by quarter, how it stands, and how many met their target."""

import numpy as np
import pandas as pd

from data.periods import Quarter
from data.vocabulary import Dimension, Grain
from metrics.budget import REVIEWED, SINCE
from metrics.card import Better, Metric, Unit
from metrics.ratios import floats, ratio
from metrics.results import Missing, Status, TargetCount
from metrics.tables import INDICATOR_VALUES, INDICATORS, TARGETS, require
from metrics.targets import statuses
from metrics.targets_in_force import targets_of

PAIR = ["indicator_id", "unit_id"]
_QUARTERS_A_YEAR = 4
_NUMBERS = ["numerator", "denominator", "value"]


def quarter_values(values: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each indicator, unit and quarter that has a row: what stood at the quarter's end.

    A monthly indicator's quarter is its third month, a quarterly one's is the quarter, and a yearly one's year stands
    in the fourth quarter alone.

    Args:
        values: INDICATOR_VALUES.
        indicators: INDICATORS.

    Returns:
        indicator_id, unit_id, step (quarters since year 0: 4 x year + number - 1), numerator, denominator and value
        (numerator / denominator where both are known, else the value stated; NaN is missing), and withheld.
    """
    require(values, INDICATOR_VALUES)
    grain = values["indicator_id"].map(indicators.set_index("indicator_id")["grain"]).to_numpy(dtype=object)
    period = values["period"].to_numpy(dtype=np.int64)
    number = np.where(grain == Grain.YEAR.value, 4, np.minimum((period - 1) // 3 + 1, 4))
    kept = (grain != Grain.MONTH.value) | (period == number * 3)
    step = values["fiscal_year"].to_numpy(dtype=np.int64) * _QUARTERS_A_YEAR + number - 1
    rows: pd.DataFrame = values[[*PAIR, *_NUMBERS, "withheld"]].assign(step=step, period=period)
    rows = rows[kept & ~pd.isna(grain)]
    if rows.duplicated([*PAIR, "step"]).any():
        rows = rows.sort_values("period", kind="stable").drop_duplicates([*PAIR, "step"], keep="last")
    return rows.drop(columns="period").assign(value=measured_values(rows)).reset_index(drop=True)


def measured_values(rows: pd.DataFrame) -> np.ndarray:
    """Return, by row, numerator / denominator where both are known, else the value stated; NaN is missing."""
    above, below = floats(rows["numerator"]), floats(rows["denominator"])
    stated = np.isnan(above) | np.isnan(below)
    made = above / np.where(below == 0, np.nan, below)
    return np.where(stated, floats(rows["value"]), made)


def step_of(quarter: Quarter) -> int:
    """Return the quarter's number on the line of all quarters, as `quarter_values` counts them."""
    return quarter.year * _QUARTERS_A_YEAR + quarter.number - 1


def judged_values(
    rows: pd.DataFrame, indicators: pd.DataFrame, targets: pd.DataFrame, units: pd.DataFrame
) -> pd.DataFrame:
    """Return quarter values with the target of their date, how they stand and how far off they are.

    Args:
        rows: What `quarter_values` returned.
        indicators: INDICATORS.
        targets: TARGETS, every dated row.
        units: UNITS.

    Returns:
        The rows with dimension, target_type, the four bounds, valid_from, reference, status, distance, and off_share:
        |distance| / |the bound that was missed| (a bound of 0: the distance itself), to put figures of different
        units in one order.
    """
    days = {step: Quarter(step // 4, step % 4 + 1).last_day for step in rows["step"].unique()}
    asked = pd.DataFrame(
        {"measure": rows["indicator_id"], "unit_id": rows["unit_id"], "on": rows["step"].map(days)}, index=rows.index
    )
    bands = targets_of(asked, targets, units)
    stands = statuses(floats(rows["value"]), bands).set_index(rows.index)
    bound = np.abs(floats(rows["value"]) - stands["distance"].to_numpy())
    off = np.abs(stands["distance"].to_numpy())
    stands.loc[_withheld(rows), "status"] = Status.TOO_FEW.value
    stands["off_share"] = np.where(bound > 0, off / np.where(bound > 0, bound, 1), off)
    dimension = rows["indicator_id"].map(indicators.set_index("indicator_id")["dimension"])
    return pd.concat([rows.assign(dimension=dimension), bands, stands], axis=1)


def _withheld(rows: pd.DataFrame) -> np.ndarray:
    """Return, by row, whether the figure was measured and is kept back because it is about too few."""
    return rows["withheld"].to_numpy(dtype=bool, na_value=False)


def due_pairs(rows: pd.DataFrame, indicators: pd.DataFrame, quarter: Quarter, unit_id: str) -> pd.DataFrame:
    """Return each indicator and unit that ought to be measured, with its value in the quarter and why it has none.

    A pair is registered when it has had a row since the same quarter of last year; an indicator without any row at all
    is registered at the unit looked at. A yearly one is due in the fourth quarter alone.

    Returns:
        indicator_id, unit_id, numerator, denominator, value (NaN is missing), withheld, why (None where there is a
        value).
    """
    require(indicators, INDICATORS)
    at = step_of(quarter)
    window = rows[(rows["step"] >= at - _QUARTERS_A_YEAR) & (rows["step"] <= at)]
    pairs = window[PAIR].drop_duplicates()
    never = indicators.loc[~indicators["indicator_id"].isin(rows["indicator_id"]), ["indicator_id"]]
    pairs = pd.concat([pairs, never.assign(unit_id=unit_id)], ignore_index=True)
    now = window[window["step"] == at]
    columns = [*PAIR, *_NUMBERS, "withheld"]
    due = pairs.merge(now[columns], on=PAIR, how="left") if len(now) < len(pairs) else now.reset_index()
    due = due[columns]
    yearly = due["indicator_id"].map(indicators.set_index("indicator_id")["grain"]) == Grain.YEAR.value
    early = Missing.YEARLY_ONLY if quarter.number < _QUARTERS_A_YEAR else Missing.NOT_MEASURED
    why = pd.Series([early if each else Missing.NOT_MEASURED for each in yearly], index=due.index, dtype=object)
    why[_withheld(due)] = Missing.TOO_FEW_PEOPLE
    return due.assign(why=why.where(due["value"].isna(), None))


def target_count(judged: pd.DataFrame) -> TargetCount:
    """Return how many indicators met their target: a census of pairs of indicator and unit.

    Args:
        judged: One row a registered pair: value, target_type, status and withheld. What is withheld is measured, and
            never judged: beside the others' statuses its own could be told.
    """
    has_target = ~judged["target_type"].isna().to_numpy()
    told = judged["value"].notna().to_numpy()
    measured = told | _withheld(judged)
    status = judged["status"].to_numpy(dtype=object)
    met = int((status == Status.DESIRED.value).sum())
    accepted = int((status == Status.ACCEPTED.value).sum())
    judged_count = int((has_target & told).sum())
    return TargetCount(met, accepted, judged_count, int(has_target.sum()), int(measured.sum()), len(judged))


def innovation_targets_met(judged: pd.DataFrame) -> pd.DataFrame:
    """Return, by quarter, how many of the innovation indicators that can be judged met their target.

    value = within what is desired / measured and with a target. A census: no interval.

    Args:
        judged: What `judged_values` returned, of a unit and all below it.

    Returns:
        Indexed by step (see `step_of`): numerator and denominator (counts of indicator and unit), value (share), why.
        A quarter in which nothing can be judged has no row.

    Source:
        Brobygger's own definition.
    """
    return _targets_met(judged, Dimension.INNOVATION)


def implementation_targets_met(judged: pd.DataFrame) -> pd.DataFrame:
    """Return, by quarter, how many of the implementation indicators that can be judged met their target.

    Args, Returns and Source as `innovation_targets_met`.
    """
    return _targets_met(judged, Dimension.IMPLEMENTATION)


def _targets_met(judged: pd.DataFrame, dimension: Dimension) -> pd.DataFrame:
    known = judged["value"].notna() & judged["target_type"].notna()
    rows = judged[known.to_numpy() & (judged["dimension"] == dimension).to_numpy(dtype=bool)]
    met = (rows["status"] == Status.DESIRED).groupby(rows["step"])
    return ratio(met.sum().astype("Int64"), met.size().astype("Int64"))


INNOVATION_TARGETS_MET = Metric(
    key="innovation_targets_met",
    dimension=Dimension.INNOVATION,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    grain=Grain.QUARTER,
    needs=(INDICATORS, INDICATOR_VALUES, TARGETS),
    compute=innovation_targets_met,
    source="Brobygger's own definition",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)

IMPLEMENTATION_TARGETS_MET = Metric(
    key="implementation_targets_met",
    dimension=Dimension.IMPLEMENTATION,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    grain=Grain.QUARTER,
    needs=(INDICATORS, INDICATOR_VALUES, TARGETS),
    compute=implementation_targets_met,
    source="Brobygger's own definition",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)
