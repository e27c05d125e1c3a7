"""Commands that give money for verified quality, close a year, and settle what a unit owes."""

from datetime import datetime

import click

from dashboard.actions.appropriate_reinvestment import Appropriation, appropriate_reinvestment
from dashboard.actions.close_year import Closing, close_year
from dashboard.actions.settle_receivable import Settlement, settle_receivable
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option
from dashboard.commands.reinvestment_entered import (
    amount_option,
    change_option,
    day_of,
    last_options,
    money_of,
    refusing,
    resolution_option,
    resolved_options,
    town_option,
)
from dashboard.words import text
from data.reinvestment_vocabulary import YearEnd


@click.command("appropriate")
@town_option
@click.option("--measurement", required=True, help="Key of the verified measurement of quality.")
@amount_option
@resolved_options
def appropriate_command(
    municipality: str,
    measurement: str,
    amount: int,
    resolution: str,
    change: str,
    day: datetime | None,
    as_json: bool,
    language: str,
) -> None:
    """Give a unit money of the common fund for verified quality, as the council resolved."""
    with refusing("appropriated", municipality, as_json=as_json, language=language) as into:
        wanted = Appropriation(municipality, measurement, amount, resolution, day_of(day), change)
        key = appropriate_reinvestment(COMMAND_LINE, wanted)
        into.entered(key, amount)


@click.command("close-year")
@town_option
@click.option("--unit", required=True, help="Code of the unit.")
@click.option("--year", type=int, required=True, help="The year that is over.")
@click.option(
    "--fate", type=click.Choice([fate.value for fate in YearEnd]), required=True, help="What becomes of what is left."
)
@resolution_option
@json_option
@language_option
def close_year_command(
    municipality: str, unit: str, year: int, fate: str, resolution: str, as_json: bool, language: str
) -> None:
    """Close a year of a unit's account: what is left lapses to the common fund or is carried over."""
    with refusing("closed", municipality, as_json=as_json, language=language):
        left = close_year(COMMAND_LINE, Closing(municipality, unit, year, YearEnd(fate), resolution))
        document = {"closed": True, "unit": unit, "year": year, "fate": fate, "amount_minor": left}
        slots = {"unit": unit, "year": year, "amount": money_of(language, municipality, left)}
        answer(document, as_json=as_json, say=lambda: text(language, f"command.reinvest.closed_{fate}", **slots))


@click.command("settle")
@town_option
@click.option("--unit", help="Code of the unit; the municipality without it.")
@amount_option
@change_option
@last_options
def settle_command(
    municipality: str, unit: str | None, amount: int, change: str, day: datetime | None, as_json: bool, language: str
) -> None:
    """Let a unit's budget pay back what it spent of a saving that was revised down."""
    with refusing("settled", municipality, as_json=as_json, language=language) as into:
        key = settle_receivable(COMMAND_LINE, Settlement(municipality, unit, amount, day_of(day), change))
        into.entered(key, amount)


OF_THE_YEAR = (appropriate_command, close_year_command, settle_command)
