"""A version of the rules in plain words, for the page and the command line."""

from collections.abc import Sequence

from dashboard import format
from dashboard.sentences import Voice
from dashboard.typed import Hand
from data.money_vocabulary import RecipientScope
from metrics.reinvestment_rules import RuleVersion
from metrics.rule_timeline import DatedRule


def share(voice: Voice, millionths: int) -> str:
    """Return a share as per cent, with every digit it has."""
    written = Hand(voice.language, voice.currency_exponent).of_share(millionths)
    return f"{written}%" if voice.language == "en" else f"{written}{format.SPACE}%"


def enumerated(voice: Voice, parts: Sequence[str]) -> str:
    """Return parts as a list inside a sentence: a, b and c."""
    *others, last = parts
    return voice.word("rules.list", others=", ".join(others), last=last) if others else last


def shares(voice: Voice, dated: DatedRule) -> str:
    """Return who gets which share, inside a sentence."""
    return enumerated(
        voice,
        [voice.word(f"rules.share.{account}", share=share(voice, millionths)) for account, millionths in dated.shares],
    )


def label(voice: Voice, dated: DatedRule) -> str:
    """Return what a version is called where somebody chooses between them."""
    first = format.day(voice.language, dated.rule.valid_from)
    return voice.word(f"rules.compare.label.{dated.state}", rule=dated.rule.version, first=first)


def days(voice: Voice, dated: DatedRule) -> str:
    """Return from when to when a version holds, and what it stands on."""
    first = format.day(voice.language, dated.rule.valid_from)
    if dated.resolved_on is None:
        return voice.word("rules.days.draft", first=first)
    told = {
        "first": first,
        "resolution": dated.rule.council_resolution or "",
        "resolved": format.day(voice.language, dated.resolved_on),
    }
    if dated.valid_to is None:
        return voice.word("rules.days.open", **told)
    return voice.word("rules.days.closed", last=format.day(voice.language, dated.valid_to), **told)


def said(voice: Voice, dated: DatedRule) -> list[str]:
    """Return a version as sentences, one for each thing that a council decides."""
    rule = dated.rule
    scope = voice.word(f"rules.said.scope.{rule.recipient_scope}")
    return [
        voice.word("rules.said.shares", shares=shares(voice, dated)),
        *_initiator(voice, rule, scope),
        _threshold(voice, dated),
        voice.word(f"rules.said.loan_{'first' if rule.loan_first else 'from_share'}"),
        voice.word(f"rules.said.floor_{'exempt' if rule.staffing_floor_exempt else 'kept'}"),
    ]


def _initiator(voice: Voice, rule: RuleVersion, scope: str) -> list[str]:
    """Return for how long, how much and to whom; nothing where the one that began gets no share."""
    if not rule.initiator:
        return []
    if not rule.years:
        return [voice.word("rules.said.no_years")]
    years = format.count(voice.language, rule.years)
    cap = voice.word("rules.said.no_cap") if rule.cap_minor is None else _cap(voice, rule.cap_minor)
    return [voice.word("rules.said.years", years=years, taper=_taper(voice, rule)), cap, *_to_whom(rule, scope)]


def _cap(voice: Voice, cap_minor: int) -> str:
    return voice.word("rules.said.cap", cap=voice.money(cap_minor))


def _to_whom(rule: RuleVersion, scope: str) -> list[str]:
    return [scope] if rule.recipient_scope == RecipientScope.MUNICIPALITY else []


def _taper(voice: Voice, rule: RuleVersion) -> str:
    if not rule.taper:
        return ""
    return " " + voice.word("rules.said.taper", steps=enumerated(voice, [share(voice, step) for step in rule.taper]))


def _threshold(voice: Voice, dated: DatedRule) -> str:
    least = dated.threshold_minor
    if least is None:
        return voice.word("rules.said.no_threshold")
    account = voice.word(f"rules.all.{dated.rule.default_account}")
    return voice.word("rules.said.threshold", least=voice.money(least), account=account)
