"""What one initiative is worth: as planned, soberer, per krone, per year, how soon, and how it may go."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from metrics.benefit_columns import UNPRICED_EFFECTS
from metrics.benefit_tables import BenefitTables
from metrics.initiative_outlooks import Adopted, Expected, Spread, adoptions, expected, spread
from metrics.tables import require
from metrics.told_parties import told_as
from metrics.unpriced import unpriced_effects
from metrics.value_cube import Basis, ValueCube
from metrics.value_flow import tax_financing
from metrics.valued_lines import Perspective
from metrics.worth_measures import Estimate, SoberWorth, Sobriety, cost_bias, missing_worth, sober_worth


@dataclass(frozen=True)
class Unpriced:
    """An effect without a price, for whom (as may be told), and its consequence from -4 to +4."""

    name: str
    party_id: str | None
    importance: str
    magnitude: int
    consequence: int


@dataclass(frozen=True)
class InitiativeValue:
    """What an initiative is worth in one perspective.

    Attributes:
        initiative_id: Which.
        name: Its name.
        basis: What it is valued by.
        worth: Every measure as planned and soberer, and what made the difference.
        tax_financing: The cost of raising the net public outlay as taxes, + is a cost; None in public budgets.
        npv_after_tax: Net present value as planned, less that; None in public budgets.
        expected: Over the scenarios, with the choice to stop.
        spread: P10, P50 and P90 of many draws.
        adoptions: By how many take it into use.
        unpriced: Effects without a price, never added to the rest.
        unknown_years: The years whose price growth is unknown, where that is why the value is missing.
    """

    initiative_id: str
    name: str
    basis: Basis = field(repr=False)
    worth: SoberWorth
    tax_financing: Estimate | None
    npv_after_tax: Estimate | None
    expected: Expected
    spread: Spread
    adoptions: tuple[Adopted, ...]
    unpriced: tuple[Unpriced, ...]
    unknown_years: tuple[int, ...] = ()


def initiative_value(
    cube: ValueCube, tables: BenefitTables, initiative_id: str, sobriety: Sobriety | None = None
) -> InitiativeValue:
    """Return what one initiative is worth; what cannot be said is missing with the reason.

    Args:
        cube: Valued lines of the register.
        tables: The register.
        initiative_id: One of INITIATIVES.
        sobriety: How the plan is made soberer; None: haircuts on benefits only.

    Source:
        DFØ, guide to socio-economic analysis, chapter 3; HM Treasury, The Green Book.
    """
    own = cube.of(frozenset({initiative_id}))
    gap = own.unvalued[0] if own.unvalued else None
    bias = cost_bias(sobriety or Sobriety(), tables)
    worth = missing_worth(gap.why, bias) if gap else sober_worth(own, tables, sobriety)
    public = cube.basis.perspective is Perspective.PUBLIC_BUDGET
    tax = None if public else (Estimate(None, gap.why) if gap else _tax(own))
    return InitiativeValue(
        initiative_id=initiative_id,
        name=str(tables.initiatives.set_index("initiative_id").at[initiative_id, "name"]),
        basis=cube.basis,
        worth=worth,
        tax_financing=tax,
        npv_after_tax=None if tax is None else _less(worth.planned.npv, tax),
        expected=Expected(None, gap.why) if gap else expected(own, tables),
        spread=Spread(None, gap.why) if gap else spread(own, tables),
        adoptions=adoptions(initiative_id, tables, cube.basis),
        unpriced=unpriced(initiative_id, tables, tables.quarter.last_day),
        unknown_years=gap.unknown_years if gap else (),
    )


def _less(one: Estimate, other: Estimate) -> Estimate:
    """Return the difference; missing with the first reason where a part is."""
    if one.value is None or other.value is None:
        return one if one.value is None else other
    return Estimate(one.value - other.value)


def _tax(own: ValueCube) -> Estimate:
    found = tax_financing(own.rows, own.basis.schedule)
    return Estimate(found.present_value, found.why)


def unpriced(initiative_id: str, tables: BenefitTables, on: date) -> tuple[Unpriced, ...]:
    """Return the effects of an initiative that no price is put on, in the order registered, with their consequence."""
    require(tables.unpriced_effects, UNPRICED_EFFECTS)
    rows = tables.unpriced_effects
    own = rows[(rows["initiative_id"] == initiative_id).to_numpy(dtype=bool)].sort_values("number")
    told = told_as(tables)
    return tuple(
        Unpriced(
            name=str(row["name"]),
            party_id=None if pd.isna(row["party_id"]) else told[row["party_id"]],
            importance=str(row["importance"]),
            magnitude=int(row["magnitude"]),
            consequence=int(row["consequence"]),
        )
        for row in unpriced_effects(own, on).to_dict("records")
    )
