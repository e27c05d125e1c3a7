"""The overview of reinvestment: what became of verified savings, or what must happen before anything can."""

import streamlit as st

from dashboard import navigation, page, reinvest_results
from dashboard.markup import html
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.views import reinvest_balances, reinvest_flow, reinvest_stages, reinvest_waiting
from dashboard.views.scorecard_table import voice_of
from metrics.reinvestment_page import ReinvestmentPage

DEFINITIONS = ("verified", "cut", "returned", "spent", "lot", "common_fund", "innovation_fund", "receivable")


def show(scope: Scope) -> None:
    """Draw what became of verified savings; where nothing was ever shared, say what comes first."""
    found = reinvest_results.page_of(scope)
    if found is None:
        to = scope.address(navigation.address("benefits"))
        raise NothingToShow("no_reinvestment", unit=scope.unit_name, to=to)
    page.answer(sentences(voice_of(scope), found.findings))
    _top(scope, found)
    with st.container(key="bb-reinvest"):
        _parts(scope, found)


def _top(scope: Scope, found: ReinvestmentPage) -> None:
    voice = voice_of(scope)
    top = html(
        '<div class="bb-top">{steps}{waiting}</div>',
        steps=reinvest_stages.card(voice, found),
        waiting=reinvest_waiting.card(scope, voice, found),
    )
    st.html(top)
    page.csv_link(scope, "reinvestment-stages")


def _parts(scope: Scope, found: ReinvestmentPage) -> None:
    reinvest_flow.draw(scope, found)
    if found.rows:
        reinvest_balances.savings(scope, found)
    reinvest_balances.balances(scope, found)
    reinvest_balances.loans(scope, found)
    st.html(reinvest_waiting.disagreements(scope, voice_of(scope), found))
    with page.expander(scope, "page.reinvestment.definitions") as opened:
        if opened:
            page.definitions(_definitions(scope))


def _definitions(scope: Scope) -> list[tuple[str, str]]:
    voice = voice_of(scope)
    return [
        (voice.word(f"reinvest.definition.{key}"), voice.word(f"reinvest.definition.{key}.said")) for key in DEFINITIONS
    ]
