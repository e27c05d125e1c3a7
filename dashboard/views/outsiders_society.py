"""The same measure as society sees it: a sum of its own, apart from the public budgets' and never added to it."""

import streamlit as st

from dashboard.markup import html
from dashboard.outsider_results import OutsiderView
from dashboard.scope import Scope
from dashboard.table import as_html
from dashboard.views import outsiders_tables
from dashboard.views.listing import quiet
from dashboard.views.outsiders_tables import marked
from dashboard.views.scorecard_table import voice_of


def show(scope: Scope, view: OutsiderView) -> None:
    """Draw the parts of the socio-economic view; without discount rates it is not told."""
    voice, found = voice_of(scope), view.page.society
    st.html(html('<h2 class="bb-finding">{said}</h2>', said=voice.word("outsiders.society.title")))
    if found is None:
        st.html(quiet(voice.word("outsiders.society.undiscounted")))
        return
    st.html(html('<p class="bb-subtitle">{said}</p>', said=marked(voice, view, voice.word("outsiders.society.note"))))
    caption = marked(voice, view, voice.word("outsiders.society.title"))
    st.html(as_html(voice.language, outsiders_tables.society(scope, view, found), caption))
