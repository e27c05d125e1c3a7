"""What `outsiders` prints: the accounts of a measure as one object, and as lines for a person."""

import math
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from dashboard import format
from dashboard.outsider_sentences import every_sentence, lift_said, rate_said
from dashboard.sentences import Voice
from data.outsider_rows import Measure
from metrics.outsider_answer import OutsiderAnswer
from metrics.outsiders import Scenario


@dataclass(frozen=True)
class ProfileUsed:
    """Where the costs by age are from: a file, a stored profile by its name, or neither, which is the example."""

    file: str | None = None
    stored: str | None = None
    synthetic: bool = True


def outsiders_document(found: OutsiderAnswer, told: Measure, profile: ProfileUsed, voice: Voice) -> dict[str, Any]:
    """Return the accounts as `outsiders --json` prints them; amounts are minor units, + is a gain to public budgets.

    Args:
        found: The accounts.
        told: The scenario as its file tells it.
        profile: Where the costs by age are from.
        voice: Whose language sentences are in.
    """
    accounts = found.accounts
    return {
        "kind": "potential",
        "perspective": accounts.total.perspective,
        "note": voice.word("command.outsiders.perspective"),
        "profile": _profile_document(profile, voice),
        "currency": voice.currency,
        "scenario": _scenario(told),
        "discount": _discount(accounts.scenario),
        "sentences": [*every_sentence(found, voice), *rate_said(found, voice), lift_said(found, voice)],
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
        "break_even_rate": None if math.isnan(found.break_even_rate) else found.break_even_rate,
    }


def _scenario(told: Measure) -> dict[str, Any]:
    """Return the scenario by the names that a file tells it by."""
    return {"persons" if name == "people" else name: value for name, value in asdict(told).items()}


def _profile_document(profile: ProfileUsed, voice: Voice) -> dict[str, Any]:
    if profile.file is None and profile.stored is None:
        note = voice.word("command.outsiders.synthetic")
    else:
        note = voice.word("command.outsiders.own", file=profile.file or profile.stored)
        if profile.synthetic:
            note = f"{voice.word('command.outsiders.marked')} {note}"
    return {"file": profile.file, "stored": profile.stored, "synthetic": profile.synthetic, "note": note}


def _discount(scenario: Scenario) -> dict[str, Any] | None:
    rule = scenario.schedule
    return None if rule is None else {**asdict(rule), "steps": [list(step) for step in rule.steps]}


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.reset_index().astype(object)
    return [
        {str(name): cell for name, cell in row.items()} for row in rows.where(rows.notna(), None).to_dict("records")
    ]


def said_document(document: dict[str, Any], voice: Voice) -> list[str]:
    """Return the accounts as lines for a person, the marks first."""
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
