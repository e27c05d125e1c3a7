"""What makes an adherence figure worth less: a budget that follows the spending, poor forecasts, a December rush."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.periods import Quarter
from data.vocabulary import AccountClass, AccountGroup, Dimension, Grain
from metrics.budget import REVIEWED, SINCE, Rules
from metrics.card import Better, Metric, Unit
from metrics.ratios import GROSS, complete_sums, first_missing, net_or_gross, ratio
from metrics.results import Missing
from metrics.tables import ACCOUNT_POSITIONS, BUDGET_CHANGES, BUDGET_POSITIONS, require

SNAPSHOT = "snapshot"
SNAPSHOT_GROSS = "snapshot_gross"
BOUGHT = (AccountGroup.PURCHASES, AccountGroup.TRANSFERS, AccountGroup.UNKNOWN_COST)
"""What can be spent more of in December: neither pay and substitutes, nor depreciation, finance, allocations and
capital, which are booked when the books are closed."""


def revision_ratio(positions: pd.DataFrame, budget_changes: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return how much of each unit's original budget has been changed during the year.

    value = sum of |change| over the year's budget changes / |original budget|; two changes that cancel still count
    twice. For a unit and year without change rows, the change seen between the two budgets stands in:
    |revised - original|.

    Args:
        positions: BUDGET_POSITIONS at quarter ends.
        budget_changes: BUDGET_CHANGES, rolled up to the units of the positions.
        rules: `gross_rule`.

    Returns:
        Indexed as `positions`: numerator and denominator (minor units), value (share), basis (net, gross, snapshot or
        snapshot_gross), why.

    Source:
        Brobygger's own definition.
    """
    require(positions, BUDGET_POSITIONS)
    require(budget_changes, BUDGET_CHANGES)
    changed = _changed_so_far(positions.index, budget_changes)
    seen = changed.isna().to_numpy()
    changed = changed.mask(seen, (positions["revised_minor"] - positions["original_minor"]).abs())
    reasons = {"original_minor": Missing.NO_ORIGINAL_BUDGET, "changed_minor": Missing.NO_BUDGET_CHANGES}
    why = first_missing(positions.assign(changed_minor=changed), reasons)
    denominator, basis = net_or_gross(positions, "original", rules["gross_rule"])
    by_snapshot = np.where(basis == GROSS, SNAPSHOT_GROSS, SNAPSHOT)
    return ratio(changed, denominator, basis=basis.mask(seen, pd.Series(by_snapshot, index=basis.index)), why=why)


def _changed_so_far(index: pd.Index, budget_changes: pd.DataFrame) -> pd.Series:
    """Return, by unit, year and quarter, the sum of |change| decided by then; missing where the year has none."""
    decided: dict[tuple[str, int], list[tuple[date, int]]] = defaultdict(list)
    columns = ["unit_id", "fiscal_year", "decided_on", "amount_minor"]
    for unit, year, day, amount in budget_changes[columns].itertuples(index=False, name=None):
        decided[unit, year].append((day, abs(amount)))
    sums = [
        sum(size for day, size in decided[unit, year] if day <= Quarter(year, number).last_day)
        if (unit, year) in decided
        else None
        for unit, year, number in index
    ]
    return pd.Series(sums, index=index, dtype="Int64")


def forecast_bias(positions: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return by how much each unit's earlier forecasts were too high (+) or too low (-).

    value = sum of (forecast - outturn) / sum of |outturn| over every forecast of quarters 1-3 of the years whose
    accounts are closed by the quarter (in a fourth quarter its own year too).

    Args:
        positions: BUDGET_POSITIONS at quarter ends, with earlier years; costs positive.
        rules: `gross_rule`.

    Returns:
        Indexed as `positions`: numerator and denominator (minor units over all those forecasts), value (share; 0.02:
        forecast 2 % too much cost), forecasts (count), basis, why.

    Source:
        Mean error of a forecast, weighted by what was forecast; compared with the outturn.
    """
    return _of_forecasts(positions, rules, relative=False)


def forecast_error(positions: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return how far off each unit's earlier forecasts were, whichever way: the mean absolute percentage error.

    value = sum of |forecast - outturn| / |outturn|, divided by the number of forecasts; the same forecasts as
    `forecast_bias`.

    Args and Returns as `forecast_bias`, but the numerator is a sum of shares and the denominator a count.

    Source:
        Mean absolute percentage error (MAPE).
    """
    return _of_forecasts(positions, rules, relative=True)


def _of_forecasts(positions: pd.DataFrame, rules: Rules, *, relative: bool) -> pd.DataFrame:
    """Return the errors of the forecasts known by each row's quarter, summed: money, or shares."""
    require(positions, BUDGET_POSITIONS)
    by_unit = _forecast_errors(positions, rules)
    parts: list[tuple[float | None, int | None, int, str | None]] = []
    for unit, year, number in positions.index:
        known = [each for each in by_unit[unit] if each.year < year or (each.year == year and number == 4)]
        errors = [abs(each.error_minor) / each.outturn_minor if relative else each.error_minor for each in known]
        below = len(known) if relative else sum(each.outturn_minor for each in known)
        basis = "/".join(sorted({each.basis for each in known}))
        parts.append((sum(errors), below, len(known), basis) if known else (None, None, 0, None))
    columns = list(zip(*parts, strict=True)) if parts else [()] * 4
    above = pd.Series(columns[0], index=positions.index, dtype="Float64" if relative else "Int64")
    below_all = pd.Series(columns[1], index=positions.index, dtype="Int64")
    why = pd.Series([None if each else Missing.NO_EARLIER_FORECAST for each in columns[2]], above.index, dtype=object)
    basis_all = pd.Series(columns[3], index=positions.index, dtype=object)
    return ratio(above, below_all, basis=basis_all, why=why).assign(forecasts=list(columns[2]))


class _Miss(NamedTuple):
    """One forecast of quarters 1-3 of a year with a known outturn: how far off it was (+ too high)."""

    year: int
    error_minor: int
    outturn_minor: int
    basis: str


def _forecast_errors(positions: pd.DataFrame, rules: Rules) -> dict[str, list[_Miss]]:
    outturn, basis = net_or_gross(positions, "actual", rules["gross_rule"])
    keys, actual = list(positions.index), positions["actual_minor"].tolist()
    closed = {
        (unit, year): (net, size, which)
        for (unit, year, number), net, size, which in zip(keys, actual, outturn.tolist(), basis, strict=True)
        if number == 4 and not pd.isna(net) and size
    }
    found: dict[str, list[_Miss]] = defaultdict(list)
    for (unit, year, number), forecast in zip(keys, positions["forecast_minor"].tolist(), strict=True):
        if number < 4 and not pd.isna(forecast) and (unit, year) in closed:
            net, size, which = closed[unit, year]
            found[unit].append(_Miss(year, forecast - net, size, which))
    return found


def december_index(account_positions: pd.DataFrame) -> pd.DataFrame:
    """Return how many ordinary months of buying each unit did in December.

    value = what was bought in December with the closing entries of period 13 / the mean month of January-November;
    1 is a December like any month. Purchases and transfers only: without pay, and without what is booked when the
    books are closed.

    Args:
        account_positions: ACCOUNT_POSITIONS of one year with periods 11 and 12, and 13 where loaded.

    Returns:
        Indexed by unit_id: numerator (minor units in December), denominator (minor units in a mean month), value
        (index), why. NaN without monthly figures.

    Source:
        Brobygger's own definition.
    """
    require(account_positions, ACCOUNT_POSITIONS)
    rows = account_positions[
        account_positions["account_group"].isin(BOUGHT)
        & (account_positions["account_class"] == AccountClass.OPERATIONS)
    ]
    sums = complete_sums(rows, ["unit_id", "period"], ["actual_minor"])["actual_minor"].unstack("period")
    sums = sums.reindex(columns=[11, 12, 13]).astype("Int64")
    until_november = sums[11]
    whole_year = sums[13].fillna(sums[12])
    why = first_missing(
        pd.DataFrame({"november": until_november, "year": whole_year}),
        {"november": Missing.NO_MONTHLY_FIGURES, "year": Missing.YEAR_NOT_OVER},
    )
    return ratio(whole_year - until_november, until_november.astype("Float64") / 11, why=why)


REVISION_RATIO = Metric(
    key="revision_ratio",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.LOWER,
    grain=Grain.QUARTER,
    needs=(BUDGET_POSITIONS, BUDGET_CHANGES),
    compute=revision_ratio,
    source="Brobygger's own definition",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=("gross_rule",),
)

FORECAST_BIAS = Metric(
    key="forecast_bias",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.NEAR_ZERO,
    grain=Grain.QUARTER,
    needs=(BUDGET_POSITIONS,),
    compute=forecast_bias,
    source="Mean error of a forecast, weighted by the outturn",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=("gross_rule",),
)

FORECAST_ERROR = Metric(
    key="forecast_error",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.LOWER,
    grain=Grain.QUARTER,
    needs=(BUDGET_POSITIONS,),
    compute=forecast_error,
    source="Mean absolute percentage error (MAPE)",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=("gross_rule",),
)

DECEMBER_INDEX = Metric(
    key="december_index",
    dimension=Dimension.BUDGET,
    unit=Unit.INDEX,
    better=Better.NEAR_ZERO,
    grain=Grain.YEAR,
    needs=(ACCOUNT_POSITIONS,),
    compute=december_index,
    source="Brobygger's own definition",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)
