"""What makes every party whole."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.compensation import compensation


def npv(**parties: float) -> pd.Series:
    return pd.Series(parties, dtype="float64")


def test_each_winner_pays_by_its_share_of_the_gains_and_each_loser_is_paid_its_loss() -> None:
    # losses 60 + 30 = 90; gains 300 + 100 = 400
    found = compensation(npv(hjem=-60.0, lege=-30.0, hospital=300.0, nav=100.0, skole=0.0))
    assert (found.needed, found.capacity, found.feasible, found.lacking) == (90.0, 400.0, True, 0.0)
    paid = found.payments.set_index(["payer_id", "receiver_id"])["amount"].to_dict()
    assert paid == pytest.approx(
        {
            ("hospital", "hjem"): 60 * 300 / 400,
            ("hospital", "lege"): 30 * 300 / 400,
            ("nav", "hjem"): 60 * 100 / 400,
            ("nav", "lege"): 30 * 100 / 400,
        }
    )


def test_where_the_gains_do_not_suffice_nobody_is_asked_and_what_lacks_is_told() -> None:
    found = compensation(npv(hjem=-100.0, nav=99.0))
    assert (found.feasible, found.lacking) == (False, 1.0)
    assert found.payments.empty


def test_what_adding_floats_leaves_over_is_no_loss() -> None:
    found = compensation(npv(hjem=-1e-7, nav=5.0))
    assert (found.needed, found.capacity, found.feasible) == (0.0, 5.0, True)
    assert found.payments.empty


@given(st.lists(st.integers(-(10**9), 10**9), max_size=8))
@settings(deadline=None, derandomize=True)
def test_side_payments_sum_to_the_losses_and_leave_nobody_below_zero(worth: list[int]) -> None:
    values = pd.Series(worth, index=[f"p{number}" for number in range(len(worth))], dtype="float64")
    found = compensation(values)
    assert found.feasible == (sum(worth) >= 0)
    if not found.feasible:
        assert found.lacking == pytest.approx(-sum(worth))
        return
    assert found.payments["amount"].sum() == pytest.approx(found.needed)
    after = values.copy()
    for payment in found.payments.itertuples():
        after[payment.payer_id] -= payment.amount
        after[payment.receiver_id] += payment.amount
    assert (after > -1e-3).all()
