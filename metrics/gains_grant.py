"""What grant a project may seek, and in which order projects are ranked for one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from data.benefit_vocabulary import MILLION, PartyKind
from data.money_vocabulary import GrantCategory
from metrics.discounting import DiscountSchedule
from metrics.gains_rules import GrantRule, grant_rule
from metrics.present_value import npv_per_krone


class GrantRefusal(StrEnum):
    """Why no grant can be sought."""

    NO_KNOWN_RULE = "no_known_rule"
    PARTNER_ONLY = "partner_only"
    MAY_NOT_APPLY = "may_not_apply"
    COST_TOO_SMALL = "cost_too_small"
    COST_TOO_LARGE = "cost_too_large"
    TOO_MANY_YEARS = "too_many_years"


@dataclass(frozen=True)
class GrantOffer:
    """The largest grant that may be sought, in minor units; None where none may, and `refusals` say why."""

    cost_minor: int
    rule: GrantRule | None
    grant_minor: int | None
    refusals: tuple[GrantRefusal, ...]

    @property
    def share(self) -> float:
        """The grant's share of the cost; NaN where there is none."""
        return float("nan") if self.grant_minor is None else self.grant_minor / self.cost_minor


_PARTNERS = frozenset({PartyKind.UNIT, PartyKind.MUNICIPALITY, PartyKind.COUNTY})
"""Bodies that may take part in a state agency's project."""


def grant_offer(
    cost_minor: int, budget_years: int, applicant: PartyKind, category: GrantCategory, on: date
) -> GrantOffer:
    """Return how large a grant a project may seek on a day, or every reason why it may not.

    grant = min(share x cost, cap), rounded down: the rule says "at most".

    Args:
        cost_minor: The project's cost, above 0.
        budget_years: Over how many budget years the grant would be used.
        applicant: Who applies.
        category: Which kind of project.
        on: The day of the application.

    Source:
        Digdir, the co-funding scheme; the rules' own sources stand in GRANT_RULES.
    """
    rule = grant_rule(category, on)
    if rule is None:
        return GrantOffer(cost_minor, None, None, (GrantRefusal.NO_KNOWN_RULE,))
    refusals = _refusals(rule, cost_minor, budget_years, applicant)
    if refusals:
        return GrantOffer(cost_minor, rule, None, refusals)
    share = cost_minor * rule.share_millionths // MILLION
    return GrantOffer(cost_minor, rule, share if rule.most_minor is None else min(share, rule.most_minor), ())


def _refusals(rule: GrantRule, cost: int, years: int, applicant: PartyKind) -> tuple[GrantRefusal, ...]:
    outsider = applicant not in rule.applicants
    holds = {
        GrantRefusal.PARTNER_ONLY: outsider and applicant in _PARTNERS,
        GrantRefusal.MAY_NOT_APPLY: outsider and applicant not in _PARTNERS,
        GrantRefusal.COST_TOO_SMALL: rule.cost_from_minor is not None and cost < rule.cost_from_minor,
        GrantRefusal.COST_TOO_LARGE: rule.cost_to_minor is not None and cost > rule.cost_to_minor,
        GrantRefusal.TOO_MANY_YEARS: rule.budget_years is not None and years > rule.budget_years,
    }
    return tuple(refusal for refusal, true in holds.items() if true)


def ranked(flows: pd.DataFrame, public_funds: pd.DataFrame, schedule: DiscountSchedule) -> pd.DataFrame:
    """Return the projects by net present value per krone of public money, the largest first.

    The scheme weighs effects without a price beside it: the rank is never the whole verdict.

    Args:
        flows: A row a project, columns years from t = 0: gains less all costs, minor units.
        public_funds: The same rows: public money spent, positive.
        schedule: The discount rates.

    Returns:
        numerator, denominator (minor units), value (kroner a krone), why, and rank from 1 (Int64); equal values share a
        rank. What cannot be valued has no rank and stands last.

    Source:
        Digdir, «Slik søker du»: net present value per krone.
    """
    table = npv_per_krone(flows, public_funds, schedule)
    table["rank"] = table["value"].rank(ascending=False, method="min").astype("Int64")
    return table.sort_values("rank", na_position="last", kind="stable")
