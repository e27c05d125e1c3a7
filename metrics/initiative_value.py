"""What one initiative is worth: as planned, soberer, per krone, per year, how soon, and how it may go."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from data.benefit_vocabulary import Flow
from metrics.benefit_columns import UNPRICED_EFFECTS
from metrics.benefit_tables import BenefitTables
from metrics.initiative_outlooks import Adopted, Expected, Spread, adoptions, expected, spread
from metrics.optimism import PROMISED, ProjectKind, cost_bound, haircut_amounts, sober_costs
from metrics.party_values import sides, yearly_divisor
from metrics.present_value import payback_years
from metrics.results import Missing
from metrics.tables import require
from metrics.told_parties import told_as
from metrics.unpriced import unpriced_effects
from metrics.value_cube import Basis, ValueCube
from metrics.value_flow import net_by_year, tax_financing
from metrics.valued_lines import Perspective, has_flow


@dataclass(frozen=True)
class Estimate:
    """A figure that may be missing; `why` says why it is, and then only."""

    value: float | None
    why: Missing | None = None


@dataclass(frozen=True)
class Sobriety:
    """How plans are made soberer. Without a kind of project costs stay as planned, and only benefits are cut."""

    kind: ProjectKind | None = None
    mitigation: float = 0.0


@dataclass(frozen=True)
class Unpriced:
    """An effect without a price, for whom (as may be told), and its consequence from -4 to +4."""

    name: str
    party_id: str | None
    importance: str
    magnitude: int
    consequence: int


@dataclass(frozen=True)
class Worth:
    """Present values in minor units; + is a net gain.

    Attributes:
        benefits: What is gained, disbenefits taken off.
        costs: What is paid; positive.
        npv: Net present value as planned.
        npv_adjusted: The same after haircuts on benefits not there yet and optimism on costs not paid yet.
        haircut: What was taken off the benefits for that; positive.
        dearer: What was added to the costs for that; positive, 0 without a kind of project.
        npv_per_krone: Net present value per krone of public money: public costs and what public budgets transfer.
    """

    benefits: Estimate
    costs: Estimate
    npv: Estimate
    npv_adjusted: Estimate
    haircut: Estimate
    dearer: Estimate
    npv_per_krone: Estimate


@dataclass(frozen=True)
class Timing:
    """How soon, and how much a year.

    Attributes:
        payback_simple: Years from the first year until what is paid has come back; missing: not within the plan.
        payback_discounted: The same of discounted amounts.
        a_year: The even yearly amount, years 1 to the last, that is worth as much (minor units).
    """

    payback_simple: Estimate
    payback_discounted: Estimate
    a_year: Estimate


@dataclass(frozen=True)
class InitiativeValue:
    """What an initiative is worth in one perspective.

    Attributes:
        initiative_id: Which.
        name: Its name.
        basis: What it is valued by.
        worth: Net present value, raw and adjusted, and what it is made of.
        timing: Payback and the amount a year.
        cost_bias: The share that costs are lifted by; None: no kind of project was chosen, costs are as planned.
        tax_financing: The cost of raising the net public outlay as taxes, + is a cost; None in public budgets.
        expected: Over the scenarios, with the choice to stop.
        spread: P10, P50 and P90 of many draws.
        adoptions: By how many take it into use.
        unpriced: Effects without a price, never added to the rest.
        unknown_years: The years whose price growth is unknown, where that is why the value is missing.
    """

    initiative_id: str
    name: str
    basis: Basis = field(repr=False)
    worth: Worth
    timing: Timing
    cost_bias: float | None
    tax_financing: Estimate | None
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
    bias = _cost_bias(sobriety or Sobriety(), tables)
    gap = own.unvalued[0] if own.unvalued else None
    none = Estimate(None, gap.why if gap else None)
    public = cube.basis.perspective is Perspective.PUBLIC_BUDGET
    return InitiativeValue(
        initiative_id=initiative_id,
        name=str(tables.initiatives.set_index("initiative_id").at[initiative_id, "name"]),
        basis=cube.basis,
        worth=Worth(*[none] * 7) if gap else _worth(own, bias, tables),
        timing=Timing(*[none] * 3) if gap else _timing(own),
        cost_bias=bias,
        tax_financing=None if public else (none if gap else _tax(own)),
        expected=Expected(None, gap.why) if gap else expected(own, tables),
        spread=Spread(None, gap.why) if gap else spread(own, tables),
        adoptions=adoptions(initiative_id, tables, cube.basis),
        unpriced=unpriced(initiative_id, tables, tables.quarter.last_day),
        unknown_years=gap.unknown_years if gap else (),
    )


def _worth(own: ValueCube, bias: float | None, tables: BenefitTables) -> Worth:
    rows = own.rows
    npv = float(sides(rows)["present_value"].sum())
    haircut, why = _haircut(own, tables)
    dearer = _dearer(own, bias)
    gained = has_flow(rows, Flow.BENEFIT)
    funds = public_money(rows)
    costs = has_flow(rows, Flow.COST, Flow.OPERATING_COST)
    return Worth(
        benefits=Estimate(float(rows.loc[gained, "present_value"].sum())),
        costs=Estimate(float(rows.loc[costs, "present_value"].sum())),
        npv=Estimate(npv),
        npv_adjusted=Estimate(None, why) if why else Estimate(npv - haircut - dearer),
        haircut=Estimate(None, why) if why else Estimate(haircut),
        dearer=Estimate(dearer),
        npv_per_krone=Estimate(npv / funds) if funds > 0 else Estimate(None, Missing.ZERO_DENOMINATOR),
    )


def public_money(rows: pd.DataFrame) -> float:
    """Return the public money that rows of a cube spend, at present value: what public bodies pay and transfer."""
    spent = ~has_flow(rows, Flow.BENEFIT)
    return -float((rows["present_value"] * np.sign(rows["public_minor"]))[spent].sum())


def _haircut(own: ValueCube, tables: BenefitTables) -> tuple[float, Missing | None]:
    """Return what haircuts take off the benefits from the base year on, or why that cannot be said.

    What lies before the base year is no promise any longer, and a disbenefit is no promise at all.
    """
    rows = own.rows[(own.rows["t"] >= 0).to_numpy(dtype=bool)]
    promised = rows[has_flow(rows, Flow.BENEFIT) & (rows["amount_minor"] > 0).to_numpy(dtype=bool)]
    grades = tables.benefits.set_index("benefit_id")["confidence"]
    asked = pd.DataFrame(
        {
            "amount_minor": promised["amount_minor"].astype("Int64"),
            "grade": promised["benefit_id"].astype(object).map(grades),
            "state": PROMISED[0],
        }
    )
    cut = haircut_amounts(asked, tables.quarter.last_day, tables.parameters)
    reasons = cut["why"].dropna()
    if len(reasons):
        return 0.0, reasons.iloc[0]
    return float((promised["present_value"] * cut["haircut_share"]).sum()), None


def _dearer(own: ValueCube, bias: float | None) -> float:
    """Return what optimism adds to the costs from the base year on."""
    rows = own.rows[(own.rows["t"] >= 0).to_numpy(dtype=bool)]
    costs = rows.loc[has_flow(rows, Flow.COST, Flow.OPERATING_COST), "present_value"].to_numpy()
    return float((sober_costs(costs, bias or 0.0) - costs).sum())


def _cost_bias(sobriety: Sobriety, tables: BenefitTables) -> float | None:
    if sobriety.kind is None:
        return None
    bound = cost_bound(sobriety.kind, tables.quarter.last_day, tables.parameters)
    return float(sober_costs(1.0, bound, sobriety.mitigation)) - 1


def _timing(own: ValueCube) -> Timing:
    seen = sides(own.rows)
    flows = net_by_year(seen).sum(axis=0).to_numpy()
    years = yearly_divisor(own.basis.schedule, int(own.rows["t"].max()))
    return Timing(
        payback_simple=_known(float(payback_years(flows)), Missing.NOT_PAID_BACK),
        payback_discounted=_known(float(payback_years(flows, own.basis.schedule)), Missing.NOT_PAID_BACK),
        a_year=_known(float(seen["present_value"].sum()) / years, Missing.NO_LATER_YEARS),
    )


def _known(value: float, otherwise: Missing) -> Estimate:
    return Estimate(None, otherwise) if np.isnan(value) else Estimate(value)


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
