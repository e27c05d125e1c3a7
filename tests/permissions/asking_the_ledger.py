"""What the decisions of the reinvestment ledger are given: whoever may take them is told that nothing is there."""

from datetime import date, timedelta
from typing import Any

from dashboard.actions.adopt_rule import Adoption
from dashboard.actions.agree_compensation import Agreement
from dashboard.actions.appropriate_reinvestment import Appropriation
from dashboard.actions.approve_reinvestment import Approval
from dashboard.actions.book_reinvestment import Booking
from dashboard.actions.claim_compensation import CompensationClaim
from dashboard.actions.close_year import Closing
from dashboard.actions.draft_rule import RuleDraft
from dashboard.actions.fund_innovation import Capital
from dashboard.actions.lend_from_fund import Lending
from dashboard.actions.propose_reinvestment import Proposal
from dashboard.actions.receive_compensation import Receipt
from dashboard.actions.reject_reinvestment import Rejection
from dashboard.actions.repay_fund import Repayment
from dashboard.actions.reverse_reinvestment import Reversal
from dashboard.actions.settle_receivable import Settlement
from dashboard.actions.spend_reinvestment import Spending
from data.money_vocabulary import Account
from data.reinvestment_vocabulary import AgreementKind, YearEnd
from tests.permissions.people import HOME_CARE, TOWN

NONE = "00000000-0000-0000-0000-000000000000"
DAY, LAST = date(2026, 3, 1), date(2024, 12, 31)


def given_to_the_ledger(actor: str) -> dict[str, tuple[Any, ...]]:
    """Return what each decision is given after the principal; a draft of a rule has a day for each who drafts."""
    day = date(2040, 1, 1) + timedelta(sum(actor.encode()))
    return {
        "draft_rule.draft_rule": (RuleDraft(TOWN, day, actor, 1_000_000, 0, 0, 0),),
        "draft_rule.drop_draft": (TOWN, day, 1),
        "adopt_rule.adopt_rule": (Adoption(TOWN, date(2030, 1, 1), "PS 1", 1, DAY),),
        "propose_reinvestment.propose_reinvestment": (Proposal(TOWN, NONE, 0),),
        "approve_reinvestment.approve_reinvestment": (Approval(TOWN, NONE, "PS 1", DAY),),
        "reject_reinvestment.reject_reinvestment": (Rejection(TOWN, NONE, "why", DAY),),
        "book_reinvestment.book_reinvestment": (Booking(TOWN, NONE, DAY),),
        "spend_reinvestment.spend_reinvestment": (Spending(TOWN, Account.INITIATOR, HOME_CARE, 10**9, "pads", DAY),),
        "close_year.close_year": (Closing(TOWN, "no such unit", LAST.year, YearEnd.LAPSE, "PS 1"),),
        "reverse_reinvestment.reverse_reinvestment": (Reversal(TOWN, NONE, DAY),),
        "settle_receivable.settle_receivable": (Settlement(TOWN, HOME_CARE, 10**9, DAY, NONE),),
        "appropriate_reinvestment.appropriate_reinvestment": (Appropriation(TOWN, NONE, 1, "PS 1", DAY, NONE),),
        "fund_innovation.fund_innovation": (Capital(TOWN, 1, False, "PS 1", DAY, NONE),),
        "lend_from_fund.lend_from_fund": (
            Lending(TOWN, "no-fund", HOME_CARE, 10**9, "pilot", (DAY,), "PS 1", DAY, NONE),
        ),
        "repay_fund.repay_fund": (Repayment(TOWN, "no-loan", 1, False, DAY),),
        "agree_compensation.agree_compensation": (
            Agreement(TOWN, "none", AgreementKind.COMPENSATION, "nobody", "no one", 1, "2026/1", DAY),
        ),
        "claim_compensation.claim_compensation": (CompensationClaim(TOWN, "none", 1, DAY),),
        "receive_compensation.receive_compensation": (Receipt(TOWN, "none", 1, False, DAY, NONE),),
    }
