"""The imports page: which files the figures come from, the way in for new ones, and the way back."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard import format, results
from dashboard.markup import html
from dashboard.notices import NothingToShow
from dashboard.scope import Refusal, municipality_row
from dashboard.views import imports_batches, imports_undo, imports_way_in, scope_bar
from dashboard.views.imports_batches import SHOWN
from dashboard.views.imports_draft import draft
from dashboard.words import text
from data.access import Principal
from data.queries.batches import batches as stored_batches
from data.vocabulary import Right

_ALL = "bb-imports-all-shown"


def show(words: str, principal: Principal) -> None:
    """Draw the page for somebody; NothingToShow where the address names a municipality that they do not see."""
    towns = results.municipalities(principal)
    town = municipality_row(scope_bar.asked(), towns)
    if isinstance(town, Refusal) and not towns.empty:
        scope_bar.forget()
        raise NothingToShow(town.name, **town.slots)
    key = None if isinstance(town, Refusal) else str(town["municipality_id"])
    if not principal.may(Right.FILES, key):
        raise NothingToShow("no_files")
    batches = stored_batches(principal, key) if key else pd.DataFrame()
    _head(words, towns, key, batches)
    if key is None:
        st.html(html('<p class="bb-quiet">{said}</p>', said=text(words, "imports.first_municipality")))
    elif principal.may(Right.IMPORT, key):
        imports_way_in.draw(words, principal, towns, key)
    else:
        st.html(html('<p class="bb-quiet">{said}</p>', said=text(words, "imports.read_only")))
    if not (isinstance(town, Refusal) or batches.empty):
        _batches(words, principal, town, batches)


def _head(words: str, towns: pd.DataFrame, key: str | None, batches: pd.DataFrame) -> None:
    names = dict(zip(towns["municipality_id"], towns["name"], strict=True))
    line = text(words, "imports.line_empty")
    if not batches.empty:
        newest = batches["imported_at"].max()
        line = text(
            words, "imports.line", n=imports_batches.counted(batches), moment=format.moment(words, newest, _zone())
        )
    title = html(
        '<h1 class="bb-question">{question}</h1><p class="bb-scope-line">{line}</p>',
        question=text(words, "page.imports.question"),
        line=line,
    )
    with st.container(key="bb-head", horizontal=True, horizontal_alignment="left", vertical_alignment="bottom"):
        st.html(title)
        if key:
            scope_bar.draw_municipality(words, names, key)


def _zone() -> str | None:
    return st.context.timezone


def _batches(words: str, principal: Principal, town: "pd.Series[Any]", batches: pd.DataFrame) -> None:
    exponent = int(town["currency_exponent"])
    st.html(
        html(
            '<h2 class="bb-heading">{title} <small>{currency}</small></h2>',
            title=text(words, "imports.batches"),
            currency=format.currency_name(words, str(town["currency"])),
        )
    )
    every = len(batches) <= SHOWN or bool(st.session_state.get(_ALL))
    st.html(imports_batches.listed(words, batches if every else batches.head(SHOWN), exponent, _zone()))
    if not every:
        st.button(
            text(words, "imports.show_all", n=format.count(words, len(batches))),
            key="bb-imports-all",
            on_click=_show_all,
        )
    _csv_link(words, principal, str(town["municipality_id"]))
    if principal.may(Right.IMPORT, str(town["municipality_id"])):
        imports_undo.draw(words, principal, batches, draft())


def _csv_link(words: str, principal: Principal, key: str) -> None:
    """Write the link to the list as a file; the way out for files wants a quarter that has figures."""
    if not results.quarters(principal, results.data_version(principal, key), key):
        return
    address = f"/eksport/imports.csv?{urlencode({'municipality': key, 'lang': words})}"
    st.html(html('<p><a href="{address}" download>{word}</a></p>', address=address, word=text(words, "imports.csv")))


def _show_all() -> None:
    st.session_state[_ALL] = True
