"""What can be done to a saving: propose how it is shared, approve, reject, book, reverse, and spend what it gave."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import navigation
from dashboard.actions.approve_reinvestment import Approval, approve_reinvestment
from dashboard.actions.book_reinvestment import BY_CUT, OF_THE_FUND, Booking, book_reinvestment
from dashboard.actions.propose_reinvestment import Proposal, propose_reinvestment
from dashboard.actions.reject_reinvestment import Rejection, reject_reinvestment
from dashboard.actions.reverse_reinvestment import Reversal, reverse_reinvestment
from dashboard.actions.spend_reinvestment import Spending, spend_reinvestment
from dashboard.markup import html
from dashboard.register_fields import Field, Holds, Values
from dashboard.scope import Scope
from dashboard.views.listing import quiet
from dashboard.views.reinvest_decide_form import AMOUNT, DAY, LONG, RESOLUTION, Deed, may, part
from dashboard.views.reinvest_decide_words import LedgerChoices
from dashboard.views.scorecard_table import voice_of
from dashboard.words import text
from data.money_vocabulary import Account, PostingState
from data.queries import benefits, realisation
from data.reinvestment_vocabulary import SPENDABLE
from data.vocabulary import Right
from metrics.reinvestment_tables import ReinvestmentTables
from metrics.saving_choice import to_share

OF_CHANGE = "change_"
"""Fields that name the budget change of an account begin so."""


def proposing(scope: Scope, ledger: ReinvestmentTables, choices: LedgerChoices) -> None:
    """Draw the form that proposes how a verified saving is shared, for whoever keeps benefits of its unit."""
    if not may(scope, Right.BENEFITS):
        return
    found = to_share(
        realisation.measurements(scope.principal, scope.municipality_id),
        choices.register.every_benefit,
        benefits.parties(scope.principal, scope.municipality_id),
        ledger,
    )
    own = found[found["benefit_id"].isin(list(choices.register.own_benefits))]
    if own.empty:
        st.html(quiet(text(scope.language, "reinvest.nothing_to_propose")))
        return
    part(scope, _propose(scope, choices, own))


def _propose(scope: Scope, choices: LedgerChoices, own: pd.DataFrame) -> Deed:
    voice = voice_of(scope)
    names = {
        str(row["measurement_id"]): voice.word(
            "reinvest.measured",
            benefit=choices.register.benefit_names.get(str(row["benefit_id"]), ""),
            period=f"{row['fiscal_year']}-{row['period']:02}",
            amount=voice.money(int(row["verified_minor"])),
        )
        for row in own.to_dict("records")
    }

    def act(values: Values) -> Mapping[str, object]:
        wanted = Proposal(scope.municipality_id, values["measurement_id"], values["operating_cost_minor"])
        found = propose_reinvestment(scope.principal, wanted)
        lost = found.split.loss_carried_forward_minor
        return {"amount": voice.money(found.split.distributable_minor), "loss": voice.money(lost)}

    fields = [
        Field("measurement_id", Holds.ONE, names, optional=False),
        Field("operating_cost_minor", Holds.AMOUNT, optional=False),
    ]
    return Deed("propose", fields, act)


def approving(scope: Scope, transaction: str) -> Deed:
    """Return the form that registers the council's resolution."""

    def act(values: Values) -> Mapping[str, object]:
        wanted = Approval(scope.municipality_id, transaction, values["resolution"] or "", values["day"])
        approve_reinvestment(scope.principal, wanted)
        return {"resolution": wanted.resolution.strip()}

    return Deed("approve", [RESOLUTION, DAY], act, key=transaction)


def rejecting(scope: Scope, transaction: str, state: PostingState) -> Deed:
    """Return the form that rejects a proposal, or withdraws what the council has approved: by a resolution."""

    def act(values: Values) -> Mapping[str, object]:
        resolution = values.get("resolution")
        wanted = Rejection(scope.municipality_id, transaction, values["reason"] or "", values["day"], resolution)
        reject_reinvestment(scope.principal, wanted)
        return {}

    withdrawn = [RESOLUTION] if state is PostingState.APPROVED else []
    name = "withdraw" if withdrawn else "reject"
    return Deed(name, [Field("reason", Holds.TEXT, longest=LONG), *withdrawn, DAY], act, key=transaction)


def booked(scope: Scope, choices: LedgerChoices, transaction: str, postings: pd.DataFrame) -> None:
    """Draw the form that books; without a budget change to name it says so, and how one is had."""
    if not may(scope, Right.BOOK):
        return
    accounts = named_accounts(postings)
    if accounts and not choices.changes:
        to = scope.address(navigation.address("imports"))
        words = {"said": text(scope.language, "reinvest.no_change_to_name"), "to": to}
        label = text(scope.language, "reinvest.no_change_to_name.link")
        st.html(html('<p class="bb-quiet">{said} <a href="{to}" target="_self">{label}</a></p>', label=label, **words))
        return
    part(scope, _book(scope, choices, transaction, accounts), key=transaction)


def named_accounts(postings: pd.DataFrame) -> list[Account]:
    """Return the accounts whose budget change is to be named, in their order; the claimed cut carries out the rest."""
    told = [Account(account) for account in postings.sort_values("number")["account"]]
    asked = [Account.INNOVATION_FUND if account in OF_THE_FUND else account for account in told]
    return list(dict.fromkeys(account for account in asked if account not in BY_CUT))


def _book(scope: Scope, choices: LedgerChoices, transaction: str, accounts: list[Account]) -> Deed:
    def act(values: Values) -> Mapping[str, object]:
        named = {account: values[f"{OF_CHANGE}{account}"] for account in accounts if values[f"{OF_CHANGE}{account}"]}
        book_reinvestment(scope.principal, Booking(scope.municipality_id, transaction, values["day"], named))
        return {}

    fields = [
        Field(
            f"{OF_CHANGE}{account}",
            Holds.ONE,
            choices.changes,
            title=text(scope.language, "reinvest.change_of", account=text(scope.language, f"account.{account}")),
        )
        for account in accounts
    ]
    return Deed("book", [*fields, DAY], act, key=transaction)


def reversing(scope: Scope, transaction: str) -> Deed:
    """Return the form that takes back what a saving gave too much."""
    voice = voice_of(scope)

    def act(values: Values) -> Mapping[str, object]:
        found = reverse_reinvestment(scope.principal, Reversal(scope.municipality_id, transaction, values["day"]))
        told = {"amount": found.taken_back_minor, "owed": found.receivable_minor, "loss": found.loss_minor}
        return {name: voice.money(minor) for name, minor in told.items()}

    return Deed("reverse", [DAY], act, key=transaction)


def spending(scope: Scope, choices: LedgerChoices) -> Deed:
    """Return the form that pays for something with reinvested savings."""
    language = scope.language

    def act(values: Values) -> Mapping[str, object]:
        account = Account(values["account"])
        unit = values["spending_unit"] if account is Account.INITIATOR else None
        wanted = Spending(
            scope.municipality_id,
            account,
            unit,
            values["amount_minor"],
            values["purpose"] or "",
            values["day"],
            values["paid_initiative"],
            values["resolution"],
        )
        spend_reinvestment(scope.principal, wanted)
        return {"amount": voice_of(scope).money(wanted.amount_minor)}

    accounts = {account.value: text(language, f"account.{account}") for account in SPENDABLE}
    fields = [
        Field("account", Holds.ONE, accounts, optional=False),
        Field("spending_unit", Holds.ONE, choices.units),
        AMOUNT,
        Field("purpose", Holds.TEXT, longest=LONG),
        Field("paid_initiative", Holds.ONE, choices.initiatives),
        RESOLUTION,
        DAY,
    ]
    return Deed("spend", fields, act)
