"""The choice of language: in the header where there is room, else at the foot of the page."""

from urllib.parse import urlencode

import streamlit as st

from dashboard.language import LANGUAGES, PARAMETER
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.views import scope_bar
from dashboard.words import text


def draw(words: str) -> None:
    """Draw the links to the same view in the three languages."""
    links = joined(_link(choice, choice == words) for choice in LANGUAGES)
    label = text(words, "app.languages")
    with st.container(key="bb-foot"):
        st.html(html('<nav aria-label="{label}"><ul class="bb-languages">{links}</ul></nav>', label=label, links=links))


def _link(choice: str, current: bool) -> Html:
    query = urlencode(scope_bar.kept() | st.query_params.to_dict() | {PARAMETER: choice})
    return html(
        '<li><a href="?{query}" lang="{choice}" hreflang="{choice}"{mark}>{name}</a></li>',
        query=query,
        choice=choice,
        mark=Html(' aria-current="true"') if current else NOTHING,
        name=text(choice, "app.language_name"),
    )
