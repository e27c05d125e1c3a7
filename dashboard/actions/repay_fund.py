"""Pay back on a loan of the innovation fund, from the unit's reinvested savings or from its ordinary budget."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.ledger_entries import above_zero, entered, moved, taken
from dashboard.actions.ledger_refusals import LedgerRefused
from data.access import Principal, Writing, writing
from data.money_vocabulary import Account
from data.reinvestment_entries import Head, Leg
from data.reinvestment_ledger import LoanLeft, Place, loans_of
from data.reinvestment_vocabulary import TransactionKind
from data.schema.reinvestment import FundLoan
from data.vocabulary import Right


@dataclass(frozen=True)
class Repayment:
    """What is paid back on a loan."""

    municipality_id: str
    loan_id: str
    amount_minor: int
    from_savings: bool
    day: date


def repay_fund(principal: Principal, wanted: Repayment) -> str:
    """Pay back on a loan; return the transaction's id.

    Raises:
        LedgerRefused: there is no such loan, less is owed, or the unit's savings are less.
        AccessDenied: the principal may not book.
    """
    amount = above_zero(wanted.amount_minor)
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        loan = _loan(change, wanted.loan_id)
        owed = loan.amount_minor - loan.repaid_minor
        if amount > owed:
            raise LedgerRefused("over_loan", left_minor=owed)
        legs = [
            Leg(Account.LOAN, loan.unit_id, -amount, loan_id=loan.loan_id),
            Leg(Account.INNOVATION_FUND, None, amount),
        ]
        if wanted.from_savings:
            source = Place(Account.INITIATOR, loan.unit_id)
            legs = [*moved(source, Place(Account.USE, loan.unit_id), taken(change, source, amount)), *legs]
        head = Head(TransactionKind.REPAYMENT, loan.unit_id, wanted.day.year)
        return entered(change, "repay", head, legs, wanted.day)


def _loan(change: Writing, loan_id: str) -> LoanLeft:
    row = change.session.get(FundLoan, (change.municipality_id, loan_id))
    if row is None:
        raise LedgerRefused("loan", found=loan_id)
    return next(one for one in loans_of(change.session, change.municipality_id, row.unit_id) if one.loan_id == loan_id)
