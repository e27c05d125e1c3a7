"""The designed states of a page without figures: what is the matter, and what to do."""

import streamlit as st

from dashboard.markup import Html, html
from dashboard.words import has, text


def notice(language: str, name: str, **slots: object) -> Html:
    """Return the notice of a name: a heading, what is the matter, and what to do if words for it exist."""
    todo_key = f"notice.{name}.todo"
    todo = html("<p>{todo}</p>", todo=text(language, todo_key, **slots)) if has(language, todo_key) else Html("")
    return html(
        '<div class="bb-notice" role="status"><h2>{title}</h2><p>{body}</p>{todo}</div>',
        title=text(language, f"notice.{name}.title", **slots),
        body=text(language, f"notice.{name}.body", **slots),
        todo=todo,
    )


def show(language: str, name: str, **slots: object) -> None:
    """Write the notice on the page."""
    st.html(notice(language, name, **slots))
