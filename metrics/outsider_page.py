"""The outsider accounts as a page shows them: the curves of a profile, and what one measure may be worth, or why not.

Potential effects throughout (see `metrics.potential_effect`): nothing here enters a realised benefit, a ledger or a
score, and the socio-economic view stands beside the public budgets' and is never added to it.
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

import pandas as pd

from data.benefit_vocabulary import MILLION
from data.money_vocabulary import AdminLevel
from data.outsider_rows import Measure
from metrics.discounting import DiscountSchedule
from metrics.outsider_answer import OutsiderAnswer, outsider_answer
from metrics.outsider_profile import curves
from metrics.outsider_society import SocietyResult, society_result
from metrics.outsiders import Scenario, UntoldLevel, scenario_of


class NoAccounts(StrEnum):
    """Why a measure has no accounts."""

    NO_SCENARIO = "no_scenario"
    TOO_FEW = "too_few"
    UNTOLD_LEVEL = "untold_level"
    TOO_LARGE = "too_large"


class Against(StrEnum):
    """Whom those outside are drawn against."""

    AVERAGE = "average"
    NOT_OUTSIDE = "not_outside"


@dataclass(frozen=True)
class ProfileFacts:
    """Where costs by age are from; without an id it is the example that ships, which is synthetic."""

    profile_id: str | None
    name: str
    valid_from: date | None
    source: str
    synthetic: bool


@dataclass(frozen=True)
class KeptScenario:
    """A stored measure as a reader may be told of it; `people` is None where they are too few for a unit's figure."""

    scenario_id: str
    name: str
    unit_id: str
    initiative_id: str | None
    target_group: str
    people: int | None
    success_without_millionths: int
    success_with_millionths: int
    move_millionths: int
    start_age: int
    cost_minor: tuple[int, ...]
    paid_by: AdminLevel
    discount: bool

    @property
    def shares(self) -> tuple[float, float, float]:
        """Success without and with the measure, and the share of the way that the prevented move."""
        told = (self.success_without_millionths, self.success_with_millionths, self.move_millionths)
        return told[0] / MILLION, told[1] / MILLION, told[2] / MILLION

    @property
    def cost_in_all_minor(self) -> int:
        """What the measure costs in all years, undiscounted."""
        return sum(self.cost_minor)

    def scenario(self, people: int, schedule: DiscountSchedule | None) -> Scenario:
        """Return what is computed from: the measure for so many people, at these discount rates."""
        return scenario_of(self.measure(people), schedule)

    def measure(self, people: int) -> Measure:
        """Return the measure for so many people."""
        told = {field.name: getattr(self, field.name) for field in fields(Measure)}
        return Measure(**{**told, "people": people})


@dataclass(frozen=True)
class OutsiderPage:
    """What is shown of a profile and a measure.

    Attributes:
        curves: As `metrics.outsider_profile.curves` returns it.
        average_told: Whether the profile tells of the average, so that it can be drawn.
        answer: The accounts in the public budgets' view; None where `why_missing` says why.
        why_missing: Why there are none.
        society: The socio-economic view of the same; None without accounts, and where nothing is discounted.
    """

    curves: pd.DataFrame
    average_told: bool
    answer: OutsiderAnswer | None
    why_missing: NoAccounts | None
    society: SocietyResult | None


def outsider_page(profile: pd.DataFrame, kept: KeptScenario | None, schedule: DiscountSchedule | None) -> OutsiderPage:
    """Return what is shown of a measure, or of the profile alone.

    Args:
        profile: PROFILE without findings (see `metrics.outsider_profile`).
        kept: The measure; None shows the curves alone.
        schedule: The discount rates; None is undiscounted, which society is never shown with.

    Raises:
        FaultyProfile: The profile has findings.
    """
    found, why = _accounts(profile, kept, schedule)
    lives = curves(profile)
    society = None if found is None or schedule is None else society_result(profile, found.accounts.scenario)
    return OutsiderPage(lives, bool(lives["average_minor"].notna().all()), found, why, society)


def _accounts(
    profile: pd.DataFrame, kept: KeptScenario | None, schedule: DiscountSchedule | None
) -> tuple[OutsiderAnswer | None, NoAccounts | None]:
    if kept is None:
        return None, NoAccounts.NO_SCENARIO
    if kept.people is None:
        return None, NoAccounts.TOO_FEW
    try:
        return outsider_answer(profile, kept.scenario(kept.people, schedule)), None
    except UntoldLevel:
        return None, NoAccounts.UNTOLD_LEVEL
    except OverflowError:
        return None, NoAccounts.TOO_LARGE


@dataclass(frozen=True)
class LevelShare:
    """What a level may have of the effects, pays and is left with; present values, whole minor units."""

    level: AdminLevel
    potential_minor: int
    present_minor: int
    cost_minor: int
    net_minor: int


def by_level(found: OutsiderAnswer) -> tuple[LevelShare, ...]:
    """Return the levels that the profile tells of, in the order of AdminLevel."""
    table = found.accounts.by_level
    names = ["potential_minor", "present_minor", "cost_minor", "net_minor"]
    told = {
        level: [int(value) for value in row] for level, row in zip(table.index, table[names].to_numpy(), strict=True)
    }
    return tuple(LevelShare(level, *told[level]) for level in AdminLevel if level in told)


def by_age(found: OutsiderAnswer) -> pd.DataFrame:
    """Return the effects by age and level, discounted as the scenario is, with their sum and the sum so far.

    Returns:
        Indexed by age from the start: a column a level, total_minor, so_far_minor (effects less the whole cost), Int64.
    """
    wide = found.accounts.by_age["present_minor"].unstack("level")
    levels = [level for level in AdminLevel if level in wide.columns]
    table = pd.DataFrame({str(level): wide[level] for level in levels}).astype("Int64")
    total = table.sum(axis=1)
    return table.assign(total_minor=total, so_far_minor=total.cumsum() - found.accounts.cost_minor)


def most_apart(lives: pd.DataFrame, against: Against) -> tuple[int, int]:
    """Return the age at which those outside cost most more than those they are drawn against, and how much more."""
    more = lives[f"outside_over_{against}_minor"]
    age = more.idxmax()
    return int(str(age)), int(more.max())


def highest_paying_rate(found: OutsiderAnswer) -> float | None:
    """Return the highest of the compared rates up to which the measure is worth its cost; None where it never is.

    The rates are looked at from the lowest, so that a rate counts only if every lower one does.
    """
    paying: float | None = None
    for rate, net in found.sensitivity["net_minor"].items():
        if net < 0:
            break
        paying = float(str(rate))
    return paying
