"""The form of how an initiative may go: all its scenarios, how likely each is, and when it could be stopped."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.actions.keep_scenarios import Scenarios, WantedScenarios, keep_scenarios
from dashboard.markup import html
from dashboard.register_fields import Field, Holds, Values, typed_values
from dashboard.register_sheet import Sheet
from dashboard.scope import Scope
from dashboard.views import register_form, register_parts
from dashboard.views.benefits_initiative_form import NAMED
from dashboard.views.register_form import Form, Group, hand_of
from dashboard.words import text
from data.benefit_vocabulary import MILLION
from data.importers.outlook_rows import ScenarioRow
from data.queries import to_change

FIELDS = (
    Field("name", of="scenario_name", optional=False, longest=NAMED),
    Field("probability_millionths", Holds.SHARE, optional=False),
    Field("benefit_factor_millionths", Holds.SHARE),
    Field("cost_factor_millionths", Holds.SHARE),
    Field("stop_year", Holds.WHOLE),
    Field("stop_cost_minor", Holds.AMOUNT),
)
BEGUN = 2
"""How many scenarios a new set begins with: one alone would be no choice."""
FACTORS = ("benefit_factor_millionths", "cost_factor_millionths")


@st.fragment
def show(scope: Scope, initiative_id: str) -> None:
    """Draw the scenarios of an initiative, and the ways to add one and take one out."""
    found = to_change.scenarios_to_change(scope.principal, scope.municipality_id, initiative_id)
    empty = register_parts.put([{one.name: "" for one in FIELDS}] * BEGUN)
    form = _form(scope, initiative_id)
    before = register_parts.count_of(form, len(found.row) if found else BEGUN)
    sheet = register_form.sheet_of(replace(form, groups=_groups(before)), found, empty)
    st.html(html('<p class="bb-quiet">{word}</p>', word=text(scope.language, "register.scenarios.how")))
    register_form.show(_with_parts(form, sheet, new=found is None), found, empty)


def _groups(count: int, blank: frozenset[int] = frozenset()) -> list[Group]:
    numbers = range(1, count + 1)
    return [(str(one), register_parts.numbered(FIELDS, one, needed=one not in blank)) for one in numbers]


def _with_parts(form: Form, sheet: Sheet, *, new: bool) -> Form:
    """Return the form with a group for each scenario, as many as either has where two have written."""
    count = max(sheet.values[register_parts.COUNT], len(sheet.theirs or ()))
    numbers = range(1, count + 1)
    blank = {one for one in numbers if register_parts.is_blank(form, sheet, FIELDS, one)}
    groups = _groups(count, frozenset(blank - {1} if new else blank))
    made = replace(form, groups=groups)
    beneath: dict[str, Callable[[], None]] = {
        str(one): partial(register_parts.out, made, sheet, FIELDS, one, "register.scenarios.out") for one in numbers
    }
    beneath["more"] = partial(register_parts.another, made, sheet, "register.scenarios.another")
    names = {str(one): text(form.scope.language, "register.scenario", number=one) for one in numbers} | {"more": ""}
    return replace(made, groups=[*groups, ("more", ())], beneath=beneath, headings=names)


def _form(scope: Scope, initiative_id: str) -> Form:
    hand = hand_of(scope)

    def values_of(rows: Scenarios) -> Values:
        return register_parts.put([typed_values(FIELDS, hand, row) for row in rows])

    def row_of(values: Values) -> Scenarios:
        told = register_parts.told_in(values, FIELDS)
        return tuple(ScenarioRow(initiative_id=initiative_id, **_as_planned(one)) for one in told)

    def write(rows: Scenarios, read: Scenarios | None) -> Scenarios:
        return keep_scenarios(scope.principal, WantedScenarios(scope.municipality_id, initiative_id, rows, read or ()))

    def remove(_: Scenarios, read: Scenarios | None) -> None:
        write((), read)

    key, line = f"scenarios-{initiative_id}", "register.scenario"
    ways = ("theirs", "mine")  # scenarios have no names that hold them together: two sets cannot be merged
    away = "register.scenarios.remove"
    return Form(scope, key, [], values_of, row_of, write, remove=remove, away=away, line=line, ways=ways)


def _as_planned(told: Values) -> Values:
    """Return a scenario in which a factor that nobody has said is as planned."""
    return told | {name: MILLION for name in FACTORS if told[name] is None}
