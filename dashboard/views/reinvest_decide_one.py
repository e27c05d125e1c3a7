"""One transaction of the reinvestment ledger: which saving, by which rule, how it is shared, and what is missing."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import format, navigation, page
from dashboard.actions.book_reinvestment import BY_CUT
from dashboard.markup import Html, html, joined
from dashboard.reinvest_place import ReinvestPlace
from dashboard.scope import Scope
from dashboard.table import Column, Table, as_html
from dashboard.views import reinvest_decide_deeds
from dashboard.views.listing import heading, quiet
from dashboard.views.reinvest_decide_form import parts
from dashboard.views.reinvest_decide_words import LedgerChoices, Row, row_of
from dashboard.views.reinvest_path import link
from dashboard.views.scorecard_table import voice_of
from data.money_vocabulary import Account, PostingState
from data.reinvestment_vocabulary import TransactionKind
from data.vocabulary import Right
from metrics.reinvestment_tables import ReinvestmentTables
from metrics.saving_sources import sources_of

WORKING = (
    "gross_minor",
    "operating_cost_minor",
    "loss_carried_minor",
    "booked_reduction_minor",
    "distributable_minor",
    "loss_forward_minor",
)
REVERSIBLE = (TransactionKind.ALLOCATION, TransactionKind.LOSS)


def show(scope: Scope, ledger: ReinvestmentTables, choices: LedgerChoices, transaction: str) -> None:
    """Draw a transaction with everything that a decider needs, and the forms that its state has."""
    voice = voice_of(scope)
    head, saving = row_of(ledger.transactions, transaction) or {}, row_of(ledger.savings, transaction)
    st.html(link(scope, ReinvestPlace("decide"), voice.word("reinvest.decide.all")))
    name = saving_name(choices, saving) if saving is not None else str(head["purpose"] or "")
    page.answer([_answer(scope, head, saving, name)])
    st.html(_facts(scope, ledger, choices, head, saving))
    if saving is not None:
        title = voice.word("reinvest.working")
        st.html(heading(title))
        st.html(as_html(scope.language, _working(scope, saving), title))
    postings = ledger.postings[ledger.postings["transaction_id"] == transaction]
    if len(postings):
        title = voice.word("reinvest.shared")
        st.html(heading(title))
        st.html(as_html(scope.language, _shared(scope, ledger, choices, postings), title))
    _forms(scope, choices, head, transaction, postings)


def saving_name(choices: LedgerChoices, saving: Row) -> str:
    """Return what a saving is of: its benefit and period."""
    benefit = choices.register.benefit_names.get(str(saving["benefit_id"]), str(saving["benefit_id"]))
    return f"{benefit}, {saving['fiscal_year']}-{saving['period']:02}"


def _answer(scope: Scope, head: Row, saving: Row | None, name: str) -> str:
    voice = voice_of(scope)
    slots: dict[str, object] = {
        "kind": voice.word(f"transaction_kind.{head['kind']}"),
        "state": voice.word(f"posting_state.{head['state']}"),
        "day": format.day(scope.language, head["on"]),
        "name": name,
    }
    if saving is not None and saving["distributable_minor"]:
        return voice.word("reinvest.one.saving", amount=voice.money(int(saving["distributable_minor"])), **slots)
    return voice.word("reinvest.one.other", **slots)


def _facts(scope: Scope, ledger: ReinvestmentTables, choices: LedgerChoices, head: Row, saving: Row | None) -> Any:
    voice = voice_of(scope)
    told: list[tuple[str, object]] = [
        *([("saving", _benefit(scope, choices, saving))] if saving is not None else []),
        ("unit", choices.unit(head["unit_id"])),
        ("initiative", choices.initiatives.get(str(head["initiative_id"]))),
        ("resolution", head["resolution"]),
        ("reason", head["reason"]),
        ("purpose", head["purpose"]),
        ("agreement", head["agreement_id"]),
        ("price_year", str(head["price_year"])),
        *(_of_saving(scope, ledger, saving) if saving is not None else []),
    ]
    rows = joined(
        html("<div><dt>{name}</dt><dd>{said}</dd></div>", name=voice.word(f"reinvest.told.{name}"), said=said)
        for name, said in told
        if isinstance(said, str) and said
    )
    return html('<dl class="bb-definitions">{rows}</dl>', rows=rows)


def _benefit(scope: Scope, choices: LedgerChoices, saving: Row) -> Html:
    """Return the way to the benefit that a saving is of, with its measurements and its evidence."""
    to = scope.address(navigation.address("benefits"), benefit=str(saving["benefit_id"]))
    return html('<a href="{to}" target="_self">{name}</a>', to=to, name=saving_name(choices, saving))


def _of_saving(scope: Scope, ledger: ReinvestmentTables, saving: Row) -> list[tuple[str, str]]:
    """Return the rule that shares a saving, and that older savings paid for it, where they did."""
    voice = voice_of(scope)
    rules = ledger.rules.set_index("valid_from")
    rule = rules.loc[saving["rule_valid_from"]]
    day = format.day(scope.language, saving["rule_valid_from"])
    told = voice.word("reinvest.by_rule", name=rule["name"], day=day, resolution=rule["council_resolution"] or "")
    sources = sources_of(ledger.sources, str(saving["lot_id"])).get(str(saving["lot_id"]), [])
    return [
        ("rule", told),
        ("year_number", str(saving["year_number"])),
        *([("sources", voice.word("reinvest.not_new", count=len(sources)))] if sources else []),
    ]


def _working(scope: Scope, saving: Row) -> Table:
    voice = voice_of(scope)
    columns = (Column(voice.word("reinvest.shown.step")), Column(voice.word("reinvest.shown.amount"), "money"))
    rows = tuple((voice.word(f"reinvest.step.{name}"), int(saving[name])) for name in WORKING)
    return Table("working", columns, rows, scope.currency_exponent)


def _shared(scope: Scope, ledger: ReinvestmentTables, choices: LedgerChoices, postings: pd.DataFrame) -> Table:
    """Return the postings: account, unit, amount, and the references of the budget changes that carry each out."""
    voice = voice_of(scope)
    names = (("account", "text"), ("unit", "text"), ("amount", "money"), ("change", "text"))
    columns = tuple(Column(voice.word(f"reinvest.shown.{name}"), kind) for name, kind in names)
    lacking = {account: voice.word(f"reinvest.{'by_cut' if account in BY_CUT else 'no_change'}") for account in Account}
    rows = []
    for row in postings.sort_values("number").to_dict("records"):
        of = ledger.changes[ledger.changes["transaction_id"] == row["transaction_id"]]
        references = sorted(set(of.loc[of["number"] == row["number"], "reference"].dropna()))
        told = ", ".join(references) or lacking[row["account"]]
        account, unit = voice.word(f"account.{row['account']}"), choices.unit(row["unit_id"])
        rows.append((account, unit, int(row["amount_minor"]), told))
    return Table("shared", columns, tuple(rows), scope.currency_exponent)


def _forms(scope: Scope, choices: LedgerChoices, head: Row, transaction: str, postings: pd.DataFrame) -> None:
    """Draw the forms that the state of a transaction has, and say what is missing before the next."""
    voice, state, kind = voice_of(scope), PostingState(head["state"]), TransactionKind(head["kind"])
    deeds = reinvest_decide_deeds
    if kind is TransactionKind.ALLOCATION and state in (PostingState.PROPOSED, PostingState.APPROVED):
        st.html(quiet(voice.word(f"reinvest.missing.{state}.todo")))
        if state is PostingState.PROPOSED:
            parts(scope, Right.RESOLVE, [deeds.approving(scope, transaction)], key=transaction)
        else:
            deeds.booked(scope, choices, transaction, postings)
        if scope.principal.may(Right.RESOLVE, scope.municipality_id):
            parts(scope, Right.RESOLVE, [deeds.rejecting(scope, transaction, state)], key=transaction)
    elif kind in REVERSIBLE and state is PostingState.BOOKED:
        st.html(quiet(voice.word("reinvest.missing.reverse")))
        parts(scope, Right.BOOK, [deeds.reversing(scope, transaction)], key=transaction)
