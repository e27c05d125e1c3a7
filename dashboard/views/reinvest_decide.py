"""Proposals and resolutions: what waits for somebody, one transaction with what decides it, and the forms."""

import streamlit as st

from dashboard import page, reinvest_results
from dashboard.markup import Html, html
from dashboard.reinvest_place import ReinvestPlace, here
from dashboard.scope import Scope
from dashboard.views import reinvest_decide_deeds, reinvest_decide_one
from dashboard.views.listing import heading, listing, quiet
from dashboard.views.reinvest_decide_form import parts, say_last
from dashboard.views.reinvest_decide_words import LedgerChoices, row_of
from dashboard.views.reinvest_path import link
from dashboard.views.scorecard_table import voice_of
from data.money_vocabulary import PostingState
from data.reinvestment_vocabulary import TransactionKind
from data.vocabulary import Right
from metrics.reinvestment_tables import ReinvestmentTables

WAITS = {PostingState.PROPOSED: "proposed", PostingState.APPROVED: "approved"}
COLUMNS = ("saving", "unit", "amount", "state", "missing")


def show(scope: Scope) -> None:
    """Draw what waits for a resolution or a budget change, or the one transaction that is asked for."""
    say_last()
    ledger, choices = reinvest_results.ledger_of(scope), LedgerChoices(scope)
    wanted = here().transaction
    if wanted is not None and wanted in set(ledger.transactions["transaction_id"]):
        reinvest_decide_one.show(scope, ledger, choices, wanted)
        return
    if wanted is not None:
        st.html(quiet(voice_of(scope).word("reinvest.decide.unknown")))
    _waiting(scope, ledger, choices)
    reinvest_decide_deeds.proposing(scope, ledger, choices)
    parts(scope, Right.BOOK, [reinvest_decide_deeds.spending(scope, choices)])


def _waiting(scope: Scope, ledger: ReinvestmentTables, choices: LedgerChoices) -> None:
    voice = voice_of(scope)
    rows = ledger.transactions[
        (ledger.transactions["kind"] == TransactionKind.ALLOCATION)
        & ledger.transactions["state"].isin([state.value for state in WAITS])
    ]
    counts = {name: int((rows["state"] == state).sum()) for state, name in WAITS.items()}
    page.answer([voice.word("reinvest.decide.answer", **counts)])
    if rows.empty:
        return
    title = voice.word("reinvest.decide.waits")
    labels = [voice.word(f"reinvest.decide.column.{name}") for name in COLUMNS]
    cells = [_row(scope, ledger, choices, str(one)) for one in rows["transaction_id"]]
    st.html(heading(title))
    st.html(listing(title, labels, cells))


def _row(scope: Scope, ledger: ReinvestmentTables, choices: LedgerChoices, transaction: str) -> list[Html]:
    voice = voice_of(scope)
    head, saving = row_of(ledger.transactions, transaction) or {}, row_of(ledger.savings, transaction) or {}
    name = reinvest_decide_one.saving_name(choices, saving)
    return [
        link(scope, ReinvestPlace("decide", transaction=transaction), name),
        _cell(choices.unit(head["unit_id"])),
        _cell(voice.money(int(saving["distributable_minor"]))),
        _cell(voice.word(f"posting_state.{head['state']}")),
        _cell(voice.word(f"reinvest.missing.{WAITS[PostingState(head['state'])]}")),
    ]


def _cell(said: object) -> Html:
    return html("{said}", said=said)
