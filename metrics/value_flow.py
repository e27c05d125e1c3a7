"""The matrix of who pays and who gains, each party's net value, and how soon a bearer has its money back."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.benefit_vocabulary import Flow
from metrics.compensation import Compensation, compensation
from metrics.discounting import DiscountSchedule, factors
from metrics.party_values import judged, party_values, sides, together, yearly_divisor
from metrics.present_value import payback_years
from metrics.ratios import ratio
from metrics.results import Missing
from metrics.rounding import whole_minor
from metrics.value_cube import Basis, ValueCube
from metrics.valued_lines import Perspective, has_flow

_PAIR = ["bearer_id", "beneficiary_id"]
_AMOUNTS = ["amount_minor", "present_value"]


@dataclass(frozen=True)
class TaxFinancing:
    """What it costs society to raise the net public outlay as taxes: + is a cost. A line of its own, nobody's share.

    `present_value` is None with the reason, where the schedule states no share; `by_year` is whole minor units by t.
    """

    present_value: float | None
    by_year: pd.Series
    why: Missing | None = None


@dataclass(frozen=True)
class ValueFlow:
    """Who pays, who gains and when, of the initiatives of a cube taken together; present values in minor units.

    Attributes:
        basis: What it is valued by.
        matrix: V: a row a bearer, a column a beneficiary; what the bearer's payments bring the beneficiary.
        by_year: bearer_id, beneficiary_id, t, amount_minor (int64), present_value: the matrix year by year.
        parties: Indexed by party_id: gains, costs, received, paid (costs and paid are -), npv, bearer; wrong_pocket,
            loss, loss_a_year, loss_share (see `metrics.party_values.judged`); own_capture, spill_over, payback_simple
            and payback_discounted (years from the first year that anything is paid or gained; NaN: never within the
            plan, or the party pays nothing).
        total: What all parties gain less what they pay, before the cost of raising taxes.
        concentration: Sum of squared shares of what is gained: 1 where one party gains all; NaN where nobody does.
        compensation: What makes every party whole.
        tax_financing: None in the perspective of public budgets.
        last_t: The last year, from the base year.
    """

    basis: Basis
    matrix: pd.DataFrame
    by_year: pd.DataFrame
    parties: pd.DataFrame
    total: float
    concentration: float
    compensation: Compensation
    tax_financing: TaxFinancing | None
    last_t: int


def value_flow(cube: ValueCube) -> ValueFlow:
    """Return who pays and who gains by a cube's initiatives together.

    Args:
        cube: Valued lines, with the parties as they are to be told (`metrics.told_parties`): who loses is judged after
            parties are merged.

    Source:
        Brobygger's own definition.
    """
    rows, schedule = cube.rows, cube.basis.schedule
    seen = sides(rows)
    values = together(party_values(seen))
    last_t = int(rows["t"].max()) if len(rows) else 0
    by_year = _by_year(rows)
    matrix = _matrix(by_year)
    captured = own_capture(matrix)["value"].reindex(values.index)
    one_whole = np.zeros(len(values), dtype="int64")
    parties = judged(values, one_whole, np.full(len(values), yearly_divisor(schedule, last_t))).assign(
        own_capture=captured, spill_over=1 - captured, **_paybacks(seen, values, schedule)
    )
    public = cube.basis.perspective is Perspective.PUBLIC_BUDGET
    return ValueFlow(
        basis=cube.basis,
        matrix=matrix,
        by_year=by_year,
        parties=parties,
        total=float(values["npv"].sum()),
        concentration=concentration(matrix),
        compensation=compensation(values["npv"]),
        tax_financing=None if public else tax_financing(rows, schedule),
        last_t=last_t,
    )


def _by_year(rows: pd.DataFrame) -> pd.DataFrame:
    benefits = rows[has_flow(rows, Flow.BENEFIT)]
    return benefits.groupby([*_PAIR, "t"], observed=True)[_AMOUNTS].sum().reset_index()


def _matrix(by_year: pd.DataFrame) -> pd.DataFrame:
    sums = by_year.groupby(_PAIR, observed=True)["present_value"].sum()
    return sums.unstack(fill_value=0).astype("float64").rename_axis(index="bearer_id", columns="beneficiary_id")


def own_capture(matrix: pd.DataFrame) -> pd.DataFrame:
    """Return how much of what each bearer's payments bring stays with the bearer; 1 is all of it.

    Args:
        matrix: A row a bearer, a column a beneficiary; present values.

    Returns:
        Indexed by bearer_id: numerator, denominator (minor units), value (share), basis, why. NaN where the payments
        bring nothing. Disbenefits to others can lift it above 1.

    Source:
        Brobygger's own definition.
    """
    own = [matrix.at[party, party] if party in matrix.columns else 0.0 for party in matrix.index]
    return ratio(pd.Series(own, index=matrix.index, dtype="float64"), matrix.sum(axis=1).astype("float64"))


def concentration(matrix: pd.DataFrame) -> float:
    """Return the sum of the squared shares of what is gained, of parties that gain; NaN where nobody does."""
    gained = matrix.sum(axis=0).clip(lower=0).to_numpy(dtype="float64")
    whole = gained.sum()
    return float(((gained / whole) ** 2).sum()) if whole > 0 else float("nan")


def _paybacks(seen: pd.DataFrame, values: pd.DataFrame, schedule: DiscountSchedule) -> dict[str, np.ndarray]:
    """Return the years until each bearer's net flow stays above zero, plain and discounted."""
    bearer = values["bearer"].to_numpy(dtype=bool)
    flows = net_by_year(seen).reindex(values.index)
    if flows.empty:
        return {"payback_simple": np.empty(0), "payback_discounted": np.empty(0)}
    simple, discounted = payback_years(flows), payback_years(flows, schedule)
    return {
        "payback_simple": np.where(bearer, simple, np.nan),
        "payback_discounted": np.where(bearer, discounted, np.nan),
    }


def net_by_year(seen: pd.DataFrame) -> pd.DataFrame:
    """Return each party's net amount by year, first to last without a gap; + is a gain, whole minor units (int64)."""
    sums = seen.groupby(["party_id", "t"], observed=True)["amount_minor"].sum().unstack(fill_value=0)
    years = range(int(seen["t"].min()), int(seen["t"].max()) + 1) if len(seen) else range(0)
    return sums.reindex(columns=years, fill_value=0)


def tax_financing(rows: pd.DataFrame, schedule: DiscountSchedule) -> TaxFinancing:
    """Return what raising the net public outlay as taxes costs society; below zero where public budgets gain.

    Net public outlay is what public bearers pay, less what public budgets gain by cash and other public benefits, with
    transfers on the public side. The share is the schedule's.

    Source:
        R-109, Ministry of Finance: 20 øre a krone.
    """
    outlay = -rows.groupby("t")["public_minor"].sum()
    share = schedule.tax_financing_share
    if share is None:
        return TaxFinancing(None, whole_minor(outlay * np.nan), Missing.NO_TAX_FINANCING_SHARE)
    by_year = whole_minor(outlay * share)
    worth = share * float((outlay.to_numpy() * _factors(outlay.index, schedule)).sum())
    return TaxFinancing(worth, by_year)


def _factors(t: pd.Index, schedule: DiscountSchedule) -> np.ndarray:
    return factors(schedule, [int(year) for year in t])
