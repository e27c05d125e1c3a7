"""The form of how many are to take a solution into use, what each gains, and what is paid however many they are."""

import streamlit as st

from dashboard.actions.keep_adoption import WantedAdoption, keep_adoption
from dashboard.markup import html
from dashboard.register_fields import Field, Holds, Values, typed_values
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.register_form import Form, hand_of
from dashboard.words import text
from data.importers.outlook_rows import AdoptionRow
from data.queries import to_change

FIELDS = (
    Field("adopter", optional=False, longest=80),
    Field("adopters_planned", Holds.WHOLE, optional=False),
    Field("adopters_now", Holds.WHOLE),
    Field("gain_per_adopter_minor", Holds.AMOUNT, optional=False),
    Field("first_year", Holds.WHOLE, optional=False),
    Field("last_year", Holds.WHOLE, optional=False),
    Field("fixed_cost_minor", Holds.AMOUNT, optional=False),
)


@st.fragment
def show(scope: Scope, initiative_id: str) -> None:
    """Draw the form of the adoption of an initiative's solution."""
    found = to_change.adoption_to_change(scope.principal, scope.municipality_id, initiative_id)
    st.html(html('<p class="bb-quiet">{word}</p>', word=text(scope.language, "register.adoption.how")))
    empty = {one.name: "" for one in FIELDS} | {"first_year": str(scope.quarter.year)}
    register_form.show(_form(scope, initiative_id), found, empty)


def _form(scope: Scope, initiative_id: str) -> Form:
    def values_of(row: AdoptionRow) -> Values:
        return typed_values(FIELDS, hand_of(scope), row)

    def row_of(values: Values) -> AdoptionRow:
        return AdoptionRow(initiative_id=initiative_id, **values)

    def write(row: AdoptionRow, read: AdoptionRow | None) -> AdoptionRow | None:
        return keep_adoption(scope.principal, WantedAdoption(scope.municipality_id, row, read))

    def remove(row: AdoptionRow, read: AdoptionRow | None) -> None:
        keep_adoption(scope.principal, WantedAdoption(scope.municipality_id, row, read, there=False))

    return Form(scope, f"adoption-{initiative_id}", [("", FIELDS)], values_of, row_of, write, remove=remove)
