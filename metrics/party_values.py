"""What each party gains, pays, receives and gives, and who loses by what is worth doing: the wrong pockets."""

import numpy as np
import pandas as pd

from data.benefit_vocabulary import Flow
from metrics.compensation import gains, losses
from metrics.discounting import DiscountSchedule, annuity
from metrics.value_cube import ValueCube
from metrics.valued_lines import has_flow

SIDES = ("gains", "costs", "received", "paid")
_KEYS = ["initiative_id", "party_id"]
_AMOUNTS = ["amount_minor", "present_value"]


def sides(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a cube as each party sees them: + is a gain or a transfer received, - a cost or one paid.

    Args:
        rows: Rows of a `ValueCube`.

    Returns:
        initiative_id, party_id, side (gains, costs, received, paid), t, amount_minor (int64), present_value; one row
        for each that occurs. A party whose money does not count in the perspective has none.
    """
    benefits = has_flow(rows, Flow.BENEFIT)
    transfers = has_flow(rows, Flow.TRANSFER)
    parts = (
        _seen(rows[benefits], "beneficiary_id", "gains", 1),
        _seen(rows[~benefits & ~transfers], "bearer_id", "costs", -1),
        _seen(rows[transfers], "beneficiary_id", "received", 1),
        _seen(rows[transfers], "bearer_id", "paid", -1),
    )
    seen = pd.concat(parts, ignore_index=True)
    sums = seen.groupby([*_KEYS, "side", "t"], observed=True, sort=False)[_AMOUNTS].sum()
    return sums.reset_index()


def _seen(rows: pd.DataFrame, party: str, side: str, sign: int) -> pd.DataFrame:
    seen = rows[["initiative_id", party, "t"]].rename(columns={party: "party_id"})
    side_of = pd.Categorical([side] * len(seen), categories=SIDES)
    return seen.assign(side=side_of, **{name: rows[name] * sign for name in _AMOUNTS})


def party_values(seen: pd.DataFrame) -> pd.DataFrame:
    """Return the present value of what each party gains, pays, receives and gives in each initiative; costs are -.

    Args:
        seen: What `sides` returned.

    Returns:
        Indexed by initiative_id, party_id: gains, costs, received, paid, npv (their sum; minor units, float64) and
        bearer: whether the party pays anything.
    """
    sums = seen.pivot_table("present_value", _KEYS, "side", "sum", fill_value=0.0, observed=True)
    return _completed(sums.reindex(columns=list(SIDES), fill_value=0.0).astype("float64"))


def _completed(sums: pd.DataFrame) -> pd.DataFrame:
    bearer = (sums["costs"] < 0) | (sums["paid"] < 0)
    return sums.assign(npv=sums[list(SIDES)].sum(axis=1), bearer=bearer).rename_axis(columns=None)


def npv_by_initiative(cube: ValueCube) -> pd.Series:
    """Return what each initiative of a cube is worth at present value (minor units, float64), by its id."""
    return party_values(sides(cube.rows))["npv"].groupby(level="initiative_id", observed=True).sum()


def together(values: pd.DataFrame) -> pd.DataFrame:
    """Return the values of parties over all initiatives, indexed by party_id; else as `party_values`."""
    sums = values[list(SIDES)].groupby(level="party_id", observed=True).sum()
    return _completed(sums)


def yearly_divisor(schedule: DiscountSchedule, last_t: int) -> float:
    """Return what a present value is divided by to be an even amount a year, years 1 to `last_t`; NaN for no years."""
    return annuity(schedule, last_t) if last_t > 0 else float("nan")


def judged(values: pd.DataFrame, whole: np.ndarray, divisors: np.ndarray) -> pd.DataFrame:
    """Return, by row, whether the party is the wrong pocket of its whole, and what it loses; a loss is positive.

    A wrong pocket bears costs and loses although the whole is a gain. Its loss is also told as an even yearly amount,
    and as a share of what the winners gain: a share of the total would explode where that is near zero.

    Args:
        values: Rows of `party_values` or `together`.
        whole: By row, the number of the whole it is part of (an initiative, or all of them together).
        divisors: By row, what makes a yearly amount of a present value (`yearly_divisor`).

    Returns:
        The values with wrong_pocket, loss (minor units; 0 for who loses nothing), loss_a_year and loss_share: NaN where
        nothing is after the base year, and where nobody gains; and of the whole: npv_total, needed, capacity.

    Source:
        Urban Institute, on the wrong-pockets problem; Brobygger's own definition.
    """
    npv = values["npv"]
    loss = losses(npv)
    total, needed, capacity = (part.groupby(whole).transform("sum") for part in (npv, loss, gains(npv)))
    return values.assign(
        wrong_pocket=values["bearer"] & (loss > 0) & (total > 0),
        loss=loss,
        loss_a_year=loss / divisors,
        loss_share=loss / capacity.where(capacity > 0),
        npv_total=total,
        needed=needed,
        capacity=capacity,
    )


def judged_by_initiative(cube: ValueCube) -> pd.DataFrame:
    """Return every party of every initiative as `judged` tells it; indexed by initiative_id, party_id."""
    values = party_values(sides(cube.rows))
    whole, initiatives = pd.factorize(values.index.get_level_values("initiative_id"))
    last = cube.rows.groupby("initiative_id", observed=True)["t"].max()
    divisors = np.asarray([yearly_divisor(cube.basis.schedule, int(last[one])) for one in initiatives], dtype="float64")
    return judged(values, whole, divisors[whole])


def wrong_pockets(cube: ValueCube) -> pd.DataFrame:
    """Return the bearers that lose by an initiative that is worth doing, the largest loss first.

    Returns:
        initiative_id, party_id, loss, loss_a_year, loss_share, npv_total, needed, capacity (see `judged`; present
        values in minor units, of the initiative).
    """
    found = judged_by_initiative(cube)
    wrong = found[found["wrong_pocket"].to_numpy(dtype=bool)].reset_index()
    columns = [*_KEYS, "loss", "loss_a_year", "loss_share", "npv_total", "needed", "capacity"]
    return wrong[columns].sort_values("loss", ascending=False, kind="stable").reset_index(drop=True)
