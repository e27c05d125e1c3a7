"""The designed states of a page without figures: what is the matter, and what to do."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import gate
from dashboard.markup import NOTHING, Html, html
from dashboard.words import has, text


class NothingToShow(Exception):
    """A page cannot show figures in this run: the name of the notice that says why, and what fills its words."""

    def __init__(self, name: str, **slots: object) -> None:
        """Keep the name and the slots."""
        super().__init__(name)
        self.name, self.slots = name, slots


def signed_out() -> NothingToShow:
    """Return what ends a run of somebody who must sign in: why, and the way back to the page they are on."""
    path = urlsplit(st.context.url or "/").path or "/"
    query = urlencode(st.query_params.to_dict())
    return NothingToShow(gate.why_over() or "sign_in", to=f"{path}?{query}" if query else path)


def notice(language: str, name: str, **slots: object) -> Html:
    """Return the notice of a name: what is the matter and, where there are words for it, what to do and a way on."""
    todo_key, link_key = f"notice.{name}.todo", f"notice.{name}.link"
    todo = html("<p>{todo}</p>", todo=text(language, todo_key, **slots)) if has(language, todo_key) else NOTHING
    link = _way_on(language, link_key, slots) if has(language, link_key) else NOTHING
    return html(
        '<div class="bb-notice" role="status"><h1>{title}</h1><p>{body}</p>{todo}{link}</div>',
        title=text(language, f"notice.{name}.title", **slots),
        body=text(language, f"notice.{name}.body", **slots),
        todo=todo,
        link=link,
    )


def _way_on(language: str, key: str, slots: Mapping[str, object]) -> Html:
    return html('<p><a href="{to}">{word}</a></p>', to=slots.get("to", "/"), word=text(language, key))


def show(language: str, name: str, **slots: object) -> None:
    """Write the notice on the page."""
    st.html(notice(language, name, **slots))
