"""The closed lists of words of the money models: the reinvestment ledger, the gains plan and the outsider accounts.

A value is stored as its text; a label for a person lives in `dashboard/words`, by this value.
"""

from enum import StrEnum


class Account(StrEnum):
    """Where kroner of the reinvestment ledger stand.

    `saving` is where they come from: it is below zero by all that was given out. `loan` is what units owe the
    innovation fund, `receivable` what a unit owes because it spent a saving that was later revised down, `claim` what a
    winner owes a bearer by an agreement. `use` is what was paid for. `budget` is the ordinary budget, outside the
    ledger: below zero by what came from it.
    """

    SAVING = "saving"
    KEPT_AS_CUT = "kept_as_cut"
    INITIATOR = "initiator"
    BEARER_COMPENSATION = "bearer_compensation"
    COMMON_FUND = "common_fund"
    INNOVATION_FUND = "innovation_fund"
    LOAN = "loan"
    RECEIVABLE = "receivable"
    CLAIM = "claim"
    USE = "use"
    BUDGET = "budget"


MAY_BE_BELOW_ZERO = frozenset({Account.SAVING, Account.BUDGET})
"""Accounts that money comes from; every other one holds what it has and never less than nothing."""


SHARED = (Account.KEPT_AS_CUT, Account.INITIATOR, Account.BEARER_COMPENSATION, Account.COMMON_FUND)
"""The accounts that a rule shares a saving between, in the order in which an odd øre goes to one of them."""


class PostingState(StrEnum):
    """How far a posting has come; only what is booked, or came of what is booked, moves money."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    BOOKED = "booked"
    SPENT = "spent"
    LAPSED = "lapsed"
    CARRIED_OVER = "carried_over"


MOVES_MONEY = frozenset({PostingState.BOOKED, PostingState.SPENT, PostingState.LAPSED, PostingState.CARRIED_OVER})
"""States of postings that count in a balance."""


class RecipientScope(StrEnum):
    """Who gets the initiator's share: the unit that began, or the municipality it belongs to."""

    UNIT = "unit"
    MUNICIPALITY = "municipality"


class ThresholdBasis(StrEnum):
    """Which net gain is compared with a threshold: that of each year, or that of the whole plan."""

    EACH_YEAR = "each_year"
    WHOLE_PLAN = "whole_plan"


class GrantCategory(StrEnum):
    """Which kind of project a grant of the co-funding scheme is for."""

    ORDINARY = "ordinary"
    CROSS_CUTTING = "cross_cutting"


class AdminLevel(StrEnum):
    """Whose budget a person's cost stands in."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    STATE = "state"
    HEALTH_TRUST = "health_trust"


class CostKind(StrEnum):
    """What a person's public cost consists of; a tax is income to the public and stands below zero."""

    SERVICE = "service"
    TRANSFER = "transfer"
    TAX = "tax"


class LifeGroup(StrEnum):
    """Whose cost a profile tells; the average holds those outside too."""

    NOT_OUTSIDE = "not_outside"
    OUTSIDE = "outside"
    AVERAGE = "average"


PROFILE_COLUMNS = ("age", "level", "kind", "group", "amount_minor")
"""A profile: what a person of a group costs a level in a year of life, by kind, in minor units."""

WORKING_AGES = range(18, 59)
"""Meld. St. 30 (2019–2020), figure 13.3: 18–58 years, both included."""
