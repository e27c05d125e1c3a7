"""The form of a gains plan: who applies and for how much, what running it costs whom, and the measures."""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from dashboard.actions.keep_gains_plan import WantedGainsPlan, keep_gains_plan
from dashboard.cofund_results import PlanPage
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.register_form import Form, Group, hand_of
from dashboard.words import text
from data.benefit_vocabulary import PartyKind
from data.gains_rows import GainsPlanRow, MeasureRow
from data.money_vocabulary import GrantCategory
from data.queries import benefits, to_change

NEW_MEASURES = 2
"""How many measures can be added before the form is saved."""
OF_MEASURE = ("description", "responsible_role", "due_on", "follow_up", "quantification")
_HOLDS = (Holds.LINE, Holds.LINE, Holds.DAY, Holds.LINE, Holds.LINE)
_LONGEST = (300, 200, None, 300, 300)
SOUGHT = ("applicant_id", "grant_category", "total_cost_minor", "budget_years", "grant_applied_minor")


@st.fragment
def show(scope: Scope, choices: RegisterChoices, found: PlanPage) -> None:
    """Draw the form; an initiative without a gains plan begins on one."""
    del choices  # only who may change the initiative comes here
    initiative_id = found.plan.tables.initiative_id
    stands = to_change.gains_plan_to_change(scope.principal, scope.municipality_id, initiative_id)
    form = _form(scope, found, stands.row if stands else GainsPlanRow(initiative_id))
    register_form.show(form, stands, {"grant_category": str(GrantCategory.ORDINARY)})


def _form(scope: Scope, found: PlanPage, before: GainsPlanRow) -> Form:
    count = len(before.measures) + NEW_MEASURES
    entities = _entities(found, before)
    sought, hand = _sought(scope), hand_of(scope)
    costs = [Field(f"cost_{one}", Holds.AMOUNT, title=name) for one, name in entities.items()]
    groups: list[Group] = [
        ("gains_sought", sought),
        ("gains_costs", costs),
        *(("gains_measures" if n == 1 else "", _measure_fields(scope, n)) for n in range(1, count + 1)),
    ]

    def values_of(row: GainsPlanRow) -> Values:
        told = dict(row.operating_costs)
        said = {f"cost_{one}": hand.of_amount(told.get(one)) for one in entities}
        return typed_values(sought, hand, row) | said | _typed(row, count)

    def row_of(values: Values) -> GainsPlanRow:
        told = {name: values[name] for name in SOUGHT}
        told["grant_category"] = GrantCategory(told["grant_category"])
        amounts = {one: values[f"cost_{one}"] for one in sorted(entities)}
        said = tuple((one, amount) for one, amount in amounts.items() if amount is not None)
        return GainsPlanRow(
            initiative_id=before.initiative_id, **told, measures=tuple(_told(values, count)), operating_costs=said
        )

    def write(row: GainsPlanRow, version: int | None) -> int:
        return keep_gains_plan(scope.principal, WantedGainsPlan(scope.municipality_id, row, version))

    return Form(scope, f"gains-plan-{before.initiative_id}", groups, values_of, row_of, write)


def _entities(found: PlanPage, before: GainsPlanRow) -> dict[str, str]:
    """Return the entities whose operating cost can be said: those of the plan, and those it was said of before."""
    told = [*found.plan.tables.entities["entity_id"], *(one for one, _ in before.operating_costs)]
    return {str(one): found.names.get(str(one), str(one)) for one in dict.fromkeys(told)}


def _sought(scope: Scope) -> list[Field]:
    table = benefits.parties(scope.principal, scope.municipality_id)
    bodies = (PartyKind.STATE_AGENCY, PartyKind.COUNTY, PartyKind.MUNICIPALITY, PartyKind.HOSPITAL_TRUST)
    offered = {str(one.party_id): str(one.name) for one in table.itertuples() if one.kind in bodies}
    categories = words_of(scope.language, "grant_category", list(GrantCategory))
    return [
        Field("applicant_id", Holds.ONE, offered),
        Field("grant_category", Holds.ONE, categories, optional=False),
        Field("total_cost_minor", Holds.AMOUNT),
        Field("budget_years", Holds.WHOLE),
        Field("grant_applied_minor", Holds.AMOUNT),
    ]


def _measure_fields(scope: Scope, number: int) -> list[Field]:
    def title(name: str) -> str:
        part = text(scope.language, f"register.field.{_word(name)}")
        return text(scope.language, "register.gains_measure", number=number, part=part)

    parts = zip(OF_MEASURE, _HOLDS, _LONGEST, strict=True)
    return [
        Field(f"measure_{number}_{name}", holds, title=title(name), longest=longest) for name, holds, longest in parts
    ]


def _word(name: str) -> str:
    return "measure_description" if name == "description" else name


def _typed(row: GainsPlanRow, count: int) -> Values:
    given: list[Any] = [*row.measures, *[None] * count][:count]
    return {
        f"measure_{number}_{name}": (getattr(one, name) if one else None) or (None if name == "due_on" else "")
        for number, one in enumerate(given, start=1)
        for name in OF_MEASURE
    }


def _told(values: Values, count: int) -> Iterator[MeasureRow]:
    for number in range(1, count + 1):
        told: dict[str, Any] = {name: values[f"measure_{number}_{name}"] or None for name in OF_MEASURE}
        if any(told.values()):
            yield MeasureRow(**{**told, "description": told["description"] or ""})
