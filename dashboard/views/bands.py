"""The four bands of the scorecard: one card a dimension, its rows shared with the others so that the eye compares."""

from dashboard import format, navigation
from dashboard.figures import FigureVoice, tone
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.sentences import brief, sentences
from dashboard.sparkline import Span, line
from data.periods import Quarter
from metrics.results import DimensionResult, Kpi, Missing, Scorecard, Status

QUARTERS_DRAWN = 8
WIDTH, NARROW = "minmax(0,1fr)", "minmax(0,.62fr)"
WAITS_FOR_FILE = frozenset({Missing.NOTHING_IMPORTED, Missing.NO_ACTUAL, Missing.NO_INDICATORS})
USUAL_BASIS = "net"
"""What a share is of where nothing else is said on the card; the table says it of every figure."""
SENTENCES_SHOWN = 2
ROWS_SHOWN = 2
"""What a card shows at once, so that the verdict stands in the first screen; the rest opens."""


def bands(voice: FigureVoice, card: Scorecard, *, may_import: bool) -> Html:
    """Return the four bands in their order; who may not import is not led there."""
    drawn = joined(band(voice, dimension, card.quarter, may_import=may_import) for dimension in card.dimensions)
    widths = " ".join(WIDTH if dimension.kpis else NARROW for dimension in card.dimensions)
    return html('<div class="bb-bands" style="--bands:{widths}">{drawn}</div>', widths=widths, drawn=drawn)


def band(voice: FigureVoice, dimension: DimensionResult, quarter: Quarter, *, may_import: bool) -> Html:
    """Return a dimension's card: status, sentence, lead figure, line, change, further figures, owner and date."""
    lead = dimension.kpis[0] if dimension.kpis else None
    said = " ".join(brief(voice, finding) for finding in dimension.findings[:SENTENCES_SHOWN])
    sentence = html(
        '<p class="bb-sentence">{said}{way_on}</p>',
        said=said,
        way_on=_way_on(voice, dimension) if may_import else NOTHING,
    )
    top = [_header(voice, dimension), sentence]
    rest = _figures(voice, dimension, lead, quarter) if lead else []
    return html(
        '<section class="bb-card bb-band bb-band-{tone}{empty}" aria-labelledby="bb-{key}">{parts}</section>',
        tone=tone(dimension.status),
        empty="" if lead else " bb-empty",
        key=str(dimension.dimension),
        parts=joined([*top, *rest]),
    )


def _way_on(voice: FigureVoice, dimension: DimensionResult) -> Html:
    """Return the link to where figures come in, for a dimension that waits for a file."""
    if dimension.why_missing not in WAITS_FOR_FILE:
        return NOTHING
    address, word = navigation.address("imports"), voice.word("page.imports.title")
    return html(' <a href="{address}">{word}</a>', address=address, word=word)


def _figures(voice: FigureVoice, dimension: DimensionResult, lead: Kpi, quarter: Quarter) -> list[Html]:
    """Return the five rows under the sentence; an empty one keeps its place."""
    rows = joined(row(voice, kpi, quarter) for kpi in dimension.kpis[1 : 1 + ROWS_SHOWN])
    return [
        _figure(voice, lead),
        _under(voice, lead),
        html("<div>{line}{change}</div>", line=drawn_line(voice, lead), change=_change(voice, lead)),
        html('<div class="bb-rows">{rows}</div>', rows=rows),
        html(
            '<div class="bb-end">{more}{foot}</div>',
            more=_rest(voice, dimension, quarter),
            foot=_foot(voice, lead, quarter),
        ),
    ]


def _foot(voice: FigureVoice, lead: Kpi, quarter: Quarter) -> Html:
    return html('<p class="bb-foot">{source}</p>', source=voice.source_line(lead, quarter))


def _rest(voice: FigureVoice, dimension: DimensionResult, quarter: Quarter) -> Html:
    """Return the sentences and figures that the card has no room for, behind one line that opens."""
    said = sentences(voice, dimension.findings[SENTENCES_SHOWN:])
    rows = [row(voice, kpi, quarter) for kpi in dimension.kpis[1 + ROWS_SHOWN :]]
    if not said and not rows:
        return NOTHING
    return html(
        '<details class="bb-rest"><summary>{title}</summary>{said}<div class="bb-rows">{rows}</div></details>',
        title=voice.word("card.more", dimension=voice.word(f"dimension.{dimension.dimension}.inline")),
        said=joined(html('<p class="bb-sentence">{part}</p>', part=part) for part in said),
        rows=joined(rows),
    )


def _header(voice: FigureVoice, dimension: DimensionResult) -> Html:
    return html(
        '<header><h2 id="bb-{key}">{name}</h2>{status}</header>',
        key=str(dimension.dimension),
        name=voice.word(f"dimension.{dimension.dimension}"),
        status=html(
            '<span class="bb-status bb-{tone}">{mark}{word}</span>',
            tone=tone(dimension.status),
            mark=mark(dimension.status),
            word=voice.status(dimension.status),
        ),
    )


def mark(status: Status) -> Html:
    """Return the shape of a status, drawn; the word beside it says the same."""
    return html('<span class="bb-shape bb-{tone}" aria-hidden="true"></span>', tone=tone(status))


def _figure(voice: FigureVoice, kpi: Kpi) -> Html:
    missing = " bb-lead-missing" if kpi.value is None else ""
    return html('<div class="bb-lead{missing}">{figure}</div>', missing=missing, figure=voice.figure(kpi))


def _under(voice: FigureVoice, kpi: Kpi) -> Html:
    distance = voice.distance(kpi)
    away = html(" · {distance}", distance=distance) if distance else NOTHING
    made = None if kpi.basis == USUAL_BASIS else voice.basis(kpi)
    told = ", ".join(part for part in (made, voice.direction(kpi)) if part)
    basis = html(" · {told}", told=told) if told else NOTHING
    why = html("<br>{why}", why=voice.why_missing(kpi)) if kpi.value is None else NOTHING
    return html(
        '<p class="bb-under">{phrase} · <b>{target}</b>{away}{basis}{why}</p>',
        phrase=voice.phrase(kpi),
        target=voice.target(kpi),
        away=away,
        basis=basis,
        why=why,
    )


def _change(voice: FigureVoice, kpi: Kpi) -> Html:
    signal = voice.signal(kpi)
    noise = html("<br>{signal}", signal=signal) if signal else NOTHING
    return html('<p class="bb-change">{change}{noise}</p>', change=voice.change(kpi), noise=noise)


def drawn_line(voice: FigureVoice, kpi: Kpi, css: str = "bb-line") -> Html:
    """Return the figure's line of eight quarters with its target band; nothing where there is nothing to draw."""
    series = kpi.series[-QUARTERS_DRAWN:]
    known = [point for point in series if point.value is not None]
    if not known:
        return html('<div class="{css}"></div>', css=css)
    band_of = kpi.target
    span = Span(band_of.desired_low, band_of.desired_high) if band_of else None
    last = series[-1].value
    written = voice.bare(kpi, last) if last is not None else ""
    return line([point.value for point in series], span, written, _alt(voice, kpi), css)


def _alt(voice: FigureVoice, kpi: Kpi) -> str:
    known = [point for point in kpi.series[-QUARTERS_DRAWN:] if point.value is not None]
    first, last = known[0], known[-1]
    return voice.word(
        "line.alt" if len(known) > 1 else "line.alt_one",
        name=voice.name(kpi),
        first=voice.amount(kpi, first.value or 0),
        first_quarter=format.quarter(voice.language, first.quarter),
        last=voice.amount(kpi, last.value or 0),
        last_quarter=format.quarter(voice.language, last.quarter),
        target=voice.target(kpi),
    )


def row(voice: FigureVoice, kpi: Kpi, quarter: Quarter) -> Html:
    """Return a further figure: name, value and status in one line that opens on all the rest."""
    missing = Html(' class="bb-missing"') if kpi.value is None else NOTHING
    told = voice.beside(kpi)
    return html(
        "<details><summary><span>{name}{beside}</span><b{missing}>{figure} "
        '{mark}<span class="bb-hidden">, {status}</span></b></summary>'
        '<div class="bb-more">{more}</div></details>',
        name=voice.phrase(kpi),
        beside=html(" <small>({told})</small>", told=told) if told else NOTHING,
        missing=missing,
        figure=voice.figure(kpi),
        mark=mark(kpi.status),
        status=voice.status(kpi.status),
        more=_more(voice, kpi, quarter),
    )


def full_name(voice: FigureVoice, kpi: Kpi) -> str | None:
    """Return the figure with its whole unit, where the line above leaves it out."""
    whole = None if kpi.value is None else voice.amount(kpi, kpi.value)
    return whole if whole and whole != voice.figure(kpi) else None


def _more(voice: FigureVoice, kpi: Kpi, quarter: Quarter) -> Html:
    said = [full_name(voice, kpi), voice.basis(kpi), voice.direction(kpi)]
    said += [voice.status(kpi.status), voice.target(kpi), voice.distance(kpi)]
    said += [voice.why_missing(kpi)] if kpi.value is None else [voice.change(kpi), voice.signal(kpi)]
    said.append(voice.source_line(kpi, quarter))
    lines = joined(html("{part}<br>", part=part) for part in said if part)
    picture = drawn_line(voice, kpi, "") if any(point.value is not None for point in kpi.series) else NOTHING
    return html("{picture}{lines}", picture=picture, lines=lines)
