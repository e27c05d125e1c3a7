"""The form of a measurement: what a benefit gave whom in a period, what became of freed hours, and what shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard.actions.measure_benefit import Measuring, measure_benefit
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.scope import Scope
from dashboard.views import benefits_parts, benefits_words, register_form, register_parts
from dashboard.views.benefits_evidence_fields import LEFT_OUT, Shown, with_buttons
from dashboard.views.benefits_initiative_form import NAMED
from dashboard.views.register_form import Form, hand_of
from dashboard.views.scorecard_table import voice_of
from dashboard.words import text
from data.benefit_rules import COMPARED
from data.benefit_vocabulary import CutBasis, Route
from data.importers.benefit_rows import MeasurementRow
from data.queries import to_change
from data.realisation_rules import HOURS, PERIODS
from data.vocabulary import Grain

YEARS_BACK = 6
"""How many years back something can be measured for."""
EMPTY: Values = {register_parts.COUNT: 1, LEFT_OUT: []}
"""What stands in the fields of evidence of a form that is begun on: one place in the ledger, and nothing left out."""


@dataclass(frozen=True)
class Cell:
    """What a measurement is of."""

    benefit_id: str
    year: int
    period: int
    beneficiary_id: str

    @property
    def key(self) -> str:
        """The form's name in the session."""
        return f"measure-{self.benefit_id}-{self.year}-{self.period}-{self.beneficiary_id}"


@st.fragment
def show(scope: Scope, choices: RegisterChoices, benefit_id: str) -> None:
    """Draw the choice of period and beneficiary, and the form of what was realised there."""
    benefit = choices.benefit(benefit_id)
    cell = _cell(scope, choices, benefit_id, Grain(benefit["grain"]))
    if cell is None:
        return
    told = (cell.benefit_id, cell.year, cell.period, cell.beneficiary_id)
    found = to_change.measurement_to_change(scope.principal, scope.municipality_id, *told)
    shown = Shown(scope, choices, f"bb-register-{cell.key}-file", found.row.evidence if found else ())
    form = _form(scope, cell, shown, benefit)
    count = register_parts.count_of(form, 1)
    whole = replace(form, groups=[*form.groups, *shown.groups(form, None, count)])
    sheet = register_form.sheet_of(whole, found, EMPTY)
    count = sheet.values[register_parts.COUNT]
    whole = replace(form, groups=[*form.groups, *shown.groups(form, sheet, count)])
    headings, beneath = with_buttons(whole, sheet, shown, count)
    register_form.show(replace(whole, headings=headings, beneath=beneath), found, EMPTY)


def _cell(scope: Scope, choices: RegisterChoices, benefit_id: str, grain: Grain) -> Cell | None:
    words, key = scope.language, f"bb-register-measure-{scope.municipality_id}-{benefit_id}"
    years = [scope.quarter.year - back for back in range(YEARS_BACK)]
    over = [period for period in PERIODS[grain] if period <= scope.quarter.last_period]
    first, second, third = st.columns(3)
    year = first.selectbox(text(words, "register.field.fiscal_year"), years, index=0 if over else 1, key=f"{key}-year")
    label = text(words, "register.measured_period")
    named = partial(_period_said, scope, year or years[0], grain)
    at = len(over or PERIODS[grain]) - 1
    period = second.selectbox(label, PERIODS[grain], index=at, format_func=named, key=f"{key}-period")
    parties = choices.parties
    owner = choices.benefit(benefit_id)["unit_id"]
    label = text(words, "register.field.beneficiary_id")
    at = list(parties).index(owner) if owner in parties else 0
    gains = third.selectbox(label, list(parties), index=at, format_func=parties.__getitem__, key=f"{key}-gains")
    if year is None or period is None or gains is None:
        return None
    return Cell(benefit_id, int(year), int(period), str(gains))


def _period_said(scope: Scope, year: int, grain: Grain, ends: int) -> str:
    return benefits_parts.period(voice_of(scope), year, ends, grain)


def _form(scope: Scope, cell: Cell, shown: Shown, benefit: Mapping[str, Any]) -> Form:
    """Return the form without the fields of what shows the measurement."""
    unit = benefit["unit_of_measure"]
    first, routes = _plain(scope, unit), _routes(scope) if unit == HOURS else []
    after = _after(compared=benefit["counterfactual"] in COMPARED)
    plain = [*first, *after]
    hand = hand_of(scope)

    def values_of(row: MeasurementRow) -> Values:
        if withdrawn(row):
            return {**dict.fromkeys(_names(plain), ""), **EMPTY}
        told = {f"route_{route}": hand.of_number(amount) for route, amount, _ in row.routes}
        basis = next((basis for _, _, basis in row.routes if basis), None)
        return typed_values(plain, hand, row) | told | {"cut_basis": str(basis) if basis else None, **EMPTY}

    def row_of(values: Values) -> MeasurementRow:
        return MeasurementRow(
            benefit_id=cell.benefit_id,
            fiscal_year=cell.year,
            period=cell.period,
            beneficiary_id=cell.beneficiary_id,
            evidence=shown.rows(values),
            routes=_told_routes(values),
            **{name: values[name] for name in _names(plain)},
        )

    def write(row: MeasurementRow, revision: int | None) -> int:
        return measure_benefit(scope.principal, Measuring(scope.municipality_id, row, revision)).revision

    groups = [("", first), ("after", after), *([("routes", routes)] if routes else [])]
    return Form(scope, cell.key, groups, values_of, row_of, write, line="register.evidence.place")


def withdrawn(row: MeasurementRow) -> bool:
    """Tell whether a revision withdraws the one before."""
    return row.amount_minor is None and row.quantity is None


def _names(fields: Sequence[Field]) -> list[str]:
    return [one.name for one in fields]


def _plain(scope: Scope, unit: str | None) -> list[Field]:
    language = scope.language
    counted = benefits_words.measure(voice_of(scope), unit)
    quantity = text(language, "register.quantity_in", unit=counted) if counted else None
    return [
        Field("amount_minor", Holds.AMOUNT),
        Field("quantity", Holds.NUMBER, title=quantity),
        Field("price_year", Holds.WHOLE),
        Field("entered_role", optional=False, longest=NAMED),
        Field("method", longest=300),
        Field("note", Holds.TEXT, longest=4000),
    ]


def _after(*, compared: bool) -> list[Field]:
    """Return the fields of what the indicator showed then, of those compared with too, and of what how much cost."""
    values = [Field("value_after", Holds.NUMBER), *([Field("compared_after", Holds.NUMBER)] if compared else [])]
    return [*values, Field("volume_after", Holds.NUMBER), Field("cost_after_minor", Holds.AMOUNT)]


def _routes(scope: Scope) -> list[Field]:
    """Return a field for the hours of each route, and one for what was cut."""
    routes = words_of(scope.language, "route", list(Route))
    basis = words_of(scope.language, "cut_basis", list(CutBasis))
    hours = [Field(f"route_{route}", Holds.NUMBER, title=word) for route, word in routes.items()]
    return [*hours, Field("cut_basis", Holds.ONE, basis)]


def _told_routes(values: Values) -> tuple[tuple[Route, float, CutBasis | None], ...]:
    basis = CutBasis(values["cut_basis"]) if values.get("cut_basis") else None
    told = [(route, values.get(f"route_{route}")) for route in Route]
    return tuple((route, hours, basis if route is Route.CUT else None) for route, hours in told if hours is not None)
