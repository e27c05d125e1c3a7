"""The plan as a table to write in: no edit is lost when the page is drawn anew, is closed or comes back."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.plan_paste import Options, pasted
from dashboard.plan_rows import AMOUNT, KEYS, QUANTITY, edited, years_of
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import words_of
from dashboard.scope import Scope
from dashboard.views.imports_preview import problem_table
from dashboard.views.register_form import hand_of
from dashboard.words import text
from data.benefit_vocabulary import Flow, Route

WIDTHS = {
    "flow": 108,
    "benefit_id": 150,
    "bearer_id": 140,
    "beneficiary_id": 140,
    "measure": 96,
    "route": 130,
    "period": 88,
}
"""Of the columns before the years, in pixels."""


@dataclass
class PlanTable:
    """A table between the runs of the page.

    Attributes:
        base: What the editor was given; its changes are told against this.
        current: What stands in it now.
        round: Part of the editor's key: a new round gives it the current table anew.
    """

    base: pd.DataFrame
    current: pd.DataFrame = field(init=False)
    round: int = 0

    def __post_init__(self) -> None:
        """Begin with what was given."""
        self.current = self.base

    def put(self, table: pd.DataFrame) -> None:
        """Let another table stand in the editor."""
        self.base = self.current = table.reset_index(drop=True)
        self.round += 1

    def take(self, key: str) -> None:
        """Take over what the editor says was changed."""
        self.current = edited(self.base, st.session_state[key])


def options_of(scope: Scope, choices: RegisterChoices, initiative_id: str) -> Options:
    """Return what can stand in the columns before the years, with labels."""
    words = scope.language
    measures = {name: text(words, f"register.plan.{name}") for name in (AMOUNT, QUANTITY)}
    return {
        "flow": words_of(words, "flow", list(Flow)),
        "benefit_id": choices.benefits_of(initiative_id, own=False),
        "bearer_id": choices.parties,
        "beneficiary_id": choices.parties,
        "measure": measures,
        "route": words_of(words, "route", list(Route)),
        "period": {str(month): str(month) for month in range(1, 13)},
    }


def titles_of(scope: Scope) -> dict[str, str]:
    """Return what the columns before the years are called."""
    return {name: text(scope.language, f"register.field.{name}") for name in KEYS}


def show(scope: Scope, table: PlanTable, options: Options, key: str) -> None:
    """Draw the editor; where the browser has let its changes go, it begins from what stands."""
    widget = f"{key}-table-{table.round}"
    if widget not in st.session_state and table.base is not table.current:
        table.put(table.current)
        widget = f"{key}-table-{table.round}"
    titles = titles_of(scope)
    config: dict[Any, Any] = {
        name: st.column_config.SelectboxColumn(
            titles[name], options=list(options[name]), format_func=_label_of(options[name]), width=WIDTHS[name]
        )
        for name in KEYS
    }
    config |= {year: st.column_config.TextColumn(year, width=104, alignment="right") for year in years_of(table.base)}
    st.data_editor(
        table.base,
        key=widget,
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        column_config=config,
        on_change=table.take,
        args=(widget,),
        alt=text(scope.language, "register.plan.alt"),
    )


def _label_of(labels: Any) -> Any:
    return lambda value: labels.get(value, str(value))


def paste(scope: Scope, table: PlanTable, options: Options, key: str) -> None:
    """Draw the way in from a spreadsheet: what was understood is shown before it fills the table."""
    words, titles = scope.language, titles_of(scope)
    years = years_of(table.current) or [str(scope.quarter.year)]
    st.text(text(words, "register.paste.columns"))
    st.code("\t".join([*titles.values(), *years]), language=None, wrap_lines=True)
    copied = st.text_area(text(words, "register.paste.label"), key=f"{key}-paste", height=120)
    if not copied.strip():
        return
    found = pasted(copied, titles, options, hand_of(scope))
    if found.problems:
        st.html(problem_table(words, found.problems, text(words, "register.paste.not_understood")))
    shown = found.table.fillna("").rename(columns=titles)
    for name in KEYS:
        shown[titles[name]] = shown[titles[name]].map(_label_of(options[name]))
    st.dataframe(shown, hide_index=True, alt=text(words, "register.paste.understood"))
    label = text(words, "register.paste.use")
    st.button(label, key=f"{key}-use", on_click=table.put, args=(found.table,), disabled=bool(found.problems))
