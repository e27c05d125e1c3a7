"""The gains plan of an initiative as it is read: gains and required cuts, what is missing, adopters, and what came."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.benefit_vocabulary import PartyKind
from metrics.adoption import AdoptionValue, adoption_value
from metrics.benefit_tables import BenefitTables
from metrics.gains_adopted import AdoptedVersion, adopted_version, figures_of, has_changed
from metrics.gains_checks import Checked, Gap, can_be_adopted, check_list, gain_by_adopters, gaps
from metrics.gains_columns import CELL
from metrics.gains_grant import GrantOffer, grant_offer
from metrics.gains_plan import CutReason, RequiredCuts, exemption, net_gains, plan_against_realised, required_cuts
from metrics.gains_rules import cut_rule
from metrics.gains_stored import StoredGains
from metrics.gains_tables import PlanTables, plan_tables

_DECEMBER_31 = (12, 31)


@dataclass(frozen=True)
class AdopterGain:
    """What the solution gives by how many take it into use, in the kroner of the plan, not discounted.

    `value` has the net gain over all years at the planned and the present number, and the break-even number; `rows` is
    as `metrics.gains_checks.gain_by_adopters` has it, at no adopter, now, at break-even and as planned.
    """

    adopter: str
    years: int
    gain_each_minor: int
    fixed_cost_minor: int
    value: AdoptionValue
    rows: pd.DataFrame


@dataclass(frozen=True)
class GainsPlan:
    """An initiative's gains plan; amounts are whole minor units in kroner of `tables.price_year`.

    Attributes:
        tables: What it was made from.
        net: As `metrics.gains_plan.net_gains` returns it.
        own_units: Indexed by unit, fiscal year: gross_minor and other_gain_minor of the municipality's own units.
        cuts: The required cuts, and the rule set.
        exempt: By entity, why the scheme requires no cut of it whatever its gain.
        missing: What the plan lacks.
        checks: The check list: each line with what it fails by.
        complete: Whether nothing is missing: only then it can be adopted.
        adopters: By how many take it into use.
        against: Plan against realised of the years that are over, as `plan_against_realised` returns it: realised is
            verified gains less the operating cost as planned, since the register measures no cost. The plan is the
            adopted version where `against_adopted` says so.
        grant: How large a grant may be sought; None where the cost or the budget years are not told.
        adopted: The newest adopted version; None where there is none.
        changed: Whether the plan is another than the adopted version.
        figures: The figures in plain values, with the cuts that bind: what an adopted version holds.
    """

    tables: PlanTables
    net: pd.DataFrame
    own_units: pd.DataFrame
    cuts: RequiredCuts
    exempt: dict[str, CutReason]
    missing: tuple[Gap, ...]
    checks: tuple[Checked, ...]
    complete: bool
    adopters: tuple[AdopterGain, ...]
    against: pd.DataFrame
    against_adopted: bool
    grant: GrantOffer | None
    adopted: AdoptedVersion | None
    changed: bool
    figures: dict[str, Any]


def gains_plan(
    tables: BenefitTables, stored: StoredGains, initiative_id: str, on: date, *, hypothetically: bool = False
) -> GainsPlan:
    """Return the gains plan of an initiative as it stood on a day.

    Args:
        tables: The register.
        stored: The gains plans.
        initiative_id: Which initiative.
        on: The day.
        hypothetically: Compute which cut the rule would have required of a municipality.

    Raises:
        NoGainsPlan: The initiative is unknown, or has no adopted plan.
        NoCutRule: The scheme had no rule set on the day.

    Source:
        Meld. St. 30 (2019–2020), box 13.3.
    """
    made = plan_tables(tables, stored, initiative_id, on)
    net, rule = net_gains(made.gains, made.operating_costs), cut_rule(on)
    binding = required_cuts(net, made.entities, rule, on)
    missing, adopted = gaps(made.text, made.entities, net), adopted_version(stored, initiative_id, on)
    figures = figures_of(made, net, binding)
    binds = adopted is not None and adopted.price_year == made.price_year
    return GainsPlan(
        tables=made,
        net=net,
        own_units=net_gains(made.own_units, made.operating_costs.iloc[:0])[["gross_minor", "other_gain_minor"]],
        cuts=required_cuts(net, made.entities, rule, on, hypothetically=True) if hypothetically else binding,
        exempt=_exempt(made.entities),
        missing=missing,
        checks=check_list(missing),
        complete=can_be_adopted(missing),
        adopters=_adopters(tables, initiative_id),
        against=_against(adopted.net if adopted is not None and binds else net, made.verified, on),
        against_adopted=binds,
        grant=_grant(made, on),
        adopted=adopted,
        changed=adopted is not None and has_changed(adopted, made, figures),
        figures=figures,
    )


def _grant(made: PlanTables, on: date) -> GrantOffer | None:
    wanted = made.sought
    if wanted is None or wanted.total_cost_minor is None or wanted.budget_years is None:
        return None
    (applicant,) = made.entities.loc[made.entities["is_applicant"].to_numpy(dtype=bool), "kind"]
    return grant_offer(wanted.total_cost_minor, wanted.budget_years, applicant, wanted.grant_category, on)


def _exempt(entities: pd.DataFrame) -> dict[str, CutReason]:
    rows = zip(entities["entity_id"], entities["kind"], entities["is_applicant"], strict=True)
    reasons = {str(one): exemption(PartyKind(kind), is_applicant=bool(applies)) for one, kind, applies in rows}
    return {one: reason for one, reason in reasons.items() if reason is not None}


def _against(net: pd.DataFrame, verified: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return plan against realised of the years that are over on a day; a year that runs is not judged."""
    last = on.year if (on.month, on.day) == _DECEMBER_31 else on.year - 1
    costs = net["operating_cost_minor"].reindex(verified.index)
    came = verified.assign(realised_net_minor=verified["verified_minor"] - costs)
    both = plan_against_realised(net, came)
    return both[both.index.get_level_values(CELL[1]) <= last].sort_index()


def _adopters(tables: BenefitTables, initiative_id: str) -> tuple[AdopterGain, ...]:
    rows = tables.adoptions[(tables.adoptions["initiative_id"] == initiative_id).to_numpy(dtype=bool)]
    columns = ("adopter", "adopters_planned", "adopters_now", "gain_per_adopter_minor", "fixed_cost_minor")
    told = rows[[*columns, "first_year", "last_year"]].itertuples(index=False, name=None)
    return tuple(
        _adopter_gain(str(adopter), int(planned), None if pd.isna(now) else int(now), int(gain), int(cost), years)
        for adopter, planned, now, gain, cost, first, last in told
        for years in [int(last) - int(first) + 1]
    )


def _adopter_gain(adopter: str, planned: int, now: int | None, gain: int, cost: int, years: int) -> AdopterGain:
    each = gain * years
    value = adoption_value(planned, now, each, cost)
    shown = sorted({0, planned, *(one for one in (now, value.break_even_adopters) if one is not None)})
    table = gain_by_adopters(each, 0, cost, shown[-1])
    return AdopterGain(adopter, years, each, cost, value, table.loc[shown])
