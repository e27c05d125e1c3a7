"""Commands of agreements: keep one, claim what a winner owes by it, and post what is paid."""

from datetime import datetime
from typing import Any

import click

from dashboard.actions.agree_compensation import Agreement, agree_compensation
from dashboard.actions.claim_compensation import CompensationClaim, claim_compensation
from dashboard.actions.receive_compensation import Receipt, receive_compensation
from dashboard.commands.output import COMMAND_LINE, answer
from dashboard.commands.reinvestment_entered import (
    amount_option,
    change_option,
    day_of,
    last_options,
    money_of,
    refusing,
    town_option,
)
from dashboard.words import text
from data.reinvestment_vocabulary import AgreementKind

agreement_option = click.option("--agreement", required=True, help="Code of the agreement.")


@click.command("agree")
@town_option
@agreement_option
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in AgreementKind]),
    required=True,
    help="A share for another, or compensation.",
)
@click.option("--payer", required=True, help="Code of the party that pays.")
@click.option("--receiver", required=True, help="Code of the party that gets it.")
@click.option("--amount", type=int, required=True, help="At most so much in all, minor units.")
@click.option("--reference", required=True, help="Where the agreement is kept.")
@last_options
def agree_command(
    municipality: str, agreement: str, amount: int, day: datetime | None, as_json: bool, language: str, **told: Any
) -> None:
    """Keep what two parties agreed."""
    with refusing("agreed", municipality, as_json=as_json, language=language):
        kind, parties = AgreementKind(told["kind"]), (told["payer"], told["receiver"])
        wanted = Agreement(municipality, agreement, kind, *parties, amount, told["reference"], day_of(day))
        agree_compensation(COMMAND_LINE, wanted)
        answer(
            {"agreed": True, "agreement": agreement},
            as_json=as_json,
            say=lambda: text(
                language,
                "command.reinvest.agreed",
                agreement=agreement,
                amount=money_of(language, municipality, amount),
            ),
        )


@click.command("claim")
@town_option
@agreement_option
@amount_option
@last_options
def claim_command(
    municipality: str, agreement: str, amount: int, day: datetime | None, as_json: bool, language: str
) -> None:
    """Claim what a winner owes an own unit by an agreement."""
    with refusing("claimed", municipality, as_json=as_json, language=language) as into:
        key = claim_compensation(COMMAND_LINE, CompensationClaim(municipality, agreement, amount, day_of(day)))
        into.entered(key, amount)


@click.command("receive")
@town_option
@agreement_option
@amount_option
@click.option("--from-savings", is_flag=True, help="Of what rules gave to the compensation of bearers.")
@change_option
@last_options
def receive_command(
    municipality: str,
    agreement: str,
    amount: int,
    from_savings: bool,
    change: str,
    day: datetime | None,
    as_json: bool,
    language: str,
) -> None:
    """Post what is paid by an agreement: to an own unit that claimed it, or to another legal entity."""
    with refusing("received", municipality, as_json=as_json, language=language) as into:
        wanted = Receipt(municipality, agreement, amount, from_savings, day_of(day), change)
        key = receive_compensation(COMMAND_LINE, wanted)
        into.entered(key, amount)


OF_AGREEMENTS = (agree_command, claim_command, receive_command)
