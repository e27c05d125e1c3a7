"""The value-flow page's own choices, in one row, and the address they stand in."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.choices import distinct
from dashboard.flow_choice import DISCOUNT, FlowChoice, Level, has_levels
from dashboard.flow_results import FlowAnswer
from dashboard.scope import Scope
from dashboard.sentences import Voice
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
WIDTHS = {"horizon": 140, "initiative": 190, "discount": 140, "by": 150, "project": 290}


def draw(scope: Scope, found: FlowAnswer, chosen: FlowChoice) -> None:
    """Draw whose money counts, which years, which initiatives, how own units stand, and the discount rates."""
    voice = voice_of(scope)
    with st.container(key="bb-flow-choices", horizontal=True, vertical_alignment="center"):
        _segments(voice, "perspective", list(Perspective), str(chosen.perspective))
        _select(voice, "horizon", list(Stretch), lambda one: voice.word(f"value_flow.stretch.{one}"), chosen.stretch)
        _select(voice, "by", BY, lambda one: voice.word(f"value_flow.by.{one}"), chosen.standing)
        _initiatives(voice, found)
        if has_levels(scope):
            _segments(voice, "level", list(Level), str(chosen.level_in(scope)))
        keys = schedule_keys(scope.quarter.last_day)
        _select(voice, "discount", keys, lambda key: voice.word(f"value_flow.discount.{key}"), chosen.discount)


def _initiatives(voice: Voice, found: FlowAnswer) -> None:
    names = distinct({EVERY: voice.word("value_flow.every_initiative"), **found.initiatives})
    _select(voice, "initiative", list(names), names.__getitem__, found.page.asked.initiative_id or EVERY)


def project(scope: Scope, chosen: ProjectKind | None) -> None:
    """Draw the choice of the kind of project that one initiative's costs and time are made soberer by."""
    voice = voice_of(scope)
    names = {str(kind): voice.word(f"value_flow.project.{kind}") for kind in ProjectKind}
    names = {EVERY: voice.word("value_flow.project.none"), **names}
    _select(voice, "project", list(names), names.__getitem__, chosen or EVERY)


def _segments(voice: Voice, name: str, options: Sequence[str], value: str) -> None:
    st.session_state[_key(name)] = value
    st.segmented_control(
        voice.word(f"value_flow.{name}"),
        [str(option) for option in options],
        format_func=lambda option: voice.word(f"value_flow.{name}.{option}"),
        key=_key(name),
        required=True,
        label_visibility="collapsed",
        on_change=_chosen,
        args=(name,),
    )


def _select(voice: Voice, name: str, options: Sequence[str], written: Callable[[str], str], value: str) -> None:
    st.session_state[_key(name)] = str(value)
    st.selectbox(
        voice.word(f"value_flow.{name}"),
        [str(option) for option in options],
        format_func=written,
        key=_key(name),
        label_visibility="collapsed",
        width=WIDTHS[name],
        on_change=_chosen,
        args=(name,),
    )


def _key(name: str) -> str:
    return f"bb-flow-{name}"


def _chosen(name: str) -> None:
    """Put a new choice in the address; what is as it is from the start needs none. Another initiative starts anew."""
    value = str(st.session_state[_key(name)])
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
