"""«Needs you», at most five lines, and beside it how many targets are met."""

from collections.abc import Sequence

from dashboard import navigation
from dashboard.bars import Bar, bars
from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.scope import Scope
from dashboard.sentences import sentence
from data.vocabulary import Right
from metrics.results import Need, Scorecard

MOST = 5
RIGHTS = {
    "explain": Right.COMMENT,
    "deliver": Right.IMPORT,
    "measure": Right.IMPORT,
    "measure_benefit": Right.BENEFITS,
    "verify": Right.VERIFY,
}
"""What doing what a line asks for takes."""


def below(scope: Scope, voice: FigureVoice, found: Scorecard) -> Html:
    """Return the two cards under the bands."""
    return html(
        '<div class="bb-below">{needs}{targets}</div>',
        needs=card(scope, voice, found.needs[:MOST]),
        targets=targets(voice, found),
    )


def card(scope: Scope, voice: FigureVoice, waiting: Sequence[Need]) -> Html:
    """Return what waits for somebody: a verb, what it is about, and where to do it."""
    lines = joined(_need(scope, voice, need) for need in waiting)
    nothing = html('<p class="bb-quiet">{said}</p>', said=voice.word("need.nothing"))
    return html(
        '<section class="bb-card" aria-labelledby="bb-needs"><h2 id="bb-needs">{title}</h2>{body}</section>',
        title=voice.word("need.title"),
        body=html('<ul class="bb-needs">{lines}</ul>', lines=lines) if lines else nothing,
    )


def _need(scope: Scope, voice: FigureVoice, need: Need) -> Html:
    said = sentence(voice, need.finding).rstrip(".")
    link = _link(scope, voice, need, said) if _may(scope, need) else NOTHING
    return html(
        '<li><span class="bb-verb">{verb}</span><span>{said}</span>{link}</li>',
        verb=voice.word(f"need.{need.verb}"),
        said=said,
        link=link,
    )


def _may(scope: Scope, need: Need) -> bool:
    """Tell whether the reader may do what a line asks for; else it only tells of it."""
    right = RIGHTS.get(need.verb)
    return right is None or scope.principal.may(right, scope.municipality_id)


def _link(scope: Scope, voice: FigureVoice, need: Need, said: str) -> Html:
    about = {"measure": need.measure, "initiative": need.initiative}
    told = {name: value for name, value in about.items() if value}
    if need.transaction:
        told |= {"view": "decide", "transaction": need.transaction}
    return html(
        '<a href="{address}">{link}<span class="bb-hidden">: {said}</span></a>',
        address=scope.address(navigation.address(need.page), unit=need.unit_id, **told),
        link=voice.word(f"need.{need.verb}.link"),
        said=said,
    )


def targets(voice: FigureVoice, card: Scorecard) -> Html:
    """Return how many indicators met their target, by dimension; a dimension that has none says so."""
    counted = [(one.dimension, one.count) for one in card.dimensions if one.count is not None and one.count.judged]
    rows = [
        Bar(
            voice.word(f"dimension.{dimension}"),
            count.met,
            count.judged,
            voice.word("targets.of", met=count.met, judged=count.judged),
        )
        for dimension, count in counted
    ]
    none = html('<p class="bb-quiet">{said}</p>', said=voice.word("targets.nothing"))
    return html(
        '<section class="bb-card" aria-labelledby="bb-targets">'
        '<h2 id="bb-targets">{title} <small>{unit}</small></h2>{body}</section>',
        title=voice.word("targets.title"),
        unit=voice.word("targets.unit"),
        body=bars(rows) if rows else none,
    )
