"""The scorecard page's parts in their order."""

import streamlit as st

from dashboard import page
from dashboard.markup import html, joined
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.table import as_html
from dashboard.views import bands, needs, scorecard_table
from metrics.results import Scorecard


def show(scope: Scope, card: Scorecard) -> None:
    """Draw the answer, the bands, what needs somebody, and the figures behind them."""
    voice = scorecard_table.voice_of(scope)
    page.answer(sentences(voice, card.headline))
    st.html(joined([bands.bands(voice, card), html('<div class="bb-gap"></div>'), needs.below(scope, voice, card)]))
    with page.expander(scope, "page.scorecard.figures") as opened:
        if opened:
            st.html(as_html(scope.language, scorecard_table.table(scope, card), voice.word("page.scorecard.figures")))
            page.csv_link(scope, "scorecard")
            page.definitions(scorecard_table.definitions(scope, card))
