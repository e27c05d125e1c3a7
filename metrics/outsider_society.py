"""The same scenario as society sees it: transfers only move money, and raising taxes costs something.

A result of its own, never added to the effect on public budgets.
"""

from dataclasses import dataclass

import pandas as pd

from data.benefit_vocabulary import MILLION
from data.money_vocabulary import WORKING_AGES, CostKind
from metrics.outsider_profile import differences
from metrics.outsiders import Scenario, present_cost
from metrics.potential_effect import Perspective, PotentialEffect
from metrics.rounding import whole_minor


class NoTaxFinancingShare(ValueError):
    """The scenario is not discounted by a schedule that says what raising taxes costs."""


@dataclass(frozen=True)
class SocietyResult:
    """Present values in minor units; + is a gain to society.

    `services_minor` is fewer services used, `production_minor` more taxes paid, which stand for more work done;
    `tax_financing_minor` is what need not be raised as taxes, at the schedule's share of the whole net effect on public
    budgets, transfers included; `cost_minor` is the measure (positive). `total` = services + production + tax financing
    - cost.
    """

    services_minor: int
    production_minor: int
    tax_financing_minor: int
    cost_minor: int
    total: PotentialEffect


def society_result(profile: pd.DataFrame, scenario: Scenario) -> SocietyResult:
    """Return what a measure against falling outside may be worth to society.

    Args:
        profile: PROFILE without findings.
        scenario: The measure; its schedule must state a share for tax financing.

    Raises:
        FaultyProfile: The profile has findings.
        NoTaxFinancingShare: The scenario is undiscounted, or its schedule states no share.

    Source:
        Finansdepartementet, rundskriv R-109.
    """
    share = None if scenario.schedule is None else scenario.schedule.tax_financing_share
    if share is None:
        raise NoTaxFinancingShare("a schedule with a share for tax financing is needed")
    worth = {kind: _present(profile, scenario, kind) for kind in CostKind}
    cost = present_cost(scenario)
    financed = float(sum(worth.values()) - cost)
    relief = int(whole_minor([share * financed]).iloc[0])
    services, production = worth[CostKind.SERVICE], worth[CostKind.TAX]
    total = PotentialEffect(services + production + relief - cost, Perspective.SOCIO_ECONOMIC)
    return SocietyResult(services, production, relief, cost, total)


def _present(profile: pd.DataFrame, scenario: Scenario, kind: CostKind) -> int:
    by_age = differences(profile)[str(kind)].groupby(level="age").sum()
    by_age = by_age[by_age.index >= scenario.start_age]
    weights = scenario.weights(len(WORKING_AGES))[: len(by_age)]
    each = float(by_age.to_numpy(dtype="float64") @ weights)
    return int(whole_minor([each * scenario.prevented * scenario.move_millionths / MILLION]).iloc[0])
