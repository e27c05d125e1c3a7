"""Sentences about the numbers that no formula hides: what holds, from when, by whom, and why one was not set."""

from datetime import date

from dashboard import format
from dashboard.actions.refusals import Refused
from dashboard.sentences import Voice
from dashboard.words.people import refused_text as plainly_refused_text
from metrics.card import Parameter, Unit
from metrics.numbers_in_force import NumberInForce

_ALWAYS = 1900
"""A shipped number that holds from this year has no day of its own."""


def name_text(voice: Voice, key: str) -> str:
    """Return what a number is called."""
    return voice.word(f"parameter.{key}")


def value_text(voice: Voice, unit: Unit, value: float) -> str:
    """Return a number with every digit and its unit: `3,8 %`, `20 000 000,00 kr`, `12`."""
    if unit is Unit.SHARE:
        return format.full_number(voice.language, value * 100) + ("%" if voice.language == "en" else f"{format.SPACE}%")
    if unit is Unit.MINOR:
        amount = format.money_exact(voice.language, int(value), voice.currency_exponent)
        return f"{amount}{format.SPACE}{format.currency_name(voice.language, voice.currency)}"
    return format.full_number(voice.language, value)


def in_force_text(voice: Voice, number: NumberInForce) -> str:
    """Return a number as it stands: its value, since when, whose it is, how sure that is, and its source."""
    slots = {
        "value": value_text(voice, number.shipped.unit, number.value),
        "day": format.day(voice.language, number.valid_from),
        "source": number.reference or voice.word("command.parameter.no_source"),
    }
    if number.mark is None:
        return voice.word("command.parameter.own", **slots)
    always = "_always" if number.valid_from.year == _ALWAYS else ""
    mark = voice.word(f"value_flow.mark.{number.mark.lower()}")
    return voice.word(f"command.parameter.shipped{always}", mark=mark, **slots)


def refused_text(voice: Voice, refused: Refused) -> str:
    """Return why a number was not set, and what to do."""
    number, value = refused.slots.get("number"), refused.slots.get("value")
    slots = {name: _written(voice, told) for name, told in refused.slots.items()}
    if isinstance(number, Parameter) and isinstance(value, float):
        low, high = (value_text(voice, number.unit, bound) for bound in number.bounds)
        slots |= {"low": low, "high": high, "value": value_text(voice, number.unit, value)}
    return plainly_refused_text(voice.language, Refused(refused.reason, **slots))


def _written(voice: Voice, told: object) -> object:
    if isinstance(told, Parameter):
        return name_text(voice, told.key)
    return format.day(voice.language, told) if isinstance(told, date) else told
