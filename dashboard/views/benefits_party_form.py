"""The form of a party outside the municipality: who they are, and what they are called."""

import streamlit as st

from dashboard.actions.keep_party import WantedParty, keep_party
from dashboard.markup import html
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.benefits_initiative_form import CODED, NAMED
from dashboard.views.register_form import Form, hand_of
from dashboard.words import text
from data.benefit_vocabulary import PartyKind
from data.importers.benefit_rows import PartyRow
from data.queries import benefits
from data.queries.to_change import ToChange

NEW = ""
OUTSIDE = [kind for kind in PartyKind if kind is not PartyKind.UNIT]


@st.fragment
def show(scope: Scope) -> None:
    """Draw the choice of a party outside the municipality, and its form."""
    language, key = scope.language, f"bb-register-party-{scope.municipality_id}"
    stored = _outside(scope)
    names = {NEW: text(language, "register.party.new")} | {one: row.name for one, row in stored.items()}
    st.html(html('<p class="bb-quiet">{word}</p>', word=text(language, "register.party.how")))
    label = text(language, "register.party.which")
    chosen = st.selectbox(label, list(names), format_func=names.__getitem__, key=key)
    row = stored.get(chosen)
    register_form.show(_form(scope, row), None if row is None else ToChange(row, row), {})


def _outside(scope: Scope) -> dict[str, PartyRow]:
    """Return the parties that are no own unit, by their code."""
    table = benefits.parties(scope.principal, scope.municipality_id)
    rows = [PartyRow(str(one.party_id), PartyKind(str(one.kind)), str(one.name)) for one in table.itertuples()]
    return {row.party_id: row for row in rows if row.kind in OUTSIDE}


def _form(scope: Scope, found: PartyRow | None) -> Form:
    code = [] if found else [Field("party_id", of="party_code", optional=False, longest=CODED)]
    fields = [
        *code,
        Field("name", optional=False, longest=NAMED),
        Field("kind", Holds.ONE, words_of(scope.language, "party_kind", OUTSIDE), of="party_kind", asked=True),
    ]

    def values_of(row: PartyRow) -> Values:
        return typed_values(fields, hand_of(scope), row)

    def row_of(values: Values) -> PartyRow:
        party_id = found.party_id if found else values["party_id"]
        return PartyRow(party_id, PartyKind(values["kind"]), values["name"])

    def write(row: PartyRow, read: PartyRow | None) -> PartyRow:
        return keep_party(scope.principal, WantedParty(scope.municipality_id, row, read))

    return Form(scope, f"party-{found.party_id if found else 'new'}", [("", fields)], values_of, row_of, write)
