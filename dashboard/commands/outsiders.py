"""The command for the outsider accounts: what a measure against falling outside working life may be worth, to whom."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
import pandas as pd

from dashboard import format
from dashboard.commands.files import problem_document
from dashboard.commands.output import answer, json_option, language_option, refuse
from dashboard.outsider_sentences import every_sentence, lift_said
from dashboard.sentences import Voice
from dashboard.words.problems import problem_text
from data.demo.outsider_profile import synthetic_profile
from data.importers.cells import NumberLocale
from data.importers.outsider_profile import outsider_profile
from data.importers.outsider_scenario import ScenarioFile, outsider_scenario
from data.importers.problems import SHOWN, Problem
from data.money_vocabulary import PROFILE_COLUMNS
from metrics.discounting import schedule
from metrics.outsider_answer import OutsiderAnswer, outsider_answer
from metrics.outsiders import Scenario, UntoldLevel

_CURRENCY, _EXPONENT = "NOK", 2
"""The accounts are of Norwegian levels of administration, in kroner."""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class _Asked:
    """What the command was asked, in whose language."""

    as_json: bool
    voice: Voice


@click.command("outsiders")
@click.option("--scenario", required=True, type=_FILE, help="The measure, as TOML (see docs/operations.md).")
@click.option("--profile", type=_FILE, help="Costs by age, as CSV; a synthetic example without it.")
@click.option("--number-locale", type=click.Choice([locale.value for locale in NumberLocale]), help="Decimal sign.")
@json_option
@language_option
def outsiders_command(
    scenario: Path, profile: Path | None, number_locale: str | None, as_json: bool, language: str
) -> None:
    """Show what preventing people from falling outside working life may be worth to public budgets."""
    asked = _Asked(as_json, Voice(language, _CURRENCY, _EXPONENT))
    told, problems = outsider_scenario(scenario.read_bytes(), exponent=_EXPONENT)
    if told is None:
        _refuse_file(scenario, problems, asked)
        return
    table, problems = _profile(profile, NumberLocale(number_locale) if number_locale else None)
    if profile is not None and problems:
        _refuse_file(profile, problems, asked)
    _tell(table, told, profile.name if profile else None, asked)


def _tell(profile: pd.DataFrame, told: ScenarioFile, file: str | None, asked: _Asked) -> None:
    voice = asked.voice
    try:
        found = outsider_answer(profile, scenario_of(told))
    except UntoldLevel:
        level = voice.word(f"admin_level.{told.paid_by}")
        _refuse("untold_level", voice.word("command.outsiders.untold_level", level=level), asked)
    except OverflowError:
        _refuse("too_large", voice.word("command.outsiders.too_large"), asked)
    else:
        document = outsiders_document(found, told, file, voice)
        answer(document, as_json=asked.as_json, say=lambda: "\n".join(_said(document, voice)))


def scenario_of(told: ScenarioFile) -> Scenario:
    """Return the scenario that a file tells, discounted by today's Norwegian schedule where it says so."""
    return Scenario(
        people=told.persons,
        success_without_millionths=told.success_without_millionths,
        success_with_millionths=told.success_with_millionths,
        move_millionths=told.move_millionths,
        start_age=told.start_age,
        cost_minor=told.cost_minor,
        paid_by=told.paid_by,
        schedule=schedule("no", date.today()) if told.discount else None,
    )


def _profile(path: Path | None, locale: NumberLocale | None) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the profile of a file, or the example's, and everything that is wrong with it."""
    if path is None:
        return synthetic_profile(), []
    table, problems = outsider_profile(path.read_bytes(), locale=locale, exponent=_EXPONENT)
    return pd.DataFrame(columns=list(PROFILE_COLUMNS)) if table is None else table, problems


def _refuse_file(path: Path, problems: Sequence[Problem], asked: _Asked) -> None:
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


def _refuse(code: str, message: str, asked: _Asked) -> None:
    refuse({"error": code, "message": message}, message, as_json=asked.as_json)


def outsiders_document(found: OutsiderAnswer, told: ScenarioFile, profile: str | None, voice: Voice) -> dict[str, Any]:
    """Return the accounts as `outsiders --json` prints them; amounts are minor units, + is a gain to public budgets.

    Args:
        found: The accounts.
        told: The scenario as its file tells it.
        profile: The name of the profile's file; None is the synthetic example.
        voice: Whose language sentences are in.
    """
    accounts = found.accounts
    return {
        "kind": "potential",
        "perspective": accounts.total.perspective,
        "note": voice.word("command.outsiders.perspective"),
        "profile": _profile_document(profile, voice),
        "currency": voice.currency,
        "scenario": asdict(told),
        "discount": _discount(accounts.scenario),
        "sentences": [*every_sentence(found, voice), lift_said(found, voice)],
        "prevented": accounts.prevented,
        "too_few_people": not accounts.shown_per_unit,
        "present_minor": accounts.total.potential_minor,
        "cost_minor": accounts.cost_minor,
        "net_minor": accounts.net.potential_minor,
        "break_even_age": accounts.break_even_age,
        "required_lift": None if math.isnan(accounts.required_lift) else accounts.required_lift,
        "lift_within_reach": accounts.lift_within_reach,
        "payer": asdict(found.payer),
        "by_level": _rows(accounts.by_level),
        "by_age": _rows(accounts.by_age),
        "curves": _rows(found.curves),
        "sensitivity": _rows(found.sensitivity),
    }


def _profile_document(name: str | None, voice: Voice) -> dict[str, Any]:
    synthetic = name is None
    note = voice.word("command.outsiders.synthetic") if synthetic else voice.word("command.outsiders.own", file=name)
    return {"file": name, "synthetic": synthetic, "note": note}


def _discount(scenario: Scenario) -> dict[str, Any] | None:
    rule = scenario.schedule
    return None if rule is None else {**asdict(rule), "steps": [list(step) for step in rule.steps]}


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.reset_index().astype(object)
    return [
        {str(name): cell for name, cell in row.items()} for row in rows.where(rows.notna(), None).to_dict("records")
    ]


def _said(document: dict[str, Any], voice: Voice) -> list[str]:
    levels = [
        "  "
        + voice.word(
            "command.outsiders.level",
            level=voice.word(f"admin_level.{row['level']}"),
            present=voice.money(row["present_minor"]),
            net=voice.money(row["net_minor"]),
        )
        for row in document["by_level"]
    ]
    rates = [
        "  "
        + voice.word(
            "command.outsiders.rate", rate=format.share(voice.language, row["rate"]), net=voice.money(row["net_minor"])
        )
        for row in document["sensitivity"]
    ]
    head = [document["scenario"]["target_group"], document["profile"]["note"], document["note"]]
    return [*head, *document["sentences"], *levels, voice.word("command.outsiders.rates"), *rates]
