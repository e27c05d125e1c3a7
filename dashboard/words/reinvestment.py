"""Sentences about the reinvestment ledger: why something was not entered, and who decided first."""

from datetime import date

from dashboard import format
from dashboard.actions.ledger_refusals import DecidedMeanwhile, LedgerRefused
from dashboard.words import text
from data.benefit_vocabulary import MILLION


def refused_text(language: str, refused: LedgerRefused, exponent: int) -> str:
    """Return why something was not entered in the ledger, and what to do.

    Args:
        language: Of the sentence.
        refused: What was refused; amounts in its slots are whole minor units.
        exponent: Decimals of the currency.
    """
    slots = {
        name: _written(language, name, value, exponent)
        for name, value in refused.slots.items()
        if not isinstance(value, tuple)
    }
    return text(language, f"reinvest.refused.{refused.reason}", **slots)


def _written(language: str, name: str, value: object, exponent: int) -> str:
    if isinstance(value, int) and name.endswith("_minor"):
        return format.money_exact(language, value, exponent)
    if isinstance(value, int) and name.endswith("_millionths"):
        return format.share(language, value / MILLION)
    if isinstance(value, date):
        return format.day(language, value)
    return text(language, f"account.{value}") if name == "account" else str(value)


def decided_text(language: str, decided: DecidedMeanwhile) -> str:
    """Return that somebody else decided first, and what stands."""
    state = text(language, f"posting_state.{decided.state}")
    return text(language, "reinvest.decided", state=state, day=format.day(language, decided.day))
