"""The tables that formulas read: names, columns, and the check that a table is what a formula needs."""

import pandas as pd

AMOUNTS = ("actual_minor", "periodised_minor", "original_minor", "revised_minor", "forecast_minor")
GROSS_AMOUNTS = tuple(f"gross_{name}" for name in AMOUNTS)

BUDGET_POSITIONS = "budget_positions"
ACCOUNT_POSITIONS = "account_positions"
BUDGET_CHANGES = "budget_changes"
ADJUSTMENTS = "adjustments"
INDICATOR_VALUES = "indicator_values"
TARGETS = "targets"

COLUMNS: dict[str, tuple[str, ...]] = {
    BUDGET_POSITIONS: ("unit_id", "fiscal_year", "period", *AMOUNTS, *GROSS_AMOUNTS),
    ACCOUNT_POSITIONS: ("unit_id", "fiscal_year", "period", "account_class", "account_group", *AMOUNTS),
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
    INDICATOR_VALUES: (
        "indicator_id",
        "unit_id",
        "fiscal_year",
        "period",
        "numerator",
        "denominator",
        "value",
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
}


class WrongTable(ValueError):
    """A formula was given a table without the columns it needs: a broken promise in code."""


def require(table: pd.DataFrame, name: str) -> None:
    """Raise WrongTable if a column of the named table is absent."""
    absent = [column for column in COLUMNS[name] if column not in table.columns]
    if absent:
        raise WrongTable(f"{name} lacks {', '.join(absent)}")
