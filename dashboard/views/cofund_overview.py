"""The gains plans side by side: ranked by what a krone of public money gives, and how much of each is in place."""

import streamlit as st

from dashboard import format, page
from dashboard.cofund_place import CofundPlace
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html, joined
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.views import cofund_tables, listing
from dashboard.views.flow_losers import headed
from dashboard.views.scorecard_table import voice_of
from metrics.gains_page import overview_answer
from metrics.gains_ranking import GainsOverview, RankedPlan

HEADINGS = ("initiative", "rank", "per_krone", "npv", "unpriced", "complete", "binding")
DEFINITIONS = ("plan", "rank", "complete", "binding", "cut")


def show(scope: Scope, found: GainsOverview) -> None:
    """Draw the answer, the plans in their order, and the initiatives that have none."""
    voice = voice_of(scope)
    if not found.rows:
        st.html(listing.told(voice.word("cofund.none")))
    else:
        page.answer(sentences(voice, overview_answer(found)))
        title = voice.word("cofund.ranked.title")
        st.html(headed(title, voice.word("cofund.ranked.subtitle", year=found.base_year)))
        rows = [_row(scope, voice, row) for row in found.rows]
        st.html(listing.listing(title, [voice.word(f"cofund.column.{name}") for name in HEADINGS], rows))
        page.csv_link(scope, "gains-plans")
    _without(scope, voice, found)
    with page.expander(scope, "page.cofunding.definitions") as opened:
        if opened:
            terms = [(f"cofund.definition.{key}", f"cofund.definition.{key}.said") for key in DEFINITIONS]
            page.definitions([(voice.word(term), voice.word(said)) for term, said in terms])


def _row(scope: Scope, voice: FigureVoice, row: RankedPlan) -> list[Html]:
    name = f"{row.initiative_id} {row.name}"
    missing = voice.word("figure.missing") if row.why is None else voice.word(f"missing.{row.why}")
    said = [
        voice.word("cofund.unranked") if row.rank is None else str(row.rank),
        missing if row.per_krone is None else format.number(voice.language, row.per_krone, 2),
        missing if row.npv_minor is None else voice.money(row.npv_minor),
        cofund_tables.unpriced(voice, row),
        voice.word("figure.of", part=row.met, whole=row.checks).replace(" ", format.SPACE),
        cofund_tables.binding(voice, row),
    ]
    return [link(scope, row.initiative_id, name), *(html("{said}", said=one) for one in said)]


def link(scope: Scope, initiative_id: str, label: str) -> Html:
    """Return a link to the plan of an initiative."""
    return html('<a href="{to}" target="_self">{label}</a>', to=CofundPlace(initiative_id).address(scope), label=label)


def _without(scope: Scope, voice: FigureVoice, found: GainsOverview) -> None:
    """List who has none, closed until somebody asks: each can be begun on from its own page."""
    if not found.without and not found.unplanned:
        return
    with page.expander(scope, "cofund.without") as opened:
        if not opened:
            return
        items = joined(
            html("<li>{link}</li>", link=link(scope, one, f"{one} {name}")) for one, name in found.without.items()
        )
        st.html(html('<ul class="bb-factors">{items}</ul>', items=items))
        if found.unplanned:
            names = ", ".join(f"{one} {name}" for one, name in found.unplanned.items())
            st.html(listing.quiet(voice.word("cofund.unplanned", names=names)))
