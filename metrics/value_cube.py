"""The valued cube: who pays, who gains, in which year, of which type, in base-year prices and at present value."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from data.benefit_vocabulary import Flow
from data.periods import last_day_of_period
from metrics.benefit_tables import BenefitTables
from metrics.discounting import DiscountSchedule, factors
from metrics.price_level import PriceFactor, price_factor
from metrics.results import Missing
from metrics.rounding import whole_minor
from metrics.valued_lines import (
    BUDGET_TYPES,
    Perspective,
    counted,
    has_flow,
    is_public,
    net_amounts,
    placed_lines,
)

_MONTHS = 12


@dataclass(frozen=True)
class Basis:
    """What amounts are valued by: whose money counts, the year that is t = 0, and the discount rates."""

    perspective: Perspective
    base_year: int
    schedule: DiscountSchedule


@dataclass(frozen=True)
class Unvalued:
    """An initiative whose value is missing, why, and the years whose price growth is unknown if that is why."""

    initiative_id: str
    why: Missing
    unknown_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class ValueCube:
    """Valued lines; `metrics.value_flow` and `metrics.horizons` read it.

    Attributes:
        basis: What they are valued by.
        rows: initiative_id, benefit_id, bearer_id, beneficiary_id (categories: those of the register), flow,
            benefit_type, fiscal_year, t (years from the base year), amount_minor (int64, prices of the base year, of
            the initiative's own doing), present_value (float64), after_term (whether the line's period ends after the
            leader's term; <NA> where no term is told) and public_minor (what the line adds to public budgets).
            A benefit is positive, a disbenefit negative, a cost or a transfer positive.
        unvalued: Initiatives whose value is missing: none of their lines is in `rows`.
    """

    basis: Basis
    rows: pd.DataFrame
    unvalued: tuple[Unvalued, ...]

    def of(self, initiative_ids: frozenset[str]) -> "ValueCube":
        """Return the cube of some initiatives alone."""
        kept = self.rows["initiative_id"].isin(list(initiative_ids)).to_numpy(dtype=bool)
        missing = tuple(one for one in self.unvalued if one.initiative_id in initiative_ids)
        return replace(self, rows=self.rows[kept].reset_index(drop=True), unvalued=missing)


def value_cube(lines: pd.DataFrame, tables: BenefitTables, basis: Basis) -> ValueCube:
    """Return what each line is worth in the base year's prices and at present value; a benefit is +, a disbenefit -.

    Lines are gross, in kroner of their initiative's price year. What is not the initiative's own doing is taken away
    (`metrics.benefit_effects.impact_share`), the rest is carried to the base year by the municipal deflator, and each
    amount is rounded to whole minor units once. An initiative with a gap anywhere is missing whole, with the reason.

    Args:
        lines: PROJECTION_LINES of the projections that count (`metrics.benefit_lines.lines_of`).
        tables: The register.
        basis: Perspective, base year and discount rates.

    Returns:
        The cube.

    Source:
        DFØ, guide to socio-economic analysis, chapter 3.
    """
    placed = placed_lines(lines, tables)
    told = counted(placed, tables, basis.perspective)
    prices = [price_factor(int(year), basis.base_year, tables.parameters) for year in tables.initiatives["price_year"]]
    net = net_amounts(told, tables)
    why = _reasons(placed, told, net, prices)
    known = np.asarray([reason is None for reason in why], dtype=bool)[told["initiative"]]
    told = told[known]
    worth = net[known] * np.asarray([price.value for price in prices], dtype="float64")[told["initiative"]]
    ids = tables.initiatives["initiative_id"]
    unvalued = tuple(
        Unvalued(str(one), reason, price.unknown_years if reason is Missing.NO_PRICE_GROWTH else ())
        for one, reason, price in zip(ids, why, prices, strict=True)
        if reason is not None
    )
    return ValueCube(basis, _rows(told, whole_minor(worth).to_numpy(dtype="int64"), tables, basis), unvalued)


def _reasons(
    placed: pd.DataFrame, told: pd.DataFrame, net: np.ndarray, prices: list[PriceFactor]
) -> list[Missing | None]:
    """Return, by row of INITIATIVES, why its value is missing: no lines, none that is money, a gap, no price growth."""
    planned = np.bincount(placed["initiative"], minlength=len(prices))
    priced = np.bincount(told["initiative"], minlength=len(prices))
    gaps = np.bincount(told["initiative"], weights=np.isnan(net) | told["lacking"], minlength=len(prices))
    found: list[Missing | None] = []
    for place, price in enumerate(prices):
        if not planned[place]:
            found.append(Missing.NO_PLAN)
        elif not priced[place]:
            found.append(Missing.NOTHING_PRICED)
        else:
            found.append(Missing.INCOMPLETE_LINES if gaps[place] else price.why)
    return found


def _rows(told: pd.DataFrame, amounts: np.ndarray, tables: BenefitTables, basis: Basis) -> pd.DataFrame:
    t = told["fiscal_year"].to_numpy() - basis.base_year
    spread = np.arange(t.min(initial=0), t.max(initial=0) + 1)
    parties = tables.parties["party_id"]
    return pd.DataFrame(
        {
            "initiative_id": _named(told["initiative"], tables.initiatives["initiative_id"]),
            "benefit_id": _named(told["benefit"], tables.benefits["benefit_id"]),
            "bearer_id": _named(told["bearer"], parties),
            "beneficiary_id": _named(told["beneficiary"], parties),
            "flow": told["flow"].array,
            "benefit_type": told["benefit_type"].array,
            "fiscal_year": told["fiscal_year"].to_numpy(),
            "t": t,
            "amount_minor": amounts,
            "present_value": amounts * factors(basis.schedule, spread)[t - spread[0]],
            "after_term": _after_term(told, tables),
            "public_minor": amounts * _public_sign(told, tables),
        }
    )


def _named(places: pd.Series, ids: pd.Series) -> pd.Categorical:
    return pd.Categorical.from_codes(places.to_numpy(), categories=pd.Index(ids, dtype=object))


def _public_sign(told: pd.DataFrame, tables: BenefitTables) -> np.ndarray:
    """Return +1 where a line lifts public budgets, -1 where it burdens them, 0 where it does neither or both."""
    public = is_public(tables)
    pays, gains = public[told["bearer"]], public[told["beneficiary"]]
    budget = told["benefit_type"].isin([*map(str, BUDGET_TYPES)]).to_numpy(dtype=bool)
    benefits, transfers = has_flow(told, Flow.BENEFIT), has_flow(told, Flow.TRANSFER)
    lifts = gains & (transfers | (benefits & budget))
    return np.asarray(np.asarray(lifts, dtype="int64") - (pays & ~benefits))


def _after_term(told: pd.DataFrame, tables: BenefitTables) -> pd.arrays.BooleanArray:
    """Return whether each line's period ends after the leader's term does; <NA> where no term is told."""
    days = [None if pd.isna(day) else day for day in tables.initiatives["leader_term_ends_on"]]
    ends = [0 if day is None else day.year * _MONTHS + day.month + _is_last_day(day) for day in days]
    months = told["fiscal_year"].to_numpy() * _MONTHS + np.minimum(told["period"].to_numpy(), _MONTHS)
    silent = np.asarray([day is None for day in days], dtype=bool)[told["initiative"]]
    return pd.arrays.BooleanArray(months >= np.asarray(ends, dtype="int64")[told["initiative"]], silent)


def _is_last_day(day: date) -> bool:
    return day == last_day_of_period(day.year, day.month)
