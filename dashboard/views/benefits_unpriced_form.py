"""The form of what an initiative gives without a price: what, for whom, how much it matters, how far it goes."""

import streamlit as st

from dashboard.actions.keep_unpriced import Read, WantedEffect, keep_unpriced
from dashboard.markup import html
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.benefits_initiative_form import NAMED
from dashboard.views.register_form import Form, hand_of
from dashboard.views.register_said import said_last
from dashboard.words import text
from data.benefit_rules import GREATEST_MAGNITUDE
from data.benefit_vocabulary import Importance
from data.importers.outlook_rows import UnpricedRow
from data.queries import to_change

NEW = ""
MAGNITUDES = tuple(str(one) for one in range(GREATEST_MAGNITUDE, -GREATEST_MAGNITUDE - 1, -1))


@st.fragment
def show(scope: Scope, choices: RegisterChoices, initiative_id: str) -> None:
    """Draw the choice of an effect, and its form."""
    language, key = scope.language, f"bb-register-unpriced-{scope.municipality_id}-{initiative_id}"
    stored = to_change.unpriced_to_change(scope.principal, scope.municipality_id, initiative_id)
    said_last(scope, f"{key}-at", {"taken_away": "taken_away"})
    names = {NEW: text(language, "register.unpriced.new")}
    names |= {str(number): _name(choices, one.row) for number, one in stored.items()}
    if st.session_state.get(key) not in names:
        st.session_state[key] = NEW
    st.html(html('<p class="bb-quiet">{word}</p>', word=text(language, "register.unpriced.how")))
    label = text(language, "register.unpriced.which")
    chosen = st.selectbox(label, list(names), format_func=names.__getitem__, key=key)
    found = stored.get(int(chosen)) if chosen else None
    form = _form(scope, choices, initiative_id, chosen or "new")
    empty = {"importance": Importance.MEDIUM.value, "magnitude": "1"}
    st.session_state[f"{key}-at"] = form.name("sheet")
    register_form.show(form, found, empty)


def _name(choices: RegisterChoices, row: UnpricedRow) -> str:
    return f"{row.name} · {choices.parties.get(row.party_id, row.party_id)}"


def _form(scope: Scope, choices: RegisterChoices, initiative_id: str, key: str) -> Form:
    language = scope.language
    magnitudes = {one: text(language, f"magnitude.{one}") for one in MAGNITUDES}
    fields = [
        Field("name", of="effect_name", optional=False, longest=NAMED),
        Field("party_id", Holds.ONE, choices.parties, asked=True),
        Field("importance", Holds.ONE, words_of(language, "importance", list(Importance)), optional=False),
        Field("magnitude", Holds.ONE, magnitudes, optional=False),
    ]

    def values_of(row: UnpricedRow) -> Values:
        return typed_values(fields, hand_of(scope), row)

    def row_of(values: Values) -> UnpricedRow:
        told = {"importance": Importance(values["importance"]), "magnitude": int(values["magnitude"])}
        return UnpricedRow(initiative_id=initiative_id, **{**values, **told})

    def write(row: UnpricedRow, read: Read | None) -> Read | None:
        return keep_unpriced(scope.principal, WantedEffect(scope.municipality_id, row, read))

    def remove(row: UnpricedRow, read: Read | None) -> None:
        keep_unpriced(scope.principal, WantedEffect(scope.municipality_id, row, read, there=False))

    name = f"unpriced-{initiative_id}-{key}"
    return Form(scope, name, [("", fields)], values_of, row_of, write, remove=remove)
