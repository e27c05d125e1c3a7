"""Parts that an initiative's page and a benefit's share: facts, versions, the calendar and the hours by route."""

from collections.abc import Sequence

from dashboard import format
from dashboard.bars import Bar, bars
from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.views import benefits_chain, benefits_words, listing
from data.periods import Quarter
from data.vocabulary import Grain
from metrics.benefit_page import CalendarLine
from metrics.hours import FreedHours
from metrics.plan_versions import Version


def facts(rows: Sequence[tuple[str, str]]) -> Html:
    """Return facts, each a term and what it is."""
    items = joined(html("<div><dt>{term}</dt><dd>{said}</dd></div>", term=term, said=said) for term, said in rows)
    return html('<dl class="bb-facts">{items}</dl>', items=items)


def period(voice: FigureVoice, year: int, ends: int, grain: Grain) -> str:
    """Return a period of a grain by its year, its quarter, or the month that ends it."""
    if grain is Grain.YEAR:
        return str(year)
    if grain is Grain.QUARTER:
        return format.quarter(voice.language, Quarter.of_period(year, ends))
    return voice.word("benefits.period", month=f"{ends:02}", year=year)


def section(voice: FigureVoice, title: str, headings: Sequence[str], rows: Sequence[Sequence[Html]]) -> Html:
    """Return a heading and its table, or that there is nothing to list."""
    said = voice.word(title)
    head = listing.heading(said)
    if not rows:
        return html("{head}{none}", head=head, none=listing.quiet(voice.word(f"{title}.none")))
    named = [voice.word(f"benefits.column.{name}") for name in headings]
    return html("{head}{table}", head=head, table=listing.listing(said, named, rows))


def versions(
    voice: FigureVoice, found: Sequence[Version], *, texts_told: bool, unit_of_measure: str | None = None
) -> Html:
    """Return the plans and forecasts that were adopted and what each promised, the first plan marked as the original.

    Args:
        voice: The reader's words.
        found: The versions.
        texts_told: Whether the reader may read what people wrote.
        unit_of_measure: What the quantities of one benefit are counted in.
    """
    plans = [one.number for one in found if one.kind == "plan"]
    rows = [
        [
            *_version(voice, one, plans),
            html("{said}", said=_promised(voice, one, unit_of_measure)),
            html("{reason}", reason=one.reason or voice.word(_absent(texts_told=texts_told))),
        ]
        for one in found
    ]
    return section(voice, "benefits.versions", ("version", "as_of", "decision", "promised", "reason"), rows)


def _absent(*, texts_told: bool) -> str:
    return "benefits.text.none" if texts_told else "benefits.text.not_told"


def _promised(voice: FigureVoice, one: Version, unit_of_measure: str | None) -> str:
    """Return what a version promised over all its years: gains, costs and a quantity, those that it states."""
    parts = [
        voice.word(f"benefits.versions.{name}", amount=voice.money(minor))
        for name, minor in (("gains", one.gains_minor), ("costs", one.costs_minor))
        if minor is not None
    ]
    if one.quantity is not None:
        parts.append(benefits_words.quantity(voice, one.quantity, unit_of_measure))
    return "; ".join(parts) or voice.word("benefits.versions.nothing")


def _version(voice: FigureVoice, one: Version, plans: list[int]) -> list[Html]:
    name = voice.word(f"projection_kind.{one.kind}")
    marks = [("original", plans[:1]), ("current", plans[-1:])]
    said = [voice.word(f"benefits.versions.{mark}") for mark, numbers in marks if one.number in numbers]
    reference = one.decision_reference or voice.word("benefits.versions.undecided")
    return [
        html("{name}{told}", name=f"{name} {one.number}", told=f" ({', '.join(said)})" if said else ""),
        html("{day}", day=voice.day(one.as_of)),
        html("{reference}", reference=reference),
    ]


def calendar(voice: FigureVoice, lines: Sequence[CalendarLine], names: dict[str, str]) -> Html:
    """Return the realisation calendar: which gain leaves which budget line, when, by whom, and if it has."""
    ordered = sorted(lines, key=lambda line: (line.fiscal_year, line.period, line.benefit_id))
    return section(voice, "benefits.calendar", _CALENDAR, [_line(voice, line, names) for line in ordered])


_CALENDAR = ("benefit", "budget_line", "month", "amount", "responsible", "booked")


def calendar_table(voice: FigureVoice, lines: Sequence[CalendarLine], names: dict[str, str]) -> Html:
    """Return lines of the calendar without a heading, in the order they have."""
    named = [voice.word(f"benefits.column.{name}") for name in _CALENDAR]
    rows = [_line(voice, line, names) for line in lines]
    return listing.listing(voice.word("benefits.calendar"), named, rows)


def responsible(voice: FigureVoice, line: CalendarLine) -> str:
    """Return the role that is to take a line out of the budget, that none is, or that it is not for whoever asks."""
    role = voice.owner(line.responsible_role) if line.responsible_role else None
    return role or voice.word("figure.no_owner" if line.shown else "benefits.owner.not_told")


def booked(voice: FigureVoice, line: CalendarLine) -> str:
    """Return the budget change that a line is booked by, or that it is not booked."""
    if not line.booked:
        return voice.word("benefits.not_booked")
    return voice.word("benefits.booked", reference=line.change_reference or voice.word("benefits.booked.unknown"))


def _line(voice: FigureVoice, line: CalendarLine, names: dict[str, str]) -> list[Html]:
    where = [benefits_words.unit(voice, line.unit)]
    if line.shown:
        where += [part for part in (line.function_code, line.account_code) if part]
    return [
        html("{name}", name=names.get(line.benefit_id, line.benefit_id)),
        html("{where}", where=" · ".join(where)),
        html("{month}", month=voice.word("benefits.period", month=f"{line.period:02}", year=line.fiscal_year)),
        html("{amount}", amount=voice.money(line.amount_minor)),
        html("{role}", role=responsible(voice, line)),
        html("{said}", said=booked(voice, line)),
    ]


def hours(voice: FigureVoice, found: FreedHours) -> Html:
    """Return what became of the hours freed: the routes sum to them; a staffing floor is said."""
    whole = max(1, round(found.realised))
    rows = [
        Bar(voice.word(f"route.{one.route}"), round(one.realised), whole, _routed(voice, one.realised, one.planned))
        for one in found.routes
    ]
    floor = html('<p class="bb-quiet">{said}</p>', said=voice.word("benefits.hours.floor"))
    posts = html('<p class="bb-quiet">{said}</p>', said=voice.word("benefits.hours.posts"))
    return html(
        '{title}<p class="bb-quiet">{said}</p><div class="bb-hours">{bars}</div>{cut}{floor}{posts}',
        title=listing.heading(voice.word("benefits.hours.title")),
        said=benefits_chain.hours_sentence(voice, found),
        bars=bars(rows),
        cut=NOTHING if found.cut_share is None else listing.quiet(_cut(voice, found.cut_share)),
        floor=floor if found.at_floor else NOTHING,
        posts=posts if found.posts_at_floor else NOTHING,
    )


def _cut(voice: FigureVoice, share: float) -> str:
    return voice.word("benefits.hours.cut_share", share=format.share(voice.language, share))


def _routed(voice: FigureVoice, realised: float, planned: float) -> str:
    told = {"realised": realised, "planned": planned}
    return voice.word(
        "benefits.hours.route", **{name: format.count(voice.language, round(value)) for name, value in told.items()}
    )
