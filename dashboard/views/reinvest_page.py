"""The reinvestment page: the overview or one of its views, by what the address asks for, and the way between them."""

from collections.abc import Callable

import streamlit as st

from dashboard.markup import Html, html, joined
from dashboard.reinvest_place import ReinvestPlace
from dashboard.scope import Scope
from dashboard.views import (
    reinvest_agree,
    reinvest_decide,
    reinvest_fund,
    reinvest_krone,
    reinvest_overview,
    reinvest_rules,
    reinvest_year,
)
from dashboard.views.reinvest_path import address
from dashboard.views.scorecard_table import voice_of

VIEWS: dict[str, Callable[[Scope], None]] = {
    "krone": reinvest_krone.show,
    "rules": reinvest_rules.show,
    "decide": reinvest_decide.show,
    "fund": reinvest_fund.show,
    "agreements": reinvest_agree.show,
    "year": reinvest_year.show,
}
"""Views by their word in the address; what is not among them is the overview."""
MENU = (None, "decide", "rules", "fund", "agreements", "year")
"""The views that there is always a way to, in its order; None is the overview."""


def show(scope: Scope, asked: ReinvestPlace) -> None:
    """Draw the way between the views, and the one that is asked for."""
    view = asked.view if asked.view in VIEWS else None
    st.html(_menu(scope, view))
    if view is None:
        reinvest_overview.show(scope)
    else:
        VIEWS[view](scope)


def _menu(scope: Scope, here: str | None) -> Html:
    """Return a link to each view that there is; where somebody is stands without one."""
    voice = voice_of(scope)
    known = [view for view in MENU if view is None or view in VIEWS]
    return html(
        '<nav class="bb-way bb-views" aria-label="{said}"><ol>{links}</ol></nav>',
        said=voice.word("reinvest.views"),
        links=joined(_step(scope, view, voice.word(f"reinvest.view.{view or 'overview'}"), here) for view in known),
    )


def _step(scope: Scope, view: str | None, label: str, here: str | None) -> Html:
    if view == here:
        return html('<li><b aria-current="page">{label}</b></li>', label=label)
    to = address(scope, ReinvestPlace(view=view))
    return html('<li><a href="{to}" target="_self">{label}</a></li>', to=to, label=label)
