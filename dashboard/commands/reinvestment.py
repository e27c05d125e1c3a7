"""Commands of the reinvestment ledger: propose, decide, book, spend and reverse, and see what it holds."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from dashboard import format
from dashboard.actions.approve_reinvestment import Approval, approve_reinvestment
from dashboard.actions.book_reinvestment import Booking, book_reinvestment
from dashboard.actions.propose_reinvestment import Proposal, Proposed, propose_reinvestment
from dashboard.actions.reject_reinvestment import Rejection, reject_reinvestment
from dashboard.actions.reverse_reinvestment import Reversal, reverse_reinvestment
from dashboard.actions.spend_reinvestment import Spending, spend_reinvestment
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option
from dashboard.commands.reinvestment_agreements import OF_AGREEMENTS
from dashboard.commands.reinvestment_entered import (
    amount_option,
    day_of,
    exponent_of,
    last_options,
    refusing,
    resolution_option,
    town_option,
    transaction_option,
)
from dashboard.commands.reinvestment_fund import fund_command
from dashboard.commands.reinvestment_rules import adopt_rule_command, compare_command, draft_rule_command
from dashboard.commands.reinvestment_shown import balance_command, rules_command, trace_command
from dashboard.commands.reinvestment_year import OF_THE_YEAR
from dashboard.words import text
from data.money_vocabulary import Account
from data.reinvestment_vocabulary import SPENDABLE

NAMED = (Account.INITIATOR, Account.BEARER_COMPENSATION, Account.COMMON_FUND, Account.INNOVATION_FUND)


@click.group("reinvest")
def reinvest_command() -> None:
    """Share verified savings by the council's rules, and follow each krone of them."""


@reinvest_command.command("propose")
@town_option
@click.option("--measurement", required=True, help="Key of the verified measurement.")
@click.option("--operating-cost", type=int, required=True, help="What the new solution cost to run, minor units.")
@json_option
@language_option
def propose_command(municipality: str, measurement: str, operating_cost: int, as_json: bool, language: str) -> None:
    """Propose how a verified saving is shared, by the rule that was in force."""
    with refusing("proposed", municipality, as_json=as_json, language=language):
        proposed = propose_reinvestment(COMMAND_LINE, Proposal(municipality, measurement, operating_cost))
        exponent = exponent_of(municipality)
        answer(_proposal(proposed), as_json=as_json, say=lambda: _said(proposed, language, exponent))


def _proposal(proposed: Proposed) -> dict[str, Any]:
    shared = proposed.split
    return {
        "proposed": not proposed.lost,
        "transaction": proposed.transaction_id,
        "lot": proposed.lot_id,
        "rule": shared.rule.version,
        "distributable_minor": shared.distributable_minor,
        "loss_carried_forward_minor": shared.loss_carried_forward_minor,
        "steps": [asdict(step) for step in shared.steps],
        "parts": [asdict(part) for part in shared.parts],
    }


def _said(proposed: Proposed, language: str, exponent: int) -> str:
    shared = proposed.split
    if proposed.lost:
        lost = format.money_exact(language, shared.loss_carried_forward_minor, exponent)
        return text(language, "command.reinvest.loss", amount=lost)
    amount = format.money_exact(language, shared.distributable_minor, exponent)
    lines = [text(language, "command.reinvest.proposed", amount=amount, transaction=proposed.transaction_id)]
    for part in shared.parts:
        told = format.money_exact(language, part.amount_minor, exponent)
        lines.append(f"    {text(language, f'account.{part.account}')}  {part.unit_id or ''}  {told}")
    return "\n".join(lines)


@reinvest_command.command("approve")
@town_option
@transaction_option
@resolution_option
@last_options
def approve_command(
    municipality: str, transaction: str, resolution: str, day: datetime | None, as_json: bool, language: str
) -> None:
    """Register that the council has resolved a proposal."""
    with refusing("approved", municipality, as_json=as_json, language=language) as into:
        approve_reinvestment(COMMAND_LINE, Approval(municipality, transaction, resolution, day_of(day)))
        into.entered(transaction)


@reinvest_command.command("reject")
@town_option
@transaction_option
@click.option("--reason", required=True, help="Why.")
@click.option("--resolution", help="The council's resolution, where what is approved is withdrawn.")
@last_options
def reject_command(
    municipality: str, transaction: str, day: datetime | None, as_json: bool, language: str, **why: Any
) -> None:
    """Reject a proposal, or withdraw an approval that is not booked."""
    with refusing("rejected", municipality, as_json=as_json, language=language) as into:
        wanted = Rejection(municipality, transaction, why["reason"], day_of(day), why["resolution"])
        reject_reinvestment(COMMAND_LINE, wanted)
        into.entered(transaction)


@reinvest_command.command("book")
@town_option
@transaction_option
@click.option(
    "--change",
    "changes",
    multiple=True,
    type=(click.Choice([account.value for account in NAMED]), str),
    help="An account, and the key of the budget change that carries out what it gets; once an account.",
)
@last_options
def book_command(
    municipality: str,
    transaction: str,
    changes: tuple[tuple[str, str], ...],
    day: datetime | None,
    as_json: bool,
    language: str,
) -> None:
    """Book an approved proposal with the budget changes that carry it out."""
    with refusing("booked", municipality, as_json=as_json, language=language) as into:
        named = {Account(account): change for account, change in changes}
        book_reinvestment(COMMAND_LINE, Booking(municipality, transaction, day_of(day), named))
        into.entered(transaction)


@reinvest_command.command("spend")
@town_option
@click.option("--account", type=click.Choice([account.value for account in SPENDABLE]), required=True, help="From it.")
@click.option("--unit", help="Code of the unit; the municipality without it.")
@amount_option
@click.option("--purpose", required=True, help="What it pays for.")
@click.option("--initiative", help="Code of the initiative that it pays for.")
@click.option("--resolution", help="The council's resolution, for money of the municipality.")
@last_options
def spend_command(
    municipality: str, account: str, amount: int, day: datetime | None, as_json: bool, language: str, **told: Any
) -> None:
    """Pay for something with reinvested savings, the oldest first."""
    with refusing("spent", municipality, as_json=as_json, language=language) as into:
        wanted = Spending(
            municipality,
            Account(account),
            told["unit"],
            amount,
            told["purpose"],
            day_of(day),
            told["initiative"],
            told["resolution"],
        )
        key = spend_reinvestment(COMMAND_LINE, wanted)
        into.entered(key, amount)


@reinvest_command.command("reverse")
@town_option
@transaction_option
@last_options
def reverse_command(municipality: str, transaction: str, day: datetime | None, as_json: bool, language: str) -> None:
    """Take back what a saving gave too much, once it is verified to be smaller."""
    with refusing("reversed", municipality, as_json=as_json, language=language):
        found = reverse_reinvestment(COMMAND_LINE, Reversal(municipality, transaction, day_of(day)))
        exponent = exponent_of(municipality)
        amount = format.money_exact(language, found.taken_back_minor, exponent)
        owed = format.money_exact(language, found.receivable_minor, exponent)
        loss = format.money_exact(language, found.loss_minor, exponent)
        document = {"reversed": True, "transaction": found.transaction_id} | {
            "taken_back_minor": found.taken_back_minor,
            "receivable_minor": found.receivable_minor,
            "loss_minor": found.loss_minor,
        }
        answer(
            document,
            as_json=as_json,
            say=lambda: text(language, "command.reinvest.reversed", amount=amount, owed=owed, loss=loss),
        )


OF_RULES = (rules_command, draft_rule_command, compare_command, adopt_rule_command)
for shown in (balance_command, trace_command, *OF_RULES, *OF_THE_YEAR, fund_command, *OF_AGREEMENTS):
    reinvest_command.add_command(shown)
