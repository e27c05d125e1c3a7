"""The look, set once: one style block for every page, and the files of the word mark and the font."""

from functools import cache
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent
WORD_MARK = FOLDER / "static" / "brobygger.svg"
ICON = FOLDER / "static" / "brobygger-icon.svg"


@cache
def style_block() -> str:
    """Return the style block of the app."""
    return f"<style>{(FOLDER / 'theme.css').read_text(encoding='utf-8')}</style>"


def apply() -> None:
    """Give this run the look."""
    st.html(style_block())
