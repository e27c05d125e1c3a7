"""Agreements: who compensates whom and who gets a share, how far each has come, and the forms."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import page, reinvest_results
from dashboard.actions.agree_compensation import Agreement, agree_compensation
from dashboard.actions.claim_compensation import CompensationClaim, claim_compensation
from dashboard.actions.receive_compensation import Receipt, receive_compensation
from dashboard.register_fields import Field, Holds, Values, words_of
from dashboard.scope import Scope
from dashboard.table import Column, Table, as_html
from dashboard.views.listing import heading, quiet
from dashboard.views.reinvest_decide_form import AMOUNT, CODED, DAY, Deed, parts, say_last
from dashboard.views.reinvest_decide_words import LedgerChoices
from dashboard.views.reinvest_fund_deeds import change_field
from dashboard.views.scorecard_table import voice_of
from data.reinvestment_vocabulary import AgreementKind
from data.vocabulary import Right
from metrics.agreements_kept import agreements_now
from metrics.reinvestment_tables import ReinvestmentTables

AMOUNTS = ("amount", "claimed", "paid", "outstanding", "left")
TEXTS = ("agreement", "kind", "payer", "receiver", "reference")


def show(scope: Scope) -> None:
    """Draw every agreement, and the forms that keep, claim and pay by one."""
    say_last()
    voice, choices = voice_of(scope), LedgerChoices(scope)
    ledger = reinvest_results.ledger_of(scope)
    now = agreements_now(ledger)
    waits = int((now["outstanding_minor"] > 0).sum())
    page.answer(
        [voice.word("reinvest.agree.answer" if len(now) else "reinvest.agree.empty", count=len(now), waits=waits)]
    )
    st.html(quiet(voice.word("reinvest.agree.others")))
    if len(now):
        title = voice.word("reinvest.view.agreements")
        st.html(heading(title))
        st.html(as_html(scope.language, agreements(scope, ledger), title))
        page.csv_link(scope, "agreements")
    parts(scope, Right.BOOK, [_agreeing(scope, choices), *_moving(scope, choices, now)])


def agreements(scope: Scope, ledger: ReinvestmentTables) -> Table:
    """Return every agreement and how far it has come."""
    voice, choices = voice_of(scope), LedgerChoices(scope)
    columns = [Column(voice.word(f"reinvest.agree.column.{name}")) for name in TEXTS]
    columns.append(Column(voice.word("reinvest.agree.column.agreed_on"), "date"))
    columns += [Column(voice.word(f"reinvest.agree.column.{name}"), "money") for name in AMOUNTS]
    unknown = voice.word("party.another_unit")
    rows = tuple(
        (
            row["agreement_id"],
            voice.word(f"agreement_kind.{row['kind']}"),
            choices.parties.get(row["payer_id"], unknown),
            choices.parties.get(row["receiver_id"], unknown),
            row["reference"],
            row["agreed_on"],
            *(int(row[f"{name}_minor"]) for name in AMOUNTS),
        )
        for row in agreements_now(ledger).to_dict("records")
    )
    return Table("agreements", tuple(columns), rows, scope.currency_exponent)


def _agreeing(scope: Scope, choices: LedgerChoices) -> Deed:
    def act(values: Values) -> Mapping[str, object]:
        wanted = Agreement(
            scope.municipality_id,
            values["agreement_id"] or "",
            AgreementKind(values["agreement_kind"]),
            values["payer_id"],
            values["receiver_id"],
            values["amount_minor"],
            values["agreement_reference"] or "",
            values["day"],
        )
        agree_compensation(scope.principal, wanted)
        return {"agreement": wanted.agreement_id, "amount": voice_of(scope).money(wanted.amount_minor)}

    fields = [
        Field("agreement_id", longest=CODED),
        Field(
            "agreement_kind", Holds.ONE, words_of(scope.language, "agreement_kind", list(AgreementKind)), optional=False
        ),
        Field("payer_id", Holds.ONE, choices.parties, optional=False),
        Field("receiver_id", Holds.ONE, choices.parties, optional=False),
        AMOUNT,
        Field("agreement_reference", longest=200),
        DAY,
    ]
    return Deed("agree", fields, act)


def _moving(scope: Scope, choices: LedgerChoices, now: pd.DataFrame) -> list[Deed]:
    """Return the forms that claim and pay, where there is an agreement."""
    if now.empty:
        return []
    names = {str(row["agreement_id"]): f"{row['agreement_id']} {row['reference']}" for row in now.to_dict("records")}
    which = Field("which_agreement", Holds.ONE, names, optional=False)
    voice = voice_of(scope)

    def claim(values: Values) -> Mapping[str, object]:
        amount = values["amount_minor"]
        wanted = CompensationClaim(scope.municipality_id, values["which_agreement"], amount, values["day"])
        claim_compensation(scope.principal, wanted)
        return {"amount": voice.money(amount)}

    def receive(values: Values) -> Mapping[str, object]:
        amount, savings = values["amount_minor"], values["of_compensation"]
        change = values["change_id"] or ""
        wanted = Receipt(scope.municipality_id, values["which_agreement"], amount, savings, values["day"], change)
        receive_compensation(scope.principal, wanted)
        return {"amount": voice.money(amount)}

    paid = [which, AMOUNT, DAY, change_field(choices), Field("of_compensation", Holds.TICK)]
    return [Deed("claim", [which, AMOUNT, DAY], claim), Deed("receive", paid, receive)]
