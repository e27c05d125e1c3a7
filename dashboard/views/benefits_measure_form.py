"""The form of a measurement: what a benefit gave whom in a period, what became of freed hours, and what shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.actions.measure_benefit import Measuring, measure_benefit
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.scope import Scope
from dashboard.views import register_form, uploader
from dashboard.views.benefits_initiative_form import CODED, NAMED
from dashboard.views.register_form import Form, hand_of
from dashboard.words import text
from data.benefit_rules import COMPARED
from data.benefit_vocabulary import CutBasis, Route
from data.importers.benefit_rows import EvidenceRow, MeasurementRow
from data.kept_realisation import hash_of
from data.queries import to_change
from data.queries.to_change import ToChange
from data.realisation_rules import HOURS, PERIODS
from data.vocabulary import Grain, Kind

YEARS_BACK = 6
"""How many years back something can be measured for."""
PLAIN = ("amount_minor", "quantity", "price_year", "method", "note", "entered_role")


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
    uploader.words(scope.language)
    label = text(scope.language, "register.evidence.file")
    file = st.file_uploader(label, key=f"bb-register-{cell.key}-file")
    form = _form(scope, choices, cell, found, file, benefit)
    register_form.show(form, found, {"keep": True})


def _cell(scope: Scope, choices: RegisterChoices, benefit_id: str, grain: Grain) -> Cell | None:
    words, key = scope.language, f"bb-register-measure-{scope.municipality_id}-{benefit_id}"
    years = [scope.quarter.year - back for back in range(YEARS_BACK)]
    over = [period for period in PERIODS[grain] if period <= scope.quarter.last_period]
    first, second, third = st.columns(3)
    year = first.selectbox(text(words, "register.field.fiscal_year"), years, index=0 if over else 1, key=f"{key}-year")
    label = text(words, "register.field.period")
    period = second.selectbox(label, PERIODS[grain], index=len(over or PERIODS[grain]) - 1, key=f"{key}-period")
    parties = choices.parties
    owner = choices.benefit(benefit_id)["unit_id"]
    label = text(words, "register.field.beneficiary_id")
    at = list(parties).index(owner) if owner in parties else 0
    gains = third.selectbox(label, list(parties), index=at, format_func=parties.__getitem__, key=f"{key}-gains")
    if year is None or period is None or gains is None:
        return None
    return Cell(benefit_id, int(year), int(period), str(gains))


def _form(
    scope: Scope,
    choices: RegisterChoices,
    cell: Cell,
    found: ToChange[MeasurementRow] | None,
    file: Any,
    benefit: Mapping[str, Any],
) -> Form:
    after = _after(compared=benefit["counterfactual"] in COMPARED)
    routes, shown = _routes(scope) if benefit["unit_of_measure"] == HOURS else [], _shown(choices, found)
    plain = [*_plain(), *after]
    before = found.row.evidence if found else ()
    hand = hand_of(scope)

    def values_of(row: MeasurementRow) -> Values:
        told = {f"route_{route}": hand.of_number(amount) for route, amount, _ in row.routes}
        basis = next((basis for _, _, basis in row.routes if basis), None)
        return typed_values(plain, hand, row) | told | {"cut_basis": str(basis) if basis else None, "keep": True}

    def row_of(values: Values) -> MeasurementRow:
        told = {field.name: values[field.name] for field in plain}
        told_now = _evidence(values, file)
        again = {_place(one) for one in told_now}
        kept = [one for one in before if values.get("keep") and _place(one) not in again]
        return MeasurementRow(
            benefit_id=cell.benefit_id,
            fiscal_year=cell.year,
            period=cell.period,
            beneficiary_id=cell.beneficiary_id,
            evidence=(*kept, *told_now),
            routes=_told_routes(values),
            **told,
        )

    def write(row: MeasurementRow, revision: int | None) -> int:
        return measure_benefit(scope.principal, Measuring(scope.municipality_id, row, revision)).revision

    groups = [("", _plain()), ("after", after), *([("routes", routes)] if routes else []), ("evidence", shown)]
    return Form(scope, cell.key, groups, values_of, row_of, write)


def _plain() -> list[Field]:
    return [
        Field("amount_minor", Holds.AMOUNT),
        Field("quantity", Holds.NUMBER),
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


def _shown(choices: RegisterChoices, found: ToChange[MeasurementRow] | None) -> list[Field]:
    """Return the fields of what shows it; what is stored already can be kept."""
    kept = [Field("keep", Holds.TICK)] if found and found.row.evidence else []
    return [
        *kept,
        Field("file_supports", Holds.AMOUNT),
        Field("ledger_year", Holds.WHOLE),
        Field("ledger_unit_id", Holds.ONE, choices.units),
        Field("ledger_function_code", longest=CODED),
        Field("ledger_account_code", longest=CODED),
        Field("ledger_supports", Holds.AMOUNT),
    ]


def _evidence(values: Values, file: Any) -> list[EvidenceRow]:
    found = []
    if file is not None:
        found.append(EvidenceRow(values["file_supports"], file_name=file.name, content=file.getvalue()))
    if values["ledger_year"] is not None:
        # what was realised shows in what was spent: budgets show nothing
        place = {name: values[name] for name in values if name.startswith("ledger_") and name != "ledger_supports"}
        found.append(EvidenceRow(values["ledger_supports"], ledger_kind=Kind.ACTUAL, **place))
    return found


def _place(one: EvidenceRow) -> tuple[str | int | None, ...]:
    """Return what some evidence is: told again it takes the place of what is stored."""
    of_file = None if one.ledger_year is not None else hash_of(one)
    place = (one.ledger_kind, one.ledger_year, one.ledger_unit_id, one.ledger_function_code, one.ledger_account_code)
    return (of_file, *place)


def _told_routes(values: Values) -> tuple[tuple[Route, float, CutBasis | None], ...]:
    basis = CutBasis(values["cut_basis"]) if values.get("cut_basis") else None
    told = [(route, values.get(f"route_{route}")) for route in Route]
    return tuple((route, hours, basis if route is Route.CUT else None) for route, hours in told if hours is not None)
