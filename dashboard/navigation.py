"""The pages, in the order of the menu."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.words import text

FOLDER = Path(__file__).resolve().parent.parent / "pages"
PAGES = ("scorecard",)
"""Names of the files, of the addresses and of the words `page.<name>.title`; the first is shown at the root."""


def pages(words: str, signed_out: Callable[[], None] | None = None) -> list[StreamlitPage]:
    """Return the pages; each address leads to `signed_out` instead while nobody is signed in."""
    return [
        st.Page(
            signed_out or FOLDER / f"{name}.py",
            title=text(words, f"page.{name}.title"),
            url_path=name,
            default=name == PAGES[0],
        )
        for name in PAGES
    ]


def address(name: str) -> str:
    """Return the path of a page."""
    return "/" if name == PAGES[0] else f"/{name}"
