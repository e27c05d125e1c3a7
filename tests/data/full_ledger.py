"""A ledger in which everything happened once: what its tables can hold, as its decisions enter it."""

from datetime import date

from dashboard.actions.agree_compensation import Agreement, agree_compensation
from dashboard.actions.appropriate_reinvestment import Appropriation, appropriate_reinvestment
from dashboard.actions.approve_reinvestment import Approval, approve_reinvestment
from dashboard.actions.claim_compensation import CompensationClaim, claim_compensation
from dashboard.actions.close_year import Closing, close_year
from dashboard.actions.draft_rule import RuleDraft, draft_rule
from dashboard.actions.fund_innovation import Capital, fund_innovation
from dashboard.actions.lend_from_fund import Lending, lend_from_fund
from dashboard.actions.receive_compensation import Receipt, receive_compensation
from dashboard.actions.reject_reinvestment import Rejection, reject_reinvestment
from dashboard.actions.repay_fund import Repayment, repay_fund
from dashboard.actions.reverse_reinvestment import Reversal, reverse_reinvestment
from dashboard.actions.settle_receivable import Settlement, settle_receivable
from dashboard.actions.spend_reinvestment import Spending, spend_reinvestment
from data.access import LOCAL_PRINCIPAL
from data.money_vocabulary import Account
from data.reinvestment_vocabulary import AgreementKind, YearEnd
from tests.dashboard.actions.savings_town import DAY, RAISE, adopted, booked, proposed
from tests.data.small_files import TOWN
from tests.data.small_savings import YEAR, identity, measure, save_town

SOUTH = identity(TOWN, "raise south")


def fill_ledger() -> None:
    """Make the town, and let its savings go every way that there is."""
    save_town()
    adopted()
    draft_rule(LOCAL_PRINCIPAL, RuleDraft(TOWN, date(2026, 1, 1), "R2", 1_000_000, 0, 0, 0, cap_minor=5, taper=(1,)))
    booked("C2", 600, 100, day=date(YEAR, 6, 1))
    close_year(LOCAL_PRINCIPAL, Closing(TOWN, "south", YEAR, YearEnd.LAPSE, "PS 9"))
    first = booked()
    spend_reinvestment(LOCAL_PRINCIPAL, Spending(TOWN, Account.INITIATOR, "north", 100, "pads", DAY, "I2"))
    measure(TOWN, "C1", 300)
    reverse_reinvestment(LOCAL_PRINCIPAL, Reversal(TOWN, first.transaction_id, DAY))
    settle_receivable(LOCAL_PRINCIPAL, Settlement(TOWN, "north", 40, DAY, RAISE))
    _fund_and_agreements()
    second = proposed("C2", 500, 0, year=2025, period=6)  # of I2, which C1 paid for
    reject_reinvestment(LOCAL_PRINCIPAL, Rejection(TOWN, second.transaction_id, "not now", DAY))
    third = proposed("C2", 400, 0, year=2025, period=6)
    approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, third.transaction_id, "PS 2/25", DAY))
    proposed("C1", 10, 90, year=2025, period=6)  # a loss


def _fund_and_agreements() -> None:
    fund_innovation(LOCAL_PRINCIPAL, Capital(TOWN, 1_000, False, "PS 6", DAY, RAISE))
    due = (date(2025, 4, 1), date(2025, 7, 1))
    lend_from_fund(LOCAL_PRINCIPAL, Lending(TOWN, "L1", "north", 100, "pilot", due, "PS 7", DAY, RAISE, "I1"))
    repay_fund(LOCAL_PRINCIPAL, Repayment(TOWN, "L1", 30, False, DAY))
    quality = measure(TOWN, "Q1", None, quantity=4.0)
    appropriate_reinvestment(LOCAL_PRINCIPAL, Appropriation(TOWN, quality, 60, "PS 8", DAY, SOUTH))
    agreed = Agreement(TOWN, "A1", AgreementKind.COMPENSATION, "north", "south", 500, "2025/12", DAY)
    agree_compensation(LOCAL_PRINCIPAL, agreed)
    claim_compensation(LOCAL_PRINCIPAL, CompensationClaim(TOWN, "A1", 300, DAY))
    receive_compensation(LOCAL_PRINCIPAL, Receipt(TOWN, "A1", 200, False, DAY, RAISE))
