"""The gains plans of a municipality side by side: what each is worth a krone of public money, and what each lacks."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from metrics.benefit_lines import Standing, standing_projections
from metrics.benefit_tables import BenefitTables
from metrics.discounting import schedule
from metrics.gains_adopted import AdoptedVersion
from metrics.gains_answer import GainsPlan, gains_plan
from metrics.gains_grant import ranked
from metrics.gains_stored import StoredGains
from metrics.initiative_value import unpriced
from metrics.party_values import sides
from metrics.results import Missing
from metrics.rounding import whole_minor
from metrics.value_cube import ValueCube
from metrics.value_flow_answer import Asked
from metrics.value_flow_page import valued
from metrics.value_flow_scope import in_scope
from metrics.valued_lines import Perspective
from metrics.worth_measures import public_money

_DISCOUNT = "no"


@dataclass(frozen=True)
class RankedPlan:
    """One gains plan among the others.

    Attributes:
        initiative_id: Whose.
        name: Its name.
        rank: By what a krone of public money gives, from 1; None where that is not known.
        npv_minor: Net present value to society, whole minor units; None where it is not known.
        per_krone: Net present value per krone of public money.
        why: Why that is missing.
        better: How many effects without a price are good.
        worse: How many are bad.
        met: How many lines of the check list are in place.
        checks: How many there are.
        adopted: The version that binds, without its words.
        changed: Whether the plan is another than that version.
    """

    initiative_id: str
    name: str
    rank: int | None
    npv_minor: int | None
    per_krone: float | None
    why: Missing | None
    better: int
    worse: int
    met: int
    checks: int
    adopted: AdoptedVersion | None
    changed: bool

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.met == self.checks


@dataclass(frozen=True)
class GainsOverview:
    """The gains plans that somebody has begun on, in the order of their rank.

    `without` names by id the initiatives that could have one and have none, `unplanned` those that have no adopted plan
    of their benefits yet, so that no gains plan can be made. `base_year` is the year whose prices the values are in.
    """

    rows: tuple[RankedPlan, ...]
    without: dict[str, str]
    unplanned: dict[str, str]
    base_year: int

    @property
    def complete(self) -> int:
        """How many lack nothing."""
        return sum(row.complete for row in self.rows)

    @property
    def adopted(self) -> int:
        """How many have an adopted version."""
        return sum(row.adopted is not None for row in self.rows)


def gains_overview(tables: BenefitTables, stored: StoredGains, on: date) -> GainsOverview:
    """Return the gains plans of the initiatives that concern a unit, ranked by net present value per krone.

    The value is that to society, as the value-flow page has it; effects without a price stand beside it.

    Args:
        tables: The register, as a unit and quarter look at it.
        stored: The gains plans.
        on: The day of the plans.

    Raises:
        NoCutRule: The scheme had no rule set on the day.

    Source:
        Digdir, «Slik søker du»: net present value per krone, with effects without a price beside it.
    """
    asked = Asked(perspective=Perspective.SOCIO_ECONOMIC, discount=_DISCOUNT)
    concerned = in_scope(tables, asked)
    planned = set(standing_projections(tables.projections, on)[Standing.CURRENT].dropna().index)
    begun = [one for one in concerned if one in planned and one in set(stored.plans["initiative_id"])]
    plans = {one: gains_plan(tables, stored, one, on) for one in begun}
    worth = _worth(valued(tables, asked).of(frozenset(begun)), begun, tables)
    rows = zip(worth.index, worth.to_dict("records"), strict=True)
    return GainsOverview(
        rows=tuple(_row(plans[str(one)], values, tables) for one, values in rows),
        without={one: name for one, name in concerned.items() if one in planned and one not in plans},
        unplanned={one: name for one, name in concerned.items() if one not in planned},
        base_year=tables.quarter.year,
    )


def _worth(cube: ValueCube, initiatives: list[str], tables: BenefitTables) -> pd.DataFrame:
    """Return the values of initiatives as `metrics.gains_grant.ranked` has them, and why one is missing whole.

    What it is given is at present value already, so that all of it stands in the base year.
    """
    reasons = {one.initiative_id: one.why for one in cube.unvalued}
    known = [one for one in initiatives if one not in reasons]
    seen = sides(cube.rows)
    npv = {one: float(seen.loc[_of(seen, one), "present_value"].sum()) for one in known}
    funds = {one: max(0.0, public_money(cube.rows[_of(cube.rows, one)])) for one in known}
    flows, spent = (
        pd.DataFrame({0: pd.Series(told, dtype="float64").reindex(initiatives)}, index=initiatives)
        for told in (npv, funds)
    )
    table = ranked(flows, spent, schedule(_DISCOUNT, tables.quarter.last_day))
    why = [reasons.get(str(one)) or given for one, given in zip(table.index, table["why"], strict=True)]
    worth = whole_minor(flows[0].reindex(table.index))
    return table.assign(numerator=worth, why=pd.Series(why, index=table.index, dtype=object))


def _of(rows: pd.DataFrame, initiative_id: str) -> np.ndarray:
    return (rows["initiative_id"] == initiative_id).to_numpy(dtype=bool)


def _row(plan: GainsPlan, values: dict[Any, Any], tables: BenefitTables) -> RankedPlan:
    effects = unpriced(plan.tables.initiative_id, tables, tables.quarter.last_day)
    rank, npv, per_krone, why = (values[name] for name in ("rank", "numerator", "value", "why"))
    return RankedPlan(
        initiative_id=plan.tables.initiative_id,
        name=plan.tables.name,
        rank=None if pd.isna(rank) else int(rank),
        npv_minor=None if pd.isna(npv) else int(npv),
        per_krone=None if pd.isna(per_krone) else float(per_krone),
        why=why if isinstance(why, Missing) else None,
        better=sum(effect.consequence > 0 for effect in effects),
        worse=sum(effect.consequence < 0 for effect in effects),
        met=sum(one.met for one in plan.checks),
        checks=len(plan.checks),
        adopted=None if plan.adopted is None else replace(plan.adopted, words=None),
        changed=plan.changed,
    )
