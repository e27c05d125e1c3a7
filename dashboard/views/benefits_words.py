"""How amounts, quantities, statuses and units of the benefits register are said; what is missing says why."""

from dashboard import format
from dashboard.figures import FigureVoice, tone
from dashboard.markup import Html, html
from dashboard.views.bands import mark
from dashboard.words import has
from metrics.benefit_rows import BenefitRow, Sums
from metrics.hours import HOURS
from metrics.results import Missing, Status


def why(voice: FigureVoice, missing: Missing | None) -> str:
    """Return in few words why a figure is missing."""
    if missing is None:
        return voice.word("figure.missing")
    brief = f"benefits.why.{missing}"
    return voice.word(brief if has(voice.language, brief) else f"missing.{missing}")


def quiet(said: str) -> Html:
    """Return words that stand where a figure would."""
    return html('<span class="bb-none">{said}</span>', said=said)


def measure(voice: FigureVoice, unit_of_measure: str | None) -> str:
    """Return what a quantity is counted in; hours are named by us, every other as somebody wrote it."""
    return voice.word("benefits.hours") if unit_of_measure == HOURS else unit_of_measure or ""


def quantity(voice: FigureVoice, value: float, unit_of_measure: str | None) -> str:
    """Return a quantity with its unit."""
    named = measure(voice, unit_of_measure)
    number = format.short_number(voice.language, value)
    return f"{number}{format.SPACE}{named}" if named else number


def in_kroner(row: BenefitRow) -> bool:
    """Tell whether a benefit is told in kroner, else in its own unit."""
    return row.kroner.planned_why is not Missing.NOT_IN_KRONER


def sums_of(row: BenefitRow) -> Sums:
    """Return the sums that a benefit is told by."""
    return row.kroner if in_kroner(row) else row.quantity


def amount(voice: FigureVoice, value: float, unit_of_measure: str | None, *, kroner: bool) -> str:
    """Return kroner, or a quantity with its unit."""
    return voice.money(value) if kroner else quantity(voice, value, unit_of_measure)


def told(voice: FigureVoice, row: BenefitRow, name: str) -> Html:
    """Return a sum of a benefit (`planned`, `realised`, ...), or why there is none."""
    sums = sums_of(row)
    value: float | None = getattr(sums, name)
    if value is not None:
        said = amount(voice, value, row.unit_of_measure, kroner=in_kroner(row))
        return html("{said}", said=said)
    missing = sums.realised_why if name in ("realised", "verified") else sums.planned_why
    return quiet(why(voice, missing))


def rate(voice: FigureVoice, sums: Sums) -> Html:
    """Return realised of planned to date as a share, or why there is none."""
    value = sums.rate.value
    return quiet(why(voice, sums.rate.why)) if value is None else html("{s}", s=format.share(voice.language, value))


def rates(voice: FigureVoice, sums: Sums) -> str:
    """Return realised of planned to date against the current plan and against the one that was adopted first."""
    named = {"current": sums.rate, "original": sums.rate_original}
    told = {
        name: why(voice, one.why) if one.value is None else format.share(voice.language, one.value)
        for name, one in named.items()
    }
    return voice.word("benefits.rates", **told)


def status(voice: FigureVoice, found: Status) -> Html:
    """Return a status as shape, word and colour."""
    return html(
        '<span class="bb-status bb-{tone}">{mark}{word}</span>',
        tone=tone(found),
        mark=mark(found),
        word=voice.status(found),
    )


def unit(voice: FigureVoice, name: str | None) -> str:
    """Return the name of a unit, or that it is another of the municipality's."""
    return voice.word("benefits.another_unit") if name is None else name
