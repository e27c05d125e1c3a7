"""What of a lower cost is price, what is volume, and what is realised by doing the same for less."""

from dashboard import format
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html, joined
from dashboard.views import benefits_parts, benefits_words, listing
from metrics.benefit_page import BenefitPage
from metrics.price_and_volume import Adjusted

HEADINGS = ("period", "party", "cost_before", "cost_after", "cost_change", "price_part", "volume_part", "realised")


def section(voice: FigureVoice, found: BenefitPage, adjusted: tuple[Adjusted, ...]) -> Html:
    """Return the periods under their heading; a lower cost because demand fell is said not to be a gain."""
    rows = [_row(voice, found, one) for one in adjusted]
    demand = [one for one in adjusted if one.parts.only_demand]
    said = [voice.word("benefits.adjusted.demand", period=_period(voice, found, one)) for one in demand]
    return html(
        "{table}{said}{note}",
        table=benefits_parts.section(voice, "benefits.adjusted", HEADINGS, rows),
        said=joined(listing.quiet(one) for one in said),
        note=listing.quiet(voice.word("benefits.adjusted.note")),
    )


def _period(voice: FigureVoice, found: BenefitPage, one: Adjusted) -> str:
    return benefits_parts.period(voice, one.fiscal_year, one.period, found.facts.grain)


def _row(voice: FigureVoice, found: BenefitPage, one: Adjusted) -> list[Html]:
    parts = one.parts
    return [
        html("{period}", period=_period(voice, found, one)),
        html("{party}", party=one.beneficiary),
        _cost(voice, one.before_minor, one.volume_before, one.unit_cost_before_minor, one.price_year_before),
        _cost(voice, one.after_minor, one.volume_after, one.unit_cost_after_minor, one.fiscal_year),
        *(_part(voice, one, minor) for minor in (parts.total_minor, parts.price_minor, parts.volume_minor)),
        _realised(voice, one),
    ]


def _cost(voice: FigureVoice, minor: int | None, volume: float | None, each: int | None, year: int) -> Html:
    if minor is None:
        return benefits_words.quiet(voice.word("figure.missing"))
    amount = voice.word("benefits.measured.kroner", amount=_exact(voice, minor), year=year)
    if volume is None or each is None:
        return html("{amount}", amount=amount)
    told = {"volume": format.short_number(voice.language, volume), "each": _exact(voice, each)}
    return html("{amount}<br><small>{how}</small>", amount=amount, how=voice.word("benefits.adjusted.each", **told))


def _part(voice: FigureVoice, one: Adjusted, minor: int | None) -> Html:
    if minor is None:
        return benefits_words.quiet(benefits_words.why(voice, one.why))
    return html("{amount}", amount=_exact(voice, minor))


def _exact(voice: FigureVoice, minor: int) -> str:
    """Return an amount to the last minor unit: the parts of a change are seen to sum."""
    amount = format.money_exact(voice.language, minor, voice.currency_exponent)
    return f"{amount}{format.SPACE}{voice.currency_name()}"


def _realised(voice: FigureVoice, one: Adjusted) -> Html:
    """Return what is realised at the actual volume, and what was entered where that is another amount."""
    minor, stated = one.parts.realised_minor, one.stated_minor
    if minor is None:
        years = ", ".join(map(str, one.unknown_years))
        said = benefits_words.why(voice, one.why)
        return benefits_words.quiet(f"{said}: {years}" if years else said)
    if stated is None or stated == minor:
        return html("<b>{amount}</b>", amount=_exact(voice, minor))
    entered = voice.word("benefits.adjusted.entered", amount=_exact(voice, stated))
    return html("<b>{amount}</b><br><small>{entered}</small>", amount=_exact(voice, minor), entered=entered)
