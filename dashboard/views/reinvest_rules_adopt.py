"""The form that registers the council's resolution to adopt a draft: what is adopted, its number and its day."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard import rule_words
from dashboard.actions.adopt_rule import Adoption, adopt_rule
from dashboard.actions.ledger_refusals import LedgerRefused, RuleChangedMeanwhile
from dashboard.choices import distinct
from dashboard.markup import Html, html, joined
from dashboard.register_fields import Field, Holds, Values, typed_values
from dashboard.register_sheet import Sheet
from dashboard.rule_fields import DayField
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.listing import quiet
from dashboard.views.register_form import Form, hand_of
from dashboard.views.reinvest_rules_draft import problem
from dashboard.views.scorecard_table import voice_of
from data.importers.problems import Problem
from data.keeping import BrokenRules
from metrics.rule_timeline import DatedRule

KEY = "bb-rules-adopt"
LONGEST = 200


@st.fragment
def show(scope: Scope, drafts: Sequence[DatedRule]) -> None:
    """Draw the draft that is chosen in words, and the form of its adoption."""
    voice = voice_of(scope)
    _told_last(scope)
    if not drafts:
        st.html(quiet(voice.word("rules.adopt.nothing")))
        return
    by_key = {one.key: one for one in drafts}
    labels = distinct({key: rule_words.label(voice, one) for key, one in by_key.items()})
    key = f"{KEY}-which-{scope.municipality_id}"
    which = st.selectbox(
        voice.word("rules.adopt.which"), list(labels), format_func=labels.__getitem__, key=key, width=420
    )
    chosen = by_key[str(which)]
    st.session_state[f"{KEY}-at"] = chosen.key
    st.html(_card(scope, chosen))
    _adoption(scope, chosen)


def _card(scope: Scope, chosen: DatedRule) -> Html:
    said = joined(html("<li>{one}</li>", one=one) for one in rule_words.said(voice_of(scope), chosen))
    return html('<ul class="bb-said-list">{said}</ul>', said=said)


def _adoption(scope: Scope, chosen: DatedRule) -> None:
    form = _form(scope, chosen)
    sheet = register_form.sheet_of(form, None, {"council_resolution": "", "resolved_on": None})
    values, problems = register_form.drawn(form, sheet)
    st.html(quiet(voice_of(scope).word("rules.adopt.final")))
    if st.button(voice_of(scope).word("rules.adopt.do"), type="primary", key=form.name("adopt")):
        if problems:
            sheet.problems = tuple(problems)
            sheet.tell(None)
        elif sheet.store(form.row_of(values), form.write):
            sheet.tell("adopted")
            st.rerun()
    register_form.said(scope, sheet)


def _form(scope: Scope, chosen: DatedRule) -> Form:
    fields: list[Field] = [
        Field("council_resolution", optional=False, longest=LONGEST),
        DayField("resolved_on", Holds.DAY),
    ]

    def values_of(row: Adoption) -> Values:
        return typed_values(fields, hand_of(scope), row)

    def row_of(values: Values) -> Adoption:
        day: date = values["resolved_on"]
        resolution = values["council_resolution"]
        return Adoption(scope.municipality_id, chosen.rule.valid_from, resolution, chosen.version_id, day)

    def write(row: Adoption, _: object) -> int:
        return adopted(scope, row)

    return Form(scope, _name(chosen.key), [("", fields)], values_of, row_of, write, save="rules.adopt.do")


def adopted(scope: Scope, row: Adoption) -> int:
    """Adopt a draft; return its version.

    Raises:
        BrokenRules: it is refused; with the sentence that says why.
    """
    try:
        return adopt_rule(scope.principal, row)
    except RuleChangedMeanwhile:
        said = voice_of(scope).word("reinvest.rule_changed")
        raise BrokenRules([Problem("refused", found=said)]) from None
    except LedgerRefused as refused:
        raise BrokenRules([problem(scope, refused, COLUMNS.get(refused.reason, ""))]) from None


COLUMNS = {"resolution": "council_resolution", "too_long": "council_resolution", "ahead": "resolved_on"}
"""The field that a refusal is about."""


def _name(key: str) -> str:
    return f"rule-adopt-{key}"


def _told_last(scope: Scope) -> None:
    """Say that the one looked at last was adopted: it is no draft any more, and its form is gone."""
    last = st.session_state.get(f"{KEY}-at")
    name = "-".join(("bb-register", scope.municipality_id, scope.language, _name(str(last)), "sheet"))
    sheet: Sheet | None = st.session_state.get(name)
    if sheet is not None and sheet.saved is not None:
        register_form.said(scope, sheet)
