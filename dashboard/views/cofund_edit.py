"""Writing a gains plan, and adopting it: for who may enter benefits of the initiative's unit."""

from datetime import date

import streamlit as st

from dashboard.actions.adopt_gains_plan import AdoptedGainsPlan, adopt_gains_plan
from dashboard.cofund_place import CofundPlace
from dashboard.cofund_results import PlanPage
from dashboard.gains_words import gaps_said
from dashboard.markup import html, joined
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.register_sheet import Sheet
from dashboard.scope import Scope
from dashboard.views import cofund_form, listing, register_form
from dashboard.views.register_form import Form, hand_of
from dashboard.views.scorecard_table import voice_of
from dashboard.words import text
from data.gains_rows import Decision
from data.queries import to_change
from data.vocabulary import AuthorityKind, Right


def show(scope: Scope, found: PlanPage, asked: CofundPlace) -> None:
    """Draw the form of the plan and, where it is stored, that of its adoption."""
    if not scope.principal.may(Right.BENEFITS, scope.municipality_id):
        return
    choices, initiative_id = RegisterChoices(scope), found.plan.tables.initiative_id
    if initiative_id not in choices.initiatives:
        return
    with st.expander(text(scope.language, "cofund.edit.title"), expanded=asked.edit):
        cofund_form.show(scope, choices, found)
    with st.expander(text(scope.language, "cofund.adopt.title")):
        _adoption(scope, found)


@st.fragment
def _adoption(scope: Scope, found: PlanPage) -> None:
    """Draw the decision that makes the stored plan bind; one that lacks something is refused with what it lacks."""
    voice, plan, initiative_id = voice_of(scope), found.plan, found.plan.tables.initiative_id
    stored = to_change.gains_plan_to_change(scope.principal, scope.municipality_id, initiative_id)
    if stored is None or plan.missing:
        lacks = gaps_said(voice, plan.missing, found.names)
        items = joined(html("<li>{said}</li>", said=one) for one in lacks)
        st.html(listing.quiet(voice.word("cofund.adopt.refused")))
        st.html(html('<ul class="bb-problems">{items}</ul>', items=items))
        return
    if plan.adopted is not None and not plan.changed:
        st.html(listing.quiet(voice.word("cofund.adopt.unchanged")))
        return
    st.html(listing.quiet(voice.word("cofund.adopt.help")))
    _decided(_decision_form(scope, initiative_id, stored.version))


def _decision_form(scope: Scope, initiative_id: str, version: int) -> Form:
    authorities = words_of(scope.language, "authority_kind", list(AuthorityKind))
    fields = [
        Field("adopted_on", Holds.DAY),
        Field("decision_reference", optional=False, longest=200),
        Field("authority_kind", Holds.ONE, authorities, optional=False),
    ]

    def values_of(row: AdoptedGainsPlan) -> Values:
        return typed_values(fields, hand_of(scope), row.decision)

    def row_of(values: Values) -> AdoptedGainsPlan:
        decided = Decision(
            values["adopted_on"] or date.today(), values["decision_reference"], AuthorityKind(values["authority_kind"])
        )
        return AdoptedGainsPlan(scope.municipality_id, initiative_id, version, decided)

    def write(row: AdoptedGainsPlan, _version: int | None) -> int:
        return adopt_gains_plan(scope.principal, row)

    key = f"gains-adoption-{initiative_id}-{version}"
    return Form(scope, key, [("", fields)], values_of, row_of, write, "register.plan.adopt")


def _decided(form: Form) -> None:
    empty = {"adopted_on": date.today(), "decision_reference": "", "authority_kind": None}
    sheet: Sheet = register_form.sheet_of(form, None, empty)
    values, problems = register_form.drawn(form, sheet)
    if st.button(text(form.scope.language, form.save), type="primary", key=form.name("save")):
        if problems:
            sheet.problems, sheet.told = tuple(problems), None
        elif sheet.store(form.row_of(values), form.write):
            sheet.told = "adopted"
            st.rerun()
    register_form.said(form.scope, sheet)
