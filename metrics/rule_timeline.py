"""The versions of the rules in time: which is in force, which was, which comes, and which is a draft."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from data.money_vocabulary import SHARED, Account
from metrics.reinvestment_columns import RULES
from metrics.reinvestment_rules import RuleVersion
from metrics.rule_rows import rule_version
from metrics.tables import require


class RuleState(StrEnum):
    """Where a version stands in time."""

    IN_FORCE = "in_force"
    COMING = "coming"
    PAST = "past"
    DRAFT = "draft"


@dataclass(frozen=True)
class DatedRule:
    """A version and its days. `valid_to` is its last day: None until another follows, and for a draft.

    `key` tells it from the others: two may have one name. `version_id` is the version of its row.
    """

    rule: RuleVersion
    state: RuleState
    valid_to: date | None
    resolved_on: date | None
    version_id: int

    @property
    def key(self) -> str:
        """The first day, as the address writes it."""
        return self.rule.valid_from.isoformat()

    @property
    def shares(self) -> tuple[tuple[Account, int], ...]:
        """The accounts that get something, with their millionths."""
        return tuple((account, share) for account, share in zip(SHARED, self.rule.shares, strict=True) if share)

    @property
    def threshold_minor(self) -> int | None:
        """The least that is shared; None where everything is."""
        return self.rule.threshold_minor or None


def timeline(rules: pd.DataFrame, on: date) -> tuple[DatedRule, ...]:
    """Return every version as it stands on a day, the one that begins last first.

    Args:
        rules: RULES; a draft has no resolution.
        on: The day.
    """
    require(rules, RULES)
    rows = sorted(rules.to_dict("records"), key=lambda row: row["valid_from"], reverse=True)
    begins = sorted(row["valid_from"] for row in rows if row["adopted"])
    found = []
    for row in rows:
        rule = rule_version({str(name): cell for name, cell in row.items()})
        state, last = _stands(bool(row["adopted"]), rule.valid_from, begins, on)
        resolved = row["resolved_on"]
        found.append(DatedRule(rule, state, last, None if pd.isna(resolved) else resolved, int(row["version_id"])))
    return tuple(found)


def _stands(adopted: bool, valid_from: date, begins: list[date], on: date) -> tuple[RuleState, date | None]:
    if not adopted:
        return RuleState.DRAFT, None
    following = next((day for day in begins if day > valid_from), None)
    last = None if following is None else following - timedelta(days=1)
    if valid_from > on:
        return RuleState.COMING, last
    return (RuleState.IN_FORCE if last is None or on <= last else RuleState.PAST), last


def in_force(versions: tuple[DatedRule, ...]) -> DatedRule | None:
    """Return the version in force; None where the council has adopted none that is."""
    return next((one for one in versions if one.state is RuleState.IN_FORCE), None)


def to_compare(versions: tuple[DatedRule, ...], wanted: str | None) -> DatedRule | None:
    """Return the version asked for by its first day, else the newest other than the one in force; None: there is none.

    The one in force is never compared with itself.
    """
    others = [one for one in versions if one.state is not RuleState.IN_FORCE]
    return next((one for one in others if one.key == wanted), others[0] if others else None)
