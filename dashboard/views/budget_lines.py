"""The ledger lines behind an amount, a page at a time."""

import streamlit as st

from dashboard import format, page, results
from dashboard.drill import Drill
from dashboard.ledger_page import LedgerPage
from dashboard.markup import html
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import as_html
from dashboard.views import budget_path, budget_tables
from dashboard.views.scorecard_table import voice_of
from data.vocabulary import Kind
from metrics.budget_page import BudgetPage

_KIND = "bb-kind"


def show(scope: Scope, found: BudgetPage, drill: Drill) -> None:
    """Draw the choice of kind, the total, the lines, and the way to the page before and after."""
    if drill.function is None or drill.account is None:
        return
    voice = voice_of(scope)
    if not found.lines:
        raise NothingToShow("no_lines")
    chosen = (drill.kind, drill.function, str(drill.account))
    lines = results.ledger_page_of(scope, chosen, drill.after, drill.before)
    amount = found.amount_of(drill.function, str(drill.account), drill.kind)
    total = voice.word("figure.missing") if amount is None else _exact(voice, amount)
    count = voice.word("budget.lines.page", n=format.count(voice.language, len(lines.lines)))
    with st.container(key="bb-lines-head", horizontal=True, vertical_alignment="bottom"):
        body = '<h2 class="bb-finding">{title}</h2><p class="bb-subtitle">{total} {count}</p>'
        sums = voice.word("budget.lines.sum", amount=total)
        st.html(html(body, title=voice.word("budget.lines.title"), total=sums, count=count))
        _kind(scope, drill.kind)
    if lines.lines.empty:
        st.html(html('<p class="bb-quiet">{none}</p>', none=voice.word("budget.lines.none")))
        return
    st.html(as_html(scope.language, budget_tables.lines(scope, lines), voice.word("budget.lines.title")))
    _turn(scope, drill, lines)
    page.csv_link(scope, "budget-lines", "budget.lines.csv", **drill.at().parameters())


def _exact(voice: Voice, amount: int) -> str:
    written = format.money_exact(voice.language, amount, voice.currency_exponent)
    return f"{written} {format.currency_name(voice.language, voice.currency)}"


def _turn(scope: Scope, drill: Drill, lines: LedgerPage) -> None:
    voice = voice_of(scope)
    with st.container(key="bb-turn", horizontal=True):
        if lines.first is not None:
            budget_path.link(scope, drill.at(before=lines.first), voice.word("budget.lines.previous"))
        if lines.last is not None:
            budget_path.link(scope, drill.at(after=lines.last), voice.word("budget.lines.next"))


def _kind(scope: Scope, kind: Kind) -> None:
    voice = voice_of(scope)
    kinds = [*results.kinds_of(scope)]
    st.session_state[_KIND] = kind
    st.selectbox(
        voice.word("budget.lines.kind"),
        kinds if kind in kinds else [kind, *kinds],
        format_func=lambda one: voice.word(f"kind.{one}"),
        key=_KIND,
        width=220,
        on_change=_chosen,
    )


def _chosen() -> None:
    """Put the kind in the address, and begin at its first line."""
    for name in ("after", "before"):
        st.query_params.pop(name, None)
    st.query_params["kind"] = str(st.session_state[_KIND])
