"""From a finding to a sentence: its facts written by kind and language, put into the words of its code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard import format
from dashboard.words import Written, text
from data.periods import Quarter
from metrics.results import Fact, Finding


@dataclass(frozen=True)
class Money:
    """What amounts are written in."""

    currency: str
    exponent: int


class UnknownFact(ValueError):
    """A fact of a kind that nobody can write: a broken promise in code."""


def sentence(language: str, finding: Finding, money: Money) -> str:
    """Return the finding as a sentence that begins with a capital."""
    slots = {name: written(language, fact, money) for name, fact in finding.facts.items()}
    said = text(language, f"finding.{finding.code}", **slots)
    return said[:1].upper() + said[1:]


def sentences(language: str, findings: Iterable[Finding], money: Money) -> list[str]:
    """Return each finding as a sentence."""
    return [sentence(language, finding, money) for finding in findings]


def written(language: str, fact: Fact, money: Money) -> Written:
    """Return the fact as the reader sees it; numbers also carry their value, for one and many."""
    value = fact.value
    if isinstance(value, Quarter):
        return Written(format.quarter(language, value))
    if isinstance(value, date):
        return Written(format.day(language, value))
    if isinstance(value, str):
        return Written(text(language, value) if fact.kind == "word" else value)
    return Written(_number(language, fact.kind, value, money), float(value))


def _number(language: str, kind: str, value: float, money: Money) -> str:
    if kind == "money":
        return format.money(language, value, money.currency, money.exponent)
    if kind == "share":
        return format.share(language, value)
    if kind == "points":
        return format.points(language, value)
    if kind == "count":
        return format.count(language, value)
    if kind == "number":
        return format.short_number(language, value)
    raise UnknownFact(f"{kind}: {value}")
