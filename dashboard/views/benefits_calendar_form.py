"""The form of the realisation calendar: which budget line a benefit lowers and when, and the cut that realises it."""

from dataclasses import replace

import streamlit as st

from dashboard.actions.claim_budget_change import WantedClaim, claim_budget_change
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.benefits_initiative_form import CODED, NAMED
from dashboard.views.register_form import Form, hand_of
from dashboard.words import text
from data.importers.benefit_rows import ClaimRow
from data.queries import to_change
from data.queries.to_change import ToChange

NEW = ""
MONTHS = {str(month): str(month) for month in range(1, 13)}


@st.fragment
def show(scope: Scope, choices: RegisterChoices, benefit_id: str) -> None:
    """Draw the choice of a line of the calendar, and its form."""
    stored = to_change.claims_to_change(scope.principal, scope.municipality_id, benefit_id)
    names = {NEW: text(scope.language, "register.calendar.new")}
    names |= {key: _name(scope, choices, one.row) for key, one in stored.items()}
    key = f"bb-register-calendar-{scope.municipality_id}-{benefit_id}"
    label = text(scope.language, "register.calendar.which")
    chosen = st.selectbox(label, list(names), format_func=names.__getitem__, key=key)
    found = stored.get(str(chosen))
    empty = {"fiscal_year": str(scope.quarter.year), "period": "1", "unit_id": choices.benefit(benefit_id)["unit_id"]}
    form = _form(scope, choices, benefit_id, found, chosen or "new", {})
    sheet = register_form.sheet_of(form, found, empty)
    unit, year = (register_form.typed_of(form, sheet, name) for name in ("unit_id", "fiscal_year"))
    cuts = _cuts(scope, found.row.unit_id, found.row.fiscal_year) if found else _cuts(scope, unit, year)
    register_form.show(_form(scope, choices, benefit_id, found, chosen or "new", cuts), found, empty)


def _name(scope: Scope, choices: RegisterChoices, row: ClaimRow) -> str:
    amount = hand_of(scope).of_amount(row.amount_minor)
    place = " ".join(part for part in (row.function_code, row.account_code) if part)
    unit = choices.units.get(row.unit_id, "")
    return " · ".join(part for part in (f"{row.fiscal_year}-{row.period:02}", unit, place, amount) if part)


def _cuts(scope: Scope, unit_id: str | None, year: object) -> dict[str, str]:
    """Return the booked changes that cut a unit's budget in a year, by reference."""
    if unit_id is None or not str(year).isdecimal():
        return {}
    hand = hand_of(scope)
    named: dict[str, str] = {}
    for reference, amount in to_change.cuts_to_claim(scope.principal, scope.municipality_id, {unit_id}, int(str(year))):
        named[reference] = (
            f"{named[reference]}; {hand.of_amount(amount)}"
            if reference in named
            else (f"{reference}: {hand.of_amount(amount)}")
        )
    return named


def _form(
    scope: Scope,
    choices: RegisterChoices,
    benefit_id: str,
    found: ToChange[ClaimRow] | None,
    key: str,
    cuts: dict[str, str],
) -> Form:
    place = [] if found else _place(choices)
    fields = [
        *place,
        Field("amount_minor", Holds.AMOUNT, optional=False),
        Field("responsible_role", optional=False, longest=NAMED),
        Field("change_reference", Holds.ONE, cuts),
    ]

    def values_of(row: ClaimRow) -> Values:
        return typed_values(fields, hand_of(scope), replace(row, period=str(row.period)))  # type: ignore[arg-type] # as it is chosen

    def row_of(values: Values) -> ClaimRow:
        if found is not None:
            return replace(found.row, **values)
        return ClaimRow(benefit_id=benefit_id, **{**values, "period": int(values["period"])})

    def write(row: ClaimRow, version: int | None) -> int:
        claim_id = claim_budget_change(scope.principal, WantedClaim(scope.municipality_id, row, version))
        return int(to_change.claims_to_change(scope.principal, scope.municipality_id, benefit_id)[claim_id].version)

    return Form(scope, f"claim-{benefit_id}-{key}", [("", fields)], values_of, row_of, write)


def _place(choices: RegisterChoices) -> list[Field]:
    """Return the fields of the budget line and month, which a line keeps for good."""
    return [
        Field("fiscal_year", Holds.WHOLE, optional=False),
        Field("period", Holds.ONE, MONTHS, optional=False),
        Field("unit_id", Holds.ONE, choices.units, optional=False),
        Field("function_code", longest=CODED),
        Field("account_code", longest=CODED),
    ]
