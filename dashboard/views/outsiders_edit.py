"""Entering measures and profiles of the outsider accounts: every form that the reader may use here."""

import streamlit as st

from dashboard import page
from dashboard.markup import html
from dashboard.outsider_results import OutsiderView
from dashboard.register_choices import RegisterChoices
from dashboard.scope import Scope
from dashboard.views import outsiders_form, outsiders_profile_form
from dashboard.views.register_said import said_last
from dashboard.words import text
from data.queries import outsiders
from data.vocabulary import Right


def show(scope: Scope, view: OutsiderView) -> None:
    """Draw the forms of a new measure, of the one looked at, and of a profile of the municipality's own."""
    enters, imports = (scope.principal.may(right, scope.municipality_id) for right in (Right.BENEFITS, Right.IMPORT))
    if not enters and not imports:
        return
    st.html(html('<h2 class="bb-finding bb-on-screen">{word}</h2>', word=text(scope.language, "outsiders.edit.title")))
    choices = RegisterChoices(scope)
    if enters and choices.units:
        _measures(scope, view, choices)
    if imports:
        with page.expander(scope, "outsiders.edit.profile") as opened:
            if opened:
                outsiders_profile_form.show(scope)


def _measures(scope: Scope, view: OutsiderView, choices: RegisterChoices) -> None:
    said_last(scope, outsiders_form.at(scope), {"taken_away": "taken_away"})
    with page.expander(scope, "outsiders.edit.new") as opened:
        if opened:
            outsiders_form.show(scope, choices, None)
    about = view.scenario.scenario_id if view.scenario else None
    if about is None or outsiders.scenario_to_change(scope.principal, scope.municipality_id, about) is None:
        return
    with page.expander(scope, "outsiders.edit.change") as opened:
        if opened:
            outsiders_form.show(scope, choices, about)
