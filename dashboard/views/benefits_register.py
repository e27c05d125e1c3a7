"""The register as rows: the filters, those that need attention first, the way to a file, and what the words mean."""

import streamlit as st

from dashboard import format, page
from dashboard.benefit_place import Place
from dashboard.choices import distinct
from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.scope import Scope
from dashboard.views import benefits_path, benefits_words, listing
from dashboard.views.benefits_tables import definitions
from dashboard.views.scorecard_table import voice_of
from data.benefit_vocabulary import BenefitType, Phase
from metrics.benefit_rows import BenefitRow
from metrics.benefits_page import BenefitsPage, InitiativeRow
from metrics.results import Status

FIRST = 25
"""How many rows are drawn before somebody asks for all."""
HEADINGS = ("benefit", "type", "phase", "status", "planned", "realised", "verified", "rate")
_ATTENTION = (
    Status.NOT_ACCEPTED,
    Status.ACCEPTED,
    Status.NO_DATA,
    Status.NO_TARGET,
    Status.TOO_FEW,
    Status.DESIRED,
    Status.NOT_DUE,
)
"""Whose rows stand first; before all of them those whose measurement is late."""


def show(scope: Scope, found: BenefitsPage, asked: Place) -> None:
    """Draw the filters, the rows they leave, the link to the register as a file, and the definitions."""
    voice = voice_of(scope)
    rows = chosen(found, asked)
    st.html(_heading(voice, rows, found))
    _filters(voice, asked)
    if rows:
        st.html(_table(scope, voice, found, rows if asked.all else rows[:FIRST]))
    else:
        st.html(listing.quiet(voice.word("benefits.register.none")))
    ways = _ways(scope, asked, len(rows))
    if ways:
        st.html(html('<ul class="bb-ways">{items}</ul>', items=joined(html("<li>{one}</li>", one=one) for one in ways)))
    page.csv_link(scope, "benefits", **asked.rows().parameters())
    with page.expander(scope, "page.benefits.definitions") as opened:
        if opened:
            page.definitions(definitions(voice))


def chosen(found: BenefitsPage, asked: Place) -> list[BenefitRow]:
    """Return the rows that the filters leave, those that need attention first."""
    initiatives = {row.initiative_id: row for row in found.initiatives}
    rows = [row for row in found.rows if _is_asked(row, initiatives[row.initiative_id], asked)]
    return sorted(rows, key=lambda row: (not row.overdue, _ATTENTION.index(row.status), row.benefit_id))


def _is_asked(row: BenefitRow, initiative: InitiativeRow, asked: Place) -> bool:
    known = " ".join([row.name, initiative.name, row.benefit_id]).casefold()
    return (
        asked.type in (None, row.benefit_type)
        and asked.phase in (None, initiative.phase)
        and asked.status in (None, row.status)
        and asked.search.casefold() in known
    )


def _heading(voice: FigureVoice, rows: list[BenefitRow], found: BenefitsPage) -> Html:
    counts = {"n": len(rows), "of": len(found.rows), "initiatives": len(found.initiatives)}
    said = voice.word("benefits.register.count", **{k: format.count(voice.language, v) for k, v in counts.items()})
    return html(
        '<h2 class="bb-heading">{title} <small>{said}</small></h2>', title=voice.word("benefits.register"), said=said
    )


def _filters(voice: FigureVoice, asked: Place) -> None:
    """Draw the filters in one row; a new choice goes into the address."""
    with st.container(key="bb-filters", horizontal=True, vertical_alignment="bottom"):
        _one_of(voice, "type", {str(one): voice.word(f"benefit_type.{one}") for one in BenefitType}, asked.type)
        _one_of(voice, "phase", {str(one): voice.word(f"phase.{one}") for one in Phase}, asked.phase)
        _one_of(voice, "status", {str(one): voice.status(one) for one in _ATTENTION}, asked.status)
        key = "bb-filter-search"
        st.session_state[key] = asked.search
        st.text_input(voice.word("benefits.filter.search"), key=key, on_change=_filtered, args=("search",))


def _one_of(voice: FigureVoice, name: str, labels: dict[str, str], asked: str | None) -> None:
    choices, key = distinct({"": voice.word("benefits.filter.all"), **labels}), f"bb-filter-{name}"
    st.session_state[key] = str(asked or "")
    st.selectbox(
        voice.word(f"benefits.filter.{name}"),
        list(choices),
        format_func=choices.__getitem__,
        key=key,
        on_change=_filtered,
        args=(name,),
    )


def _filtered(name: str) -> None:
    """Put a new choice in the address; an empty one leaves it."""
    value = st.session_state[f"bb-filter-{name}"]
    st.query_params.pop("all", None)
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _table(scope: Scope, voice: FigureVoice, found: BenefitsPage, rows: list[BenefitRow]) -> Html:
    initiatives = {row.initiative_id: row for row in found.initiatives}
    headings = [voice.word(f"benefits.column.{name}") for name in HEADINGS]
    cells = [row_cells(scope, voice, row, found, initiatives[row.initiative_id]) for row in rows]
    return listing.listing(voice.word("benefits.register"), headings, cells)


def row_cells(
    scope: Scope, voice: FigureVoice, row: BenefitRow, found: BenefitsPage, initiative: InitiativeRow
) -> list[Html]:
    """Return the cells of a benefit's row: its name and initiative are links."""
    unit = benefits_words.unit(voice, found.unit_names.get(row.unit or ""))
    named = html(
        "{benefit}<br><small>{initiative} · {unit}</small>",
        benefit=benefits_path.link(scope, Place(benefit=row.benefit_id), row.name),
        initiative=benefits_path.link(scope, Place(initiative=row.initiative_id), initiative.name),
        unit=unit,
    )
    return [named, *figures(voice, row, html("{s}", s=voice.word(f"phase.{initiative.phase}")))]


def figures(voice: FigureVoice, row: BenefitRow, phase: Html | None = None) -> list[Html]:
    """Return what a row says of a benefit beside its name; without a phase where all rows have the same."""
    mark = html("<br><small>{s}</small>", s=voice.word("benefits.mark.unexpected")) if row.unexpected else NOTHING
    late = html("<br><small>{s}</small>", s=voice.word("benefits.overdue")) if row.overdue else NOTHING
    return [
        html("{type}{mark}", type=voice.word(f"benefit_type.{row.benefit_type}"), mark=mark),
        *([] if phase is None else [phase]),
        html("{status}{late}", status=benefits_words.status(voice, row.status), late=late),
        *(benefits_words.told(voice, row, name) for name in ("planned", "realised", "verified")),
        benefits_words.rate(voice, benefits_words.sums_of(row)),
    ]


def _ways(scope: Scope, asked: Place, count: int) -> list[Html]:
    """Return the way to all rows, and out of the filters."""
    voice, links = voice_of(scope), []
    if count > FIRST and not asked.all:
        every = Place(type=asked.type, phase=asked.phase, status=asked.status, search=asked.search, all=True)
        label = voice.word("benefits.register.all", n=format.count(voice.language, count))
        links.append(benefits_path.link(scope, every, label))
    if asked.type or asked.phase or asked.status or asked.search:
        links.append(benefits_path.link(scope, Place(), voice.word("benefits.register.unfiltered")))
    return links
