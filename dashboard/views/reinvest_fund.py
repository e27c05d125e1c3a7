"""The innovation fund: how it stood day by day, its loans and what is due of them, and what a krone of it gave."""

from datetime import date

import streamlit as st

from dashboard import format, page, reinvest_results
from dashboard.benefit_charts import piles
from dashboard.charts import Mark
from dashboard.scope import Scope
from dashboard.table import Column, Table, as_html
from dashboard.views import reinvest_fund_deeds
from dashboard.views.listing import heading, quiet
from dashboard.views.reinvest_decide_form import parts, say_last
from dashboard.views.reinvest_decide_words import LedgerChoices
from dashboard.views.scorecard_table import voice_of
from data.vocabulary import Right
from metrics.fund_over_time import LoanNow, fund_balances, fund_returns, loans_now
from metrics.reinvestment_tables import ReinvestmentTables

BALANCE = (("day", "date"), ("paid_in", "money"), ("balance", "money"), ("lent", "money"))
LOAN = (
    ("loan", "text"),
    ("unit", "text"),
    ("purpose", "text"),
    ("lent", "money"),
    ("repaid", "money"),
    ("outstanding", "money"),
    ("overdue", "money"),
    ("next_due", "date"),
)
RETURN = (("initiative", "text"), ("gain", "money"), ("lent", "money"), ("gross", "number"), ("net", "number"))


def show(scope: Scope) -> None:
    """Draw the fund and the forms that fill it, lend of it and pay back."""
    say_last()
    ledger, choices = reinvest_results.ledger_of(scope), LedgerChoices(scope)
    stood = fund_balances(ledger)
    voice, loans = voice_of(scope), loans_now(ledger, date.today())
    if stood.empty:
        page.answer([voice.word("reinvest.fund.empty")])
    else:
        last = {str(name): voice.money(int(amount)) for name, amount in stood.iloc[-1].items()}
        overdue = sum(one.overdue_minor > 0 for one in loans)
        page.answer([voice.word("reinvest.fund.answer", **last), voice.word("reinvest.fund.overdue", count=overdue)])
        _over_time(scope, ledger)
        _loans(scope, choices, loans)
        _returns(scope, ledger, choices)
    forms = reinvest_fund_deeds
    parts(scope, Right.BOOK, [forms.paying_in(scope, choices), *forms.of_loans(scope, choices, loans, stood)])


def _over_time(scope: Scope, ledger: ReinvestmentTables) -> None:
    voice, stood = voice_of(scope), fund_balances(ledger)
    stacks = {
        voice.word(f"reinvest.fund.{name}"): [
            Mark(format.day(scope.language, on), int(amount), voice.money(int(amount)))
            for on, amount in zip(stood.index, stood[f"{name}_minor"], strict=True)
        ]
        for name in ("balance", "lent")
    }
    title = voice.word("reinvest.fund.over_time")
    subtitle = voice.word("reinvest.fund.subtitle", currency=scope.currency)
    page.drawing(piles(stacks, ()), title=title, subtitle=subtitle, alt=voice.word("reinvest.fund.alt"))
    st.html(as_html(scope.language, balances(scope, ledger), title))
    page.csv_link(scope, "innovation-fund")


def balances(scope: Scope, ledger: ReinvestmentTables) -> Table:
    """Return how the fund stood at the end of each day on which its money moved."""
    stood = fund_balances(ledger)
    names = ("paid_in_minor", "balance_minor", "lent_minor")
    rows = tuple((on, *(int(row[name]) for name in names)) for on, row in stood.iterrows())
    return Table("innovation-fund", _columns(scope, BALANCE), rows, scope.currency_exponent)


def _columns(scope: Scope, names: tuple[tuple[str, str], ...]) -> tuple[Column, ...]:
    voice = voice_of(scope)
    return tuple(Column(voice.word(f"reinvest.fund.column.{name}"), kind) for name, kind in names)


def _loans(scope: Scope, choices: LedgerChoices, loans: tuple[LoanNow, ...]) -> None:
    voice = voice_of(scope)
    if not loans:
        return
    rows = tuple(
        (
            one.loan.loan_id,
            choices.unit(one.loan.unit_id),
            one.purpose,
            one.loan.amount_minor,
            one.repaid_minor,
            one.outstanding_minor,
            one.overdue_minor,
            one.next_due_on,
        )
        for one in loans
    )
    title = voice.word("reinvest.fund.loans")
    st.html(heading(title))
    st.html(as_html(scope.language, Table("loans", _columns(scope, LOAN), rows, scope.currency_exponent), title))
    st.html(quiet(voice.word("reinvest.fund.instalments")))


def _returns(scope: Scope, ledger: ReinvestmentTables, choices: LedgerChoices) -> None:
    voice, found = voice_of(scope), fund_returns(ledger, date.today())
    if not found:
        return
    every = voice.word("reinvest.fund.all")
    rows = tuple(
        (
            every if one.initiative_id is None else choices.initiatives.get(one.initiative_id, one.initiative_id),
            one.gain_minor,
            one.paid_out_minor,
            one.gross,
            one.net,
        )
        for one in found
    )
    title = voice.word("reinvest.fund.returns")
    st.html(heading(title))
    st.html(as_html(scope.language, Table("returns", _columns(scope, RETURN), rows, scope.currency_exponent), title))
    st.html(quiet(voice.word("reinvest.fund.gross_is_not_net")))
