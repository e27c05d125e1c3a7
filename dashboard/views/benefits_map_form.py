"""The arrows of the benefits map: which benefit leads to which, drawn and taken away one at a time."""

import streamlit as st

from dashboard.actions.connect_benefits import Arrow, connect_benefits
from dashboard.register_choices import RegisterChoices
from dashboard.register_sheet import Sheet
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.words import text
from data.queries import benefits

KEY = "bb-register-map"


@st.fragment
def show(scope: Scope, choices: RegisterChoices, initiative_id: str) -> None:
    """Draw the arrows from the benefits of an initiative, and the way to draw another."""
    words, key = scope.language, f"{KEY}-{scope.municipality_id}-{initiative_id}"
    sheet: Sheet = st.session_state.setdefault(key, Sheet())
    names = choices.benefits_of(initiative_id, own=initiative_id not in choices.initiatives)
    for arrow in _arrows(scope, names):
        with st.container(horizontal=True, vertical_alignment="center"):
            label = text(words, "register.map.arrow", start=names[arrow[0]], to=choices.benefit_names.get(arrow[1], ""))
            st.text(label)
            taken = st.button(text(words, "register.map.remove"), key=f"{key}-{arrow[0]}-{arrow[1]}", help=label)
        if taken:
            _draw(scope, sheet, Arrow(scope.municipality_id, *arrow, there=False))
    start, to = st.columns(2)
    there = choices.benefit_names
    chosen = start.selectbox(
        text(words, "register.map.from"), list(names), format_func=names.__getitem__, key=f"{key}-from"
    )
    others = [one for one in there if one != chosen]
    aim = to.selectbox(text(words, "register.map.to"), others, format_func=there.__getitem__, key=f"{key}-to")
    if st.button(text(words, "register.map.draw"), key=f"{key}-draw", disabled=chosen is None or aim is None):
        _draw(scope, sheet, Arrow(scope.municipality_id, str(chosen), str(aim)))
    register_form.said(scope, sheet)


def _arrows(scope: Scope, names: dict[str, str]) -> list[tuple[str, str]]:
    found = benefits.dependencies(scope.principal, scope.municipality_id)
    pairs = zip(found["benefit_id"], found["leads_to_id"], strict=True)
    return [(start, to) for start, to in pairs if start in names]


def _draw(scope: Scope, sheet: Sheet, arrow: Arrow) -> None:
    def write(arrow: Arrow, _: object) -> bool:
        return connect_benefits(scope.principal, arrow)

    if sheet.store(arrow, write):
        st.rerun()
