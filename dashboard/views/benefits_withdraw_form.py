"""The form that withdraws a measurement of a benefit: which, why, and by which role."""

import streamlit as st

from dashboard.actions.withdraw_measurement import Withdrawal, withdraw_measurement
from dashboard.markup import html
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.benefits_initiative_form import NAMED
from dashboard.views.benefits_verify_form import card, name_of
from dashboard.views.register_form import Form, hand_of
from dashboard.views.register_said import said_last
from dashboard.words import text
from data.benefit_rules import LONGEST_TEXT
from data.benefit_vocabulary import Verdict
from data.queries import realisation, to_change
from data.queries.to_change import Waiting
from data.vocabulary import Right

FIELDS = (
    Field("role", of="entered_role", optional=False, longest=NAMED),
    Field("reason", Holds.TEXT, of="withdrawn_for", optional=False, longest=LONGEST_TEXT),
)


@st.fragment
def show(scope: Scope, choices: RegisterChoices, benefit_id: str) -> None:
    """Draw the choice of a measurement that the reader may withdraw, what it says, and the form."""
    key = f"bb-register-withdraw-{scope.municipality_id}-{benefit_id}"
    said_last(scope, f"{key}-at", {"saved": "withdrawn"})
    offered = {one.measurement_id: one for one in _offered(scope, benefit_id)}
    word = "how" if offered else "nothing"
    st.html(html('<p class="bb-quiet">{word}</p>', word=text(scope.language, f"register.withdraw.{word}")))
    if not offered:
        return
    names = {one: name_of(scope, choices, waiting.row) for one, waiting in offered.items()}
    label = text(scope.language, "register.withdraw.which")
    chosen = str(st.selectbox(label, list(names), format_func=names.__getitem__, key=f"{key}-which"))
    st.html(card(scope, choices, offered[chosen]))
    form = _form(scope, chosen)
    st.session_state[f"{key}-at"] = form.name("sheet")
    register_form.show(form, None, {})


def _offered(scope: Scope, benefit_id: str) -> list[Waiting]:
    """Return what stands and the reader may withdraw: the own, and where they verify, what others entered."""
    found = realisation.measurements(scope.principal, scope.municipality_id)
    own = found[(found["benefit_id"] == benefit_id).to_numpy(dtype=bool)]
    confirmed = set(own.loc[(own["verdict"] == Verdict.CONFIRMED).to_numpy(dtype=bool), "measurement_id"])
    verifies = scope.principal.may(Right.VERIFY, scope.municipality_id)
    every = to_change.entered(scope.principal, scope.municipality_id, list(own["measurement_id"]))
    return [
        one for one in every if (verifies and not one.own if one.measurement_id in confirmed else verifies or one.own)
    ]


def _form(scope: Scope, measurement_id: str) -> Form:
    def values_of(wanted: Withdrawal) -> Values:
        return typed_values(FIELDS, hand_of(scope), wanted)

    def row_of(values: Values) -> Withdrawal:
        return Withdrawal(scope.municipality_id, measurement_id, **values)

    def write(wanted: Withdrawal, _: object) -> int:
        return withdraw_measurement(scope.principal, wanted)

    key = f"withdraw-{measurement_id}"
    return Form(scope, key, [("", FIELDS)], values_of, row_of, write, save="register.withdraw.save")
