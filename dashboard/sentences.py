"""From a finding to a sentence: its facts written by kind and language, put into the words of its code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard import format
from dashboard.words import Written, has, text
from data.periods import Quarter
from metrics.results import Fact, Finding

SHORT = 12


@dataclass(frozen=True)
class Voice:
    """What everything is said with: the reader's language, and the municipality's money."""

    language: str
    currency: str
    currency_exponent: int

    def word(self, key: str, **slots: object) -> str:
        """Return the words of a key."""
        return text(self.language, key, **slots)

    def money(self, minor: float) -> str:
        """Return an amount as a sentence says it."""
        return format.money(self.language, minor, self.currency, self.currency_exponent)


class UnknownFact(ValueError):
    """A fact of a kind that nobody can write: a broken promise in code."""


def sentence(voice: Voice, finding: Finding) -> str:
    """Return the finding as a sentence that begins with a capital."""
    return _said(voice, finding, f"finding.{finding.code}")


def brief(voice: Voice, finding: Finding) -> str:
    """Return the finding as a card has room for it: shorter where there are words for that."""
    key = f"finding.{finding.code}"
    short = f"{key}.brief"
    return _said(voice, finding, short if has(voice.language, short) else key)


def _said(voice: Voice, finding: Finding, key: str) -> str:
    slots = {name: written(voice, fact) for name, fact in finding.facts.items()}
    said = voice.word(key, **slots)
    return said[:1].upper() + said[1:]


def sentences(voice: Voice, findings: Iterable[Finding]) -> list[str]:
    """Return each finding as a sentence."""
    return [sentence(voice, finding) for finding in findings]


def written(voice: Voice, fact: Fact) -> Written:
    """Return the fact as the reader sees it; numbers also carry their value, for one and many."""
    value = fact.value
    if isinstance(value, Quarter):
        return Written(format.quarter(voice.language, value))
    if isinstance(value, date):
        return Written(format.day(voice.language, value))
    if isinstance(value, str):
        return Written(_word(voice, value) if fact.kind == "word" else _kept_together(value))
    return Written(_number(voice, fact.kind, value), float(value))


def _kept_together(value: str) -> str:
    """Return text whose spaces do not break where it is short, such as a reference."""
    return value.replace(" ", format.SPACE) if len(value) <= SHORT else value


def _word(voice: Voice, key: str) -> str:
    """Return a word as it stands inside a sentence, where that differs from a heading."""
    inline = f"{key}.inline"
    return voice.word(inline if has(voice.language, inline) else key)


def _number(voice: Voice, kind: str, value: float) -> str:
    if kind == "money":
        return voice.money(value)
    if kind == "share":
        return format.share(voice.language, value)
    if kind == "points":
        return format.points(voice.language, value)
    if kind == "count":
        return format.count(voice.language, value)
    if kind == "number":
        return format.short_number(voice.language, value)
    raise UnknownFact(f"{kind}: {value}")
