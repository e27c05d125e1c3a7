"""How an initiative may go, on its own page: its scenarios with the option to stop, and how many must adopt it."""

import streamlit as st

from dashboard import format
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html, joined
from dashboard.scope import Scope
from dashboard.table import Column, Table, Typed, as_html
from dashboard.views import flow_initiative, listing
from metrics.initiative_outlooks import Scenario
from metrics.initiative_page import InitiativePage

_KINDS = {
    "name": "text",
    "probability": "share",
    "benefit": "share",
    "cost": "share",
    "stop_year": "text",
    "stop_cost": "own",
}


def show(scope: Scope, voice: FigureVoice, found: InitiativePage) -> None:
    """Draw the scenarios and what is expected over them in each perspective, and then the adopters."""
    st.html(_scenarios(scope, voice, found))
    st.html(_adopters(scope, voice, found))


def _scenarios(scope: Scope, voice: FigureVoice, found: InitiativePage) -> Html:
    title = voice.word("benefits.scenarios")
    if not found.scenarios:
        return html(
            "{head}{none}", head=listing.heading(title), none=listing.quiet(voice.word("benefits.scenarios.none"))
        )
    columns = tuple(Column(_heading(voice, name), kind) for name, kind in _KINDS.items())
    rows = tuple(_scenario(voice, one) for one in found.scenarios)
    table = as_html(voice.language, Table("", columns, rows, scope.currency_exponent), title)
    said = joined(
        listing.quiet(
            f"{voice.word(f'perspective.{one.basis.perspective}')}: {flow_initiative.expected_said(voice, one)}"
        )
        for one in found.worth
    )
    return html("{head}{said}{table}", head=listing.heading(title), said=said, table=table)


def _heading(voice: FigureVoice, name: str) -> str:
    return voice.word(f"benefits.scenarios.{name}", currency=format.currency_name(voice.language, voice.currency))


def _scenario(voice: FigureVoice, one: Scenario) -> tuple[object, ...]:
    stop = (Typed("text", voice.word("benefits.scenarios.never")), Typed("text", ""))
    if one.stop_year is not None:
        stop = (Typed("text", str(one.stop_year)), Typed("money", one.stop_cost_minor))
    return one.name, one.probability, one.benefit, one.cost, *stop


def _adopters(scope: Scope, voice: FigureVoice, found: InitiativePage) -> Html:
    """Return the adopters; they are worth the same in both perspectives, so they stand once."""
    title, value = voice.word("value_flow.adoption.title"), found.worth[0]
    if value.adoptions:
        table = flow_initiative.adopted(scope, voice, value, title)
        return html("{head}{table}", head=listing.heading(title), table=table)
    return html("{head}{none}", head=listing.heading(title), none=listing.quiet(voice.word("benefits.adoption.none")))
