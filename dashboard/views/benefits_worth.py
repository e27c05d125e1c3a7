"""What an initiative is worth, on its own page: public budgets and socio-economic value, each by itself."""

import streamlit as st

from dashboard.benefit_place import Place
from dashboard.markup import Html, html, joined
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views import flow_choices, listing, worth_measures
from dashboard.views.scorecard_table import voice_of
from metrics.initiative_page import InitiativePage
from metrics.initiative_value import InitiativeValue


def show(scope: Scope, found: InitiativePage, asked: Place) -> None:
    """Draw the worth of an initiative in each perspective; the two stand apart, and are never added."""
    voice = voice_of(scope)
    note = listing.quiet(voice.word("benefits.worth.note", year=found.price_year))
    st.html(html("{head}{note}", head=listing.heading(voice.word("benefits.worth")), note=note))
    if any(one.worth.planned.npv.value is not None for one in found.worth):
        flow_choices.project(scope, asked.project)
    st.html(joined(_part(voice, one) for one in found.worth))


def _part(voice: Voice, value: InitiativeValue) -> Html:
    name = html('<h3 class="bb-finding">{name}</h3>', name=voice.word(f"perspective.{value.basis.perspective}"))
    missing = value.worth.planned.npv.why
    if missing is not None:
        return _apart(name, listing.quiet(worth_measures.why(voice, missing)))
    cards, table = worth_measures.side_by_side(voice, value.worth), worth_measures.table(voice, value)
    return _apart(name, cards, table)


def _apart(*parts: Html) -> Html:
    return html('<div class="bb-apart">{parts}</div>', parts=joined(parts))
