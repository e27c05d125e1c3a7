"""The controller's form: what waits to be verified, what shows it, and what was found of it."""

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from dashboard.actions.verify_measurement import Finding, verify_measurement
from dashboard.markup import Html, html, joined
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.register_sheet import Sheet
from dashboard.scope import Scope
from dashboard.views import benefits_parts, benefits_words, register_form
from dashboard.views.benefits_evidence_fields import kroner, told_of
from dashboard.views.benefits_initiative_form import NAMED
from dashboard.views.benefits_measured import file_link
from dashboard.views.register_form import Form, hand_of
from dashboard.views.scorecard_table import voice_of
from dashboard.words import text
from data.benefit_vocabulary import Verdict
from data.importers.benefit_rows import MeasurementRow
from data.importers.problems import Problem
from data.queries import realisation, to_change
from data.queries.to_change import Waiting
from data.vocabulary import Grain

KEY = "bb-register-verify"


@st.fragment
def show(scope: Scope, choices: RegisterChoices) -> None:
    """Draw what waits, and the form of what was found of the one that is chosen."""
    _told_last(scope)
    waiting = {one.measurement_id: one for one in _waiting(scope)}
    if not waiting:
        st.html(html('<p class="bb-quiet">{word}</p>', word=text(scope.language, "register.verify.nothing")))
        return
    names = {key: name_of(scope, choices, one.row) for key, one in waiting.items()}
    label = text(scope.language, "register.verify.which")
    chosen = st.selectbox(label, list(names), format_func=names.__getitem__, key=f"{KEY}-which")
    one = waiting[str(chosen)]
    st.html(card(scope, choices, one))
    if one.own:
        register_form.say_problems(scope, [Problem("verifier_entered")])
        return
    st.session_state[f"{KEY}-at"] = one.measurement_id
    empty = {"verdict": Verdict.CONFIRMED.value, "verified_minor": hand_of(scope).of_amount(one.row.amount_minor)}
    register_form.show(_form(scope, one), None, empty)


def _waiting(scope: Scope) -> list[Waiting]:
    found = realisation.measurements(scope.principal, scope.municipality_id)
    ids = found.loc[found["verdict"].isna(), "measurement_id"]
    return to_change.waiting(scope.principal, scope.municipality_id, list(ids))


def _form(scope: Scope, one: Waiting) -> Form:
    verdicts = words_of(scope.language, "verdict", list(Verdict))
    fields = [
        Field("verdict", Holds.ONE, verdicts, optional=False),
        Field("verified_minor", Holds.AMOUNT),
        Field("verifier_role", optional=False, longest=NAMED),
        Field("note", Holds.TEXT, longest=4000),
    ]

    def values_of(finding: Finding) -> Values:
        return typed_values(fields, hand_of(scope), finding)

    def row_of(values: Values) -> Finding:
        finding = Finding(scope.municipality_id, one.measurement_id, Verdict(values.pop("verdict")), **values)
        return finding if finding.verdict is Verdict.CONFIRMED else replace(finding, verified_minor=None)

    def write(finding: Finding, _: object) -> int:
        verify_measurement(scope.principal, finding)
        return 1

    key = f"verify-{one.measurement_id}"
    return Form(scope, key, [("", fields)], values_of, row_of, write, save="register.verify.save")


def _told_last(scope: Scope) -> None:
    """Say that the one looked at last was stored: it waits no longer, and its form is gone."""
    last = st.session_state.get(f"{KEY}-at")
    name = "-".join(("bb-register", scope.municipality_id, scope.language, f"verify-{last}", "sheet"))
    sheet: Sheet | None = st.session_state.get(name)
    if sheet is not None and sheet.saved is not None:
        register_form.said(scope, sheet)


def name_of(scope: Scope, choices: RegisterChoices, row: MeasurementRow) -> str:
    """Return what a measurement is called where one is chosen."""
    of = choices.benefit(row.benefit_id)
    period = benefits_parts.period(voice_of(scope), row.fiscal_year, row.period, Grain(of["grain"]))
    gains = choices.parties.get(row.beneficiary_id, text(scope.language, "party.another_unit"))
    said = [one for _, one in _amounts(scope, choices, row)]
    return " · ".join([choices.benefit_names[row.benefit_id], period, gains, *said[:1]])


def _amounts(scope: Scope, choices: RegisterChoices, row: MeasurementRow) -> list[tuple[str, str]]:
    """Return the kroner and the quantity that were measured, each with the name of its field."""
    told = []
    if row.amount_minor is not None:
        told.append(("measured_amount", kroner(scope, row.amount_minor)))
    if row.quantity is not None:
        unit = choices.benefit(row.benefit_id)["unit_of_measure"]
        told.append(("quantity", benefits_words.quantity(voice_of(scope), row.quantity, unit)))
    return told


def _evidence(scope: Scope, choices: RegisterChoices, one: Waiting) -> Iterator[Html | str]:
    for number, shown in enumerate(one.row.evidence, start=1):
        said = told_of(scope, choices, shown)
        yield file_link(scope, one.measurement_id, number, said) if shown.content_hash else said


def card(scope: Scope, choices: RegisterChoices, one: Waiting) -> Html:
    """Return all that is said of a measurement; the files that show it are links to them."""
    words, row = scope.language, one.row
    told: list[tuple[str, Html | str | None]] = [
        *_amounts(scope, choices, row),
        ("method", row.method),
        ("note", row.note),
        ("entered_by", row.entered_role),
        *(("evidence", said) for said in _evidence(scope, choices, one)),
    ]
    rows = joined(
        html("<div><dt>{name}</dt><dd>{said}</dd></div>", name=text(words, f"register.field.{name}"), said=said)
        for name, said in told
        if said
    )
    return html('<dl class="bb-definitions">{rows}</dl>', rows=rows)
