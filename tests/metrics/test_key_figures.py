import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.key_figures import debt_share, disposable_fund_share, net_operating_result
from metrics.results import Missing
from tests.metrics.small_town import account, accounts


def root(group: str, amount: int | None, account_class: str = "operations") -> tuple[object, ...]:
    return account(group, actual=amount, unit="fjell", period=12, account_class=account_class)


OPERATIONS = accounts(
    root("pay", 600),
    root("substitutes", 20),
    root("purchases", 200),
    root("transfers", 100),
    root("depreciation", 50),
    root("income", -950),
    root("sick_pay_refund", -50),
    root("finance_cost", 40),
    root("finance_income", -15),
    root("depreciation_reversal", -50),
    root("allocations", 70),  # decoy: after the net operating result
    root("use_of_funds", -65),  # decoy
    root("capital", 500, "investment"),  # decoy: another class
)
BALANCE = accounts(
    root("disposable_fund", -130, "balance"),
    root("long_term_debt", -1050, "balance"),
    root("pension_liability", -2000, "balance"),  # decoy: pension is left out
    root("other_balance", 3180, "balance"),
)


def test_net_operating_result_by_hand() -> None:
    # revenue 950 + 50 = 1000; expenditure 600 + 20 + 200 + 100 + 50 = 970; gross result 30
    # external finance 15 - 40 = -25; reversal of depreciation 50; net result 30 - 25 + 50 = 55
    made = net_operating_result(OPERATIONS).loc["fjell"]
    assert made[["numerator", "denominator", "value"]].tolist() == [55, 1000, 0.055]


def test_fund_and_debt_come_from_the_balance() -> None:
    both = pd.concat([OPERATIONS, BALANCE])
    assert disposable_fund_share(both).loc["fjell", "value"] == 0.13  # 130 / 1000
    assert debt_share(both).loc["fjell", ["numerator", "value"]].tolist() == [1050, 1.05]


def test_without_a_balance_they_are_missing_and_with_an_empty_account_they_are_zero() -> None:
    for metric in (disposable_fund_share, debt_share):
        made = metric(OPERATIONS).loc["fjell"]
        assert math.isnan(made["value"])
        assert made["why"] is Missing.NO_BALANCE
    no_debt = pd.concat([OPERATIONS, accounts(root("other_balance", 100, "balance"))])
    assert debt_share(no_debt).loc["fjell", "value"] == 0


def test_a_missing_part_makes_the_result_missing() -> None:
    made = net_operating_result(pd.concat([OPERATIONS, accounts(root("unknown_cost", None))])).loc["fjell"]
    assert math.isnan(made["value"])
    assert made["why"] is Missing.NO_ACTUAL


def test_expenditure_alone_is_no_deficit() -> None:
    rows = [root("pay", 600), root("income", -9, "investment"), root("finance_income", -9)]  # decoys: no revenue
    expenditure = pd.concat([accounts(*rows), BALANCE])
    for metric in (net_operating_result, disposable_fund_share, debt_share):
        made = metric(expenditure).loc["fjell"]
        assert made["why"] is Missing.NO_INCOME
        assert pd.isna(made["numerator"])


def test_income_of_zero_is_nothing_to_divide_by() -> None:
    made = net_operating_result(accounts(root("pay", 600), root("income", 0))).loc["fjell"]
    assert made["why"] is Missing.ZERO_DENOMINATOR


@given(st.integers(0, 10**12), st.integers(0, 10**12))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_depreciation_with_its_reversal_changes_nothing(revenue: int, depreciation: int) -> None:
    plain = accounts(root("income", -revenue - 1), root("pay", 10**6))
    written_down = accounts(root("depreciation", depreciation), root("depreciation_reversal", -depreciation))
    before = net_operating_result(plain).loc["fjell", "value"]
    assert net_operating_result(pd.concat([plain, written_down])).loc["fjell", "value"] == pytest.approx(before)
