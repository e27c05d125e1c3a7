"""The closed lists of words of the reinvestment ledger, beside its accounts in `data.money_vocabulary`."""

from enum import StrEnum

from data.money_vocabulary import Account, PostingState


class TransactionKind(StrEnum):
    """What a transaction of the ledger does.

    `loss` keeps a period that gave nothing, so that the next covers it first; `claim` and `receipt` are what a winner
    owes, and pays, a bearer by an agreement; `capital` is put into the innovation fund.
    """

    ALLOCATION = "allocation"
    LOSS = "loss"
    SPENDING = "spending"
    LAPSE = "lapse"
    CARRY_OVER = "carry_over"
    REVERSAL = "reversal"
    SETTLEMENT = "settlement"
    APPROPRIATION = "appropriation"
    CAPITAL = "capital"
    LOAN = "loan"
    REPAYMENT = "repayment"
    CLAIM = "claim"
    RECEIPT = "receipt"


FIRST_STATE = dict.fromkeys(TransactionKind, PostingState.BOOKED) | {
    TransactionKind.ALLOCATION: PostingState.PROPOSED,
    TransactionKind.SPENDING: PostingState.SPENT,
    TransactionKind.LAPSE: PostingState.LAPSED,
    TransactionKind.CARRY_OVER: PostingState.CARRIED_OVER,
}
"""The state that each kind begins in; only an allocation is proposed first."""

NAMES_A_CHANGE = (
    TransactionKind.ALLOCATION,
    TransactionKind.APPROPRIATION,
    TransactionKind.CAPITAL,
    TransactionKind.LOAN,
    TransactionKind.RECEIPT,
)
"""Kinds whose every posting names the budget change that carries it out."""

FILLED_BY_A_CHANGE = frozenset(
    {
        Account.INITIATOR,
        Account.BEARER_COMPENSATION,
        Account.COMMON_FUND,
        Account.INNOVATION_FUND,
        Account.LOAN,
    }
)
"""Accounts that a budget change fills: what is given of one change is never more than what it raised."""

SPENDABLE = (Account.INITIATOR, Account.COMMON_FUND)
"""Accounts that something is paid for from; the common fund on a council resolution alone."""


class YearEnd(StrEnum):
    """What becomes of a unit's unspent money when a year is closed."""

    LAPSE = "lapse"
    CARRY_OVER = "carry_over"


class AgreementKind(StrEnum):
    """What another party agreed to: that it gets a share, or that a winner compensates a bearer."""

    SHARING = "sharing"
    COMPENSATION = "compensation"
