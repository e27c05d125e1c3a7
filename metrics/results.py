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


class Signal(StrEnum):
    """Whether a change is more than noise."""

    NOISE = "noise"
    MORE_THAN_NOISE = "more_than_noise"
    TOO_FEW_POINTS = "too_few_points"


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
    NO_BUDGET_CHANGES = "no_budget_changes"
    NO_INDICATORS = "no_indicators"
    NOT_MEASURED = "not_measured"
    NO_BENEFITS_REGISTERED = "no_benefits_registered"


@dataclass(frozen=True)
class Fact:
    """A value inside a finding, of a kind: money, share, count, points, text, unit, quarter, date or word."""

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
    stands in `dashboard/words`). `numerator` and `denominator` are minor units or counts. `distance` is from the value
    to the nearest desired bound, in the figure's own unit, 0 inside. `change` is against `compared_with`.
    `basis` says what a share was divided by (`net` or `gross`) or how a score was made (`adjusted`, `unadjusted`).
    """

    key: str
    unit: Unit
    label: str | None = None
    unit_of_measure: str | None = None
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    basis: str | None = None
    why_missing: Missing | None = None
    missing_detail: str | None = None
    status: Status = Status.NO_DATA
    target: Band | None = None
    distance: float | None = None
    change: float | None = None
    compared_with: Quarter | None = None
    signal: Signal = Signal.TOO_FEW_POINTS
    series: tuple[Point, ...] = ()
    owner_role: str | None = None
    as_of: date | None = None
    batch_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class TargetCount:
    """How many of a unit's indicators met their target: a census, so no interval."""

    met: int
    accepted: int
    with_target: int
    measured: int
    registered: int


@dataclass(frozen=True)
class DimensionResult:
    """One band of the scorecard. Its status is that of its lead KPI, which stands first in `kpis`."""

    dimension: Dimension
    lead: str | None
    status: Status
    findings: tuple[Finding, ...]
    kpis: tuple[Kpi, ...]
    count: TargetCount | None = None


@dataclass(frozen=True)
class Need:
    """A line of «Needs you»: what to do (a verb in `dashboard/words`), about what, and where."""

    verb: str
    finding: Finding
    page: str
    unit_id: str
    measure: str | None = None
    weight: float = 0.0


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
