"""Potential effects of measures against falling outside, beside the value flow: never added to what stands in it."""

from collections.abc import Sequence

import streamlit as st

from dashboard import format, navigation, outsider_results
from dashboard.markup import Html, html
from dashboard.outsider_results import OutsiderView
from dashboard.outsider_stored import applies
from dashboard.outsiders_place import OutsidersPlace
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views.listing import listing
from dashboard.views.outsiders_tables import marked
from dashboard.views.scorecard_table import voice_of
from metrics.outsider_page import KeptScenario

COLUMNS = ("measure", "payer", "cost", "own", "others", "net")


def show(scope: Scope, initiative_id: str | None) -> None:
    """Draw what measures may be worth, who pays and who may gain: an initiative's, or all where none is chosen."""
    kept = outsider_results.known_scenarios(scope.principal, scope.version, scope.municipality_id)
    shown = [one for one in kept if initiative_id in (None, one.initiative_id)]
    views = [outsider_results.outsiders_of(scope, OutsidersPlace(scenario=one.scenario_id)) for one in shown]
    if not views or not applies(scope.currency, views[0].profile):
        return
    voice = voice_of(scope)
    title = marked(voice, views[0], voice.word("outsiders.flow.title"))
    note = voice.word("outsiders.flow.note")
    head = '<h2 class="bb-finding">{title}</h2><p class="bb-subtitle">{note}</p>'
    st.html(html(head, title=title, note=note))
    money = format.currency_name(voice.language, voice.currency)
    heads = [voice.word(f"outsiders.flow.column.{name}", currency=money) for name in COLUMNS]
    rows = [_row(scope, voice, view, one) for view, one in zip(views, shown, strict=True)]
    st.html(listing(title, heads, rows))


def _row(scope: Scope, voice: Voice, view: OutsiderView, one: KeptScenario) -> Sequence[Html]:
    place = OutsidersPlace(scenario=one.scenario_id)
    to = scope.address(navigation.address("outsiders"), **place.parameters())
    named = html('<a href="{to}" target="_self">{name}</a>', to=to, name=one.name)
    level = html("{level}", level=voice.word(f"admin_level.{one.paid_by}"))
    found = view.page.answer
    if found is None:
        why = voice.word(f"outsiders.flow.none.{view.page.why_missing}")
        return [named, level, *(html("{why}", why=why) for _ in COLUMNS[2:])]
    payer = found.payer
    amounts = (payer.cost_minor, payer.payer_gains_minor, payer.others_minor, found.accounts.net.potential_minor)
    return [named, level, *(html("{amount}", amount=voice.money(amount)) for amount in amounts)]
