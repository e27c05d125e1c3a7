"""The innovation fund by day, its loans, and what a krone of it gave."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from metrics.fund_over_time import FundReturn, fund_balances, fund_returns, loans_now
from metrics.innovation_fund import instalment_days
from metrics.reinvestment_tables import ReinvestmentTables

FIRST, LENT, PAID = date(2025, 1, 10), date(2025, 2, 1), date(2025, 5, 1)
# transaction, account, amount, on, state, kind, loan
POSTINGS = [
    ("t1", "budget", -1000, FIRST, "booked", "capital", None),
    ("t1", "innovation_fund", 1000, FIRST, "booked", "capital", None),
    ("t2", "innovation_fund", -300, LENT, "booked", "loan", None),
    ("t2", "loan", 300, LENT, "booked", "loan", "L1"),
    ("t3", "loan", -120, PAID, "booked", "repayment", "L1"),
    ("t3", "innovation_fund", 120, PAID, "booked", "repayment", None),
    ("t4", "loan", -50, PAID, "approved", "allocation", "L1"),  # decoy: not booked
    ("t4", "innovation_fund", 50, PAID, "approved", "allocation", None),
]


def tables(gross: int = 900, initiative: str | None = "I1") -> ReinvestmentTables:
    names = ["transaction_id", "account", "amount_minor", "on", "state", "kind", "loan_id"]
    heads = [("t1", None, None, "booked"), ("t2", initiative, "pilot", "booked"), ("t5", None, None, "booked")]
    heads.append(("t6", None, None, "proposed"))
    savings = [("t5", "lot", "I1", gross), ("t6", "other", "I1", 7_000)]  # the second is a decoy: proposed alone
    due = [("L1", date(2025, 4, 1), 100), ("L1", date(2025, 6, 1), 100), ("L1", date(2025, 9, 1), 100)]
    return ReinvestmentTables(
        postings=pd.DataFrame(POSTINGS, columns=names).astype({"amount_minor": "Int64"}),
        transactions=pd.DataFrame(heads, columns=["transaction_id", "initiative_id", "purpose", "state"]),
        savings=pd.DataFrame(savings, columns=["transaction_id", "lot_id", "initiative_id", "gross_minor"]),
        loans=pd.DataFrame([("L1", "north", 300, LENT)], columns=["loan_id", "unit_id", "amount_minor", "paid_out_on"]),
        instalments=pd.DataFrame(due, columns=["loan_id", "due_on", "amount_minor"]),
    )


def test_what_is_paid_in_is_in_the_fund_or_lent_on_every_day():
    found = fund_balances(tables())
    assert found.index.tolist() == [FIRST, LENT, PAID]
    assert found["paid_in_minor"].tolist() == [1000, 1000, 1000]
    assert found["balance_minor"].tolist() == [1000, 1000 - 300, 1000 - 300 + 120]
    assert found["lent_minor"].tolist() == [0, 300, 300 - 120]


def test_an_empty_fund_has_no_day():
    assert fund_balances(ReinvestmentTables()).empty
    assert loans_now(ReinvestmentTables(), PAID) == ()
    assert fund_returns(ReinvestmentTables(), PAID) == ()


@pytest.mark.parametrize(
    ("on", "stood"),
    [
        (LENT, (0, 300, 0, date(2025, 4, 1))),
        (date(2025, 4, 30), (0, 300, 100, date(2025, 6, 1))),
        (PAID, (120, 180, 0, date(2025, 6, 1))),
        (date(2025, 7, 1), (120, 180, 200 - 120, date(2025, 9, 1))),
        (date(2025, 9, 1), (120, 180, 300 - 120, None)),
    ],
)
def test_a_loan_stands_by_what_is_due_and_repaid(on: date, stood: tuple[Any, ...]):
    (one,) = loans_now(tables(), on)
    assert (one.repaid_minor, one.outstanding_minor, one.overdue_minor, one.next_due_on) == stood
    assert (one.initiative_id, one.purpose) == ("I1", "pilot")


def test_a_loan_is_none_before_it_is_paid_out():
    assert loans_now(tables(), date(2025, 1, 31)) == ()


def test_three_gross_is_two_net_and_neither_is_said_for_the_other():
    one, every = fund_returns(tables(gross=900), PAID)
    assert one == FundReturn("I1", 900, 300, 900 / 300, (900 - 300) / 300)
    assert (every.initiative_id, every.gross, every.net) == (None, 3.0, 2.0)


def test_what_is_not_verified_yet_is_missing_and_not_nothing():
    one, every = fund_returns(tables(initiative="I2"), PAID)
    assert one == FundReturn("I2", None, 300, None, None)
    assert every == FundReturn(None, None, 300, None, None)


def test_instalments_fall_on_the_same_day_of_the_month_or_its_last():
    assert instalment_days(date(2025, 11, 30), 3, 3) == (date(2025, 11, 30), date(2026, 2, 28), date(2026, 5, 30))
    assert instalment_days(date(2025, 12, 1), 1, 12) == (date(2025, 12, 1),)
    for count, months in ((0, 12), (2, 0)):
        with pytest.raises(ValueError, match="apart"):
            instalment_days(FIRST, count, months)
