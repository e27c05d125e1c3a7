"""Who loses by initiatives that are worth doing, and what would make everybody whole."""

import streamlit as st

from dashboard import format, navigation
from dashboard.flow_choice import FlowChoice
from dashboard.flow_results import FlowAnswer
from dashboard.markup import Html, html
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import as_html
from dashboard.views import flow_tables
from dashboard.views.flow_matrix import party_name
from dashboard.views.listing import listing, quiet
from dashboard.views.scorecard_table import voice_of
from metrics.value_flow_answer import WrongPocket

HEADINGS = ("initiative", "loser", "loss", "loss_a_year")


def headed(title: str, subtitle: str) -> Html:
    """Return the heading of a part and what it is in."""
    return html(
        '<h2 class="bb-finding">{title}</h2><p class="bb-subtitle">{subtitle}</p>', title=title, subtitle=subtitle
    )


def pockets(scope: Scope, found: FlowAnswer, chosen: FlowChoice) -> None:
    """Draw the list of wrong pockets; each initiative leads to itself on this page."""
    voice = voice_of(scope)
    title = voice.word("value_flow.pockets.title")
    st.html(headed(title, voice.word("value_flow.pockets.subtitle", year=found.page.base_year)))
    if not found.page.wrong_pockets:
        st.html(quiet(voice.word("value_flow.pockets.none")))
        return
    headings = [voice.word(f"value_flow.column.{name}") for name in HEADINGS]
    headings.append(voice.word("value_flow.pockets.share"))
    rows = [_pocket(scope, voice, found, chosen, one) for one in found.page.wrong_pockets]
    st.html(listing(title, headings, rows))


def _pocket(scope: Scope, voice: Voice, found: FlowAnswer, chosen: FlowChoice, one: WrongPocket) -> list[Html]:
    a_year = one.loss_a_year_minor
    said = voice.word("value_flow.no_years", year=found.page.base_year) if a_year is None else voice.money(a_year)
    address = scope.address(navigation.address("value_flow"), **chosen.of_initiative(one.initiative_id).parameters())
    return [
        html('<a href="{address}">{name}</a>', address=address, name=one.initiative),
        html("{name}", name=party_name(voice, found.page.names, one.party_id)),
        html("{loss}", loss=voice.money(one.loss_minor)),
        html("<b>{loss}</b>", loss=said),
        html("{share}", share=format.share(voice.language, one.loss_share)),
    ]


def made_whole(scope: Scope, found: FlowAnswer, initiative: str) -> None:
    """Draw what would make every party whole: whether it can be done, and who would pay whom."""
    voice, told = voice_of(scope), found.page.made_whole
    title = voice.word("value_flow.whole.title", initiative=initiative)
    st.html(headed(title, voice.word("value_flow.whole.subtitle", year=found.page.base_year)))
    amounts = {
        "needed": voice.money(told.needed_minor),
        "capacity": voice.money(told.capacity_minor),
        "lacking": voice.money(told.lacking_minor),
    }
    if not told.needed_minor:
        st.html(quiet(voice.word("value_flow.whole.none")))
    elif told.feasible:
        del amounts["lacking"]
        st.html(quiet(voice.word("value_flow.whole.feasible", **amounts)))
        st.html(as_html(voice.language, flow_tables.payments(scope, found), title))
    else:
        st.html(quiet(voice.word("value_flow.whole.lacking", **amounts)))
