from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.innovation_fund import (
    Loan,
    even_instalments,
    gross_per_krone,
    instalment_due,
    loan_balances,
    net_per_krone,
)
from metrics.results import Missing

START = date(2025, 3, 1)
DUE = (date(2026, 3, 1), date(2027, 3, 1), date(2028, 3, 1))


def loan(amount: int = 100) -> Loan:
    return Loan("L1", "U1", amount, START, even_instalments(amount, DUE))


def test_instalments_are_as_even_as_whole_minor_units_allow() -> None:
    assert even_instalments(100, DUE) == ((DUE[0], 34), (DUE[1], 33), (DUE[2], 33))


def test_a_loan_stands_as_paid_out_due_and_repaid_on_every_date() -> None:
    paid = ((date(2026, 3, 1), 20), (date(2026, 9, 1), 30))
    table = loan_balances(loan(), paid)
    assert table.reset_index().to_numpy().tolist() == [
        # on, repaid, due, outstanding, overdue
        [START, 0, 0, 100, 0],
        [DUE[0], 20, 34, 80, 14],
        [date(2026, 9, 1), 50, 34, 50, 0],
        [DUE[1], 50, 67, 50, 17],
        [DUE[2], 50, 100, 50, 50],
    ]
    assert instalment_due(loan(), 50, date(2027, 2, 28)) == 0
    assert instalment_due(loan(), 50, DUE[1]) == 34 + 33 - 50


def test_a_reversed_repayment_is_owed_again() -> None:
    paid = ((DUE[0], 34), (date(2026, 4, 1), -34))
    assert loan_balances(loan(), paid)["outstanding_minor"].tolist() == [100, 66, 100, 100, 100]


@pytest.mark.parametrize("paid", [((DUE[0], 101),), ((date(2025, 2, 28), 1),), ((DUE[0], -1),)])
def test_what_cannot_be_repaid_is_refused(paid: tuple[tuple[date, int], ...]) -> None:
    with pytest.raises(ValueError, match="repaid of L1"):
        loan_balances(loan(), paid)


def test_a_plan_that_pays_back_something_else_than_was_lent_is_refused() -> None:
    with pytest.raises(ValueError, match="do not sum to 100"):
        Loan("L1", "U1", 100, START, ((DUE[0], 99),))
    with pytest.raises(ValueError, match="before it is paid out"):
        Loan("L1", "U1", 100, START, ((date(2025, 2, 28), 100),))


def test_gross_and_net_per_krone_stand_apart() -> None:
    # published: 3 gross per krone is 2 net; a measure that gave half of it back lost half
    funded = pd.DataFrame(
        {"gain_minor": [300, 50, 10, None], "paid_out_minor": [100, 100, 0, 100]}, index=list("abcd"), dtype="Int64"
    )
    assert gross_per_krone(funded)["value"].tolist()[:2] == [3.0, 0.5]
    assert net_per_krone(funded)["value"].tolist()[:2] == [2.0, -0.5]
    assert net_per_krone(funded)["value"].isna().tolist() == [False, False, True, True]
    assert net_per_krone(funded).loc["c", "why"] == Missing.ZERO_DENOMINATOR


@given(st.integers(0, 10**12), st.lists(st.integers(1, 4_000), min_size=1, max_size=12))
@settings(deadline=None, derandomize=True)
def test_repaying_what_is_due_whenever_it_is_due_ends_at_nothing(amount: int, waits: list[int]) -> None:
    due = tuple(sorted(START + timedelta(days=wait) for wait in waits))
    one = Loan("L1", "U1", amount, START, even_instalments(amount, due))
    table = loan_balances(one, one.instalments)
    assert table["overdue_minor"].eq(0).all()
    assert table["outstanding_minor"].iloc[-1] == 0
    assert table["outstanding_minor"].is_monotonic_decreasing
