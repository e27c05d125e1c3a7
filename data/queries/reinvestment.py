"""The reinvestment ledger: rules, savings, postings and what carries them out.

The ledger is the municipality's: whoever has figures there reads all of it, the drafts of rules too, since the council
adopts them. Why a proposal was rejected comes with the right to texts over the unit that it is about. Units are told by
id alone: what may be named is decided where they are shown.
"""

from functools import lru_cache
from typing import Any, cast

import pandas as pd
from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import aliased

from data.access import Principal, reading, visible
from data.asked import KEPT, here, same
from data.frames import frame
from data.money_vocabulary import PostingState
from data.schema.initiatives import Benefit
from data.schema.ledger import BudgetChange
from data.schema.reinvestment import (
    FundInstalment,
    FundLoan,
    ReinvestmentAgreement,
    ReinvestmentRule,
    SavingLot,
    SavingSource,
)
from data.schema.reinvestment_ledger import (
    PostingChange,
    ReinvestmentEvent,
    ReinvestmentPosting,
    ReinvestmentTransaction,
    SavingSplit,
    YearClosing,
)
from data.visibility import Column
from data.vocabulary import Right

Statement = Select[*tuple[Any, ...]]
Rule, Posting, Event, Transaction = ReinvestmentRule, ReinvestmentPosting, ReinvestmentEvent, ReinvestmentTransaction
PLAIN: dict[type[Any], tuple[str, ...]] = {
    ReinvestmentAgreement: (
        "agreement_id",
        "kind",
        "payer_id",
        "receiver_id",
        "reference",
        "agreed_on",
        "amount_minor",
    ),
    FundLoan: ("loan_id", "unit_id", "amount_minor", "paid_out_on"),
    FundInstalment: ("loan_id", "due_on", "amount_minor"),
    YearClosing: ("unit_id", "fiscal_year", "fate", "amount_minor", "transaction_id"),
    SavingSource: ("lot_id", "source_lot_id"),
}
"""Columns of tables that are told as they stand, in the order of their first two."""


def rules(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return every version of the rules in the columns of RULES, drafts too, the oldest first."""
    with reading(principal) as session:
        return frame(session, _rules(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _rules(principal: Principal) -> Statement:
    left_out = {"municipality_id", "written_at", "written_by", "adopted_at", "adopted_by", "version_id"}
    columns = [getattr(Rule, column.key) for column in Rule.__table__.columns if column.key not in left_out]
    return (
        select(*columns, Rule.adopted_at.is_not(None).label("adopted"), Rule.version_id)
        .where(*here(principal, Rule))
        .order_by(Rule.valid_from)
    )


def savings(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return how each saving was worked out, in the columns of SAVINGS; one row a proposal, loss or reversal."""
    with reading(principal) as session:
        return frame(session, _savings(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _savings(principal: Principal) -> Statement:
    split = SavingSplit
    return (
        select(
            split.transaction_id,
            split.lot_id,
            SavingLot.benefit_id,
            Benefit.initiative_id,
            SavingLot.fiscal_year,
            SavingLot.period,
            SavingLot.beneficiary_id,
            split.measurement_id,
            split.rule_valid_from,
            split.year_number,
            split.gross_minor,
            split.operating_cost_minor,
            split.loss_carried_minor,
            split.booked_reduction_minor,
            split.instalment_due_minor,
            split.initiator_before_minor,
            split.bearer_to_compensate,
            split.at_minimum_staffing,
            split.distributable_minor,
            split.loss_forward_minor,
        )
        .join(SavingLot, same(SavingLot, split, "lot_id"))
        .join(Benefit, same(Benefit, SavingLot, "benefit_id"))
        .where(*here(principal, split))
        .order_by(split.transaction_id)
    )


def transactions(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return every transaction with the state it has come to, in the columns of TRANSACTIONS, the oldest first.

    `resolution` is what that state stands on, or else what it was approved by.
    """
    with reading(principal) as session:
        return frame(session, _transactions(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _transactions(principal: Principal) -> Statement:
    names = ("kind", "unit_id", "price_year", "purpose", "initiative_id", "measurement_id", "agreement_id")
    last, later, approved = aliased(Event), aliased(Event), aliased(Event)
    texts = visible(principal, Transaction.municipality_id, cast("Column", Transaction.unit_id), Right.TEXTS)
    return (
        select(
            Transaction.transaction_id,
            *(getattr(Transaction, name) for name in names),
            Transaction.reverses_id,
            last.state,
            last.day.label("on"),
            func.coalesce(last.resolution, approved.resolution).label("resolution"),
            case((texts, last.reason)).label("reason"),
        )
        .join(last, same(last, Transaction, "transaction_id"))
        .outerjoin(later, and_(same(later, last, "transaction_id"), later.follows == last.state))
        .outerjoin(
            approved,
            and_(same(approved, Transaction, "transaction_id"), approved.state == PostingState.APPROVED),
        )
        .where(*here(principal, Transaction), later.state.is_(None))
        .order_by(Transaction.transaction_id)
    )


def postings(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return every posting in the columns of POSTINGS, whatever its state; `on` is the day of that state."""
    with reading(principal) as session:
        found = frame(session, _postings(principal), municipality=municipality_id)
    ids = [f"{one}-{number}" for one, number in zip(found["transaction_id"], found["number"], strict=True)]
    found.insert(0, "posting_id", pd.Series(ids, index=found.index, dtype=object))
    return found


@lru_cache(maxsize=KEPT)
def _postings(principal: Principal) -> Statement:
    last, later = aliased(Event), aliased(Event)
    return (
        select(
            Posting.transaction_id,
            Posting.account,
            Posting.unit_id,
            Posting.amount_minor,
            Posting.lot_id,
            last.day.label("on"),
            last.state,
            Posting.number,
            last.kind,
            Posting.loan_id,
            Posting.party_id,
            Posting.agreement_id,
            Transaction.price_year,
        )
        .join(Transaction, same(Transaction, Posting, "transaction_id"))
        .join(last, same(last, Posting, "transaction_id"))
        .outerjoin(later, and_(same(later, last, "transaction_id"), later.follows == last.state))
        .where(*here(principal, Posting), later.state.is_(None))
        .order_by(Posting.transaction_id, Posting.number)
    )


def posting_changes(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the budget changes that carry out postings, in the columns of POSTING_CHANGES."""
    with reading(principal) as session:
        return frame(session, _posting_changes(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _posting_changes(principal: Principal) -> Statement:
    return (
        select(
            PostingChange.transaction_id,
            PostingChange.number,
            PostingChange.change_id,
            PostingChange.amount_minor,
            BudgetChange.reference,
            BudgetChange.decided_on,
            BudgetChange.fiscal_year,
            BudgetChange.unit_id,
            BudgetChange.amount_minor.label("change_minor"),
        )
        .join(BudgetChange, same(BudgetChange, PostingChange, "change_id"))
        .where(*here(principal, PostingChange))
        .order_by(PostingChange.transaction_id, PostingChange.number, PostingChange.change_id)
    )


def agreements(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what parties agreed, in the columns of AGREEMENTS."""
    return _plain(principal, municipality_id, ReinvestmentAgreement)


def fund_loans(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the innovation fund's loans, in the columns of LOANS."""
    return _plain(principal, municipality_id, FundLoan)


def fund_instalments(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what of each loan falls due when, in the columns of INSTALMENTS."""
    return _plain(principal, municipality_id, FundInstalment)


def year_closings(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the years that are closed, in the columns of CLOSINGS."""
    return _plain(principal, municipality_id, YearClosing)


def saving_sources(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return which savings were paid for by which older ones, in the columns of SOURCES."""
    return _plain(principal, municipality_id, SavingSource)


def _plain(principal: Principal, municipality_id: str, table: type[Any]) -> pd.DataFrame:
    with reading(principal) as session:
        return frame(session, _plain_of(principal, table), municipality=municipality_id)


def _plain_of(principal: Principal, table: type[Any]) -> Statement:
    columns = [getattr(table, name) for name in PLAIN[table]]
    return select(*columns).where(*here(principal, table)).order_by(*columns[:2])
