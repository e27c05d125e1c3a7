"""The choice of a session to end, with its button: for an administrator, and for everybody's own."""

from collections.abc import Mapping

import streamlit as st

from dashboard.words import text


def session_to_end(words: str, label: str, choices: Mapping[str, str], key: str, width: int) -> str | None:
    """Draw the choice and its button; return what was chosen in the run where the button was pressed.

    Args:
        words: The reader's language.
        label: The key of the choice's words.
        choices: What can be chosen, with a label that no other choice has.
        key: What the widgets are called.
        width: Of the choice, in pixels.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            text(words, label),
            list(choices),
            index=None,
            format_func=choices.__getitem__,
            placeholder=text(words, "imports.choose"),
            key=key,
            width=width,
        )
        asked = st.button(text(words, "admin.sessions.end"), key=f"{key}-end", disabled=chosen is None)
    return chosen if asked else None
