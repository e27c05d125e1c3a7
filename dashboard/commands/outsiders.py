"""The command for the outsider accounts: what a measure against falling outside working life may be worth, to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import click
import pandas as pd

from dashboard import format
from dashboard.commands.database import make_ready
from dashboard.commands.files import problem_document
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse
from dashboard.commands.outsiders_document import ProfileUsed, outsiders_document, said_document
from dashboard.outsider_stored import applies, cells_of, profiles_of, scenarios_of
from dashboard.sentences import Voice
from dashboard.words.problems import problem_text
from data.demo.outsider_profile import synthetic_profile
from data.importers.cells import NumberLocale
from data.importers.outsider_profile import outsider_profile
from data.importers.outsider_scenario import outsider_scenario
from data.importers.problems import SHOWN, Problem
from data.outsider_rows import Measure
from metrics import load
from metrics.discounting import schedule
from metrics.outsider_answer import outsider_answer
from metrics.outsiders import UntoldLevel, scenario_of

_CURRENCY, _EXPONENT = "NOK", 2
"""Without a municipality the accounts are of Norwegian levels of administration, in kroner."""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class _Asked:
    """What the command was asked, in whose language, and of which municipality."""

    as_json: bool
    voice: Voice
    municipality: str | None
    locale: NumberLocale | None


@click.command("outsiders")
@click.option("--scenario", help="The measure: a TOML file (see docs/operations.md), or the name of a stored one.")
@click.option("--profile", type=_FILE, help="Costs by age, as CSV; else the municipality's own, or the example.")
@click.option("--municipality", help="Key of the municipality whose stored profile and measures are used.")
@click.option("--number-locale", type=click.Choice([locale.value for locale in NumberLocale]), help="Decimal sign.")
@json_option
@language_option
def outsiders_command(
    scenario: str | None,
    profile: Path | None,
    municipality: str | None,
    number_locale: str | None,
    as_json: bool,
    language: str,
) -> None:
    """Show what preventing people from falling outside working life may be worth to public budgets."""
    locale = NumberLocale(number_locale) if number_locale else None
    asked = _Asked(as_json, Voice(language, _CURRENCY, _EXPONENT), municipality, locale)
    if municipality is not None:
        make_ready(as_json=as_json, language=language)
        asked = _of_municipality(asked, municipality)
    told = _told(scenario, asked)
    cells, used = _profile(profile, asked)
    _tell(cells, told, used, asked)


def _of_municipality(asked: _Asked, municipality: str) -> _Asked:
    """Return the same question in the municipality's money; refused where there is no such municipality."""
    try:
        town = load.municipality(COMMAND_LINE, municipality)
    except load.UnknownScope:
        _refuse(
            "unknown_municipality",
            asked.voice.word("command.outsiders.unknown_municipality", found=municipality),
            asked,
        )
        raise
    voice = Voice(asked.voice.language, town.currency, town.currency_exponent)
    return _Asked(asked.as_json, voice, municipality, asked.locale)


def _told(scenario: str | None, asked: _Asked) -> Measure:
    """Return the measure of a file, or the stored one of that name."""
    if scenario is not None and Path(scenario).is_file():
        path = Path(scenario)
        told, problems = outsider_scenario(path.read_bytes(), exponent=asked.voice.currency_exponent)
        if told is None:
            _refuse_file(path, problems, asked)
        return told
    if asked.municipality is None:
        raise click.BadParameter(f"found «{scenario or ''}», wanted a file", param_hint="--scenario")
    return _stored(scenario, asked.municipality, asked)


def _stored(name: str | None, municipality: str, asked: _Asked) -> Measure:
    kept = scenarios_of(COMMAND_LINE, municipality)
    found = next((one for one in kept if one.name == name), None)
    if found is None:
        names = ", ".join(f"«{one.name}»" for one in kept) or "-"
        said = asked.voice.word("command.outsiders.unknown_scenario", found=name or "", names=names)
        _refuse("unknown_scenario", said, asked)
    if found.people is None:
        _refuse("too_few", asked.voice.word("outsiders.none.too_few"), asked)
    return found.measure(found.people)


def _profile(path: Path | None, asked: _Asked) -> tuple[pd.DataFrame, ProfileUsed]:
    """Return the costs by age and where they are from: a file, the municipality's own, or the example."""
    if path is not None:
        cells, problems = outsider_profile(
            path.read_bytes(), locale=asked.locale, exponent=asked.voice.currency_exponent
        )
        if cells is None:
            _refuse_file(path, problems, asked)
        return cells, ProfileUsed(file=path.name, synthetic=False)
    if asked.municipality is None:
        return synthetic_profile(), ProfileUsed()
    facts = profiles_of(COMMAND_LINE, asked.municipality)[0]
    if not applies(asked.voice.currency, facts):
        _refuse("no_profile", asked.voice.word("command.outsiders.no_profile"), asked)
    cells = cells_of(COMMAND_LINE, asked.municipality, facts.profile_id)
    return cells, ProfileUsed(stored=facts.name or None, synthetic=facts.synthetic)


def _tell(profile: pd.DataFrame, told: Measure, used: ProfileUsed, asked: _Asked) -> None:
    voice = asked.voice
    try:
        rates = schedule("no", date.today()) if told.discount else None
        found = outsider_answer(profile, scenario_of(told, rates))
    except UntoldLevel:
        level = voice.word(f"admin_level.{told.paid_by}")
        _refuse("untold_level", voice.word("command.outsiders.untold_level", level=level), asked)
    except OverflowError:
        _refuse("too_large", voice.word("command.outsiders.too_large"), asked)
    else:
        document = outsiders_document(found, told, used, voice)
        answer(document, as_json=asked.as_json, say=lambda: "\n".join(said_document(document, voice)))


def _refuse_file(path: Path, problems: Sequence[Problem], asked: _Asked) -> NoReturn:
    language = asked.voice.language
    document = {
        "error": "problems",
        "file": path.name,
        "problems": [problem_document(problem, language) for problem in problems[:SHOWN]],
        "problem_count": len(problems),
    }
    head = asked.voice.word("command.outsiders.refused", file=path.name, count=format.count(language, len(problems)))
    lines = [f"  {problem_text(language, problem)}" for problem in problems[:SHOWN]]
    refuse(document, "\n".join([head, *lines]), as_json=asked.as_json)


def _refuse(code: str, message: str, asked: _Asked) -> NoReturn:
    refuse({"error": code, "message": message}, message, as_json=asked.as_json)
