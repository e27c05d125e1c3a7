"""What initiatives are worth by every measure: as planned, and on soberer plans of the same lines.

Soberer: benefits that are not there yet are cut by how good their evidence is; where the kind of project is told, they
also come later and costs not paid yet are lifted, by the upper bounds of optimism. What lies before the base year is
measured, and is never adjusted; a disbenefit is no promise and stays whole.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.benefit_vocabulary import Flow
from metrics.benefit_tables import BenefitTables
from metrics.discounting import factors
from metrics.optimism import (
    PROMISED,
    ProjectKind,
    cost_bound,
    haircut_amounts,
    later_benefits,
    sober_costs,
    time_bound,
)
from metrics.party_values import yearly_divisor
from metrics.present_value import payback_years
from metrics.results import Missing
from metrics.value_cube import Basis, ValueCube
from metrics.valued_lines import has_flow, is_cost, net_sign


@dataclass(frozen=True)
class Estimate:
    """A figure that may be missing; `why` says why it is, and then only."""

    value: float | None
    why: Missing | None = None


@dataclass(frozen=True)
class Sobriety:
    """How plans are made soberer. Without a kind of project costs and time stay as planned; only benefits are cut."""

    kind: ProjectKind | None = None
    mitigation: float = 0.0


@dataclass(frozen=True)
class Measures:
    """Present values in minor units of the base year, and what follows from them; + is a net gain.

    Attributes:
        benefits: What is gained, disbenefits taken off.
        costs: What is paid; positive.
        npv: Net present value.
        npv_per_krone: Net present value per krone of public money: public costs and what public budgets transfer.
        benefit_cost_ratio: Benefits per krone of costs; above 1 they are worth more.
        a_year: The even yearly amount, years 1 to the last, that is worth as much.
        payback_simple: Years from the first year until what is paid has come back; missing: not within the plan.
        payback_discounted: The same of discounted amounts.
    """

    benefits: Estimate
    costs: Estimate
    npv: Estimate
    npv_per_krone: Estimate
    benefit_cost_ratio: Estimate
    a_year: Estimate
    payback_simple: Estimate
    payback_discounted: Estimate


@dataclass(frozen=True)
class SoberWorth:
    """The measures as planned and on the soberer plan, and what made the difference between the two net values.

    Attributes:
        planned: As planned.
        sober: On the soberer plan; missing with the reason where a benefit has no grade of evidence.
        haircut: What weak evidence takes off the benefits not there yet; positive.
        later: What is lost because they come later; 0 without a kind of project.
        dearer: What optimism adds to the costs not paid yet; 0 without a kind of project.
        cost_bias: The share that costs are lifted by; None: no kind of project was chosen.
    """

    planned: Measures
    sober: Measures
    haircut: Estimate
    later: Estimate
    dearer: Estimate
    cost_bias: float | None


def missing_worth(why: Missing, bias: float | None = None) -> SoberWorth:
    """Return every measure missing for one reason."""
    none = Estimate(None, why)
    return SoberWorth(Measures(*[none] * 8), Measures(*[none] * 8), none, none, none, bias)


def sober_worth(cube: ValueCube, tables: BenefitTables, sobriety: Sobriety | None = None) -> SoberWorth:
    """Return what the initiatives of a cube are worth together, as planned and soberer; the cube has rows.

    Args:
        cube: Valued lines.
        tables: The register: grades of evidence, and the municipality's own haircuts and bounds.
        sobriety: How the plan is made soberer; None: haircuts on benefits only.

    Source:
        HM Treasury, The Green Book; the haircuts are examples, which their parameters say.
    """
    sobriety, rows, last = sobriety or Sobriety(), cube.rows, int(cube.rows["t"].max())
    bias = cost_bias(sobriety, tables)
    planned = measures(rows, cube.basis, last)
    share, why = _haircuts(rows, tables)
    costs = is_cost(rows) & _ahead(rows)
    dearer = (
        sober_costs(rows["present_value"].to_numpy(), bias or 0.0)[costs].sum() - rows["present_value"][costs].sum()
    )
    if why is not None:
        none = Estimate(None, why)
        return SoberWorth(planned, Measures(*[none] * 8), none, none, Estimate(float(dearer)), bias)
    less = _scaled(rows, np.where(costs, 1 + (bias or 0.0), 1 - share))
    sober = _delayed(less, _delays(rows, sobriety, tables), cube.basis, last)
    cut = (rows["present_value"] - less["present_value"])[~costs].sum()
    lost = less["present_value"].sum() - sober["present_value"].sum()
    cut_off, lost_later, added = (Estimate(float(one)) for one in (cut, lost, dearer))
    return SoberWorth(planned, measures(sober, cube.basis, last), cut_off, lost_later, added, bias)


def measures(rows: pd.DataFrame, basis: Basis, last_t: int) -> Measures:
    """Return every measure of rows of a cube.

    Args:
        rows: Rows of a `ValueCube`, at least one.
        basis: What they are valued by.
        last_t: The last year of the plan, from the base year.

    Source:
        DFØ, guide to socio-economic analysis, chapter 3.
    """
    worth, gained, t = rows["present_value"].to_numpy(), has_flow(rows, Flow.BENEFIT), rows["t"].to_numpy()
    flows = np.bincount(t - t.min(), weights=rows["amount_minor"].to_numpy() * net_sign(rows))
    npv, benefits, costs = (float(one.sum()) for one in (worth * net_sign(rows), worth[gained], worth[is_cost(rows)]))
    return Measures(
        benefits=Estimate(benefits),
        costs=Estimate(costs),
        npv=Estimate(npv),
        npv_per_krone=_per(npv, public_money(rows)),
        benefit_cost_ratio=_per(benefits, costs),
        a_year=_known(npv / yearly_divisor(basis.schedule, last_t), Missing.NO_LATER_YEARS),
        payback_simple=_known(float(payback_years(flows)), Missing.NOT_PAID_BACK),
        payback_discounted=_known(float(payback_years(flows, basis.schedule)), Missing.NOT_PAID_BACK),
    )


def public_money(rows: pd.DataFrame) -> float:
    """Return the public money that rows of a cube spend, at present value: what public bodies pay and transfer."""
    spent = ~has_flow(rows, Flow.BENEFIT)
    return -float((rows["present_value"] * np.sign(rows["public_minor"]))[spent].sum())


def cost_bias(sobriety: Sobriety, tables: BenefitTables) -> float | None:
    """Return the share that costs are lifted by; None without a kind of project."""
    if sobriety.kind is None:
        return None
    bound = cost_bound(sobriety.kind, tables.quarter.last_day, tables.parameters)
    return float(sober_costs(1.0, bound, sobriety.mitigation)) - 1


def _per(above: float, below: float) -> Estimate:
    return Estimate(above / below) if below > 0 else Estimate(None, Missing.ZERO_DENOMINATOR)


def _known(value: float, otherwise: Missing) -> Estimate:
    return Estimate(None, otherwise) if np.isnan(value) else Estimate(value)


def _ahead(rows: pd.DataFrame) -> np.ndarray:
    return np.asarray((rows["t"] >= 0).to_numpy(dtype=bool))


def _promised(rows: pd.DataFrame) -> np.ndarray:
    """Return which rows are benefits not there yet."""
    gains = (rows["amount_minor"] > 0).to_numpy(dtype=bool)
    return np.asarray(_ahead(rows) & has_flow(rows, Flow.BENEFIT) & gains)


def _haircuts(rows: pd.DataFrame, tables: BenefitTables) -> tuple[np.ndarray, Missing | None]:
    """Return the share that weak evidence takes off each row, 0 where it takes nothing, or why that cannot be said."""
    promised = _promised(rows)
    grades = tables.benefits.set_index("benefit_id")["confidence"]
    asked = pd.DataFrame(
        {
            "amount_minor": rows.loc[promised, "amount_minor"].astype("Int64"),
            "grade": rows.loc[promised, "benefit_id"].astype(object).map(grades),
            "state": PROMISED[0],
        }
    )
    cut = haircut_amounts(asked, tables.quarter.last_day, tables.parameters)
    reasons, share = cut["why"].dropna(), np.zeros(len(rows))
    if len(reasons):
        return share, reasons.iloc[0]
    share[promised] = cut["haircut_share"].to_numpy()
    return share, None


def _scaled(rows: pd.DataFrame, factor: np.ndarray) -> pd.DataFrame:
    scaled = {name: rows[name] * factor for name in ("amount_minor", "present_value", "public_minor")}
    return pd.DataFrame(rows.assign(**scaled))


def _delays(rows: pd.DataFrame, sobriety: Sobriety, tables: BenefitTables) -> np.ndarray:
    """Return by how many years later each row comes: the bound on time x the years from first cost to first gain.

    Only benefits not there yet come later, and only those of an initiative whose benefits have not begun before the
    base year: it has shown how long it took.
    """
    if sobriety.kind is None:
        return np.zeros(len(rows))
    bound = time_bound(sobriety.kind, tables.quarter.last_day, tables.parameters) * (1 - sobriety.mitigation)
    of = rows["initiative_id"].astype(object)
    gains = has_flow(rows, Flow.BENEFIT) & (rows["amount_minor"] > 0).to_numpy(dtype=bool)
    first_gain = of.map(rows["t"][gains].groupby(of[gains]).min())
    first_cost = of.map(rows["t"][is_cost(rows)].groupby(of[is_cost(rows)]).min())
    took = (first_gain - first_cost).clip(lower=0).where(first_gain >= 0).fillna(0).to_numpy(dtype="float64")
    return np.asarray(np.where(_promised(rows), took * bound, 0.0))


def _delayed(rows: pd.DataFrame, delays: np.ndarray, basis: Basis, last_t: int) -> pd.DataFrame:
    """Return the rows with those that come later in their new years; what falls beyond the last year is lost."""
    of_year, parts = factors(basis.schedule, range(last_t + 1)), [rows[delays == 0]]
    for delay in np.unique(delays[delays > 0]):
        moved = rows[delays == delay]
        shares = later_benefits(np.eye(last_t + 1)[moved["t"]], float(delay))
        for t in np.flatnonzero(shares.any(axis=0)):
            now = _scaled(moved, shares[:, t]).assign(t=t)
            parts.append(now.assign(present_value=now["amount_minor"] * of_year[t])[shares[:, t] > 0])
    whole: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return whole
