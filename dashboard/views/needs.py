"""«Needs you», at most five lines, and beside it how many targets are met."""

from dashboard import navigation
from dashboard.bars import Bar, bars
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html, joined
from dashboard.scope import Scope
from dashboard.sentences import sentence
from metrics.results import Need, Scorecard

MOST = 5


def below(scope: Scope, voice: FigureVoice, card: Scorecard) -> Html:
    """Return the two cards under the bands."""
    return html(
        '<div class="bb-below">{needs}{targets}</div>', needs=needs(scope, voice, card), targets=targets(voice, card)
    )


def needs(scope: Scope, voice: FigureVoice, card: Scorecard) -> Html:
    """Return what waits for somebody: a verb, what it is about, and where to do it."""
    lines = joined(_need(scope, voice, need) for need in card.needs[:MOST])
    nothing = html('<p class="bb-quiet">{said}</p>', said=voice.word("need.nothing"))
    return html(
        '<section class="bb-card" aria-labelledby="bb-needs"><h2 id="bb-needs">{title}</h2>{body}</section>',
        title=voice.word("need.title"),
        body=html('<ul class="bb-needs">{lines}</ul>', lines=lines) if lines else nothing,
    )


def _need(scope: Scope, voice: FigureVoice, need: Need) -> Html:
    said = sentence(voice, need.finding).rstrip(".")
    measure = {"measure": need.measure} if need.measure else {}
    return html(
        '<li><span class="bb-verb">{verb}</span><span>{said}</span>'
        '<a href="{address}">{link}<span class="bb-hidden">: {said}</span></a></li>',
        verb=voice.word(f"need.{need.verb}"),
        said=said,
        address=scope.address(navigation.address(need.page), unit=need.unit_id, **measure),
        link=voice.word(f"need.{need.verb}.link"),
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
