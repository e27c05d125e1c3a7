"""The form of a benefit: what it is, who answers, how it is measured, its baseline, what would have been anyway."""

from collections.abc import Iterator, Mapping
from dataclasses import fields as fields_of
from datetime import date

import streamlit as st

from dashboard.actions.keep_benefit import WantedBenefit, keep_benefit
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.register_sheet import Sheet
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.benefits_initiative_form import CODED, NAMED
from dashboard.views.register_form import Form, Group, hand_of
from dashboard.words import text
from data.benefit_vocabulary import (
    BenefitLevel,
    BenefitType,
    Confidence,
    Counterfactual,
    DfoType,
    KsType,
    WizardType,
)
from data.importers.benefit_rows import BenefitRow, PrerequisiteRow
from data.importers.benefit_types import dfo_type_of, ks_type_of, wizard_type_of
from data.queries import to_change
from data.realisation_rules import HOURS
from data.vocabulary import Grain

WORDS = {
    "benefit_type": BenefitType,
    "wizard_type": WizardType,
    "dfo_type": DfoType,
    "ks_type": KsType,
    "level": BenefitLevel,
    "grain": Grain,
    "counterfactual": Counterfactual,
    "confidence": Confidence,
}
"""Fields that hold a word of a closed list."""
BASELINE = [
    Field("baseline_value", Holds.NUMBER),
    Field("baseline_on", Holds.DAY),
    Field("baseline_method", longest=300),
    Field("baseline_count", Holds.WHOLE),
    Field("baseline_population", Holds.WHOLE),
    Field("volume_before", Holds.NUMBER),
    Field("unit_cost_before_minor", Holds.AMOUNT),
    Field("fixed_cost_before_minor", Holds.AMOUNT),
]
"""How it was before."""
COMPARED = [
    Field("compared_with", longest=300),
    Field("compared_before", Holds.NUMBER),
    *(
        Field(f"{name}_millionths", Holds.SHARE, optional=False)
        for name in ("deadweight", "displacement", "attribution", "drop_off")
    ),
]
"""What would have been anyway."""
OF_NEED = tuple(field.name for field in fields_of(PrerequisiteRow))
NEW_NEEDS = 2
"""How many prerequisites can be added at a time."""
COUNTED_IN, KRONER, OWN_UNIT = "counted_in", "kroner", "unit_of_measure"
"""What a benefit is counted in: kroner alone, freed hours, or a unit that somebody names."""
FOLLOWED = "followed"
"""Under this name the form remembers which type the three code systems were last filled from."""


@st.fragment
def show(scope: Scope, choices: RegisterChoices, initiative_id: str, benefit_id: str | None) -> None:
    """Draw the form of a benefit; None is a new one of the initiative."""
    found = to_change.benefit_to_change(scope.principal, scope.municipality_id, benefit_id or "")
    before = None if found is None else found.row
    form = _form(scope, choices, initiative_id, before)
    empty = form.values_of(_empty(initiative_id, next(iter(choices.units), "")))
    sheet = register_form.sheet_of(form, found, empty)
    _follow(form, sheet)
    counted = register_form.typed_of(form, sheet, COUNTED_IN) == OWN_UNIT
    register_form.show(_form(scope, choices, initiative_id, before, own_unit=counted), found, empty)


def _empty(initiative_id: str, unit_id: str) -> BenefitRow:
    kind = BenefitType.CASH
    return BenefitRow("", initiative_id, "", kind, wizard_type_of(kind), dfo_type_of(kind), ks_type_of(kind), unit_id)


def _follow(form: Form, sheet: Sheet) -> None:
    """Fill the three code systems when another type is chosen; what is chosen in them afterwards stays."""
    values, chosen = sheet.values, register_form.typed_of(form, sheet, "benefit_type")
    before = values.get(FOLLOWED, values.get("benefit_type"))
    values[FOLLOWED] = chosen
    if chosen is None or chosen == before:
        return
    kind = BenefitType(chosen)
    told = {"wizard_type": wizard_type_of(kind), "dfo_type": dfo_type_of(kind), "ks_type": ks_type_of(kind)}
    for name, value in told.items():
        values[name] = st.session_state[form.name(f"{name}-{sheet.round}")] = None if value is None else value.value


def _form(
    scope: Scope, choices: RegisterChoices, initiative_id: str, before: BenefitRow | None, *, own_unit: bool = True
) -> Form:
    """Return the form; the field for an `own_unit` of measure is there where it is counted in one."""
    needs = len(before.prerequisites) + NEW_NEEDS if before else NEW_NEEDS
    groups = _groups(scope, choices, before, own_unit=own_unit)
    recorded = [field for _, fields in groups for field in fields if field.name not in (COUNTED_IN, OWN_UNIT)]
    hand = hand_of(scope)

    def values_of(row: BenefitRow) -> Values:
        more = _needs_typed(row, needs) | _counted(row.unit_of_measure) | {FOLLOWED: str(row.benefit_type)}
        return typed_values(recorded, hand, row) | more

    def row_of(values: Values) -> BenefitRow:
        told = {field.name: values[field.name] for field in recorded}
        told["unit_of_measure"] = values[OWN_UNIT] if own_unit else (HOURS if values[COUNTED_IN] == HOURS else None)
        told |= {name: None if told[name] is None else kind(told[name]) for name, kind in WORDS.items()}
        own = {"benefit_id": before.benefit_id, "leads_to": before.leads_to} if before else {}
        return BenefitRow(**{**told, **own}, initiative_id=initiative_id, prerequisites=_needs(values, needs))

    def write(row: BenefitRow, version: int | None) -> int:
        return keep_benefit(scope.principal, WantedBenefit(scope.municipality_id, row, version))

    key = f"benefit-{before.benefit_id if before else f'new-{initiative_id}'}"
    return Form(scope, key, [*groups, ("needs", _need_fields(scope, needs))], values_of, row_of, write)


def _counted(unit: str | None) -> Values:
    """Return what stands in the two fields of what a benefit is counted in."""
    own = unit if unit not in (None, HOURS) else ""
    return {COUNTED_IN: OWN_UNIT if own else unit or KRONER, OWN_UNIT: own}


def _groups(scope: Scope, choices: RegisterChoices, before: BenefitRow | None, *, own_unit: bool) -> list[Group]:
    words = {name: words_of(scope.language, _list_of(name), list(kind)) for name, kind in WORDS.items()}
    one = {name: Field(name, Holds.ONE, words[name], optional=name == "ks_type") for name in WORDS}
    code = [] if before else [Field("benefit_id", of="benefit_code", optional=False, longest=CODED)]
    return [
        ("what", [*code, *_what(one)]),
        ("types", [one["wizard_type"], one["dfo_type"], one["ks_type"]]),
        ("who", [Field("unit_id", Holds.ONE, choices.units, optional=False), Field("owner_role", longest=NAMED)]),
        ("measured", _measured(scope, choices, one, own_unit=own_unit)),
        ("baseline", BASELINE),
        ("anyway", [one["counterfactual"], *COMPARED]),
        ("sure", [one["confidence"], Field("low_millionths", Holds.SHARE), Field("high_millionths", Holds.SHARE)]),
    ]


def _what(one: Mapping[str, Field]) -> list[Field]:
    return [
        Field("name", optional=False, longest=NAMED),
        one["benefit_type"],
        one["level"],
        Field("unexpected", Holds.TICK),
        Field("description", Holds.TEXT, longest=4000),
        Field("working", Holds.TEXT, longest=4000),
    ]


def _measured(scope: Scope, choices: RegisterChoices, one: Mapping[str, Field], *, own_unit: bool) -> list[Field]:
    better = {value: text(scope.language, f"better.{value}") for value in ("higher", "lower")}
    return [
        Field(COUNTED_IN, Holds.ONE, _ways_to_count(scope), optional=False),
        *([Field(OWN_UNIT, optional=False, longest=80)] if own_unit else []),
        Field("better", Holds.ONE, better, optional=False),
        one["grain"],
        Field("first_effect_on", Holds.DAY),
        Field("indicator_id", Holds.ONE, choices.indicators),
        Field("staffing_floor", Holds.TICK),
    ]


def _ways_to_count(scope: Scope) -> dict[str, str]:
    return {one: text(scope.language, f"register.counted_in.{one}") for one in (KRONER, HOURS, OWN_UNIT)}


def _list_of(name: str) -> str:
    return "benefit_level" if name == "level" else name


def _need_fields(scope: Scope, count: int) -> list[Field]:
    def title(number: int, name: str) -> str:
        return text(scope.language, "register.need", number=number, part=text(scope.language, f"register.field.{name}"))

    return [
        Field(f"need_{number}_{name}", holds, title=title(number + 1, name))
        for number in range(count)
        for name, holds in zip(OF_NEED, (Holds.LINE, Holds.LINE, Holds.DAY, Holds.DAY), strict=True)
    ]


def _needs_typed(row: BenefitRow, count: int) -> Values:
    given = [*row.prerequisites, *[None] * count][:count]
    empty = {"description": "", "responsible_role": "", "noted_on": None, "met_on": None}
    return {
        f"need_{number}_{name}": (getattr(need, name) if need else None) or empty[name]
        for number, need in enumerate(given)
        for name in OF_NEED
    }


def _needs(values: Values, count: int) -> tuple[PrerequisiteRow, ...]:
    """Return the prerequisites that stand in the fields; one without a day was noted today."""
    return tuple(_told(values, count))


def _told(values: Values, count: int) -> Iterator[PrerequisiteRow]:
    for number in range(count):
        told = {name: values[f"need_{number}_{name}"] for name in OF_NEED}
        if any(told.values()):
            noted_on = told["noted_on"] or date.today()
            yield PrerequisiteRow(**{**told, "description": told["description"] or "", "noted_on": noted_on})
