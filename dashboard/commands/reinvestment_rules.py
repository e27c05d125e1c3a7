"""Commands about the rules of reinvestment: draft a version, register its adoption, and what it would have given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from dashboard import format
from dashboard.actions.adopt_rule import Adoption, adopt_rule
from dashboard.actions.draft_rule import draft_rule
from dashboard.actions.ledger_refusals import LedgerRefused, RuleChangedMeanwhile, RuleRefused
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse
from dashboard.commands.reinvestment_entered import DAY, town_option
from dashboard.commands.rule_file import SHARE, WrongFile, draft_from, values_of
from dashboard.sentences import Voice, sentences
from dashboard.words import text
from dashboard.words.reinvestment import refused_text
from data.money_vocabulary import SHARED, RecipientScope
from data.queries import reinvestment
from data.queries.scope import municipalities
from metrics.rule_effect import RuleEffect, rule_effect
from metrics.rule_history import history
from metrics.rule_timeline import in_force, timeline, to_compare


def _voice(municipality: str, language: str) -> Voice:
    """Return what sentences are said with; a municipality that is not known has kroner with two decimals."""
    found = municipalities(COMMAND_LINE, municipality)
    if found.empty:
        return Voice(language, "NOK", 2)
    return Voice(language, str(found["currency"].iloc[0]), int(found["currency_exponent"].iloc[0]))


@contextmanager
def _refusing(done: str, voice: Voice, *, as_json: bool) -> Iterator[None]:
    """Say why a rule was not stored, all of it, and end with status 1."""
    try:
        yield
    except LedgerRefused as refused:
        every = [one for _, one in refused.every] if isinstance(refused, RuleRefused) else [refused]
        said = [refused_text(voice.language, one, voice.currency_exponent) for one in every]
        problems = [{"error": one.reason, "message": message} for one, message in zip(every, said, strict=True)]
        document = {done: False, "error": refused.reason, "message": said[0], "problems": problems}
        refuse(document, "\n".join(said), as_json=as_json)
    except RuleChangedMeanwhile as changed:
        message = voice.word("reinvest.rule_changed")
        document = {done: False, "error": "rule_changed", "version": changed.version, "message": message}
        refuse(document, message, as_json=as_json)


@click.command("draft-rule")
@town_option
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A rule as JSON.")
@click.option("--from", "valid_from", type=DAY, help="The first day, such as 2027-01-01.")
@click.option("--name", help="What the version is called.")
@click.option("--kept-as-cut", type=SHARE, help="Per cent that stays cut; the four shares sum to 100.")
@click.option("--initiator", type=SHARE, help="Per cent to the unit that began.")
@click.option("--bearer-compensation", type=SHARE, help="Per cent to whoever carries costs of another's gain.")
@click.option("--common-fund", type=SHARE, help="Per cent to the common fund.")
@click.option("--threshold-minor", type=int, help="Less is not shared, minor units; 0 without.")
@click.option("--cap-minor", type=int, help="The most for the unit of one benefit, minor units; no cap without.")
@click.option("--years", type=int, help="How many years the unit gets a share; 1 without.")
@click.option("--taper", type=SHARE, multiple=True, help="Per cent of its share in year 1, 2, …; once a year.")
@click.option("--loan-first/--loan-from-share", default=None, help="When a loan's instalment is paid.")
@click.option("--recipient-scope", type=click.Choice([one.value for one in RecipientScope]), help="Who gets the share.")
@click.option("--staffing-floor-exempt/--no-exemption", default=None, help="Whether minimum staffing spares the cut.")
@click.option("--default-account", type=click.Choice([one.value for one in SHARED]), help="Where small amounts go.")
@click.option("--read-version", type=int, help="The version that was read of the day's draft.")
@json_option
@language_option
def draft_rule_command(municipality: str, file: Path | None, as_json: bool, language: str, **flags: Any) -> None:
    """Store a draft of a rule; flags stand over what the file says."""
    make_ready(as_json=as_json, language=language)
    voice = _voice(municipality, language)
    try:
        wanted = draft_from(municipality, values_of(file) | _told(flags))
    except WrongFile as wrong:
        message = voice.word("command.reinvest.bad_file", found=str(wrong), file=file.name if file else "—")
        refuse({"drafted": False, "error": "bad_file", "message": message}, message, as_json=as_json)
        return
    with _refusing("drafted", voice, as_json=as_json):
        version = draft_rule(COMMAND_LINE, wanted)
        document = {"drafted": True, "valid_from": wanted.valid_from, "version": version}
        answer(document, as_json=as_json, say=lambda: voice.word("command.reinvest.drafted", version=version))


def _told(flags: dict[str, Any]) -> dict[str, Any]:
    """Return the flags that were given, by the names that a file has."""
    shares = ("kept_as_cut", "initiator", "bearer_compensation", "common_fund")
    names = {name: f"{name}_millionths" for name in shares} | {"read_version": "version_id"}
    given = {names.get(name, name): value for name, value in flags.items() if value is not None and value != ()}
    if "valid_from" in given:
        given["valid_from"] = given["valid_from"].date().isoformat()
    return given


@click.command("adopt-rule")
@town_option
@click.option("--from", "valid_from", type=DAY, required=True, help="The first day of the draft.")
@click.option("--resolution", required=True, help="The council's resolution, such as «PS 12/26».")
@click.option("--resolved-on", type=DAY, required=True, help="The day on which the council resolved it.")
@click.option("--read-version", type=int, help="The version that was read; the draft as it stands without.")
@json_option
@language_option
def adopt_rule_command(
    municipality: str,
    valid_from: datetime,
    resolution: str,
    resolved_on: datetime,
    read_version: int | None,
    as_json: bool,
    language: str,
) -> None:
    """Register that the council has adopted a draft; from then on it never changes."""
    make_ready(as_json=as_json, language=language)
    voice, first = _voice(municipality, language), valid_from.date()
    with _refusing("adopted", voice, as_json=as_json):
        version = _standing(municipality, first) if read_version is None else read_version
        adopt_rule(COMMAND_LINE, Adoption(municipality, first, resolution, version, resolved_on.date()))
        day = format.day(language, first)
        document = {"adopted": True, "valid_from": first, "council_resolution": resolution}
        answer(document, as_json=as_json, say=lambda: voice.word("command.reinvest.adopted", day=day))


def _standing(municipality: str, first: date) -> int:
    """Return the version that the draft of a day stands in; 0 where there is none."""
    rows = reinvestment.rules(COMMAND_LINE, municipality)
    return int(rows.loc[rows["valid_from"] == first, "version_id"].sum())


@click.command("compare")
@town_option
@click.option("--rule", type=DAY, help="The first day of the version asked about; the newest other one without.")
@click.option("--as-of", type=DAY, help="The rule in force on this day, and the three years up to its year; today.")
@json_option
@language_option
def compare_command(
    municipality: str, rule: datetime | None, as_of: datetime | None, as_json: bool, language: str
) -> None:
    """Show what the last three years would have given under another rule."""
    make_ready(as_json=as_json, language=language)
    voice, on = _voice(municipality, language), as_of.date() if as_of else date.today()
    effect = _effect(municipality, on, rule.date() if rule else None)
    if effect is None:
        message = voice.word("command.reinvest.nothing_to_compare", day=format.day(language, on))
        refuse({"error": "nothing_to_compare", "message": message}, message, as_json=as_json)
        return
    document = {"municipality": municipality, "day": on, **effect_document(effect, voice)}
    answer(document, as_json=as_json, say=lambda: "\n".join(_said(effect, voice)))


def _effect(municipality: str, on: date, asked: date | None) -> RuleEffect | None:
    versions = timeline(reinvestment.rules(COMMAND_LINE, municipality), on)
    standing, other = in_force(versions), to_compare(versions, asked.isoformat() if asked else None)
    if standing is None or other is None or (asked is not None and other.rule.valid_from != asked):
        return None
    found = history(
        reinvestment.savings(COMMAND_LINE, municipality), reinvestment.transactions(COMMAND_LINE, municipality)
    )
    return rule_effect(found, standing.rule, other.rule, on.year)


def effect_document(effect: RuleEffect, voice: Voice) -> dict[str, Any]:
    """Return the comparison as `compare --json` prints it; amounts are minor units."""
    return {
        "standing": {"name": effect.standing.version, "valid_from": effect.standing.valid_from},
        "asked": {"name": effect.asked.version, "valid_from": effect.asked.valid_from},
        "years": [effect.first_year, effect.last_year],
        "savings": effect.savings,
        "nothing_given": effect.nothing_given,
        "left_out": {"earlier": effect.earlier, "later": effect.later, "rejected": effect.rejected},
        "answer": sentences(voice, effect.answer),
        "distributable_minor": effect.distributable_minor,
        "accounts": [{"account": account, **asdict(both)} for account, both in effect.accounts.items()],
        "units": [
            {"unit": unit, "saved_minor": effect.saved[unit], **asdict(both)} for unit, both in effect.kept.items()
        ],
        "lines": [
            {"fiscal_year": one.fiscal_year, "unit": one.unit_id, "account": one.account, **asdict(one.given)}
            for one in effect.lines
        ],
    }


def _said(effect: RuleEffect, voice: Voice) -> list[str]:
    def amount(minor: int) -> str:
        return format.money_exact(voice.language, minor, voice.currency_exponent)

    rows = [
        f"    {text(voice.language, f'account.{account}')}  {amount(both.standing_minor)}  {amount(both.asked_minor)}"
        for account, both in effect.accounts.items()
    ]
    return [*sentences(voice, effect.answer), *rows]
