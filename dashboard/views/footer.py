"""Who is signed in, and the choice of language: in the header where there is room, else at the foot of the page."""

from urllib.parse import urlencode

import streamlit as st

from dashboard import gate
from dashboard.language import LANGUAGES, PARAMETER
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.views import scope_bar
from dashboard.words import text


def draw(words: str) -> None:
    """Draw who is signed in with the way out, and the links to the same view in the three languages."""
    links = joined(_link(choice, choice == words) for choice in LANGUAGES)
    label = text(words, "app.languages")
    with st.container(key="bb-foot"):
        st.html(
            html(
                '<div class="bb-frame">{who}<nav aria-label="{label}">'
                '<ul class="bb-languages">{links}</ul></nav></div>',
                who=_who(words),
                label=label,
                links=links,
            )
        )


def _who(words: str) -> Html:
    """Return the name or the role of whoever has signed in, and the way out; the public gets the way in."""
    known = gate.current()
    if known is None:
        return NOTHING
    if known.session_id is None:
        return html('<p class="bb-who"><a href="/logg-inn">{word}</a></p>', word=text(words, "signin.title"))
    roles = sorted(text(words, f"role.{role}") for role in known.principal.roles)
    return html(
        '<p class="bb-who"><span title="{roles}">{name}</span> <a href="/auth/logout">{word}</a></p>',
        roles=", ".join(roles),
        name=known.name or roles[0],
        word=text(words, "signin.out"),
    )


def _link(choice: str, current: bool) -> Html:
    query = urlencode(scope_bar.kept() | st.query_params.to_dict() | {PARAMETER: choice})
    return html(
        '<li><a href="?{query}" lang="{choice}" hreflang="{choice}"{mark}>{name}</a></li>',
        query=query,
        choice=choice,
        mark=Html(' aria-current="true"') if current else NOTHING,
        name=text(choice, "app.language_name"),
    )
