"""Who pays for a measure against who may gain by it: potential effects by level, never benefits."""

import streamlit as st

from dashboard import charts, page
from dashboard.charts import Mark
from dashboard.markup import html
from dashboard.outsider_results import OutsiderView
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views.outsiders_tables import marked
from dashboard.views.scorecard_table import voice_of
from metrics.outsider_answer import OutsiderAnswer
from metrics.outsider_page import by_level

VALUE_FLOW = "/value_flow"


def show(scope: Scope, view: OutsiderView, found: OutsiderAnswer) -> None:
    """Draw what each level is left with when the cost is paid, and say who pays for what others may gain."""
    voice = voice_of(scope)
    rows = [
        Mark(voice.word(f"admin_level.{one.level}"), float(one.net_minor), voice.money(one.net_minor))
        for one in by_level(found)
    ]
    discounted = "discounted" if view.rates else "undiscounted"
    page.drawing(
        charts.drivers(rows),
        title=_title(voice, found),
        subtitle=marked(voice, view, voice.word(f"outsiders.payer.subtitle.{discounted}")),
        alt=voice.word("outsiders.payer.alt", said="; ".join(f"{row.name}: {row.written}" for row in rows)),
    )
    _way_on(scope, view)


def _title(voice: Voice, found: OutsiderAnswer) -> str:
    """Return who pays, and whether that level has its money back itself."""
    payer = found.payer
    level = voice.word(f"admin_level.{payer.paid_by}")
    key = "wrong" if payer.wrong_pocket else "back" if payer.payer_whole else "loses"
    return voice.word(f"outsiders.payer.title.{key}", level=level)


def _way_on(scope: Scope, view: OutsiderView) -> None:
    """Link to the value flow of the initiative that the measure belongs to."""
    if view.scenario is None or view.scenario.initiative_id is None:
        return
    voice = voice_of(scope)
    to = scope.address(VALUE_FLOW, initiative=view.scenario.initiative_id)
    word = voice.word("outsiders.payer.flow")
    st.html(html('<p class="bb-quiet"><a href="{to}" target="_self">{word}</a></p>', to=to, word=word))
