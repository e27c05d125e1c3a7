"""The axis of time of a benefit: its marks, where the horizons end, what it shows in words, and as a table."""

from collections.abc import Sequence
from datetime import date

from dashboard.benefit_charts import Divide
from dashboard.charts import Mark
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html
from dashboard.views import benefits_words, listing
from dashboard.views.benefits_parts import period
from data.periods import last_day_of_period
from data.vocabulary import Grain
from metrics.benefit_axis import YEARS_END, Moment
from metrics.benefit_page import BenefitPage

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


def divides(voice: FigureVoice, moments: Sequence[Moment], term_ends_on: date | None) -> list[Divide]:
    """Return where the budget year, the four-year plan and the leader's term end, where something is on both sides."""
    ends = {
        "budget_year": sum(one.horizon <= 0 for one in moments),
        "plan": sum(one.horizon <= 1 for one in moments),
        "leader_term": 0 if term_ends_on is None else sum(_ended(one) <= term_ends_on for one in moments),
    }
    lines = {"plan": 0, "budget_year": 1, "leader_term": 2}
    return [
        Divide(after, voice.word(f"benefits.horizon.{name}"), line=lines[name])
        for name, after in ends.items()
        if 0 < after < len(moments)
    ]


def _ended(moment: Moment) -> date:
    return last_day_of_period(moment.fiscal_year, min(moment.period, YEARS_END))


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
