"""The frame of a page: the question, what is looked at, the answer, then drawing, table and definition.

A page reads:

    scope = page.looked_at()
    found = results.budget_of(scope)
    page.head(scope, "page.budget.question", as_of=found.as_of)
    page.answer(sentences)
    page.drawing(figure, title=..., subtitle=..., alt=...)
    page.table(scope, table, export="budget", alt=...)
    page.definitions(terms)
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import streamlit as st

from dashboard import format, gate, language, notices
from dashboard.looking import scope_of
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.notices import NothingToShow
from dashboard.scope import Refusal, Scope
from dashboard.table import Table, as_frame
from dashboard.views import scope_bar
from dashboard.words import text
from data.access import Principal


def looked_at(own: Sequence[str] = ()) -> Scope:
    """Return the checked scope of this run; where there is none, NothingToShow ends the page and says why.

    `own` are further parameters of the page's address, which stay in it.
    """
    words = language.current()
    found = scope_of(principal(), words, scope_bar.asked())
    if isinstance(found, Refusal):
        scope_bar.forget()
        raise NothingToShow(found.name, **found.slots)
    scope_bar.keep(found, own)
    return found


def principal() -> Principal:
    """Return who is asking; NothingToShow ends the page of somebody who must sign in first."""
    found = gate.current_principal()
    if found is None:
        raise notices.signed_out()
    return found


def head(scope: Scope, question: str, *, as_of: date | None = None, signed: bool | None = None) -> None:
    """Write the question, what is looked at in one line, and the four choices.

    Args:
        scope: what is looked at.
        question: the key of the question's words; they may hold {unit}.
        as_of: the date of the figures; None leaves it out.
        signed: True signed, False preliminary, None left out.
    """
    asked = text(scope.language, question, unit=scope.unit_name)
    on_paper = html('<span class="bb-on-paper">{unit} · </span>', unit=scope.unit_name)
    title = html(
        '<h1 class="bb-question">{question}</h1><p class="bb-scope-line">{unit}{line}</p>',
        question=asked,
        unit=NOTHING if scope.unit_name in asked else on_paper,  # the lists of choices are not printed
        line=scope_line(scope, as_of, signed),
    )
    with st.container(key="bb-head", horizontal=True, horizontal_alignment="left", vertical_alignment="bottom"):
        st.html(title)
        scope_bar.draw(scope)


def scope_line(scope: Scope, as_of: date | None, signed: bool | None) -> Html:
    """Return unit, quarter, date of the figures, state and comparison in one line; a fictional place is marked."""
    words = scope.language
    parts = [format.quarter_long(words, scope.quarter)]
    if as_of is not None:
        parts.append(text(words, "scope.as_of", day=format.day(words, as_of)))
    if signed is not None:
        parts.append(text(words, "scope.signed" if signed else "scope.preliminary"))
    parts.append(text(words, "scope.against", quarter=format.quarter(words, scope.compared_with)))
    mark = html(' <span class="bb-tag">{word}</span>', word=text(words, "scope.fictional"))
    return html("{line}{mark}", line=" · ".join(parts), mark=mark if scope.fictional else NOTHING)


def answer(sentences: Sequence[str]) -> None:
    """Write the answer: one paragraph of plain sentences."""
    if sentences:
        st.html(html('<p class="bb-answer">{answer}</p>', answer=" ".join(sentences)))


def drawing(figure: Any, *, title: str, subtitle: str, alt: str) -> None:
    """Draw a Plotly figure under its finding; `alt` says in a sentence what it shows."""
    head = '<h2 class="bb-finding">{title}</h2><p class="bb-subtitle">{subtitle}</p>'
    st.html(html(head, title=title, subtitle=subtitle))
    st.plotly_chart(figure, theme="streamlit", config={"displayModeBar": False}, alt=alt, width="stretch")


@contextmanager
def expander(scope: Scope, label: str) -> Iterator[bool]:
    """Open a part of the page that is made only when somebody opens it; yields whether it is open."""
    box = st.expander(text(scope.language, label), key=f"bb-{label}", on_change="rerun")
    with box:
        yield bool(box.open)


def table(scope: Scope, content: Table, *, export: str, alt: str, **own: str) -> None:
    """Write the figures as a sortable table, and the link to them as a file; `export` is its name in the address."""
    st.dataframe(as_frame(scope.language, content), hide_index=True, width="stretch", alt=alt)
    csv_link(scope, export, **own)


def csv_link(scope: Scope, export: str, label: str = "page.csv", **own: str) -> None:
    """Write the link to a table as a file; `own` are further parameters that decide what is in it."""
    _file_link(scope, f"{export}.csv", label, **own)


def document_links(scope: Scope, export: str, **own: str) -> None:
    """Write the links to a document, as PDF and as a workbook; `own` are parameters that decide what it says."""
    _file_link(scope, f"{export}.pdf", "page.pdf", **own)
    _file_link(scope, f"{export}.xlsx", "page.xlsx", **own)


def _file_link(scope: Scope, file: str, label: str, **own: str) -> None:
    address = scope.address(f"/eksport/{file}", **own)
    word = text(scope.language, label)
    st.html(html('<p class="bb-quiet"><a href="{address}" download>{word}</a></p>', address=address, word=word))


def definitions(terms: Sequence[tuple[str, str]]) -> None:
    """Write definitions: each a term and its text (formula, source, owner, last reviewed)."""
    rows = joined(html("<div><dt>{term}</dt><dd>{meaning}</dd></div>", term=term, meaning=said) for term, said in terms)
    st.html(html('<dl class="bb-definitions">{rows}</dl>', rows=rows))
