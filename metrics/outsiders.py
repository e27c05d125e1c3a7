"""What preventing people from falling outside working life may be worth to public budgets, by level and over the years.

Potential effects (see `metrics.potential_effect`), in a public budget's view: transfers and taxes count.
"""

from dataclasses import dataclass, fields
from itertools import accumulate

import numpy as np
import pandas as pd

from data.benefit_vocabulary import MILLION
from data.money_vocabulary import WORKING_AGES, AdminLevel
from data.outsider_rows import Effort
from data.small_groups import FEWEST
from metrics.discounting import DiscountSchedule, factors
from metrics.potential_effect import Perspective, PotentialEffect
from metrics.rounding import whole_minor


@dataclass(frozen=True, kw_only=True)
class Scenario(Effort):
    """A measure for a target group, and the discount rates it is looked at with; without a `schedule`, undiscounted."""

    schedule: DiscountSchedule | None

    def __post_init__(self) -> None:
        """Refuse what no target group can be."""
        shares = (self.success_without_millionths, self.success_with_millionths, self.move_millionths)
        if self.people < 0 or self.start_age not in WORKING_AGES or min(self.cost_minor, default=0) < 0:
            raise ValueError("people and costs must be 0 or above, and the age within working life")
        if not all(0 <= share <= MILLION for share in shares):
            raise ValueError(f"shares are {shares}, wanted 0 to {MILLION}")

    @property
    def prevented(self) -> float:
        """How many more do not fall outside because of the measure: N x (s1 - s0), never N x s1."""
        return self.people * (self.success_with_millionths - self.success_without_millionths) / MILLION

    def weights(self, years: int) -> np.ndarray:
        """Return what a krone of each year from t = 0 counts: discounted, or 1."""
        return np.ones(years) if self.schedule is None else factors(self.schedule, range(years))


def scenario_of(told: Effort, schedule: DiscountSchedule | None) -> Scenario:
    """Return a measure as it is looked at with discount rates; None is undiscounted."""
    return Scenario(**{field.name: getattr(told, field.name) for field in fields(Effort)}, schedule=schedule)


class UntoldLevel(ValueError):
    """A level pays that the profile tells nothing of, so what it gains cannot be set against it."""


@dataclass(frozen=True)
class OutsiderAccounts:
    """What a scenario may be worth to public budgets; all tables add up to the minor unit.

    Attributes:
        scenario: What was asked.
        prevented: How many more do not fall outside.
        by_age: Indexed by age, level: difference_minor (a person and year), potential_minor (of those prevented,
            nominal) and present_minor (its present value), Int64; + is a gain.
        by_level: Indexed by level: potential_minor, present_minor, cost_minor (present value, at the level that pays)
            and net_minor.
        total: Present value, all levels.
        net: Present value less the measure's cost.
        cost_minor: Present value of the cost.
        break_even_age: The first age at which the effects so far are worth the cost; None is never within working life.
        required_lift: How much s1 must be above s0 for the effects to be worth the cost; NaN where none is enough.
        lift_within_reach: Whether that lift leaves s1 at most 1.
        shown_per_unit: Whether the group is large enough to be shown for one unit.
    """

    scenario: Scenario
    prevented: float
    by_age: pd.DataFrame
    by_level: pd.DataFrame
    total: PotentialEffect
    net: PotentialEffect
    cost_minor: int
    break_even_age: int | None
    required_lift: float
    lift_within_reach: bool
    shown_per_unit: bool


def accounts_of(more: pd.DataFrame, scenario: Scenario) -> OutsiderAccounts:
    """Return what a measure against falling outside may be worth to public budgets.

    potential(level) = P x m x sum over ages of (outside - not outside) x DF(age - start age), P = N x (s1 - s0). Each
    age and level is rounded once, and all sums are of those.

    Args:
        more: A profile's differences, as `metrics.outsider_profile.differences` returns them.
        scenario: The measure.

    Raises:
        UntoldLevel: The level that pays is not among the profile's.

    Source:
        KS, Utenfor-regnskapet; Meld. St. 30 (2019–2020), box 13.2.
    """
    by_age = effects_by_age(more["difference_minor"], scenario)
    cost = present_cost(scenario)
    by_level = _by_level(by_age, scenario.paid_by, cost)
    lift = _required_lift(by_age, scenario, cost)
    return OutsiderAccounts(
        scenario=scenario,
        prevented=scenario.prevented,
        by_age=by_age,
        by_level=by_level,
        total=PotentialEffect(int(by_level["present_minor"].sum()), Perspective.PUBLIC_BUDGET),
        net=PotentialEffect(int(by_level["net_minor"].sum()), Perspective.PUBLIC_BUDGET),
        cost_minor=cost,
        break_even_age=_break_even_age(by_age, cost),
        required_lift=lift,
        lift_within_reach=scenario.success_without_millionths / MILLION + lift <= 1,
        shown_per_unit=scenario.people >= FEWEST,
    )


def effects_by_age(more: pd.Series, scenario: Scenario) -> pd.DataFrame:
    """Return the potential effect at each age from the start and each level, as `OutsiderAccounts.by_age` has it.

    Args:
        more: What a person outside costs more, by age, level (`difference_minor` of a profile's differences).
        scenario: The measure.
    """
    more = more[more.index.get_level_values("age") >= scenario.start_age]
    years = more.index.get_level_values("age").to_numpy(dtype="int64") - scenario.start_age
    moved = more.to_numpy(dtype="float64") * scenario.prevented * scenario.move_millionths / MILLION
    weights = scenario.weights(len(WORKING_AGES))[years]
    return pd.DataFrame(
        {
            "difference_minor": more,
            "potential_minor": whole_minor(pd.Series(moved, index=more.index)),
            "present_minor": whole_minor(pd.Series(moved * weights, index=more.index)),
        }
    )


def _by_level(by_age: pd.DataFrame, paid_by: AdminLevel, cost: int) -> pd.DataFrame:
    table = by_age.groupby(level="level")[["potential_minor", "present_minor"]].sum()
    if paid_by not in table.index:
        raise UntoldLevel(f"{paid_by} pays, and the profile does not tell of it")
    table["cost_minor"] = pd.Series(0, index=table.index, dtype="Int64").mask(table.index == paid_by, cost)
    table["net_minor"] = table["present_minor"] - table["cost_minor"]
    return table


def present_cost(scenario: Scenario) -> int:
    """Return the present value of what the measure costs, in whole minor units."""
    costs = np.asarray(scenario.cost_minor, dtype="float64")
    return int(whole_minor([costs @ scenario.weights(len(costs))]).iloc[0])


def _break_even_age(by_age: pd.DataFrame, cost: int) -> int | None:
    yearly = by_age.groupby(level="age")["present_minor"].sum()
    so_far = zip(yearly.index, accumulate(yearly), strict=True)
    return next((int(age) for age, worth in so_far if worth >= cost), None)


def _required_lift(by_age: pd.DataFrame, scenario: Scenario, cost: int) -> float:
    """s* = PV(cost) / (N x m x PV of one person), whatever success the scenario takes for granted."""
    years = by_age.index.get_level_values("age").to_numpy(dtype="int64") - scenario.start_age
    each = by_age["difference_minor"].to_numpy(dtype="float64") @ scenario.weights(len(WORKING_AGES))[years]
    most = scenario.people * scenario.move_millionths / MILLION * each
    return float(cost / most) if most > 0 else float("nan")
