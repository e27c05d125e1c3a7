"""The pages, in the order of the menu."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import notices
from dashboard.words import text

FOLDER = Path(__file__).resolve().parent.parent / "pages"
PAGES = ("scorecard", "budget", "imports")
"""Names of the files, of the addresses and of the words `page.<name>.title`; the first is shown at the root."""


def pages(words: str, known: bool) -> list[StreamlitPage]:
    """Return the pages; while nobody is known, every address of theirs leads to the notice of signing in."""
    return [
        st.Page(
            FOLDER / f"{name}.py" if known else _sign_in,
            title=text(words, f"page.{name}.title" if known else "notice.sign_in.title"),
            url_path=name,
            default=name == PAGES[0],
        )
        for name in PAGES
    ]


def _sign_in() -> None:
    raise notices.signed_out()


def address(name: str) -> str:
    """Return the path of a page."""
    return "/" if name == PAGES[0] else f"/{name}"
