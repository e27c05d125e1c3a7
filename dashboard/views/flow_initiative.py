"""What one initiative is worth: as planned and soberer, how it may go, how many must adopt it, and what is unpriced."""

import streamlit as st

from dashboard import format
from dashboard.flow_choice import FlowChoice
from dashboard.flow_results import FlowAnswer
from dashboard.markup import Html, html
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import Column, Table, as_html
from dashboard.views import flow_choices, worth_measures
from dashboard.views.flow_losers import headed
from dashboard.views.flow_matrix import party_name
from dashboard.views.listing import quiet
from dashboard.views.scorecard_table import voice_of
from metrics.initiative_outlooks import Adopted
from metrics.initiative_value import InitiativeValue
from metrics.results import Missing


def show(scope: Scope, found: FlowAnswer, value: InitiativeValue, chosen: FlowChoice) -> None:
    """Draw the parts of one initiative's worth in their order."""
    voice = voice_of(scope)
    title = voice.word("value_flow.worth.title", initiative=value.name)
    st.html(headed(title, voice.word("value_flow.worth.subtitle", year=found.page.base_year)))
    missing = value.worth.planned.npv.why
    if missing is not None:
        st.html(quiet(worth_measures.why(voice, missing)))
    else:
        flow_choices.project(scope, chosen.project)
        st.html(worth_measures.side_by_side(voice, value.worth))
        st.html(worth_measures.table(voice, value))
        _ways(voice, value)
    if value.adoptions:
        _adoptions(scope, voice, value)
    if value.unpriced:
        _unpriced(scope, voice, found, value)


def _ways(voice: Voice, value: InitiativeValue) -> None:
    st.html(html('<h2 class="bb-finding">{title}</h2>', title=voice.word("value_flow.may.title")))
    st.html(quiet(_spread(voice, value)))
    st.html(quiet(expected_said(voice, value)))


def expected_said(voice: Voice, value: InitiativeValue) -> str:
    """Return what is expected over the scenarios, and what being able to stop is worth; or why that cannot be said."""
    option, why = value.expected.option, value.expected.why
    if option is None:
        return worth_measures.why(voice, why or Missing.NO_SCENARIOS)
    parts = {
        "committed": option.committed_minor,
        "with_choice": option.with_choice_minor,
        "value": option.value_minor,
    }
    if any(part is None for part in parts.values()):
        return worth_measures.why(voice, Missing.INCOMPLETE_LINES)
    return voice.word("value_flow.expected", **{name: voice.money(part or 0) for name, part in parts.items()})


def _spread(voice: Voice, value: InitiativeValue) -> str:
    draws = value.spread.draws
    why = value.spread.why if draws is None else draws.why
    if draws is None or why is not None:
        return worth_measures.why(voice, why or Missing.NO_RANGES)
    said = voice.word(
        "value_flow.spread",
        low=voice.money(draws.p10_minor or 0),
        middle=voice.money(draws.p50_minor or 0),
        high=voice.money(draws.p90_minor or 0),
        share=format.share(voice.language, draws.loss_share or 0.0),
    )
    how = voice.word("value_flow.spread.how", draws=format.count(voice.language, draws.draws), seed=draws.seed)
    return f"{said} {how}"


ADOPTION = ("adopter", "planned", "now", "gain", "planned_value", "now_value", "enough")
_ADOPTION_KINDS = {"planned": "count", "now": "count", "gain": "money", "planned_value": "money", "now_value": "money"}


def _adoptions(scope: Scope, voice: Voice, value: InitiativeValue) -> None:
    title = voice.word("value_flow.adoption.title")
    st.html(html('<h2 class="bb-finding">{title}</h2>', title=title))
    st.html(adopted(scope, voice, value, title))


def adopted(scope: Scope, voice: Voice, value: InitiativeValue, title: str) -> Html:
    """Return how many take a solution into use, what each gains, and how many it takes to break even, as a table."""
    columns = tuple(
        Column(voice.word(f"value_flow.adoption.{name}"), _ADOPTION_KINDS.get(name, "text")) for name in ADOPTION
    )
    rows = tuple(_adopted(voice, one) for one in value.adoptions)
    return as_html(voice.language, Table("", columns, rows, scope.currency_exponent), title)


def _adopted(voice: Voice, one: Adopted) -> tuple[object, ...]:
    told, enough = one.value, voice.word("value_flow.adoption.never")
    if told.break_even_adopters is not None:
        enough = format.count(voice.language, told.break_even_adopters)
    elif not told.never_breaks_even:
        enough = voice.word(f"missing.{one.why}") if one.why else voice.word("figure.missing")
    adopters = (told.planned_adopters, told.actual_adopters)
    return one.adopter, *adopters, one.gain_a_year_minor, told.planned_minor, told.actual_minor, enough


UNPRICED = ("effect", "whom", "importance", "magnitude", "consequence")


def _unpriced(scope: Scope, voice: Voice, found: FlowAnswer, value: InitiativeValue) -> None:
    title = voice.word("value_flow.unpriced.title")
    st.html(headed(title, voice.word("value_flow.unpriced.subtitle")))
    columns = tuple(
        Column(voice.word(f"value_flow.unpriced.{name}"), "count" if name in UNPRICED[3:] else "text")
        for name in UNPRICED
    )
    nobody = voice.word("value_flow.unpriced.nobody")
    rows = tuple(
        (
            one.name,
            nobody if one.party_id is None else party_name(voice, found.page.names, one.party_id),
            voice.word(f"importance.{one.importance}"),
            one.magnitude,
            one.consequence,
        )
        for one in value.unpriced
    )
    st.html(as_html(voice.language, Table("", columns, rows, scope.currency_exponent), title))
