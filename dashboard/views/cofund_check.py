"""The check list of a gains plan: what is in place, what is missing, and where each is filled in."""

from dashboard import format, navigation
from dashboard.cofund_place import CofundPlace
from dashboard.cofund_results import PlanPage
from dashboard.figures import FigureVoice
from dashboard.gains_words import gaps_said
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.scope import Scope
from dashboard.views import listing
from dashboard.views.bands import mark
from data.vocabulary import Right
from metrics.gains_answer import AdopterGain
from metrics.gains_checks import Check, Checked
from metrics.results import Status

IN_REGISTER = frozenset({Check.OTHER_PUBLIC, Check.GROSS_GAIN, Check.OWNER, Check.ADOPTERS})
"""What is filled in where benefits are registered; everything else in the form of this page."""


def show(scope: Scope, voice: FigureVoice, found: PlanPage, asked: CofundPlace) -> Html:
    """Return the check list with how much of it is in place."""
    checks = found.plan.checks
    met = voice.word(
        "cofund.checks.whole" if found.plan.complete else "cofund.checks.said",
        met=sum(one.met for one in checks),
        checks=len(checks),
    )
    rows = joined(_line(scope, voice, found, asked, one) for one in checks)
    return html(
        '{head}<p class="bb-quiet">{met}</p><ul class="bb-factors">{rows}</ul>',
        head=listing.heading(voice.word("cofund.checks.title")),
        met=met,
        rows=rows,
    )


def _line(scope: Scope, voice: FigureVoice, found: PlanPage, asked: CofundPlace, one: Checked) -> Html:
    lacks = " ".join(gaps_said(voice, one.gaps, found.names))
    where = NOTHING if one.met else _where(scope, voice, asked, one.check)
    return html(
        "<li>{mark}<b>{name}</b> {lacks} {where}</li>",
        mark=mark(Status.DESIRED if one.met else Status.NOT_ACCEPTED),
        name=voice.word(f"gains_check.{one.check}"),
        lacks=lacks if lacks else voice.word("cofund.checks.met"),
        where=where,
    )


def _where(scope: Scope, voice: FigureVoice, asked: CofundPlace, check: Check) -> Html:
    """Return the link to where a gap is filled, for who may enter benefits."""
    if not scope.principal.may(Right.BENEFITS, scope.municipality_id):
        return NOTHING
    in_register = check in IN_REGISTER
    to = scope.address(navigation.address("benefits"), initiative=asked.initiative or "")
    return html(
        '<a href="{to}" target="_self">{word}</a>',
        to=to if in_register else asked.editing().address(scope),
        word=voice.word("cofund.checks.in_register" if in_register else "cofund.checks.in_form"),
    )


def adopters_said(voice: FigureVoice, one: AdopterGain) -> str:
    """Return how many it takes to break even, against those planned and those there are now."""
    told, language = one.value, voice.language
    planned = format.count(language, told.planned_adopters or 0)
    if told.break_even_adopters is None:
        return voice.word("cofund.adopters.never", planned=planned)
    enough = format.count(language, told.break_even_adopters)
    now = voice.word("figure.missing") if told.actual_adopters is None else format.count(language, told.actual_adopters)
    return voice.word("cofund.adopters.said", enough=enough, planned=planned, now=now)
