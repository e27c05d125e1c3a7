"""What the ledger holds: each saving, what accounts hold by unit, and the innovation fund's loans."""

import streamlit as st

from dashboard import page
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html
from dashboard.scope import Scope
from dashboard.table import as_html
from dashboard.views import reinvest_tables, reinvest_words
from dashboard.views.flow_losers import headed
from dashboard.views.listing import listing
from dashboard.views.scorecard_table import voice_of
from metrics.reinvestment_page import ReinvestmentPage
from metrics.reinvestment_rows import SavingRow

HEADINGS, AMOUNTS = ("saving", "unit", "state"), ("verified", "distributable", "returned", "spent")


def savings(scope: Scope, found: ReinvestmentPage) -> None:
    """Draw each saving; it leads to where each krone of it went."""
    voice = voice_of(scope)
    title = voice.word("reinvest.savings.title")
    st.html(headed(title, voice.word("reinvest.savings.subtitle", day=voice.day(scope.quarter.last_day))))
    headings = [voice.word(f"reinvest.column.{name}") for name in HEADINGS]
    headings += [reinvest_words.in_money(voice, name) for name in AMOUNTS]
    st.html(listing(title, headings, [_saving(scope, voice, row) for row in found.rows]))
    page.csv_link(scope, "reinvestment-savings")


def _saving(scope: Scope, voice: FigureVoice, row: SavingRow) -> list[Html]:
    amounts = (row.verified_minor, row.distributable_minor, row.returned_minor, row.spent_minor)
    return [
        reinvest_words.krone_link(scope, voice, row),
        html("{unit}", unit=reinvest_words.unit(voice, row.unit)),
        html("{state}", state=reinvest_words.state(voice, row)),
        *(reinvest_words.exact(voice, amount) for amount in amounts),
    ]


def balances(scope: Scope, found: ReinvestmentPage) -> None:
    """Draw what accounts hold, by account and unit."""
    voice = voice_of(scope)
    title = voice.word("reinvest.balances.title", day=voice.day(scope.quarter.last_day))
    st.html(headed(title, voice.word("reinvest.balances.subtitle", year=scope.quarter.year)))
    st.html(as_html(voice.language, reinvest_tables.balances(scope, found), title))
    page.csv_link(scope, "reinvestment-balances")


def loans(scope: Scope, found: ReinvestmentPage) -> None:
    """Draw how the innovation fund's loans stand; nothing where it has lent none."""
    if not found.loans:
        return
    voice = voice_of(scope)
    title = voice.word("reinvest.loans.title")
    st.html(headed(title, voice.word("reinvest.loans.subtitle", day=voice.day(scope.quarter.last_day))))
    st.html(as_html(voice.language, reinvest_tables.loans(scope, found), title))
    page.csv_link(scope, "reinvestment-loans")
