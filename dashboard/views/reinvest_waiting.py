"""What of the reinvestment ledger waits for somebody, and where it and what it rests on do not agree."""

from dashboard.figures import FigureVoice
from dashboard.markup import Html, html, joined
from dashboard.reinvest_place import ReinvestPlace
from dashboard.scope import Scope
from dashboard.views import reinvest_words
from dashboard.views.listing import heading, listing, quiet
from dashboard.views.reinvest_path import link
from metrics.reinvestment_checks import Check, Disagreement
from metrics.reinvestment_page import ReinvestmentPage
from metrics.reinvestment_rows import SavingRow

HEADINGS, AMOUNTS = ("what", "unit", "since"), ("stands", "wanted")


def card(scope: Scope, voice: FigureVoice, found: ReinvestmentPage) -> Html:
    """Return the savings that wait for the council or for their budget changes."""
    lines = joined(_line(scope, voice, row) for row in found.waiting)
    nothing = html('<p class="bb-quiet">{said}</p>', said=voice.word("reinvest.waiting.none"))
    return html(
        '<section class="bb-card" aria-labelledby="bb-waiting"><h2 id="bb-waiting">{title}</h2>{body}</section>',
        title=voice.word("reinvest.waiting.title"),
        body=html('<ul class="bb-waiting">{lines}</ul>', lines=lines) if lines else nothing,
    )


def _line(scope: Scope, voice: FigureVoice, row: SavingRow) -> Html:
    return html(
        "<li><span>{saving}</span><b>{amount}</b><small>{waits}</small>{decide}</li>",
        saving=reinvest_words.krone_link(scope, voice, row),
        amount=voice.money(row.distributable_minor),
        waits=voice.word(
            f"reinvest.waits.{row.state}", unit=reinvest_words.unit(voice, row.unit), day=voice.day(row.on)
        ),
        decide=reinvest_words.decide_link(scope, voice, row),
    )


def disagreements(scope: Scope, voice: FigureVoice, found: ReinvestmentPage) -> Html:
    """Return where the ledger differs from budget lines and verified amounts, and what is owed."""
    title = voice.word("reinvest.checks.title")
    intro = quiet(voice.word("reinvest.checks.intro"))
    if not found.disagreements:
        return html("{head}{none}", head=heading(title), none=quiet(voice.word("reinvest.checks.none")))
    headings = [voice.word(f"reinvest.column.{name}") for name in HEADINGS]
    headings += [reinvest_words.in_money(voice, name) for name in AMOUNTS]
    rows = [_row(scope, voice, one) for one in found.disagreements]
    return html("{head}{intro}{table}", head=heading(title), intro=intro, table=listing(title, headings, rows))


def _row(scope: Scope, voice: FigureVoice, one: Disagreement) -> list[Html]:
    paid = html("{word}", word=voice.word("reinvest.check.paid"))
    wanted = paid if one.check in (Check.OWED, Check.CLAIMED) else reinvest_words.exact(voice, one.wanted_minor or 0)
    return [
        _what(scope, voice, one),
        html("{unit}", unit=reinvest_words.unit(voice, one.unit)),
        html("{day}", day=voice.day(one.on) if one.on else ""),
        reinvest_words.exact(voice, one.stands_minor),
        wanted,
    ]


def _what(scope: Scope, voice: FigureVoice, one: Disagreement) -> Html:
    said = voice.word(f"reinvest.check.{one.check}")
    if one.lot_id is None:
        return html("{said}", said=said)
    label = one.benefit or voice.word("reinvest.to_krone")
    return html("{said} {link}", said=said, link=link(scope, ReinvestPlace(view="krone", lot=one.lot_id), label))
