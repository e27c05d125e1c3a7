"""From plan to use as a picture: a bar a step on one scale, so that nobody takes realised value for money."""

from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.views.benefits_words import quiet, why
from metrics.reinvestment_page import ReinvestmentPage
from metrics.reinvestment_stages import Stage

SOLID = frozenset({"cut", "returned", "spent"})
"""Steps that are money in a budget; before them is value that somebody planned, measured or confirmed."""


def card(voice: FigureVoice, found: ReinvestmentPage) -> Html:
    """Return the steps with their bars."""
    most = max((abs(one.amount_minor) for one in found.stages if one.amount_minor), default=1)
    return html(
        '<section class="bb-card" aria-labelledby="bb-stages"><h2 id="bb-stages">{title} <small>{unit}</small></h2>'
        '<ol class="bb-stages" style="--most:{most}">{rows}</ol><p class="bb-quiet bb-small">{note}</p></section>',
        title=voice.word("reinvest.stages.title"),
        unit=voice.word("benefits.chain.unit", year=found.price_year),
        most=most,
        rows=joined(_row(voice, one) for one in found.stages),
        note=voice.word("reinvest.stages.note"),
    )


def _row(voice: FigureVoice, one: Stage) -> Html:
    amount = one.amount_minor
    look = "verified" if one.key in SOLID else "planned" if one.key == "planned" else "forecast"
    bar = html('<i class="bb-step bb-step-{look}" style="--at:{at}"></i>', look=look, at=max(amount or 0, 0))
    said = quiet(why(voice, one.why)) if amount is None else html("{said}", said=voice.money(amount))
    return html(
        "<li><span><b>{name}</b> <small>{means}</small></span><div>{bar}</div><b>{said}</b></li>",
        name=voice.word(f"reinvest.step.{one.key}"),
        means=voice.word(f"reinvest.step.{one.key}.said"),
        bar=bar if amount else NOTHING,
        said=said,
    )
