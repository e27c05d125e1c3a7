"""The scorecard page's parts in their order."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard import page, results
from dashboard.markup import Html, html, joined
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.table import as_html
from dashboard.views import bands, needs, scorecard_table
from data.access import Principal
from data.vocabulary import Right


@dataclass(frozen=True)
class DrawnCard:
    """A scorecard ready to be shown: its sentences, its cards, the date of its figures and whether it is signed."""

    answer: tuple[str, ...]
    cards: Html
    as_of: date | None
    signed: bool


@st.cache_data(max_entries=results.KEPT, show_spinner=False, hash_funcs=results.BY_SCOPE)
def drawn(principal: Principal, version: int, scope: Scope) -> DrawnCard:
    """Return the scorecard of a scope, drawn; kept, for drawing costs more than fetching what is kept."""
    del principal, version  # only parts of the key
    card = results.scorecard_of(scope)
    voice = scorecard_table.voice_of(scope)
    gap = html('<div class="bb-gap"></div>')
    may_import = scope.principal.may(Right.IMPORT, scope.municipality_id)
    cards = joined([bands.bands(voice, card, may_import=may_import), gap, needs.below(scope, voice, card)])
    return DrawnCard(tuple(sentences(voice, card.headline)), cards, card.as_of, card.signed)


def show(scope: Scope, card: DrawnCard) -> None:
    """Draw the bands, what needs somebody, and, when opened, the figures behind them."""
    st.html(card.cards)
    with page.expander(scope, "page.scorecard.figures") as opened:
        if opened:
            figures(scope)


def figures(scope: Scope) -> None:
    """Write every figure as a table, the link to it as a file, and the definitions."""
    card = results.scorecard_of(scope)
    caption = scorecard_table.voice_of(scope).word("page.scorecard.figures")
    st.html(as_html(scope.language, scorecard_table.table(scope, card), caption))
    page.csv_link(scope, "scorecard")
    page.definitions(scorecard_table.definitions(scope, card))
