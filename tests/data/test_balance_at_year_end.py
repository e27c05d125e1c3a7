"""The balance of 31 December also stands in the row of the closing period, where the accounts' own year ends."""

import pandas as pd

from data.standing import _behind_of

COVERAGE = pd.DataFrame(
    [
        # kind      class         period  grain   cumulative
        ("actual", "balance", 12, "year", True),
        ("actual", "operations", 12, "year", True),
    ],
    columns=["kind", "account_class", "period", "grain", "cumulative"],
)


def test_the_balance_holds_through_the_closing_period() -> None:
    assert _behind_of(COVERAGE)["actual", "balance"] == {12: (12,), 13: (12,)}


def test_the_accounts_do_not() -> None:
    assert _behind_of(COVERAGE)["actual", "operations"] == {12: (12,)}
