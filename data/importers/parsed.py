"""What a reader makes of a file: checked tables, ready to store, and the problems found on the way."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from data.importers.benefit_rows import BenefitRows
from data.importers.problems import Problem, Severity
from data.outsider_rows import ProfileRow
from data.vocabulary import AccountClass, AccountGroup, AuthorityKind, Grain, Kind, TargetType, UnitLevel

LINE_COLUMNS = (
    "line_number",
    "kind",
    "fiscal_year",
    "period",
    "unit_id",
    "account_class",
    "function_code",
    "account_code",
    "project",
    "amount_minor",
    "text",
)
"""Columns of `Parsed.lines`; one row a ledger line. `line_number` is unique in the file and rises with the row;
project and text are None where absent; function_code is "" for the balance."""


@dataclass(frozen=True)
class UnitRow:
    """A unit as a file describes it. `parent_unit_id` None means directly under the root."""

    unit_id: str
    name: str
    parent_unit_id: str | None = None
    level: UnitLevel = UnitLevel.UNIT
    sector: str | None = None
    responsible_role: str | None = None
    valid_from: date = date(1900, 1, 1)
    ends: bool = False


@dataclass(frozen=True)
class FunctionRow:
    """A function of the municipality's own chart, and the group it is shown under."""

    function_code: str
    name: str
    function_group: str
    function_group_name: str


@dataclass(frozen=True)
class AccountRow:
    """An account of the municipality's own chart, and what it is for."""

    account_code: str
    name: str
    account_group: AccountGroup
    account_class: AccountClass = AccountClass.OPERATIONS


@dataclass(frozen=True)
class CoverageCell:
    """A stretch a file speaks for: the file is the whole truth of that kind and class at that period."""

    fiscal_year: int
    period: int
    kind: Kind
    account_class: AccountClass
    grain: Grain
    cumulative: bool


@dataclass(frozen=True)
class GapRow:
    """A unit that the file says has not delivered a kind for a period."""

    fiscal_year: int
    period: int
    kind: Kind
    unit_id: str


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator as a file describes it."""

    indicator_id: str
    name: str
    dimension: str | None
    unit_of_measure: str
    grain: Grain
    source: str
    function_code: str | None = None
    objective: str | None = None
    measures_volume: bool = False
    owner_role: str | None = None
    about_people: bool | None = None
    """None: the file does not say, and what is known stands."""


@dataclass(frozen=True)
class TargetRow:
    """A target that came with a file."""

    measure: str
    unit_id: str
    valid_from: date
    target_type: TargetType
    desired_low: float | None = None
    desired_high: float | None = None
    accepted_low: float | None = None
    accepted_high: float | None = None
    reference: str | None = None


@dataclass(frozen=True)
class BudgetChangeRow:
    """A decided change of a unit's budget."""

    fiscal_year: int
    decided_on: date
    unit_id: str
    authority_kind: AuthorityKind
    reference: str
    amount_minor: int
    reason: str | None = None


@dataclass(frozen=True)
class AdjustmentRow:
    """An approved non-controllable deviation; an extra cost is negative."""

    fiscal_year: int
    period: int
    unit_id: str
    amount_minor: int
    reason: str
    authority_kind: AuthorityKind
    reference: str
    approved_on: date | None = None
    benefit_text: str | None = None


INDICATOR_VALUE_COLUMNS = (
    "line_number",
    "indicator_id",
    "unit_id",
    "fiscal_year",
    "period",
    "numerator",
    "denominator",
    "value",
    "people",
)
"""Columns of `Parsed.indicator_values`; floats with NaN where a part is absent, `people` whole or missing."""


@dataclass
class Parsed:
    """Everything a file said. `control_totals` are minor units by kind, summed from the file's own columns."""

    rows_read: int = 0
    fiscal_year: int | None = None
    period: int | None = None
    grain: Grain | None = None
    cumulative: bool = False
    periodised: bool = False
    as_of: date | None = None
    lines: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(LINE_COLUMNS)))
    coverage: list[CoverageCell] = field(default_factory=list)
    gaps: list[GapRow] = field(default_factory=list)
    units: list[UnitRow] = field(default_factory=list)
    functions: list[FunctionRow] = field(default_factory=list)
    accounts: list[AccountRow] = field(default_factory=list)
    indicators: list[IndicatorRow] = field(default_factory=list)
    indicator_values: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(INDICATOR_VALUE_COLUMNS)))
    targets: list[TargetRow] = field(default_factory=list)
    budget_changes: list[BudgetChangeRow] = field(default_factory=list)
    adjustments: list[AdjustmentRow] = field(default_factory=list)
    benefits: BenefitRows = field(default_factory=BenefitRows)
    outsider_profile: ProfileRow | None = None
    control_totals: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop the file."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that are stored with the batch."""
        return [problem for problem in self.problems if problem.severity is Severity.WARNING]
