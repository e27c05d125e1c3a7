"""How an initiative may go: scenarios with a choice to stop, the spread of many draws, and how many must adopt it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.benefit_vocabulary import MILLION, Flow
from metrics.adoption import AdoptionValue, adoption_value
from metrics.benefit_columns import ADOPTIONS, BENEFITS, INITIATIVES, SCENARIOS
from metrics.benefit_tables import BenefitTables
from metrics.discounting import factors
from metrics.measured_rows import given
from metrics.price_level import PriceFactor, price_factor
from metrics.results import Missing
from metrics.rounding import whole_minor
from metrics.scenarios import OptionValue, option_value
from metrics.simulation import Simulation, Triangle, simulation
from metrics.tables import require
from metrics.value_cube import Basis, ValueCube
from metrics.valued_lines import has_flow, is_cost, net_sign


@dataclass(frozen=True)
class Expected:
    """What an initiative is expected to be worth over its scenarios, and what being able to stop adds to that.

    Whole minor units of the base year; `option` is None with the reason where it cannot be said.
    """

    option: OptionValue | None
    why: Missing | None = None


@dataclass(frozen=True)
class Spread:
    """Where the net present value lands in many draws; None with the reason where nobody has judged the ranges."""

    draws: Simulation | None
    why: Missing | None = None


@dataclass(frozen=True)
class Adopted:
    """What a solution is worth by how many take it into use; `why` says what is missing.

    `gain_a_year_minor` is what each adopter gains in a year, as entered: whole minor units of the initiative's price
    year.
    """

    adopter: str
    value: AdoptionValue
    gain_a_year_minor: int | None
    why: Missing | None = None


@dataclass(frozen=True)
class Scenario:
    """One way that an initiative may go, as entered.

    Shares: `probability` of 1, `benefit` and `cost` of the plan's (0.5 is half of the plan). `stop_cost_minor` is in
    whole minor units of the price year; it and `stop_year` are None where it cannot be stopped.
    """

    name: str
    probability: float
    benefit: float
    cost: float
    stop_year: int | None
    stop_cost_minor: int | None


def scenarios_of(initiative_id: str, tables: BenefitTables) -> tuple[Scenario, ...]:
    """Return the ways that an initiative may go, in the order registered."""
    require(tables.scenarios, SCENARIOS)
    rows = tables.scenarios[(tables.scenarios["initiative_id"] == initiative_id).to_numpy(dtype=bool)]
    return tuple(_entered(row) for row in rows.sort_values("number").to_dict("records"))


def _entered(row: Mapping[Hashable, Any]) -> Scenario:
    parts = ("probability", "benefit_factor", "cost_factor")
    probability, benefit, cost = (_number(row[f"{part}_millionths"]) / MILLION for part in parts)
    stop = (given(row["stop_year"]), given(row["stop_cost_minor"]))
    return Scenario(str(row["name"]), probability, benefit, cost, *stop)


def expected(cube: ValueCube, tables: BenefitTables) -> Expected:
    """Return the expected value of one initiative over its scenarios: E[max(continue, stop)] beside E[continue].

    In a scenario benefits and costs are the plan's times its factors; transfers stand. Stopped, what comes after the
    stop year falls away, and the stop cost is paid in that year. Where it cannot be stopped, stopping is going on.

    Args:
        cube: Valued lines of one initiative.
        tables: The register.

    Source:
        Menon (2017), guide to the profitability of innovation projects, for KS.
    """
    require(tables.scenarios, SCENARIOS)
    one = _only(cube)
    rows = tables.scenarios[(tables.scenarios["initiative_id"] == one).to_numpy(dtype=bool)]
    if rows.empty:
        return Expected(None, Missing.NO_SCENARIOS)
    if rows["probability_millionths"].sum() != MILLION:
        return Expected(None, Missing.SCENARIOS_NOT_WHOLE)
    carried = _price(one, tables, cube.basis)
    worth = [_scenario(row, cube, carried) for row in rows.to_dict("records")]
    amounts = pd.DataFrame(worth, columns=["continue_minor", "stop_minor"])
    whole = amounts.apply(whole_minor).assign(probability_millionths=rows["probability_millionths"].to_numpy())
    return Expected(option_value(whole))


def _scenario(row: Mapping[Hashable, Any], cube: ValueCube, carried: PriceFactor) -> tuple[float, float]:
    rows = cube.rows
    benefit, cost = (_number(row[f"{part}_factor_millionths"]) / MILLION for part in ("benefit", "cost"))
    factor = np.where(has_flow(rows, Flow.BENEFIT), benefit, np.where(is_cost(rows), cost, 1.0))
    worth = rows["present_value"].to_numpy() * net_sign(rows) * factor
    going_on = float(worth.sum())
    if pd.isna(row["stop_year"]):
        return going_on, going_on
    year = int(row["stop_year"])
    kept = float(worth[(rows["fiscal_year"] <= year).to_numpy(dtype=bool)].sum())
    stop_cost = _number(row["stop_cost_minor"]) * carried.value
    return going_on, kept - stop_cost * _factor(year, cube.basis)


def _number(cell: Any) -> float:
    return float("nan") if pd.isna(cell) else float(cell)


def spread(cube: ValueCube, tables: BenefitTables) -> Spread:
    """Return between which values one initiative lands in eight of ten draws; the plan is the likeliest.

    Each benefit's present value is drawn between its lowest and highest, and the costs' between theirs. What transfers
    add is as planned.

    Args:
        cube: Valued lines of one initiative.
        tables: The register.
    """
    require(tables.benefits, BENEFITS)
    require(tables.initiatives, INITIATIVES)
    rows = cube.rows
    own = tables.initiatives.set_index("initiative_id").loc[_only(cube)]
    known = rows[has_flow(rows, Flow.BENEFIT)].groupby("benefit_id", observed=True)["present_value"].sum()
    bounds = tables.benefits.set_index("benefit_id").reindex(known.index)[["low_millionths", "high_millionths"]]
    lowest, highest = own["cost_low_millionths"], own["cost_high_millionths"]
    if bounds.isna().any(axis=None) or pd.isna(lowest) or pd.isna(highest):
        return Spread(None, Missing.NO_RANGES)
    ranges = [Triangle(low / MILLION, 1.0, high / MILLION) for low, high in bounds.astype("int64").to_numpy().tolist()]
    moved = ~has_flow(rows, Flow.BENEFIT) & ~is_cost(rows)
    transferred = float((rows["present_value"] * net_sign(rows))[moved].sum())
    worth = pd.DataFrame({0: [*known.to_numpy(), transferred]})  # present values: all of it stands at t = 0
    costs = pd.Series([float(rows.loc[is_cost(rows), "present_value"].sum())])
    as_planned = Triangle(1.0, 1.0, 1.0)
    cost_range = Triangle(int(lowest) / MILLION, 1.0, int(highest) / MILLION)
    return Spread(simulation(worth, costs, [*ranges, as_planned], cost_range, cube.basis.schedule))


def adoptions(initiative_id: str, tables: BenefitTables, basis: Basis) -> tuple[Adopted, ...]:
    """Return what a solution is worth at the planned and the actual number of adopters, and the break-even number.

    A gain comes in each year from the first to the last; the fixed cost is paid once, in the first. Both are carried
    to the base year's prices; where a year's growth is unknown the amounts are missing.
    """
    require(tables.adoptions, ADOPTIONS)
    rows = tables.adoptions[(tables.adoptions["initiative_id"] == initiative_id).to_numpy(dtype=bool)]
    carried = _price(initiative_id, tables, basis)
    return tuple(_adopted(row, carried, basis) for row in rows.to_dict("records"))


def _adopted(told: Mapping[Hashable, Any], carried: PriceFactor, basis: Basis) -> Adopted:
    years = range(int(told["first_year"]), int(told["last_year"]) + 1)
    yearly = float(factors(basis.schedule, [year - basis.base_year for year in years]).sum())
    paid = _factor(years.start, basis)
    amounts = (told["gain_per_adopter_minor"] * carried.value * yearly, told["fixed_cost_minor"] * carried.value * paid)
    gain, cost = (None if pd.isna(one) else int(one) for one in whole_minor(np.asarray(amounts, dtype="float64")))
    now = None if pd.isna(told["adopters_now"]) else int(told["adopters_now"])
    value = adoption_value(int(told["adopters_planned"]), now, gain, cost)
    return Adopted(str(told["adopter"]), value, given(told["gain_per_adopter_minor"]), carried.why)


def _price(initiative_id: str, tables: BenefitTables, basis: Basis) -> PriceFactor:
    years: dict[str, int] = dict(
        zip(tables.initiatives["initiative_id"], tables.initiatives["price_year"], strict=True)
    )
    return price_factor(int(years[initiative_id]), basis.base_year, tables.parameters)


def _factor(year: int, basis: Basis) -> float:
    return float(factors(basis.schedule, [year - basis.base_year])[0])


def _only(cube: ValueCube) -> str:
    (one,) = cube.rows["initiative_id"].unique()
    return str(one)
