"""The realisation calendar of the unit and those below: the next budget's lines, and the other years' behind them."""

import streamlit as st

from dashboard import page
from dashboard.figures import FigureVoice
from dashboard.markup import html
from dashboard.scope import Scope
from dashboard.table import Column, Table
from dashboard.views import benefits_parts, benefits_words, listing
from dashboard.views.scorecard_table import voice_of
from metrics.benefits_page import BenefitsPage
from metrics.budget_calendar import CalendarYear

COLUMNS = {
    "benefit_code": "text",
    "benefit": "text",
    "unit": "text",
    "function": "text",
    "account": "text",
    "year": "text",
    "month": "text",
    "amount": "money",
    "responsible": "text",
    "booked": "text",
}
"""Columns of the file and what their values are."""


def show(scope: Scope, found: BenefitsPage) -> None:
    """Draw the next budget's lines, the other years' for who asks, and the link to all of them as a file."""
    voice, (coming, *others) = voice_of(scope), found.calendar
    names = {row.benefit_id: row.name for row in found.rows}
    st.html(listing.heading(voice.word("benefits.calendar.next", year=coming.year)))
    _year(voice, coming, names)
    if others:
        with page.expander(scope, "page.benefits.calendar_years") as opened:
            for one in others if opened else ():
                st.html(html('<h3 class="bb-finding">{year}</h3>', year=one.year))
                _year(voice, one, names)
    if coming.lines or others:
        page.csv_link(scope, "benefits-calendar", "benefits.calendar.csv")


def _year(voice: FigureVoice, one: CalendarYear, names: dict[str, str]) -> None:
    if not one.lines:
        st.html(listing.quiet(voice.word("benefits.calendar.next.none", year=one.year)))
        return
    amounts = {"amount": voice.money(one.total_minor), "booked": voice.money(one.booked_minor)}
    st.html(listing.quiet(voice.word("benefits.calendar.sum", **amounts)))
    st.html(benefits_parts.calendar_table(voice, one.lines, names))


def table(scope: Scope, found: BenefitsPage) -> Table:
    """Return every line of the calendar, the next budget's first."""
    voice = voice_of(scope)
    names = {row.benefit_id: row.name for row in found.rows}
    rows = tuple(
        (
            line.benefit_id,
            names.get(line.benefit_id, ""),
            benefits_words.unit(voice, line.unit),
            (line.function_code or "") if line.shown else "",
            (line.account_code or "") if line.shown else "",
            str(line.fiscal_year),
            f"{line.period:02}",
            line.amount_minor,
            benefits_parts.responsible(voice, line),
            benefits_parts.booked(voice, line),
        )
        for one in found.calendar
        for line in one.lines
    )
    columns = tuple(Column(voice.word(f"benefits.column.{name}"), kind) for name, kind in COLUMNS.items())
    return Table(voice.word("page.benefits.calendar_file"), columns, rows, scope.currency_exponent)
