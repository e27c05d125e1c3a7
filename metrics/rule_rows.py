"""Versions of the rules as the formulas read them, from rows of the table RULES."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.money_vocabulary import Account, RecipientScope
from metrics.reinvestment_rules import RuleVersion


def rule_version(row: Mapping[str, Any]) -> RuleVersion:
    """Return a version of the rules from a row of RULES; a draft has no resolution.

    Raises:
        WrongRule: The row contradicts itself.
    """
    cap, resolution = row["cap_minor"], row["council_resolution"]
    return RuleVersion(
        version=str(row["name"]),
        kept_as_cut=int(row["kept_as_cut_millionths"]),
        initiator=int(row["initiator_millionths"]),
        bearer_compensation=int(row["bearer_compensation_millionths"]),
        common_fund=int(row["common_fund_millionths"]),
        threshold_minor=int(row["threshold_minor"]),
        cap_minor=None if cap is None or pd.isna(cap) else int(cap),
        years=int(row["years"]),
        taper=tuple(int(part) for part in row["taper"]),
        loan_first=bool(row["loan_first"]),
        recipient_scope=RecipientScope(row["recipient_scope"]),
        staffing_floor_exempt=bool(row["staffing_floor_exempt"]),
        default_account=Account(row["default_account"]),
        valid_from=row["valid_from"],
        council_resolution=None if resolution is None or pd.isna(resolution) else str(resolution),
    )


def rule_versions(rules: pd.DataFrame) -> tuple[RuleVersion, ...]:
    """Return every version in a table of RULES, the oldest first; drafts have no resolution."""
    found = (rule_version({str(name): cell for name, cell in row.items()}) for row in rules.to_dict("records"))
    return tuple(sorted(found, key=lambda one: one.valid_from))
