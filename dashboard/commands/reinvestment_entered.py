"""What every command that enters something in the reinvestment ledger shares: its options, refusals and answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from dashboard import format
from dashboard.actions.ledger_refusals import DecidedMeanwhile, LedgerRefused
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse
from dashboard.words import text
from dashboard.words.reinvestment import decided_text, refused_text
from data.queries.scope import municipalities

DAY = click.DateTime(["%Y-%m-%d"])

town_option = click.option("--municipality", required=True, help="Key of the municipality.")
transaction_option = click.option("--transaction", required=True, help="Key of the proposal, as `propose` prints it.")
day_option = click.option("--day", type=DAY, help="Day of it, such as 2026-03-01; today without.")
amount_option = click.option("--amount", type=int, required=True, help="Minor units.")
resolution_option = click.option("--resolution", required=True, help="The council's resolution, such as «PS 12/26».")
change_option = click.option("--change", required=True, help="Key of the budget change that carries it out.")

Option = Callable[[Callable[..., Any]], Callable[..., Any]]


def _together(*options: Option) -> Option:
    """Return options, in the order in which help shows them, as one."""

    def put(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return put


last_options = _together(day_option, json_option, language_option)
resolved_options = _together(resolution_option, change_option, last_options)


@dataclass(frozen=True)
class Entering:
    """What a command enters, where, and how it answers."""

    done: str
    municipality: str
    as_json: bool
    language: str

    def entered(self, key: str, amount_minor: int | None = None) -> None:
        """Print that it was entered, by which key it is known, and how much where that is told."""
        slots = {} if amount_minor is None else {"amount": money_of(self.language, self.municipality, amount_minor)}
        answer(
            {self.done: True, "transaction": key},
            as_json=self.as_json,
            say=lambda: text(self.language, f"command.reinvest.{self.done}", transaction=key, **slots),
        )


@contextmanager
def refusing(done: str, municipality: str, *, as_json: bool, language: str) -> Iterator[Entering]:
    """Say why something was not entered, and end with status 1."""
    make_ready(as_json=as_json, language=language)
    try:
        yield Entering(done, municipality, as_json, language)
    except LedgerRefused as refused:
        said = refused_text(language, refused, exponent_of(municipality))
        refuse({done: False, "error": refused.reason, "message": said}, said, as_json=as_json)
    except DecidedMeanwhile as decided:
        said = decided_text(language, decided)
        document = {done: False, "error": "decided", "state": decided.state, "message": said}
        refuse(document, said, as_json=as_json)


def ready_for(municipality: str, *, as_json: bool, language: str) -> None:
    """Make the database ready to be asked about a municipality; one that is not there is said, and ends with 1."""
    make_ready(as_json=as_json, language=language)
    if municipalities(COMMAND_LINE, municipality).empty:
        said = text(language, "command.unknown_scope", found=municipality)
        refuse({"error": "unknown_scope", "message": said}, said, as_json=as_json)


def exponent_of(municipality: str) -> int:
    """Return the decimals of a municipality's currency; 2 where it is not known."""
    found = municipalities(COMMAND_LINE, municipality)
    return int(found["currency_exponent"].iloc[0]) if len(found) else 2


def money_of(language: str, municipality: str, amount_minor: int) -> str:
    """Return an amount with every digit, in the municipality's currency."""
    return format.money_exact(language, amount_minor, exponent_of(municipality))


def day_of(told: datetime | None) -> date:
    """Return the day that an option tells; today where it tells none."""
    return told.date() if told else date.today()
