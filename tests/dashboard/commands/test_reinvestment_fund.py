"""The innovation fund, agreements, quality and the year's end on the command line, on both engines."""

import pytest

from data.money_vocabulary import Account
from tests.dashboard.actions.savings_town import RAISE, adopted, booked
from tests.data.small_files import TOWN
from tests.data.small_savings import identity, measure, save_town

OF_TOWN = ("--municipality", TOWN)
DAY = ("--day", "2025-03-01")
NAMED = ("--change", RAISE, *DAY)
SOUTH = identity(TOWN, "raise south")


@pytest.fixture(autouse=True)
def saved(run):  # noqa: ARG001 - it opens the database
    save_town()
    adopted()


def asked(run, *command):
    return run("reinvest", *command, *OF_TOWN, "--json").document


def lend(run):
    assert asked(run, "fund", "pay-in", "--amount", 1000, "--resolution", "PS 6", *NAMED)["paid_in"]
    told = ("--loan", "L1", "--unit", "north", "--amount", 200, "--purpose", "pilot", "--initiative", "I1")
    due = ("--due", "2025-04-01", "--due", "2026-12-31")
    return asked(run, "fund", "lend", *told, *due, "--resolution", "PS 7", *NAMED)


def test_three_gross_per_krone_is_two_net(run):
    assert lend(run)["lent"]
    booked("C1", 600, 100)  # of I1: 600 verified for 200 lent
    found = asked(run, "fund", "balance", "--day", "2026-01-01")
    (one, everything) = found["returns"]
    assert (one["initiative"], one["gain_minor"], one["paid_out_minor"]) == ("I1", 600, 200)
    assert (one["gross_per_krone"], one["net_per_krone"]) == (3.0, 2.0)
    assert everything == {**one, "initiative": None}
    (row,) = found["balances"]  # all on one day: the half that is due by now is paid of the saving
    assert row == {"on": "2025-03-01", "paid_in_minor": 1000, "balance_minor": 900, "lent_minor": 100}
    (loan,) = found["loans"]
    assert (loan["outstanding_minor"], loan["overdue_minor"], loan["next_due_on"]) == (100, 0, "2026-12-31")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_fund_is_told_in_words(run, language):
    lend(run)
    late = ("--day", "2025-02-01")
    before = run("reinvest", "fund", "balance", *OF_TOWN, *late, "--language", language)
    assert before.out.count("\n") == 1  # nothing had happened
    assert asked(run, "fund", "repay", "--loan", "L1", "--amount", 30, "--day", "2025-05-01")["repaid"]
    told = run("reinvest", "fund", "balance", *OF_TOWN, "--day", "2025-06-01", "--language", language).out
    assert "1,70" in told or "1.70" in told  # 200 - 30
    assert "0,70" in told or "0.70" in told  # 100 was due, 30 is paid
    refused = run("reinvest", "fund", "repay", *OF_TOWN, "--loan", "L1", "--amount", 171, "--language", language)
    assert refused.status == 1
    assert "1,70" in refused.err or "1.70" in refused.err


def test_an_agreement_is_kept_claimed_and_paid(run):
    parties = ("--payer", "north", "--receiver", "south", "--amount", 500, "--reference", "2025/12")
    told = ("--agreement", "A1")
    assert asked(run, "agree", *told, "--kind", "compensation", *parties, *DAY)["agreed"]
    assert asked(run, "claim", *told, "--amount", 300, *DAY)["claimed"]
    assert asked(run, "claim", *told, "--amount", 201, *DAY)["error"] == "over_agreement"
    assert asked(run, "receive", *told, "--amount", 200, *NAMED)["received"]
    assert asked(run, "receive", *told, "--amount", 101, *NAMED)["error"] == "over_claim"


def test_quality_is_given_to_a_year_is_closed_and_a_receivable_is_settled(run):
    first = booked()
    quality = measure(TOWN, "Q1", None, quantity=4.0)
    given = ("appropriate", "--measurement", quality, "--amount", 60, "--resolution", "PS 8", "--change", SOUTH, *DAY)
    assert asked(run, *given)["appropriated"]
    assert asked(run, *given)["error"] == "not_enough"
    spent = ("spend", "--account", Account.INITIATOR, "--unit", "north", "--amount", 100, "--purpose", "pads", *DAY)
    assert asked(run, *spent)["spent"]
    measure(TOWN, "C1", 300)
    back = asked(run, "reverse", "--transaction", first.transaction_id, *DAY)
    # 300 - 100 = 200 is left of 500. The unit is to give back 150 - 60 = 90, and has 50; the fund is to give back
    # 100 - 40 = 60, and has 40: the 20 that it lacks are with the unit that quality was given to.
    assert (back["taken_back_minor"], back["receivable_minor"], back["loss_minor"]) == (300 - 40, 40, 0)
    assert asked(run, "settle", "--unit", "north", "--amount", back["receivable_minor"], *NAMED)["settled"]
    closed = asked(run, "close-year", "--unit", "south", "--year", 2025, "--fate", "lapse", "--resolution", "PS 9")
    assert closed == {"closed": True, "unit": "south", "year": 2025, "fate": "lapse", "amount_minor": 60 - 20}
    again = ("close-year", "--unit", "south", "--year", 2025, "--fate", "lapse", "--resolution", "PS 9")
    assert asked(run, *again)["error"] == "year_closed"
    assert asked(run, "close-year", "--unit", "south", "--year", 2026, "--fate", "lapse", "--resolution", "P")["error"]
    found = run("verify", "--json").document["differences"]
    assert [one for one in found if one["check"].startswith("reinvest")] == []
