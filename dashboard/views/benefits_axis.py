"""The axis of time of a benefit: its marks, where the horizons end, what it shows in words, and as a table."""

from collections.abc import Sequence

from dashboard.benefit_charts import Divide
from dashboard.charts import Mark
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html
from dashboard.views import benefits_words, listing
from dashboard.views.benefits_parts import period
from data.vocabulary import Grain
from metrics.benefit_page import YEARS_END, BenefitPage, Moment

COLUMNS = ("original", "planned", "forecast", "realised", "verified")


def _written(voice: FigureVoice, found: BenefitPage, value: float, *, kroner: bool) -> str:
    return benefits_words.amount(voice, value, found.row.unit_of_measure, kroner=kroner)


def _grain(found: BenefitPage, moments: Sequence[Moment]) -> Grain:
    """Return how long the periods are: the benefit's own, or years where the amounts were summed by year."""
    by_year = all(moment.period == YEARS_END for moment in moments)
    return Grain.YEAR if by_year else found.facts.grain


def marks(voice: FigureVoice, found: BenefitPage, moments: Sequence[Moment], name: str, *, kroner: bool) -> list[Mark]:
    """Return what is drawn of one of the columns; a period without any has a mark that draws nothing."""
    made, grain = [], _grain(found, moments)
    for moment in moments:
        value: float | None = getattr(moment, name)
        written = "" if value is None else _written(voice, found, value, kroner=kroner)
        made.append(Mark(period(voice, moment.fiscal_year, moment.period, grain), value, written))
    return made


def divides(voice: FigureVoice, moments: Sequence[Moment]) -> list[Divide]:
    """Return where the budget year and the four-year plan end, where something stands on both sides."""
    names = ("budget_year", "plan")
    ends = [sum(one.horizon <= last for one in moments) for last in range(len(names))]
    return [
        Divide(after, voice.word(f"benefits.horizon.{name}"), line=len(names) - 1 - at)
        for at, (after, name) in enumerate(zip(ends, names, strict=True))
        if 0 < after < len(moments)
    ]


def subtitle(voice: FigureVoice, found: BenefitPage, *, kroner: bool) -> str:
    """Return the measure, and what outline, dots and solid mean."""
    if kroner:
        return voice.word("benefits.chart.in_kroner", year=found.price_year)
    named = benefits_words.measure(voice, found.row.unit_of_measure)
    return voice.word("benefits.chart.in_unit", unit=named or voice.word("benefits.not_stated"))


def alt(voice: FigureVoice, planned: Sequence[Mark], realised: Sequence[Mark], expected: Sequence[Mark]) -> str:
    """Return in words all that the chart draws."""
    none = voice.word("benefits.nothing")
    said = "; ".join(
        voice.word(
            "benefits.chart.said",
            period=plan.name,
            planned=plan.written or none,
            expected=forecast.written or none,
            realised=real.written or none,
        )
        for plan, real, forecast in zip(planned, realised, expected, strict=True)
    )
    return voice.word("benefits.chart.alt", said=said)


def table(voice: FigureVoice, found: BenefitPage, moments: Sequence[Moment], *, kroner: bool) -> Html:
    """Return the figures of the axis; an empty cell says whether it is not due, not measured or not in the plan."""
    grain = _grain(found, moments)
    headings = [voice.word(f"benefits.column.{name}") for name in ("period", *COLUMNS)]
    rows = [
        [
            html("{p}", p=period(voice, moment.fiscal_year, moment.period, grain)),
            *(_cell(voice, found, moment, name, kroner=kroner) for name in COLUMNS),
        ]
        for moment in moments
    ]
    return listing.listing(subtitle(voice, found, kroner=kroner), headings, rows)


def _cell(voice: FigureVoice, found: BenefitPage, moment: Moment, name: str, *, kroner: bool) -> Html:
    value: float | None = getattr(moment, name)
    if value is not None:
        return html("{said}", said=_written(voice, found, value, kroner=kroner))
    if name not in ("realised", "verified"):
        return benefits_words.quiet(voice.word("benefits.why.not_in_plan"))
    return benefits_words.quiet(voice.word(f"benefits.why.{'not_measured' if moment.due else 'not_due_yet'}"))
