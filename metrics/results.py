"""What the formulas answer with: figures, statuses and findings, free of language and of any screen."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from data.periods import Quarter
from data.vocabulary import Dimension, TargetType
from metrics.card import Unit


class Status(StrEnum):
    """How a figure stands against its target, or why that cannot be said."""

    DESIRED = "desired"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    NO_DATA = "no_data"
    TOO_FEW = "too_few"
    NO_TARGET = "no_target"
    NOT_DUE = "not_due"


class Signal(StrEnum):
    """Whether a change is more than noise; a figure that is not discrete in time is not judged."""

    NOISE = "noise"
    MORE_THAN_NOISE = "more_than_noise"
    TOO_FEW_POINTS = "too_few_points"
    NOT_JUDGED = "not_judged"


class Trend(StrEnum):
    """Which way a figure has gone since the quarter it is compared with, as its target sees it."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


class Direction(StrEnum):
    """Which way a unit deviates, told apart from its score because the score is symmetric."""

    ON_BUDGET = "on_budget"
    OVERSPEND = "overspend"
    UNDERSPEND_EXPLAINED = "underspend_explained"
    UNDERSPEND_UNEXPLAINED = "underspend_unexplained"


class Missing(StrEnum):
    """Why a figure is not shown."""

    NOTHING_IMPORTED = "nothing_imported"
    NO_ACTUAL = "no_actual"
    NO_PERIODISED_BUDGET = "no_periodised_budget"
    NO_ORIGINAL_BUDGET = "no_original_budget"
    NO_REVISED_BUDGET = "no_revised_budget"
    NO_FORECAST = "no_forecast"
    NO_EARLIER_FORECAST = "no_earlier_forecast"
    NOT_DELIVERED = "not_delivered"
    YEAR_NOT_OVER = "year_not_over"
    YEARLY_ONLY = "yearly_only"
    NO_MONTHLY_FIGURES = "no_monthly_figures"
    ZERO_DENOMINATOR = "zero_denominator"
    NO_BALANCE = "no_balance"
    NO_INCOME = "no_income"
    NO_BUDGET_CHANGES = "no_budget_changes"
    NO_INDICATORS = "no_indicators"
    NO_TARGETS = "no_targets"
    NOT_MEASURED = "not_measured"
    NO_BENEFITS_REGISTERED = "no_benefits_registered"
    TOO_FEW_PEOPLE = "too_few_people"
    NO_PLAN = "no_plan"
    NOT_DUE_YET = "not_due_yet"
    NOT_IN_KRONER = "not_in_kroner"
    NOTHING_REALISED = "nothing_realised"
    FLAT_CURVE = "flat_curve"
    INCOMPLETE_YEARS = "incomplete_years"
    NO_PRICE_GROWTH = "no_price_growth"
    NO_CONFIDENCE_GRADE = "no_confidence_grade"
    AT_MINIMUM_STAFFING = "at_minimum_staffing"
    NOTHING_PRICED = "nothing_priced"
    INCOMPLETE_LINES = "incomplete_lines"
    NO_TAX_FINANCING_SHARE = "no_tax_financing_share"
    NO_SCENARIOS = "no_scenarios"
    SCENARIOS_NOT_WHOLE = "scenarios_not_whole"
    NO_RANGES = "no_ranges"
    NOT_PAID_BACK = "not_paid_back"
    NO_LATER_YEARS = "no_later_years"
    SERIES_BREAK = "series_break"


@dataclass(frozen=True)
class Fact:
    """A value inside a finding and how it is written.

    `kind` is money (whole minor units, never negative: the sentence says the direction), share (0.019 is 1.9 %), count,
    number, text, quarter, date, or word (the value is the whole key of a word, such as `driver.pay`).
    """

    kind: str
    value: int | float | str | date | Quarter


@dataclass(frozen=True)
class Finding:
    """Something computed that is said as a sentence: the code of the sentence in `dashboard/words`, and its facts."""

    code: str
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Band:
    """An adopted target: what is desired and the lowest accepted; an open side is None."""

    target_type: TargetType
    desired_low: float | None
    desired_high: float | None
    accepted_low: float | None
    accepted_high: float | None
    valid_from: date
    reference: str | None


@dataclass(frozen=True)
class Point:
    """A figure of a quarter; None is missing."""

    quarter: Quarter
    value: float | None


@dataclass(frozen=True)
class Kpi:
    """A figure with everything needed to read it.

    `key` is a metric's key or an indicator's id; `label` is the indicator's own name (None for a metric, whose name
    stands in `dashboard/words`); `at_unit` names the unit when the figure is of one below the unit looked at.
    `numerator` and `denominator` are minor units or counts. `distance` is from the nearest desired bound to the value,
    in the figure's own unit: negative below, positive above, 0 inside. `change` is the value less the value of
    `compared_with`. `basis` says what a share was divided by (`net` or `gross`), how a score was made (`adjusted`,
    `unadjusted`) or where a revision was seen (`snapshot`). `direction` says which way a symmetric score deviates.
    `missing_detail` names what is missing, such as late units.
    """

    key: str
    unit: Unit
    label: str | None = None
    at_unit: str | None = None
    unit_of_measure: str | None = None
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    basis: str | None = None
    direction: Direction | None = None
    why_missing: Missing | None = None
    missing_detail: str | None = None
    status: Status = Status.NO_DATA
    target: Band | None = None
    distance: float | None = None
    change: float | None = None
    compared_with: Quarter | None = None
    signal: Signal = Signal.NOT_JUDGED
    trend: Trend = Trend.UNKNOWN
    series: tuple[Point, ...] = ()
    owner_role: str | None = None
    as_of: date | None = None
    batch_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class TargetCount:
    """How many of the indicators of a unit and those below it met their target: a census, so no interval.

    One indicator at one unit counts once. `met` are within what is desired, `accepted` only within the lowest accepted,
    both out of `judged`: measured, told and with a target. `measured` counts what is kept back, too.
    """

    met: int
    accepted: int
    judged: int
    with_target: int
    measured: int
    registered: int


@dataclass(frozen=True)
class DimensionResult:
    """One band of the scorecard. Its status is that of its lead KPI, which stands first in `kpis` (two to four cards).

    `lead` is the lead's key; None where nothing can be shown, and then `why_missing` says why. `more` are the
    dimension's other figures, for its own page and for machines.
    """

    dimension: Dimension
    lead: str | None
    status: Status
    findings: tuple[Finding, ...]
    kpis: tuple[Kpi, ...]
    count: TargetCount | None = None
    why_missing: Missing | None = None
    more: tuple[Kpi, ...] = ()


@dataclass(frozen=True)
class Need:
    """A line of «Needs you»: what to do (a verb in `dashboard/words`), about what, and where.

    `initiative` is the initiative that the page is to show, `transaction` the proposal; None where it is about none.
    """

    verb: str
    finding: Finding
    page: str
    unit_id: str
    measure: str | None = None
    weight: float = 0.0
    initiative: str | None = None
    transaction: str | None = None


@dataclass(frozen=True)
class Scorecard:
    """A unit's quarter: the verdict's sentences, the four bands in order, and at most five needs."""

    municipality_id: str
    municipality_name: str
    currency: str
    currency_exponent: int
    fictional: bool
    unit_id: str
    unit_name: str
    quarter: Quarter
    compared_with: Quarter
    as_of: date | None
    signed: bool
    headline: tuple[Finding, ...]
    dimensions: tuple[DimensionResult, ...]
    needs: tuple[Need, ...]
