"""The form of a measure against falling outside: for whom, how well it works, what it costs and who pays."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.actions.keep_outsider_scenario import StoredScenario, WantedScenario, keep_outsider_scenario
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values, typed_values, words_of
from dashboard.scope import Scope
from dashboard.typed import Hand
from dashboard.views import register_form
from dashboard.views.register_form import Form, Group, hand_of
from dashboard.words import text
from data.importers.problems import Problem
from data.money_vocabulary import AdminLevel
from data.outsider_rows import LONGEST_GROUP, LONGEST_NAME, ScenarioRow
from data.queries import outsiders
from data.queries.to_change import ToChange

HALF_WAY = 500_000
"""What a new measure takes for granted until somebody says otherwise: nobody is moved the whole way at once."""


@dataclass(frozen=True)
class Costs(Field):
    """A field of amounts by year, one a line, the first year first."""

    def typed(self, hand: Hand, value: Any) -> Any:
        """Return the amounts as they stand in the field."""
        return "\n".join(hand.of_amount(one) for one in value or ())

    def meant(self, hand: Hand, typed: Any) -> Any:
        """Return the amounts, or the problem of the first line that is none."""
        lines = [line.strip() for line in str(typed or "").splitlines() if line.strip()]
        read = [
            hand.amount(line, Problem("", row=number, column=self.name)) for number, line in enumerate(lines, start=1)
        ]
        wrong = next((one for one in read if isinstance(one, Problem)), None)
        if wrong is not None or not read:
            return wrong or Problem("empty_amount", column=self.name, wanted=hand.example)
        return tuple(read)


@dataclass(frozen=True)
class Belonging(Field):
    """A field of the initiative that the measure belongs to; its name is that of a code typed elsewhere."""

    def label(self, language: str) -> str:
        """Return what the field is called."""
        return text(language, "outsiders.field.initiative")

    def help(self, language: str) -> str:
        """Return what belonging to an initiative does."""
        return text(language, "outsiders.field.initiative.help")


NEW = "new"
"""What the form of a new measure is called."""


def at(scope: Scope) -> str:
    """Return where the session keeps the name of the last sheet of a measure that could be taken away."""
    return f"bb-outsider-{scope.municipality_id}-at"


@st.fragment
def show(scope: Scope, choices: RegisterChoices, scenario_id: str | None) -> None:
    """Draw the form of a measure; None is a new one."""
    stored = outsiders.scenario_to_change(scope.principal, scope.municipality_id, scenario_id or "")
    found: ToChange[ScenarioRow] | None = None
    if stored is not None:
        read_in = StoredScenario(stored.scenario_id, stored.version)
        found = ToChange(stored.row, read_in)
    form = _form(scope, choices, scenario_id or NEW)
    if scenario_id:
        st.session_state[at(scope)] = form.name("sheet")
    empty = {
        "unit_id": next(iter(choices.units), None),
        "move_millionths": form.hand.of_share(HALF_WAY),
        "paid_by": str(AdminLevel.MUNICIPALITY),
        "discount": True,
    }
    register_form.show(form, found, empty)


def _form(scope: Scope, choices: RegisterChoices, key: str) -> Form:
    groups = _groups(scope, choices)
    every = [field for _, fields in groups for field in fields]

    def values_of(row: ScenarioRow) -> Values:
        return typed_values(every, hand_of(scope), row)

    def row_of(values: Values) -> ScenarioRow:
        return ScenarioRow(**{**values, "paid_by": AdminLevel(values["paid_by"]), "discount": bool(values["discount"])})

    def write(row: ScenarioRow, read_in: StoredScenario | None) -> StoredScenario | None:
        stored = keep_outsider_scenario(scope.principal, WantedScenario(scope.municipality_id, row, read_in))
        if stored is not None:
            st.query_params["scenario"] = stored.scenario_id
        return stored

    def remove(row: ScenarioRow, read_in: StoredScenario) -> None:
        keep_outsider_scenario(scope.principal, WantedScenario(scope.municipality_id, row, read_in, there=False))
        st.query_params.pop("scenario", None)

    away = None if key == NEW else remove
    return Form(scope, f"outsider-{key}", groups, values_of, row_of, write, remove=away, away="outsiders.away")


def _groups(scope: Scope, choices: RegisterChoices) -> list[Group]:
    table = choices.every_initiative
    initiatives = dict(zip(table["initiative_id"], table["name"], strict=True))
    who = [
        Field("name", optional=False, longest=LONGEST_NAME),
        Field("target_group", optional=False, longest=LONGEST_GROUP),
        Field("people", Holds.WHOLE, optional=False),
        Field("start_age", Holds.WHOLE, optional=False),
        Field("unit_id", Holds.ONE, choices.units, optional=False),
        Belonging("initiative_id", Holds.ONE, initiatives),
    ]
    works = [
        Field("success_without_millionths", Holds.SHARE, optional=False),
        Field("success_with_millionths", Holds.SHARE, optional=False),
        Field("move_millionths", Holds.SHARE, optional=False),
    ]
    money = [
        Field("paid_by", Holds.ONE, words_of(scope.language, "admin_level", list(AdminLevel)), optional=False),
        Field("discount", Holds.TICK),
        Costs("cost_minor", Holds.TEXT, optional=False),
    ]
    return [("outsider_who", who), ("outsider_works", works), ("money", money)]
