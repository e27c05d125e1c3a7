"""The command about the numbers that no formula hides: which are in force, and setting one for the municipality."""

import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import click

from dashboard import format
from dashboard.actions.refusals import Refused
from dashboard.actions.set_parameter import WantedParameter, set_parameter
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse
from dashboard.sentences import Voice
from dashboard.words.parameters import in_force_text, name_text, refused_text, value_text
from dashboard.words.people import refused_text as plainly_refused_text
from data.queries.parameters import own_parameters
from data.queries.scope import municipalities
from metrics.numbers_in_force import NumberInForce, numbers_in_force
from metrics.parameters import PARAMETERS
from metrics.price_level import DEFLATOR, composed_growth

_VALUES = ("value", "wages", "prices")


@click.command("parameter")
@click.argument("parameter", required=False)
@click.option("--municipality", required=True, help="Key of the municipality.")
@click.option("--from", "begins", type=click.DateTime(["%Y-%m-%d"]), help="First day of the number: 2026-01-01.")
@click.option("--value", type=float, help="The number: shares as 0.038, amounts in whole minor units (øre).")
@click.option("--wages", type=float, help="Of municipal_deflator, instead of --value: growth of wages, as 0.032.")
@click.option("--prices", type=float, help="Of municipal_deflator, with --wages: growth of prices, as 0.016.")
@click.option("--shipped", is_flag=True, help="End the municipality's own number: the shipped one holds again.")
@click.option("--reference", help="The source, or the council's decision.")
@json_option
@language_option
def parameter_command(parameter: str | None, municipality: str, as_json: bool, language: str, **told: Any) -> None:
    """List the numbers that figures are made with, or set PARAMETER for the municipality from a day."""
    _require_usage(parameter, told)
    make_ready(as_json=as_json, language=language)
    voice = _voice(municipality, language, as_json=as_json)
    if parameter is None:
        _list(municipality, voice, as_json=as_json)
    else:
        day = told["begins"].date()
        value = told["value"] if told["wages"] is None else _composed(municipality, day, told["wages"], told["prices"])
        _set(WantedParameter(municipality, parameter, day, value, told["reference"]), voice, as_json=as_json)


def _composed(municipality: str, day: date, wages: float, prices: float) -> float:
    return composed_growth(wages, prices, day, own_parameters(COMMAND_LINE, municipality))


def _require_usage(key: str | None, told: dict[str, Any]) -> None:
    """End with wrong usage where it is not plain what is asked for: a value left out never ends a number."""
    if key is None:
        if told["shipped"] or any(told[name] is not None for name in (*_VALUES, "begins", "reference")):
            raise click.UsageError("Name the parameter that is to be set; without options all are listed.")
    elif not isinstance(told["begins"], datetime) or told["reference"] is None:
        raise click.UsageError("Setting a parameter needs --from and --reference.")
    elif (told["wages"] is None) is not (told["prices"] is None) or (told["wages"] is not None and key != DEFLATOR):
        raise click.UsageError("--wages and --prices belong together, and to municipal_deflator.")
    elif [told["value"] is not None, told["wages"] is not None, told["shipped"]].count(True) != 1:
        raise click.UsageError("Give one of --value, --wages with --prices, and --shipped.")


def _voice(municipality: str, language: str, *, as_json: bool) -> Voice:
    found = municipalities(COMMAND_LINE, municipality)
    if found.empty:
        said = plainly_refused_text(language, Refused("municipality", found=municipality))
        refuse({"done": False, "error": "municipality", "message": said}, said, as_json=as_json)
    town = found.iloc[0]
    return Voice(language, str(town["currency"]), int(town["currency_exponent"]))


def _set(wanted: WantedParameter, voice: Voice, *, as_json: bool) -> None:
    try:
        changed = set_parameter(COMMAND_LINE, wanted)
    except Refused as refused:
        said = refused_text(voice, refused)
        refuse({"done": False, "error": refused.reason, "message": said}, said, as_json=as_json)
    else:
        document = {"done": True, "changed": changed, "parameter": wanted.key, "from": wanted.valid_from}
        answer(document | {"value": wanted.value}, as_json=as_json, say=lambda: _done(voice, wanted, changed))


def _done(voice: Voice, wanted: WantedParameter, changed: bool) -> str:
    slots = {"name": name_text(voice, wanted.key), "day": format.day(voice.language, wanted.valid_from)}
    ending = "" if changed else "_already"
    if wanted.value is None:
        return voice.word(f"command.parameter.ended{ending}", **slots)
    (unit, *_) = (number.unit for number in PARAMETERS if number.key == wanted.key)
    return voice.word(f"command.parameter.set{ending}", value=value_text(voice, unit, wanted.value), **slots)


def _list(municipality: str, voice: Voice, *, as_json: bool) -> None:
    today = date.today()
    numbers = numbers_in_force(today, own_parameters(COMMAND_LINE, municipality))
    document = {
        "municipality": municipality,
        "on": today,
        "parameters": [_document(voice, number) for number in numbers],
    }
    answer(document, as_json=as_json, say=lambda: "\n".join(_lines(voice, numbers)))


def _document(voice: Voice, number: NumberInForce) -> dict[str, Any]:
    """Return a number as `--json` prints it; `low` and `high`, what it may be set to, are null where any value may."""
    low, high = (bound if math.isfinite(bound) else None for bound in number.shipped.bounds)
    return {
        "parameter": number.shipped.key,
        "name": name_text(voice, number.shipped.key),
        "value": number.value,
        "unit": number.shipped.unit,
        "from": number.valid_from,
        "own": number.own,
        "source": number.reference,
        "mark": number.mark,
        "low": low,
        "high": high,
    }


def _lines(voice: Voice, numbers: list[NumberInForce]) -> Iterator[str]:
    last = ""
    for number in numbers:
        if number.shipped.key != last:
            yield f"{number.shipped.key}  ({name_text(voice, number.shipped.key)})"
        last = number.shipped.key
        yield f"    {in_force_text(voice, number)}"
