"""Entering a municipality's own profile: its name, day and source, and its cells pasted from a spreadsheet."""

from datetime import date

import streamlit as st

from dashboard.actions.keep_outsider_profile import WantedProfile, keep_outsider_profile
from dashboard.markup import html
from dashboard.register_fields import Field, Holds
from dashboard.register_sheet import Sheet
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.register_form import Form, hand_of
from dashboard.words import text
from data.importers.outsider_profile import outsider_profile
from data.importers.problems import SHOWN, Problem
from data.outsider_rows import LONGEST_NAME, LONGEST_SOURCE, ProfileRow

KEY = "profile"
MOST_PASTED = 400_000
"""Letters: far more than 41 ages of every level, kind and group take."""
TEMPLATE = "outsider-profile-csv"


@st.fragment
def show(scope: Scope) -> None:
    """Draw what is told of a profile, the rows pasted, and the button that stores all of it or nothing."""
    words = scope.language
    form = _form(scope)
    empty = {"name": "", "source": "", "valid_from": date.today(), "synthetic": False}
    sheet = register_form.sheet_of(form, None, empty)
    values, problems = register_form.drawn(form, sheet)
    _help(scope)
    pasted = st.text_area(
        text(words, "outsiders.profile.rows"),
        key=form.name(f"rows-{sheet.round}"),
        max_chars=MOST_PASTED,
        height=200,
        help=text(words, "outsiders.profile.rows.help"),
    )
    if st.button(text(words, "outsiders.profile.save"), type="primary", key=form.name("save")):
        cells, of_rows = outsider_profile(
            pasted.encode(), locale=hand_of(scope).locale, exponent=scope.currency_exponent
        )
        every = [*problems, *of_rows] if pasted.strip() else [*problems, Problem("no_rows")]
        if every or cells is None:
            sheet.problems = tuple(every[:SHOWN])
            sheet.tell(None)
        else:
            _store(scope, sheet, ProfileRow(**values, cells=cells))
    register_form.said(scope, sheet)


def _store(scope: Scope, sheet: Sheet, row: ProfileRow) -> None:
    def write(one: ProfileRow, _read_in: object) -> str:
        return keep_outsider_profile(scope.principal, WantedProfile(scope.municipality_id, one))

    sheet.saved = None
    if sheet.store(row, write):
        st.rerun()


def _help(scope: Scope) -> None:
    body = '<p class="bb-quiet">{said} <a href="/eksport/mal/{name}.csv?lang={words}" download>{word}</a></p>'
    said, word = (text(scope.language, f"outsiders.profile.{name}") for name in ("columns", "template"))
    st.html(html(body, said=said, name=TEMPLATE, words=scope.language, word=word))


def _form(scope: Scope) -> Form:
    fields = [
        Field("name", optional=False, longest=LONGEST_NAME),
        Field("source", optional=False, longest=LONGEST_SOURCE),
        Field("valid_from", Holds.DAY, optional=False),
        Field("synthetic", Holds.TICK),
    ]
    return Form(scope, KEY, [("", fields)], vars, lambda values: values, lambda _row, _version: None)
