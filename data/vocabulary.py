"""The closed lists of words that the database, the formulas and the screens share.

A value is stored as its text; a label for a person lives in `dashboard/words`, by this value.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a ledger line is an amount of."""

    ACTUAL = "actual"
    ORIGINAL = "original"
    REVISED = "revised"
    PERIODISED = "periodised"
    FORECAST = "forecast"


FLOW_KINDS = frozenset({Kind.ACTUAL, Kind.PERIODISED})
"""Kinds whose amount belongs to a stretch of the year; the others are whole-year amounts as of a period."""


class Grain(StrEnum):
    """The finest stretch of time that a figure can speak of."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class AccountClass(StrEnum):
    """Which set of accounts a line belongs to."""

    OPERATIONS = "operations"
    INVESTMENT = "investment"
    BALANCE = "balance"


class AccountGroup(StrEnum):
    """What an account is for, the same idea in every chart of accounts."""

    PAY = "pay"
    SUBSTITUTES = "substitutes"
    PURCHASES = "purchases"
    TRANSFERS = "transfers"
    DEPRECIATION = "depreciation"
    FINANCE_COST = "finance_cost"
    ALLOCATIONS = "allocations"
    CAPITAL = "capital"
    SICK_PAY_REFUND = "sick_pay_refund"
    INCOME = "income"
    FINANCE_INCOME = "finance_income"
    DEPRECIATION_REVERSAL = "depreciation_reversal"
    USE_OF_FUNDS = "use_of_funds"
    CAPITAL_INCOME = "capital_income"
    DISPOSABLE_FUND = "disposable_fund"
    LONG_TERM_DEBT = "long_term_debt"
    PENSION_LIABILITY = "pension_liability"
    OTHER_BALANCE = "other_balance"
    UNKNOWN_COST = "unknown_cost"
    UNKNOWN_INCOME = "unknown_income"


INCOME_GROUPS = frozenset(
    {
        AccountGroup.SICK_PAY_REFUND,
        AccountGroup.INCOME,
        AccountGroup.FINANCE_INCOME,
        AccountGroup.DEPRECIATION_REVERSAL,
        AccountGroup.USE_OF_FUNDS,
        AccountGroup.CAPITAL_INCOME,
        AccountGroup.UNKNOWN_INCOME,
    }
)
"""Groups left out of gross expenditure."""


class BatchState(StrEnum):
    """Whether the lines of a batch count."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    UNDONE = "undone"


class AuthorityKind(StrEnum):
    """Who decided a change of a budget or approved an adjustment."""

    COUNCIL = "council"
    EXECUTIVE_COMMITTEE = "executive_committee"
    DIRECTOR = "director"
    STATE = "state"


class Dimension(StrEnum):
    """A band of the scorecard, in the order shown."""

    BUDGET = "budget"
    INNOVATION = "innovation"
    IMPLEMENTATION = "implementation"
    BENEFITS = "benefits"


class TargetType(StrEnum):
    """Which side of a target is good."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    RANGE = "range"


class UnitLevel(StrEnum):
    """How high a unit stands."""

    MUNICIPALITY = "municipality"
    SECTOR = "sector"
    UNIT = "unit"


class Role(StrEnum):
    """What a person is to a municipality; what each may do stands in `data.policy`."""

    LEADER = "leader"
    SUPERIOR = "superior"
    COUNCIL = "council"
    EMPLOYER = "employer"
    HR = "hr"
    CONTROLLER = "controller"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    PUBLIC = "public"


class Right(StrEnum):
    """One thing that a role lets somebody see or do."""

    FIGURES = "figures"
    SMALL_GROUPS = "small_groups"
    TEXTS = "texts"
    NAMES = "names"
    LINES = "lines"
    FILES = "files"
    PEOPLE = "people"
    TRAIL = "trail"
    COMMENT = "comment"
    BENEFITS = "benefits"
    VERIFY = "verify"
    BOOK = "book"
    RESOLVE = "resolve"
    IMPORT = "import"
    GRANT = "grant"


class Purpose(StrEnum):
    """Why somebody reads data about persons."""

    ADMINISTRATION = "administration"
    OVERSIGHT = "oversight"
    EXPORT = "export"
