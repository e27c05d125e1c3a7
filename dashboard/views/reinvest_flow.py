"""The streams from verified savings over the council's decision to what they paid for, as a picture."""

import streamlit as st

from dashboard import benefit_charts, page
from dashboard.figures import FigureVoice
from dashboard.scope import Scope
from dashboard.table import as_html
from dashboard.views import reinvest_tables, reinvest_words
from dashboard.views.scorecard_table import voice_of
from metrics.reinvestment_flow import Node, Stream
from metrics.reinvestment_page import ReinvestmentPage

OWN = frozenset({"account", "kept"})


def draw(scope: Scope, found: ReinvestmentPage) -> None:
    """Draw the streams, and the same figures as a table."""
    voice, told = voice_of(scope), found.streams
    if not told:
        return
    nodes = list(dict.fromkeys(node for one in told for node in (one.source, one.target)))
    links = [
        (nodes.index(one.source), nodes.index(one.target), float(one.amount_minor), voice.money(one.amount_minor))
        for one in told
    ]
    own = frozenset(at for at, node in enumerate(nodes) if node.kind in OWN)
    title = _largest(voice, told)
    page.drawing(
        benefit_charts.flows([reinvest_words.node(voice, node) for node in nodes], links, own),
        title=title,
        subtitle=voice.word("reinvest.flow.subtitle"),
        alt=voice.word("reinvest.flow.alt", said="; ".join(_stream(voice, one) for one in told)),
    )
    with page.expander(scope, "page.reinvestment.flow_table") as opened:
        if opened:
            st.html(as_html(voice.language, reinvest_tables.flow(scope, found), title))
    page.csv_link(scope, "reinvestment-flow")


def _largest(voice: FigureVoice, told: tuple[Stream, ...]) -> str:
    """Return the largest stream out of an account to something that was paid for; else the largest of all."""
    paid = [one for one in told if one.target.kind in ("initiative", "purpose", "kind")]
    one = max(paid or told, key=lambda one: one.amount_minor)
    said = {"target": reinvest_words.node(voice, one.target), "amount": voice.money(one.amount_minor)}
    return voice.word("reinvest.flow.title" if paid else "reinvest.flow.title_unpaid", **said)


def _stream(voice: FigureVoice, one: Stream) -> str:
    ends: tuple[Node, Node] = (one.source, one.target)
    source, target = (reinvest_words.node(voice, node) for node in ends)
    return f"{source} → {target} {voice.money(one.amount_minor)}"
