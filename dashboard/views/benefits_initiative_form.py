"""The form of an initiative: what it is, who decides, its money, and who is not touched by it."""

import streamlit as st

from dashboard.actions.keep_initiative import WantedInitiative, keep_initiative
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.register_form import Form, Group, hand_of
from data.benefit_vocabulary import InitiativeState, PartyKind, Phase
from data.importers.benefit_rows import InitiativeRow
from data.queries import to_change

NAMED = 200
"""How many letters a name or a role may have."""
CODED = 40
OUTSIDE = tuple(kind for kind in PartyKind if kind is not PartyKind.UNIT)


@st.fragment
def show(scope: Scope, choices: RegisterChoices, initiative_id: str | None) -> None:
    """Draw the form of an initiative; None is a new one."""
    found = to_change.initiative_to_change(scope.principal, scope.municipality_id, initiative_id or "")
    form = _form(scope, choices, None if found is None else found.row)
    empty = {"price_year": str(scope.quarter.year), "unit_id": next(iter(choices.units), None)}
    register_form.show(form, found, empty)


def _form(scope: Scope, choices: RegisterChoices, before: InitiativeRow | None) -> Form:
    groups = _groups(scope, choices, before)
    recorded = [field for _, fields in groups for field in fields if not field.name.startswith("absent_")]
    hand = hand_of(scope)

    def values_of(row: InitiativeRow) -> Values:
        absent = {f"absent_{kind}": why for kind, why in row.absent}
        return typed_values(recorded, hand, row) | {
            f"absent_{kind}": absent.get(f"absent_{kind}", "") for kind in OUTSIDE
        }

    def row_of(values: Values) -> InitiativeRow:
        told = {field.name: values[field.name] for field in recorded}
        told |= {"phase": Phase(told["phase"]), "state": InitiativeState(told["state"])}
        absent = [(kind, values[f"absent_{kind}"]) for kind in OUTSIDE if values[f"absent_{kind}"]]
        told["partners"] = tuple(sorted(told["partners"]))
        return InitiativeRow(
            **{"initiative_id": before.initiative_id if before else "", **told},
            currency=scope.currency,
            absent=tuple(sorted(absent)),
        )

    def write(row: InitiativeRow, version: int | None) -> int:
        return keep_initiative(scope.principal, WantedInitiative(scope.municipality_id, row, version))

    return Form(scope, f"initiative-{before.initiative_id if before else 'new'}", groups, values_of, row_of, write)


def _groups(scope: Scope, choices: RegisterChoices, before: InitiativeRow | None) -> list[Group]:
    language = scope.language
    code = [] if before else [Field("initiative_id", optional=False, longest=CODED)]
    what = [
        *code,
        Field("name", optional=False, longest=NAMED),
        Field("unit_id", Holds.ONE, choices.units, optional=False),
        Field("phase", Holds.ONE, words_of(language, "phase", list(Phase)), optional=False),
        Field("state", Holds.ONE, words_of(language, "initiative_state", list(InitiativeState)), optional=False),
        Field("summary", Holds.TEXT, longest=4000),
    ]
    decided = [
        Field("decider_role", longest=NAMED),
        *(Field(name, Holds.DAY) for name in ("started_on", "next_decision_on", "leader_term_ends_on")),
    ]
    money = [
        Field("price_year", Holds.WHOLE, optional=False),
        Field("realisation_budget_minor", Holds.AMOUNT),
        Field("cost_low_millionths", Holds.SHARE),
        Field("cost_high_millionths", Holds.SHARE),
    ]
    who: list[Field] = [Field("partners", Holds.SOME, choices.parties)]
    absent = [
        Field(f"absent_{kind}", title=kind_word)
        for kind, kind_word in words_of(language, "party_kind", OUTSIDE).items()
    ]
    return [("what", what), ("decided", decided), ("money", money), ("parties", who), ("absent", absent)]
