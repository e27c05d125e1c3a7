"""The budget page's parts in their order."""

import streamlit as st

from dashboard import page
from dashboard.drill import Drill
from dashboard.markup import html
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.views import budget_figures, budget_lines, budget_parts, budget_path, budget_tables, commentary
from dashboard.views.scorecard_table import voice_of
from metrics.breakdown import Breakdown, By
from metrics.budget_page import BudgetPage, answer
from metrics.results import Scorecard
from metrics.yardstick import Yardstick


def show(scope: Scope, found: BudgetPage, card: Scorecard, drill: Drill) -> None:
    """Draw the answer, the explanation, where the deviation is, and what lies behind it."""
    if found.whole is None or found.functions is None:
        raise NothingToShow("no_budget", unit=scope.unit_name, year=scope.quarter.year)
    voice = voice_of(scope)
    if drill.function is None:
        page.answer(sentences(voice, answer(card, found)))
        _remarks(scope, found)
        commentary.show(scope, found, drill)
    budget_path.crumbs(scope, found, drill)
    shown = breakdown(found, drill)
    if drill.function is not None and drill.account is not None:
        budget_lines.show(scope, found, drill)
    elif shown is not None:
        _breakdown(scope, found, shown, drill)
    if drill.function is None:
        budget_figures.show(scope, found, drill)


def breakdown(found: BudgetPage, drill: Drill) -> Breakdown | None:
    """Return the breakdown that a drill asks for: accounts of a function group, else units or function groups."""
    if drill.function is not None:
        return found.accounts_of(drill.function)
    return found.units if drill.by is By.UNIT and found.units is not None else found.functions


def _breakdown(scope: Scope, found: BudgetPage, shown: Breakdown, drill: Drill) -> None:
    with st.container(key="bb-parts-head", horizontal=True, vertical_alignment="bottom"):
        st.html(budget_parts.heading(scope, found, shown))
        if found.units is not None and drill.function is None:
            budget_path.toggle(scope, shown.by)
    budget_parts.rows(scope, found, shown, drill)
    with page.expander(scope, "page.budget.figures") as opened:
        if opened:
            table = budget_tables.parts(scope, found, shown)
            alt = voice_of(scope).word("budget.table.alt")
            page.table(scope, table, export="budget", alt=alt, **drill.parameters())
            page.definitions(budget_tables.part_definitions(scope, found))


def _remarks(scope: Scope, found: BudgetPage) -> None:
    """Say what makes the figures less than they should be: no periodised budget, units that are late."""
    voice = voice_of(scope)
    said = []
    if found.yardstick is Yardstick.SPENT:
        said.append(voice.word("budget.not_periodised", year=scope.quarter.year))
    if found.late:
        units = ", ".join(found.names.get(unit, unit) for unit in found.late)
        said.append(voice.word("budget.late", units=units))
    if found.units is not None and found.units.absent:
        units = ", ".join(found.names.get(unit, unit) for unit in found.units.absent)
        said.append(voice.word("budget.absent", units=units))
    for remark in said:
        st.html(html('<div class="bb-notice bb-stale" role="note">{remark}</div>', remark=remark))
