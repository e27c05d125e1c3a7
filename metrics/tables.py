"""The tables that formulas read: names, columns, and the check that a table is what a formula needs."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.periods import Quarter
from metrics.benefit_columns import BENEFIT_COLUMNS, REAL, TRUTHS, WHOLE
from metrics.gains_columns import GAINS_COLUMNS, GAINS_TRUTHS, GAINS_WHOLE
from metrics.reinvestment_columns import REINVESTMENT_COLUMNS, REINVESTMENT_TRUTHS, REINVESTMENT_WHOLE
from metrics.sight import EVERYTHING, Sight

if TYPE_CHECKING:
    from metrics.benefit_tables import BenefitTables  # they are written with the tables of this file
    from metrics.reinvestment_tables import ReinvestmentTables

AMOUNTS = ("actual_minor", "periodised_minor", "original_minor", "revised_minor", "forecast_minor")
GROSS_AMOUNTS = tuple(f"gross_{name}" for name in AMOUNTS)

BUDGET_POSITIONS = "budget_positions"
ACCOUNT_POSITIONS = "account_positions"
CELL_POSITIONS = "cell_positions"
BUDGET_CHANGES = "budget_changes"
ADJUSTMENTS = "adjustments"
INDICATORS = "indicators"
INDICATOR_VALUES = "indicator_values"
TARGETS = "targets"
UNITS = "units"
LOADED_PERIODS = "loaded_periods"
DELIVERY_GAPS = "delivery_gaps"
COMMENTARY = "commentary"
PARAMETERS = "parameters"
AGGREGATES = "aggregates"

COLUMNS: dict[str, tuple[str, ...]] = {
    BUDGET_POSITIONS: ("unit_id", "fiscal_year", "period", *AMOUNTS, *GROSS_AMOUNTS),
    ACCOUNT_POSITIONS: ("unit_id", "fiscal_year", "period", "account_class", "account_group", *AMOUNTS),
    CELL_POSITIONS: ("unit_id", "fiscal_year", "period", "account_class", "function_group", "account_group", *AMOUNTS),
    BUDGET_CHANGES: ("unit_id", "fiscal_year", "decided_on", "authority_kind", "reference", "amount_minor"),
    ADJUSTMENTS: (
        "unit_id",
        "fiscal_year",
        "period",
        "amount_minor",
        "reason",
        "benefit_text",
        "authority_kind",
        "reference",
        "approved_on",
    ),
    INDICATORS: (
        "indicator_id",
        "name",
        "dimension",
        "unit_of_measure",
        "grain",
        "measures_volume",
        "owner_role",
    ),
    INDICATOR_VALUES: (
        "indicator_id",
        "unit_id",
        "fiscal_year",
        "period",
        "numerator",
        "denominator",
        "value",
        "withheld",
    ),
    TARGETS: (
        "measure",
        "unit_id",
        "valid_from",
        "target_type",
        "desired_low",
        "desired_high",
        "accepted_low",
        "accepted_high",
        "reference",
    ),
    UNITS: ("unit_id", "parent_unit_id", "name", "responsible_role"),
    LOADED_PERIODS: ("fiscal_year", "period", "kind", "account_class", "grain", "as_of"),
    DELIVERY_GAPS: ("fiscal_year", "period", "kind", "unit_id"),
    COMMENTARY: ("unit_id", "measure", "cause"),
    PARAMETERS: ("parameter", "valid_from", "value"),
    AGGREGATES: (
        "municipality_id",
        "municipality_name",
        "scope",
        "vintage",
        "value",
        "currency",
        "source",
        "published_on",
        "fictional",
    ),
    **BENEFIT_COLUMNS,
    **REINVESTMENT_COLUMNS,
    **GAINS_COLUMNS,
}

_WHOLE = frozenset({"fiscal_year", "period"}) | WHOLE | REINVESTMENT_WHOLE | GAINS_WHOLE
_REAL = REAL | {"numerator", "denominator", "value", "desired_low", "desired_high", "accepted_low", "accepted_high"}
_TRUTHS = TRUTHS | REINVESTMENT_TRUTHS | GAINS_TRUTHS | {"measures_volume", "withheld"}


class WrongTable(ValueError):
    """A formula was given a table without the columns it needs: a broken promise in code."""


def require(table: pd.DataFrame, name: str) -> None:
    """Raise WrongTable if a column of the named table is absent, both as column and as index level."""
    present = {*table.columns, *table.index.names}
    absent = [column for column in COLUMNS[name] if column not in present]
    if absent:
        raise WrongTable(f"{name} lacks {', '.join(absent)}")


def dtype(column: str) -> Any:
    """Return the type of a column: money and whole numbers `Int64`, reals `float64`, true/false `boolean`."""
    if column in _WHOLE or column.endswith(("_minor", "_millionths")):
        return "Int64"
    if column in _TRUTHS:
        return "boolean"
    return "float64" if column in _REAL else "object"


def table(name: str, rows: list[tuple[object, ...]] | None = None) -> pd.DataFrame:
    """Return the named table with these rows (none: empty), each in the order of COLUMNS, with the right types."""
    if not rows:
        return _empty(name).copy(deep=False)
    return _filled(name, list(zip(*rows, strict=True)))


@lru_cache
def _empty(name: str) -> pd.DataFrame:
    return _filled(name, [()] * len(COLUMNS[name]))


def _filled(name: str, values: list[tuple[object, ...]]) -> pd.DataFrame:
    cells = zip(COLUMNS[name], values, strict=True)
    return pd.DataFrame({column: pd.Series(list(of), dtype=dtype(column)) for column, of in cells})


@dataclass(frozen=True)
class MunicipalityRow:
    """The municipality whose figures are shown: its name and its money."""

    municipality_id: str
    name: str
    currency: str
    currency_exponent: int
    fictional: bool = False


@dataclass(frozen=True)
class ScorecardTables:
    """Everything `metrics.scorecard.scorecard` reads; `metrics/load.py` fetches it, a test writes it by hand.

    Attributes:
        municipality: Whose figures.
        unit_id: The unit looked at; its name, parents and children stand in `units`.
        quarter: The quarter looked at.
        compared_with: The quarter it is compared with.
        units: UNITS: the unit, every unit below it and every unit above it (the tree of the quarter).
        budget_positions: BUDGET_POSITIONS of the unit and its direct children (each row holds all below its unit):
            every loaded period, monthly where monthly, from the year of `quarter` less 12 quarters to `quarter`.
        account_positions: ACCOUNT_POSITIONS of the unit: the periods that end `quarter` and `compared_with`; in a
            fourth quarter periods 11, 12 and 13 where loaded. Classes operations and balance (a balance row's
            `actual_minor` is what stood at the period's end).
        budget_changes: BUDGET_CHANGES of the unit and below, the years of the positions.
        adjustments: ADJUSTMENTS of the unit and below, the years of the positions.
        indicators: INDICATORS that have a dimension or measure volume, and a value or a target in the subtree.
        indicator_values: INDICATOR_VALUES in force of those, of the unit and below, from the year of `quarter` less
            12 quarters to `quarter`; what is `withheld` was measured and is not told.
        targets: TARGETS of those indicators and of the metrics, for the unit, those below and those above it; every
            dated row up to `quarter`'s last day.
        loaded: LOADED_PERIODS of the years of `quarter` and the year before.
        gaps: DELIVERY_GAPS in force of the unit and below for those years.
        commentary: COMMENTARY of the unit and below for `quarter`.
        parameters: PARAMETERS that the municipality has set.
        ledger_batch_ids: Batches in force behind the positions of `quarter`.
        indicator_batch_ids: Batches in force behind the indicator values of `quarter`.
        signed: Whether the unit's quarter is closed.
        sight: Which of the units may be told one by one; figures are made from all.
        benefits: The benefits register of the same quarter; None where it was not fetched.
        reinvestment: Savings, transactions and postings of the reinvestment ledger; None where they were not fetched.
    """

    municipality: MunicipalityRow
    unit_id: str
    quarter: Quarter
    compared_with: Quarter
    units: pd.DataFrame
    budget_positions: pd.DataFrame = field(default_factory=lambda: table(BUDGET_POSITIONS))
    account_positions: pd.DataFrame = field(default_factory=lambda: table(ACCOUNT_POSITIONS))
    budget_changes: pd.DataFrame = field(default_factory=lambda: table(BUDGET_CHANGES))
    adjustments: pd.DataFrame = field(default_factory=lambda: table(ADJUSTMENTS))
    indicators: pd.DataFrame = field(default_factory=lambda: table(INDICATORS))
    indicator_values: pd.DataFrame = field(default_factory=lambda: table(INDICATOR_VALUES))
    targets: pd.DataFrame = field(default_factory=lambda: table(TARGETS))
    loaded: pd.DataFrame = field(default_factory=lambda: table(LOADED_PERIODS))
    gaps: pd.DataFrame = field(default_factory=lambda: table(DELIVERY_GAPS))
    commentary: pd.DataFrame = field(default_factory=lambda: table(COMMENTARY))
    parameters: pd.DataFrame = field(default_factory=lambda: table(PARAMETERS))
    ledger_batch_ids: tuple[str, ...] = ()
    indicator_batch_ids: tuple[str, ...] = ()
    signed: bool = False
    sight: Sight = EVERYTHING
    benefits: "BenefitTables | None" = None
    reinvestment: "ReinvestmentTables | None" = None
