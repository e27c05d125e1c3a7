"""The outsider accounts' own choices, in one row, and the address they stand in."""

import streamlit as st

from dashboard import format
from dashboard.choices import distinct
from dashboard.outsider_results import OutsiderView
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views.choice_row import ChoiceRow
from dashboard.views.scorecard_table import voice_of
from metrics.outsider_page import Against, ProfileFacts

EXAMPLE = ""
SWITCH = ("on", "off")


def draw(scope: Scope, view: OutsiderView) -> None:
    """Draw the choice of measure, of profile where there are several, of whom to draw against, and of discounting."""
    voice = voice_of(scope)
    with st.container(key="bb-outsiders-choices", horizontal=True, vertical_alignment="center"):
        if view.scenarios:
            names = distinct({one.scenario_id: one.name for one in view.scenarios})
            chosen = view.scenario.scenario_id if view.scenario else ""
            _ROW.select(voice, "scenario", list(names), names.__getitem__, chosen)
        if len(view.profiles) > 1:
            named = distinct({one.profile_id or EXAMPLE: profile_name(voice, one) for one in view.profiles})
            _ROW.select(voice, "profile", list(named), named.__getitem__, view.profile.profile_id or EXAMPLE)
        if view.page.average_told:
            _ROW.segments(voice, "against", [str(one) for one in Against], str(view.against))
        if view.scenario is not None:
            _ROW.segments(voice, "discount", SWITCH, SWITCH[0] if view.rates else SWITCH[1])


def profile_name(voice: Voice, profile: ProfileFacts) -> str:
    """Return what a profile is called, with its day; the example has no name of its own."""
    if profile.profile_id is None or profile.valid_from is None:
        return voice.word("outsiders.example")
    return f"{profile.name} ({format.day(voice.language, profile.valid_from)})"


def _put(name: str, value: str) -> None:
    """Put a new choice in the address; another measure is discounted as it says itself."""
    if name == "scenario":
        st.query_params.pop("discount", None)
    st.query_params[name] = value


_ROW = ChoiceRow("bb-outsiders", "outsiders", {"scenario": 340, "profile": 300}, _put)
