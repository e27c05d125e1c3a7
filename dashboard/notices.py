"""The designed states of a page without figures: what is the matter, and what to do."""

import streamlit as st

from dashboard.markup import NOTHING, Html, html
from dashboard.words import has, text


class NothingToShow(Exception):
    """A page cannot show figures in this run: the name of the notice that says why, and what fills its words."""

    def __init__(self, name: str, **slots: object) -> None:
        """Keep the name and the slots."""
        super().__init__(name)
        self.name, self.slots = name, slots


def notice(language: str, name: str, **slots: object) -> Html:
    """Return the notice of a name: what is the matter and, where there are words for it, what to do and a way on."""
    todo_key, link_key = f"notice.{name}.todo", f"notice.{name}.link"
    todo = html("<p>{todo}</p>", todo=text(language, todo_key, **slots)) if has(language, todo_key) else NOTHING
    link = html('<p><a href="/">{word}</a></p>', word=text(language, link_key)) if has(language, link_key) else NOTHING
    return html(
        '<div class="bb-notice" role="status"><h1>{title}</h1><p>{body}</p>{todo}{link}</div>',
        title=text(language, f"notice.{name}.title", **slots),
        body=text(language, f"notice.{name}.body", **slots),
        todo=todo,
        link=link,
    )


def show(language: str, name: str, **slots: object) -> None:
    """Write the notice on the page."""
    st.html(notice(language, name, **slots))
