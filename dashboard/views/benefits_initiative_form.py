"""The form of an initiative: what it is, who decides, its money, and who is not touched by it."""

from collections.abc import Sequence

import streamlit as st

from dashboard.actions.keep_initiative import WantedInitiative, keep_initiative
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.register_form import Form, Group, hand_of
from dashboard.words import text
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
    before = None if found is None else found.row
    empty = {"price_year": str(scope.quarter.year), "unit_id": next(iter(choices.units), None)}
    form = _form(scope, choices, before, list(choices.parties))
    sheet = register_form.sheet_of(form, found, empty)
    partners = [*(register_form.typed_of(form, sheet, "partners") or ()), *_partners_of(sheet.theirs)]
    register_form.show(_form(scope, choices, before, list(dict.fromkeys(partners))), found, empty)


def _partners_of(row: InitiativeRow | None) -> tuple[str, ...]:
    return row.partners if row else ()


def _form(scope: Scope, choices: RegisterChoices, before: InitiativeRow | None, partners: Sequence[str]) -> Form:
    """Return the form with a field for what each of these partners does."""
    groups = _groups(scope, choices, before)
    recorded = [field for _, fields in groups for field in fields if not field.name.startswith("absent_")]
    at = [name for name, _ in groups].index("parties") + 1
    groups[at:at] = [("parts", _parts(scope, choices, partners))] if partners else []
    hand = hand_of(scope)

    def values_of(row: InitiativeRow) -> Values:
        absent, parts = dict(row.absent), dict(row.parts)
        outside = {f"absent_{kind}": absent.get(kind, "") for kind in OUTSIDE}
        return (
            typed_values(recorded, hand, row) | outside | {f"part_{one}": parts.get(one, "") for one in choices.parties}
        )

    def row_of(values: Values) -> InitiativeRow:
        told = {field.name: values[field.name] for field in recorded}
        told |= {"phase": Phase(told["phase"]), "state": InitiativeState(told["state"])}
        absent = [(kind, values[f"absent_{kind}"]) for kind in OUTSIDE if values[f"absent_{kind}"]]
        told["partners"] = tuple(sorted(told["partners"]))
        parts = [(one, values.get(f"part_{one}")) for one in told["partners"]]
        told["parts"] = tuple((one, part) for one, part in parts if part)
        return InitiativeRow(
            **{"initiative_id": before.initiative_id if before else "", **told},
            currency=scope.currency,
            absent=tuple(sorted(absent)),
        )

    def write(row: InitiativeRow, version: int | None) -> int:
        return keep_initiative(scope.principal, WantedInitiative(scope.municipality_id, row, version))

    return Form(scope, f"initiative-{before.initiative_id if before else 'new'}", groups, values_of, row_of, write)


def _parts(scope: Scope, choices: RegisterChoices, partners: Sequence[str]) -> list[Field]:
    """Return a field for what each partner does."""
    titles = {one: text(scope.language, "register.part_of", party=choices.parties.get(one, one)) for one in partners}
    return [Field(f"part_{one}", of="part", longest=NAMED, title=title) for one, title in titles.items()]


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
