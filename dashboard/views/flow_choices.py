"""The value-flow page's own choices, in one row, and the address they stand in."""

import streamlit as st

from dashboard.choices import distinct
from dashboard.flow_choice import DISCOUNT, FlowChoice, Level, has_levels
from dashboard.flow_results import FlowAnswer
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views.choice_row import ChoiceRow
from dashboard.views.scorecard_table import voice_of
from metrics.benefit_lines import Standing
from metrics.discounting import schedule_keys
from metrics.optimism import ProjectKind
from metrics.value_flow_picture import Stretch
from metrics.valued_lines import Perspective

EVERY = ""
"""Stands for no choice: all initiatives, or no kind of project."""
BY = (Standing.CURRENT, Standing.FORECAST, Standing.ORIGINAL)
"""By which projections initiatives are valued; what holds from the start is first."""


def draw(scope: Scope, found: FlowAnswer, chosen: FlowChoice) -> None:
    """Draw whose money counts, which years, which initiatives, how own units stand, and the discount rates."""
    voice = voice_of(scope)
    with st.container(key="bb-flow-choices", horizontal=True, vertical_alignment="center"):
        _ROW.segments(voice, "perspective", list(Perspective), str(chosen.perspective))
        _ROW.select(
            voice, "horizon", list(Stretch), lambda one: voice.word(f"value_flow.stretch.{one}"), chosen.stretch
        )
        _ROW.select(voice, "by", BY, lambda one: voice.word(f"value_flow.by.{one}"), chosen.standing)
        _initiatives(voice, found)
        if has_levels(scope):
            _ROW.segments(voice, "level", list(Level), str(chosen.level_in(scope)))
        keys = schedule_keys(scope.quarter.last_day)
        _ROW.select(voice, "discount", keys, lambda key: voice.word(f"value_flow.discount.{key}"), chosen.discount)


def _initiatives(voice: Voice, found: FlowAnswer) -> None:
    names = distinct({EVERY: voice.word("value_flow.every_initiative"), **found.initiatives})
    _ROW.select(voice, "initiative", list(names), names.__getitem__, found.page.asked.initiative_id or EVERY)


def project(scope: Scope, chosen: ProjectKind | None) -> None:
    """Draw the choice of the kind of project that one initiative's costs and time are made soberer by."""
    voice = voice_of(scope)
    names = {str(kind): voice.word(f"value_flow.project.{kind}") for kind in ProjectKind}
    names = {EVERY: voice.word("value_flow.project.none"), **names}
    _ROW.select(voice, "project", list(names), names.__getitem__, chosen or EVERY)


def _put(name: str, value: str) -> None:
    """Put a new choice in the address; what is as it is from the start needs none. Another initiative starts anew."""
    starts = {
        "by": str(Standing.CURRENT),
        "perspective": str(Perspective.PUBLIC_BUDGET),
        "horizon": str(Stretch.ALL),
        "discount": DISCOUNT,
    }
    if name == "initiative":
        st.query_params.pop("level", None)
    if value == starts.get(name, EVERY):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


_WIDTHS = {"horizon": 140, "initiative": 190, "discount": 140, "by": 150, "project": 290}
_ROW = ChoiceRow("bb-flow", "value_flow", _WIDTHS, _put)
