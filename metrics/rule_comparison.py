"""What the last years would have given under other rules, so that a council sees what a draft does before it votes."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from data.money_vocabulary import SHARED, Account
from metrics.reinvestment import Saving, Split, split
from metrics.reinvestment_rules import RuleVersion

ACCOUNTS = (*SHARED, Account.INNOVATION_FUND)
"""The accounts that a saving can reach, which are the columns of the comparison."""


def splits_under(rule: RuleVersion, history: Sequence[Saving]) -> tuple[Split, ...]:
    """Return how each saving would have been shared, in the order of time.

    What the initiator had of a benefit before counts as this version would have given it. That a saving has been used
    is left aside, since it was used under other rules. Losses and instalments stand as they were.

    Args:
        rule: The version, adopted or a draft; the day it holds from is left aside.
        history: The savings, each benefit and period once a unit.

    Raises:
        ValueError: A benefit, period and unit stand twice: it would be shared twice.
    """
    places = [(one.benefit_id, one.fiscal_year, one.period, one.unit_id) for one in history]
    if len(set(places)) < len(places):
        raise ValueError("a benefit and period stand twice in the history")
    had: dict[str, int] = {}
    answers = []
    for one in sorted(history, key=lambda one: (one.fiscal_year, one.period, one.benefit_id, one.unit_id)):
        before = had.get(one.benefit_id, 0)
        answer = split(replace(one, already_used=False, initiator_before_minor=before), rule)
        had[one.benefit_id] = before + initiators_share(answer)
        answers.append(answer)
    return tuple(answers)


def initiators_share(answer: Split) -> int:
    """Return what counts against the initiator's cap: its part, and an instalment that was paid out of it."""
    instalment = 0 if answer.rule.loan_first else answer.given(Account.INNOVATION_FUND)
    return answer.given(Account.INITIATOR) + instalment


def compare_rules(history: Sequence[Saving], versions: Sequence[RuleVersion]) -> pd.DataFrame:
    """Return what each account would have got in each year under each version, in minor units.

    Args:
        history: The savings of the years to compare, as `splits_under` takes them.
        versions: Adopted versions and drafts, each `version` once.

    Returns:
        Indexed by version, fiscal_year: a column an account, `distributable_minor` (their sum), all int64;
        `not_eligible` counts the savings that could not be shared. A year without a shared saving is 0, which is known.
    """
    rows = [_row(answer) for rule in versions for answer in splits_under(rule, history)]
    columns = ["version", "fiscal_year", *_names(), "distributable_minor", "not_eligible"]
    return pd.DataFrame(rows, columns=columns).groupby(["version", "fiscal_year"], sort=False).sum().astype("int64")


def _names() -> list[str]:
    return [f"{account}_minor" for account in ACCOUNTS]


def _row(answer: Split) -> tuple[str | int, ...]:
    given = [answer.given(account) for account in ACCOUNTS]
    return (
        answer.rule.version,
        answer.saving.fiscal_year,
        *given,
        answer.distributable_minor,
        int(bool(answer.reasons)),
    )
