"""The value-flow page's parts in their order."""

import streamlit as st

from dashboard import format, page
from dashboard.flow_choice import FlowChoice
from dashboard.flow_results import FlowAnswer
from dashboard.markup import html
from dashboard.scope import Scope
from dashboard.sentences import Voice, sentences
from dashboard.table import as_html
from dashboard.views import (
    flow_choices,
    flow_drawings,
    flow_initiative,
    flow_losers,
    flow_matrix,
    flow_potential,
    flow_tables,
)
from dashboard.views.listing import quiet
from dashboard.views.rates import rates_said
from dashboard.views.scorecard_table import voice_of
from metrics.discounting import schedule
from metrics.value_flow_picture import Stretch, matrix_picture

DEFINITIONS = ("matrix", "loss", "whole", "capture", "concentration", "horizons", "sober")


def show(scope: Scope, found: FlowAnswer, chosen: FlowChoice) -> None:
    """Draw the answer, the choices, who pays and who gains, and what lies behind it."""
    voice = voice_of(scope)
    page.answer(sentences(voice, found.page.answer))
    flow_choices.draw(scope, found, chosen)
    st.html(quiet(" ".join(_counts(voice, found, chosen))))
    with st.container(key="bb-flow"):
        _parts(scope, found, chosen)


def _parts(scope: Scope, found: FlowAnswer, chosen: FlowChoice) -> None:
    if found.page.why_missing is None:
        _flow(scope, found, chosen)
    if found.value is not None:
        flow_initiative.show(scope, found, found.value, chosen)
    flow_potential.show(scope, chosen.initiative)
    if found.page.unvalued and found.value is None:
        _unvalued(scope, found)
    with page.expander(scope, "page.value_flow.definitions") as opened:
        if opened:
            page.definitions(_definitions(scope, chosen))


def _flow(scope: Scope, found: FlowAnswer, chosen: FlowChoice) -> None:
    picture = matrix_picture(found.page, chosen.stretch)
    st.html(flow_matrix.head(scope, found, chosen.stretch))
    st.html(flow_matrix.matrix(scope, found, picture))
    if found.page.concentration is not None:
        share = format.number(scope.language, found.page.concentration, 2)
        st.html(quiet(voice_of(scope).word("value_flow.concentration.said", value=share)))
    page.csv_link(scope, "value-flow", **chosen.parameters())
    flow_losers.pockets(scope, found, chosen)
    if found.value is not None:
        flow_losers.made_whole(scope, found, found.value.name)
    flow_drawings.flows(scope, found, picture, chosen.stretch)
    flow_drawings.when(scope, found, chosen)
    _parties(scope, found, chosen)


def _parties(scope: Scope, found: FlowAnswer, chosen: FlowChoice) -> None:
    voice = voice_of(scope)
    title = voice.word("value_flow.parties.title")
    st.html(flow_losers.headed(title, voice.word("value_flow.parties.subtitle", year=found.page.base_year)))
    st.html(as_html(voice.language, flow_tables.parties(scope, found), title))
    page.csv_link(scope, "value-flow-parties", **chosen.parameters())


def _unvalued(scope: Scope, found: FlowAnswer) -> None:
    voice = voice_of(scope)
    title = voice.word("value_flow.unvalued.title")
    st.html(html('<h2 class="bb-finding">{title}</h2>', title=title))
    st.html(as_html(voice.language, flow_tables.unvalued(scope, found), title))


def _counts(voice: Voice, found: FlowAnswer, chosen: FlowChoice) -> list[str]:
    """Return what counts and what does not, and that the answer is of all years where only some are shown."""
    counts = voice.word(f"value_flow.counts.{chosen.perspective}")
    said = [voice.word(f"value_flow.by.{chosen.standing}.said"), counts, *_tax(voice, found)]
    return said if chosen.stretch is Stretch.ALL else [*said, voice.word("value_flow.of_all_years")]


def _tax(voice: Voice, found: FlowAnswer) -> list[str]:
    """Return the line of its own about raising taxes; nothing in public budgets."""
    amount, why = found.page.tax_financing_minor, found.page.why_no_tax_financing
    if why is not None:
        return [voice.word("value_flow.tax.missing", why=voice.word(f"missing.{why}"))]
    if amount is None:
        return []
    return [voice.word(f"value_flow.tax.{'cost' if amount > 0 else 'relief'}", amount=voice.money(abs(amount)))]


def _definitions(scope: Scope, chosen: FlowChoice) -> list[tuple[str, str]]:
    voice = voice_of(scope)
    said = [
        (voice.word(f"value_flow.definition.{key}"), voice.word(f"value_flow.definition.{key}.said"))
        for key in DEFINITIONS
    ]
    return [*said, (voice.word("value_flow.definition.rate"), rates(scope, chosen))]


def rates(scope: Scope, chosen: FlowChoice) -> str:
    """Return the rates chosen, step by step, with their source and how sure that is."""
    return rates_said(voice_of(scope), schedule(chosen.discount, scope.quarter.last_day))
