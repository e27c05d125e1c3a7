"""A verified saving through the ledger: proposed, approved by resolution, booked with its budget changes, spent."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.actions.approve_reinvestment import Approval, approve_reinvestment
from dashboard.actions.book_reinvestment import Booking, book_reinvestment
from dashboard.actions.close_year import Closing, close_year
from dashboard.actions.ledger_refusals import DecidedMeanwhile
from dashboard.actions.propose_reinvestment import Proposal, propose_reinvestment
from dashboard.actions.reject_reinvestment import Rejection, reject_reinvestment
from dashboard.actions.reverse_reinvestment import Reversal, reverse_reinvestment
from dashboard.actions.settle_receivable import Settlement, settle_receivable
from dashboard.actions.spend_reinvestment import Spending, spend_reinvestment
from data.access import LOCAL_PRINCIPAL, AccessDenied, writing
from data.money_vocabulary import Account
from data.queries.reinvestment import postings, saving_sources, savings, transactions
from data.reinvestment_vocabulary import YearEnd
from data.vocabulary import Right, Role
from metrics.load import reinvestment_tables
from metrics.reinvestment_page import paid_by_savings
from metrics.saving_sources import OwnMoney, own_money
from tests.dashboard.actions.savings_town import (
    DAY,
    RAISE,
    booked,
    booking,
    held,
    proposed,
    proved,
    why,
)
from tests.data.small_files import TOWN
from tests.data.small_savings import YEAR, add_change, identity, measure
from tests.principals import somebody

pytestmark = pytest.mark.usefixtures("saving_town")
CONTROLLER, COUNCIL = somebody(Role.CONTROLLER, TOWN), somebody(Role.COUNCIL, TOWN)
SPENT = Spending(TOWN, Account.INITIATOR, "north", 100, "pads", DAY)


def test_a_saving_comes_to_its_accounts_once_it_is_booked_and_not_before():
    found = proposed()
    assert held() == {}
    approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, found.transaction_id, "PS 2/25", DAY))
    assert held() == {}
    book_reinvestment(LOCAL_PRINCIPAL, booking(found.transaction_id))
    # 600 - 100 = 500: half is kept, 30 % to the unit; with nobody to compensate the fund has 10 % + 10 %
    assert held() == {
        ("saving", "north"): -500,
        ("kept_as_cut", None): 250,
        ("initiator", "north"): 150,
        ("common_fund", None): 100,
    }
    assert proved() == []


def test_a_unit_spends_what_it_has_and_no_more():
    booked()
    spend_reinvestment(LOCAL_PRINCIPAL, SPENT)
    assert held()["initiator", "north"] == 150 - 100
    assert held()["use", "north"] == 100
    assert why(spend_reinvestment, SPENT) == "not_enough"  # 50 are left
    of_fund = Spending(TOWN, Account.COMMON_FUND, None, 100, "course", DAY)
    assert why(spend_reinvestment, of_fund) == "resolution"
    for account in (Account.KEPT_AS_CUT, Account.SAVING, Account.INNOVATION_FUND):
        assert why(spend_reinvestment, Spending(TOWN, account, "north", 1, "x", DAY)) == "not_spendable"
    assert proved() == []


def test_the_oldest_saving_pays_first():
    first = booked(gross=300, period=3)  # 200: 60 to the unit
    second = booked(gross=500, period=6)  # 400: 120 to the unit
    spend_reinvestment(LOCAL_PRINCIPAL, SPENT)
    used = savings(LOCAL_PRINCIPAL, TOWN)
    assert used["distributable_minor"].tolist() == [200, 400]
    rows = postings(LOCAL_PRINCIPAL, TOWN)
    spent = rows[(rows["account"] == "initiator") & (rows["amount_minor"] < 0)]
    assert dict(zip(spent["lot_id"], spent["amount_minor"], strict=True)) == {first.lot_id: -60, second.lot_id: -40}
    assert held()["initiator", "north"] == 60 + 120 - 100


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"verified": None}, "ineligible_not_known"),
        ({"verdict": "rejected"}, "ineligible_not_known"),
        ({"key": "Q1"}, "ineligible_not_cashable"),
        ({"key": "H1"}, "not_own_books"),
        ({"price_year": 2020}, "price_year"),
        ({"year": 2023}, "no_rule"),
    ],
)
def test_what_cannot_be_shared_is_refused_for_its_reason(told, reason):
    key = measure(TOWN, **{"key": "C1", "amount": 500, **told})
    assert why(propose_reinvestment, Proposal(TOWN, key, 0)) == reason


def test_a_saving_is_used_once_also_by_a_newer_revision():
    booked()
    again = measure(TOWN, "C1", 700)
    assert why(propose_reinvestment, Proposal(TOWN, again, 0)) == "ineligible_already_used"


def test_the_cut_is_used_once_by_the_savings_of_its_year():
    booked(gross=900, cost=0, period=3)
    found = proposed(gross=900, cost=0, period=6)
    assert found.split.distributable_minor == 1_000 - 900
    full = measure(TOWN, "C1", 900, period=9)
    assert why(propose_reinvestment, Proposal(TOWN, full, 0)) == "ineligible_not_booked"
    assert proposed("C2", 900, 0, period=6).split.distributable_minor == 900  # a decoy: another benefit's cut


def test_a_loss_stands_at_once_so_a_leader_does_not_enter_it():
    """A cost that was mistyped would weigh on every later period."""
    measured, leader = measure(TOWN, "C1", 50, period=3), somebody(Role.LEADER, TOWN, "north")
    typed = Proposal(TOWN, measured, 10**9)
    assert why(propose_reinvestment, typed, leader) == "loss_by_controller"
    assert not propose_reinvestment(leader, replace(typed, operating_cost_minor=10)).lost
    lost = Proposal(TOWN, measure(TOWN, "C2", 50, period=3), 60)
    assert propose_reinvestment(CONTROLLER, lost).lost


def test_a_loss_is_covered_first():
    lost = proposed(gross=50, cost=150, period=3)
    assert (lost.lost, lost.split.loss_carried_forward_minor) == (True, 100)
    assert proposed(gross=400, cost=100, period=6).split.distributable_minor == 400 - 100 - 100
    earlier = measure(TOWN, "C1", 50, year=YEAR, period=1)
    assert why(propose_reinvestment, Proposal(TOWN, earlier, 0)) == "later_shared"


def test_only_a_resolution_approves_and_only_once():
    found = proposed()
    assert why(approve_reinvestment, Approval(TOWN, found.transaction_id, " ", DAY)) == "resolution"
    assert why(approve_reinvestment, Approval(TOWN, found.transaction_id, "PS", date(2999, 1, 1))) == "ahead"
    approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, found.transaction_id, "PS 2/25", DAY))
    with pytest.raises(DecidedMeanwhile) as decided:
        approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, found.transaction_id, "PS 3/25", DAY))
    assert (decided.value.state, decided.value.day) == ("approved", DAY)


def test_what_was_rejected_can_be_proposed_anew():
    found = proposed()
    assert why(reject_reinvestment, Rejection(TOWN, found.transaction_id, "", DAY)) == "reason"
    reject_reinvestment(LOCAL_PRINCIPAL, Rejection(TOWN, found.transaction_id, "not now", DAY))
    with pytest.raises(DecidedMeanwhile):
        approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, found.transaction_id, "PS 2/25", DAY))
    again = propose_reinvestment(LOCAL_PRINCIPAL, Proposal(TOWN, measure(TOWN, "C1", 600), 100))
    assert again.lot_id == found.lot_id


def test_an_approval_is_withdrawn_by_a_resolution():
    found = proposed()
    approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, found.transaction_id, "PS 2/25", DAY))
    assert why(reject_reinvestment, Rejection(TOWN, found.transaction_id, "wrong", DAY)) == "resolution"
    reject_reinvestment(LOCAL_PRINCIPAL, Rejection(TOWN, found.transaction_id, "wrong", DAY, "PS 3/25"))
    with pytest.raises(DecidedMeanwhile):
        book_reinvestment(LOCAL_PRINCIPAL, booking(found.transaction_id))


def test_what_has_no_budget_change_is_not_booked():
    found = proposed()
    approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, found.transaction_id, "PS 2/25", DAY))
    assert why(book_reinvestment, Booking(TOWN, found.transaction_id, DAY)) == "no_change_for"
    nothing = dict.fromkeys(Account, "00000000-0000-0000-0000-000000000000")
    assert why(book_reinvestment, Booking(TOWN, found.transaction_id, DAY, nothing)) == "budget_change"
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        small = add_change(change, "small", "north", 249)  # 150 + 100 = 250 are wanted of it
        change.record("add", "test", small)
    of_small = Booking(TOWN, found.transaction_id, DAY, dict.fromkeys(Account, small))
    assert why(book_reinvestment, of_small) == "budget_change_used"
    book_reinvestment(LOCAL_PRINCIPAL, booking(found.transaction_id))


def test_what_was_revised_since_is_not_approved():
    found = proposed()
    measure(TOWN, "C1", 300)
    assert why(approve_reinvestment, Approval(TOWN, found.transaction_id, "PS 2/25", DAY)) == "revised"


def test_what_was_revised_since_is_not_booked():
    found = proposed()
    approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, found.transaction_id, "PS 2/25", DAY))
    measure(TOWN, "C1", 300)
    assert why(book_reinvestment, booking(found.transaction_id)) == "revised"


def test_a_revision_down_takes_back_what_is_there_and_lets_the_rest_be_owed():
    found = booked()
    spend_reinvestment(LOCAL_PRINCIPAL, SPENT)
    assert why(reverse_reinvestment, Reversal(TOWN, found.transaction_id, DAY)) == "not_lower"
    measure(TOWN, "C1", 300, verified=None)
    assert why(reverse_reinvestment, Reversal(TOWN, found.transaction_id, DAY)) == "not_looked_at"
    measure(TOWN, "C1", 300)
    assert proved()[0].startswith("reinvested_verified")  # it is said until it is reversed
    back = reverse_reinvestment(LOCAL_PRINCIPAL, Reversal(TOWN, found.transaction_id, DAY))
    # 300 - 100 = 200 is left of 500: 100, 60 and 40. The unit had 150 - 100 spent = 50 of the 90 to take back.
    assert (back.taken_back_minor, back.receivable_minor) == (300 - 40, 40)
    assert held() == {
        ("saving", "north"): -200 - 40,
        ("kept_as_cut", None): 100,
        ("common_fund", None): 40,
        ("use", "north"): 100 - 40,
        ("receivable", "north"): 40,
    }
    assert why(settle_receivable, Settlement(TOWN, "north", 41, DAY, RAISE)) == "not_enough"
    settle_receivable(LOCAL_PRINCIPAL, Settlement(TOWN, "north", 40, DAY, RAISE))
    assert held()["saving", "north"] == -200
    assert proved() == []


def reversed_to(gross: int, transaction_id: str, **told: int) -> int:
    """Measure a saving anew and reverse it; return the loss that later periods cover first."""
    measure(TOWN, "C1", gross, **told)
    return reverse_reinvestment(LOCAL_PRINCIPAL, Reversal(TOWN, transaction_id, DAY)).loss_minor


def test_a_loss_that_is_found_after_a_later_period_was_shared_is_covered_by_the_next():
    first, second = booked(period=3), booked("C1", 200, 0, period=6)
    assert reversed_to(30, first.transaction_id, period=3) == 100 - 30
    third = proposed("C1", 250, 0, period=9)
    assert (third.split.saving.loss_carried_minor, third.split.distributable_minor) == (70, 250 - 70)
    assert second.split.saving.loss_carried_minor == 0
    fourth = proposed("C1", 50, 0, period=12)
    assert (fourth.split.saving.loss_carried_minor, fourth.split.distributable_minor) == (0, 50)  # covered once
    assert proved() == []


def test_a_loss_that_is_found_to_be_larger_is_covered_whole():
    lost = proposed("C1", 60, 100, period=3)  # 100 - 60 = 40
    booked("C1", 240, 0, period=6)  # covers 40
    assert reversed_to(10, lost.transaction_id, period=3) == 100 - 10
    assert why(reverse_reinvestment, Reversal(TOWN, lost.transaction_id, DAY)) == "not_lower"
    measure(TOWN, "C1", 20, period=3)
    assert why(reverse_reinvestment, Reversal(TOWN, lost.transaction_id, DAY)) == "not_lower"
    third = proposed("C1", 300, 0, period=9)
    assert third.split.saving.loss_carried_minor == 90 - 40
    assert proved() == []


def test_a_loss_that_a_rejected_proposal_would_have_covered_is_still_to_be_covered():
    proposed("C1", 60, 100, period=3)
    refused = proposed("C1", 240, 0, period=6)
    booked("C1", 90, 0, period=9)
    reject_reinvestment(LOCAL_PRINCIPAL, Rejection(TOWN, refused.transaction_id, "wrong", DAY))
    fourth = proposed("C1", 100, 0, period=12)
    assert fourth.split.saving.loss_carried_minor == 40
    assert why(propose_reinvestment, Proposal(TOWN, refused_measurement(), 0)) == "later_shared"


def refused_measurement() -> str:
    return identity(TOWN, f"C1 {YEAR} 6 north 1")


def test_a_withdrawn_measurement_takes_all_of_it_back():
    found = booked()
    measure(TOWN, "C1", None, verified=None)
    reverse_reinvestment(LOCAL_PRINCIPAL, Reversal(TOWN, found.transaction_id, DAY))
    assert held() == {}


def test_at_year_end_money_lapses_or_is_carried_over_and_the_year_is_closed():
    day = date(YEAR, 6, 1)
    booked(day=day)
    booked("C2", 600, 100, day=day)
    assert close_year(LOCAL_PRINCIPAL, Closing(TOWN, "north", YEAR, YearEnd.LAPSE, "PS 9")) == 150
    assert close_year(LOCAL_PRINCIPAL, Closing(TOWN, "south", YEAR, YearEnd.CARRY_OVER, "PS 9")) == 150
    assert held()["common_fund", None] == 100 + 100 + 150
    assert held()["initiator", "south"] == 150
    for fate in YearEnd:
        assert why(close_year, Closing(TOWN, "south", YEAR, fate, "PS 9")) == "year_closed"
    late = Spending(TOWN, Account.INITIATOR, "south", 10, "pads", date(YEAR, 12, 31))
    assert why(spend_reinvestment, late) in ("year_closed", "too_early")
    spend_reinvestment(LOCAL_PRINCIPAL, Spending(TOWN, Account.INITIATOR, "south", 10, "pads", date(2025, 1, 1)))
    assert why(close_year, Closing(TOWN, "north", 2999, YearEnd.LAPSE, "PS 9")) == "year_not_over"
    assert proved() == []


def test_money_moves_in_the_order_of_days():
    booked()
    spend_reinvestment(LOCAL_PRINCIPAL, SPENT)
    before = Spending(TOWN, Account.INITIATOR, "north", 10, "pads", date(2025, 2, 28))
    assert why(spend_reinvestment, before) == "too_early"
    assert why(spend_reinvestment, Spending(TOWN, Account.INITIATOR, "north", 10, "pads", date(2999, 1, 1))) == "ahead"


def test_a_saving_that_a_saving_paid_for_says_so():
    first = booked()
    spend_reinvestment(LOCAL_PRINCIPAL, Spending(TOWN, Account.INITIATOR, "north", 100, "pads", DAY, "I2"))
    unknown = Spending(TOWN, Account.INITIATOR, "north", 10, "pads", DAY, "I9")
    assert why(spend_reinvestment, unknown) == "initiative"
    second = proposed("C2", 600, 100, year=2025, period=6)
    decoy = proposed("C1", 600, 100, year=2025, period=6)  # of I1, which nothing was spent on
    told = saving_sources(LOCAL_PRINCIPAL, TOWN)
    assert told.to_dict("records") == [{"lot_id": second.lot_id, "source_lot_id": first.lot_id}]
    assert decoy.lot_id not in set(told["lot_id"])


def test_what_a_saving_paid_for_is_not_new_own_money_again():
    booked()  # 500
    spend_reinvestment(LOCAL_PRINCIPAL, Spending(TOWN, Account.INITIATOR, "north", 100, "pads", DAY, "I2"))
    booked("C2", 400, 50, year=2025, period=6)  # 350, of what the first paid for
    booked("C1", 90, 20, year=2025, period=6)  # 70, and nothing was spent on it
    ledger = reinvestment_tables(LOCAL_PRINCIPAL, TOWN)
    assert own_money(ledger) == OwnMoney(500 + 70, 350)
    (said,) = paid_by_savings(ledger)
    assert (said.facts["new"].value, said.facts["again"].value) == (570, 350)


def test_who_may_do_what():
    """The controller books, whoever registers the council's resolutions approves, and the council reads."""
    found = proposed()
    approval = Approval(TOWN, found.transaction_id, "PS 2/25", DAY)
    administrator, leader = somebody(Role.ADMINISTRATOR, TOWN), somebody(Role.LEADER, TOWN, "south")
    for nobody in (COUNCIL, leader, somebody(Role.AUDITOR, TOWN)):
        with pytest.raises(AccessDenied):
            approve_reinvestment(nobody, approval)
    approve_reinvestment(administrator, approval)
    for nobody in (COUNCIL, administrator, leader):
        with pytest.raises(AccessDenied):
            book_reinvestment(nobody, booking(found.transaction_id))
        with pytest.raises(AccessDenied):
            spend_reinvestment(nobody, SPENT)
    book_reinvestment(CONTROLLER, booking(found.transaction_id))
    other = measure(TOWN, "C1", 300, year=2025, period=3)
    with pytest.raises(AccessDenied):
        propose_reinvestment(leader, Proposal(TOWN, other, 0))  # C1 is north's
    propose_reinvestment(somebody(Role.LEADER, TOWN, "north"), Proposal(TOWN, other, 0))
    assert transactions(COUNCIL, TOWN)["state"].tolist() == ["booked", "proposed"]
