"""The app in one run: who asks, which page, and the frame around it."""

import gc

import streamlit as st
from streamlit.commands.page_config import MenuItems

from dashboard import gate, language, navigation, notices, theme
from dashboard.notices import NothingToShow
from dashboard.views import footer
from dashboard.words import text


@st.cache_resource(show_spinner=False)
def freeze_imports() -> int:
    """Keep what is imported out of the garbage collection that Streamlit forces after each run (70 ms of it)."""
    import pandas  # noqa: F401 - must be loaded before the freeze
    import plotly.graph_objects  # noqa: F401 - must be loaded before the freeze
    import sqlalchemy  # noqa: F401 - must be loaded before the freeze

    from dashboard import results  # noqa: F401 - must be loaded before the freeze

    gc.collect()
    gc.freeze()
    return gc.get_freeze_count()


def run() -> None:
    """Show the page that the address names, or that signing in is needed."""
    freeze_imports()
    words = language.current()
    about: MenuItems = {"About": text(words, "app.about")}
    st.set_page_config(page_icon=str(theme.ICON), layout="wide", menu_items=about)
    theme.apply()
    st.logo(str(theme.WORD_MARK), size="medium")
    principal = gate.current_principal()
    page = st.navigation(navigation.pages(words, principal), position="hidden" if principal is None else "top")
    try:
        page.run()
    except NothingToShow as nothing:
        notices.show(words, nothing.name, **nothing.slots)
    footer.draw(words)


run()
