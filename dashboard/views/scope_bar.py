"""The four choices of what is looked at, at one place on every page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import format
from dashboard.choices import distinct
from dashboard.language import PARAMETER
from dashboard.scope import PARAMETERS, Scope, earlier_quarters
from dashboard.words import text

WIDTHS = {"municipality": 136, "unit": 172, "quarter": 122, "compare": 158}
PLACES = ("after", "before")
"""A page's own parameters that name a place in a list, which another quarter makes meaningless."""
_KEPT = "bb-scope"


def asked() -> dict[str, str]:
    """Return what the address asks for, and where it is silent what was looked at last."""
    kept: dict[str, str] = st.session_state.get(_KEPT, {})
    said = {name: st.query_params[name] for name in PARAMETERS if name in st.query_params}
    # Another municipality in the address makes what was kept of the old one meaningless.
    same_town = said.get("municipality", kept.get("municipality")) == kept.get("municipality")
    return (kept if same_town else {}) | said


def kept() -> dict[str, str]:
    """Return what was looked at last, for links from pages that look at nothing of it."""
    return dict(st.session_state.get(_KEPT, {}))


def keep(scope: Scope, own: Sequence[str] = ()) -> None:
    """Write the scope to the address beside the page's own parameters, and remember it for the other pages.

    A page with parameters of its own writes them on every run: the browser leaves its address as it is when a link
    leads to the page it is on. The order stays, so that nothing is written anew where nothing has changed.
    """
    parameters = scope.parameters()
    asked = st.query_params.to_dict()
    st.session_state[_KEPT] = {name: parameters[name] for name in PARAMETERS}
    if own or asked != parameters:
        st.query_params.from_dict({name: asked[name] for name in asked if name in (*own, *parameters)} | parameters)


def forget() -> None:
    """Forget what was looked at, so that a refused address does not come back on the next page."""
    st.session_state.pop(_KEPT, None)


def draw(scope: Scope) -> None:
    """Draw the four choices."""
    quarters = [str(quarter) for quarter in scope.choices.quarters]
    earlier = [str(quarter) for quarter in earlier_quarters(scope.quarter)]
    names = distinct(scope.choices.municipalities)
    units = distinct({unit.unit_id: _indented(unit.name, unit.depth) for unit in scope.choices.units})
    written = {str(quarter): format.quarter(scope.language, quarter) for quarter in scope.choices.quarters}
    compared = {
        str(quarter): text(scope.language, "scope.against", quarter=format.quarter(scope.language, quarter))
        for quarter in earlier_quarters(scope.quarter)
    }
    _choice(scope, "municipality", list(names), names.__getitem__)
    _choice(scope, "unit", list(units), units.__getitem__)
    _choice(scope, "quarter", quarters, written.__getitem__)
    _choice(scope, "compare", earlier, compared.__getitem__)


def draw_municipality(words: str, names: Mapping[str, str], chosen: str) -> None:
    """Draw the choice of municipality alone, on a page that is not about a unit and a quarter."""
    kept: dict[str, str] = st.session_state.get(_KEPT, {})
    if kept.get("municipality") != chosen:
        st.session_state[_KEPT] = {"municipality": chosen}
    said = {"municipality": chosen, "lang": words}
    if any(st.query_params.get(name) != value for name, value in said.items()):
        st.query_params.update(said)
    labels = distinct(names)
    st.session_state["bb-municipality"] = chosen
    st.selectbox(
        text(words, "scope.municipality"),
        list(labels),
        format_func=labels.__getitem__,
        key="bb-municipality",
        label_visibility="collapsed",
        width=WIDTHS["municipality"],
        on_change=_chosen,
        args=("municipality",),
    )


def _choice(scope: Scope, name: str, options: Sequence[str], written: Callable[[str], str]) -> None:
    key = f"bb-{name}"
    st.session_state[key] = scope.parameters()[name]
    st.selectbox(
        text(scope.language, f"scope.{name}"),
        options,
        format_func=written,
        key=key,
        label_visibility="collapsed",
        width=WIDTHS[name],
        on_change=_chosen,
        args=(name,),
    )


def _chosen(name: str) -> None:
    """Put a new choice in the address; a new municipality starts at its top and newest, a new quarter anew."""
    said: dict[str, Any] = st.query_params.to_dict() | {name: st.session_state[f"bb-{name}"]}
    falls = {"municipality": ("unit", "quarter", "compare"), "quarter": ("compare",)}.get(name, ())
    stays = {*PARAMETERS, PARAMETER} if name in ("municipality", "unit") else {*said} - {*PLACES}
    st.session_state.pop(_KEPT, None)
    st.query_params.from_dict({part: value for part, value in said.items() if part in stays and part not in falls})


def _indented(name: str, depth: int) -> str:
    return "\u2013\u00a0" * max(0, depth - 1) + name
