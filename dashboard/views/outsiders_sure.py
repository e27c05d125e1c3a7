"""How much a measure's worth leans on the discount rate."""

import streamlit as st

from dashboard import format, outsider_charts, page
from dashboard.charts import Mark
from dashboard.markup import html
from dashboard.outsider_results import OutsiderView
from dashboard.outsider_sentences import lift_said, rate_said
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views.outsiders_tables import marked
from dashboard.views.scorecard_table import voice_of
from metrics.outsider_answer import OutsiderAnswer
from metrics.outsider_page import highest_paying_rate


def show(scope: Scope, view: OutsiderView, found: OutsiderAnswer) -> None:
    """Draw the net effect at each of the rates that it is compared at."""
    voice = voice_of(scope)
    rows = [
        Mark(format.share(voice.language, float(str(rate))), float(net), voice.money(int(net)))
        for rate, net in found.sensitivity["net_minor"].items()
    ]
    page.drawing(
        outsider_charts.rates(rows),
        title=_title(voice, found),
        subtitle=marked(voice, view, voice.word("outsiders.sure.subtitle")),
        alt=voice.word("outsiders.sure.alt", said="; ".join(f"{row.name}: {row.written}" for row in rows)),
    )
    said = " ".join([*rate_said(found, voice), lift_said(found, voice)])
    st.html(html('<p class="bb-answer">{said}</p>', said=said))


def _title(voice: Voice, found: OutsiderAnswer) -> str:
    rate = highest_paying_rate(found)
    if rate is None:
        return voice.word("outsiders.sure.title.none")
    every = rate == found.sensitivity.index[-1]
    said = format.share(voice.language, rate)
    return voice.word("outsiders.sure.title.all" if every else "outsiders.sure.title.until", rate=said)
