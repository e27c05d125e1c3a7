"""The way back from an initiative or a benefit: the reinvested savings that paid for it, and those that came of it."""

import streamlit as st

from dashboard.figures import FigureVoice
from dashboard.markup import Html, html, joined
from dashboard.scope import Scope
from dashboard.views import reinvest_words
from dashboard.views.listing import heading
from dashboard.views.scorecard_table import voice_of
from metrics.krone import Back, PaidFor
from metrics.reinvestment_rows import SavingRow


def show(scope: Scope, found: Back, benefit_id: str | None = None) -> None:
    """Draw what reinvested savings an initiative was paid by, and what savings it has given; nothing without any."""
    voice = voice_of(scope)
    came = [row for row in found.came_of if benefit_id in (None, row.benefit_id)]
    if not found.paid_by and not came:
        return
    lines = joined([*(_paid(scope, voice, one) for one in found.paid_by), *(_came(scope, voice, one) for one in came)])
    head = heading(voice.word("reinvest.back.title"))
    st.html(html('{head}<ul class="bb-list bb-krone">{lines}</ul>', head=head, lines=lines))


def _paid(scope: Scope, voice: FigureVoice, one: PaidFor) -> Html:
    said = voice.word("reinvest.back.paid", amount=voice.money(one.amount_minor), day=voice.day(one.on))
    return html("<li>{said} {link}</li>", said=said, link=reinvest_words.krone_link(scope, voice, one.row))


def _came(scope: Scope, voice: FigureVoice, row: SavingRow) -> Html:
    said = voice.word("reinvest.back.came", amount=voice.money(row.distributable_minor))
    return html("<li>{said} {link}</li>", said=said, link=reinvest_words.krone_link(scope, voice, row))
