"""The administration page: who has access, who is signed in, what everybody may see, and what was done."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import format, page, results
from dashboard.markup import NOTHING, html
from dashboard.notices import NothingToShow
from dashboard.scope import Refusal, municipality_row
from dashboard.views import admin_people, admin_public, admin_sessions, admin_state, admin_trail, listing, scope_bar
from dashboard.views.admin_people import SOON
from dashboard.words import text
from data.access import Principal
from data.queries.people import Register, public_view
from data.vocabulary import Right

TABS = ("people", "sessions", "public", "trail")


def show(words: str, principal: Principal) -> None:
    """Draw the page; NothingToShow for whoever administers and audits nothing, or asks for another municipality."""
    seen = results.municipalities(principal)
    towns = seen[[_administered(principal, str(key)) for key in seen["municipality_id"]]]
    if towns.empty:
        raise NothingToShow("no_administration")
    town = municipality_row(scope_bar.asked(), towns)
    if isinstance(town, Refusal):
        scope_bar.forget()
        raise NothingToShow(town.name, **town.slots)
    key = str(town["municipality_id"])
    found, is_public = admin_state.read(principal, key), bool(public_view(principal, key))
    _head(words, towns, town, found)
    page.answer(
        [answer(words, found, date.today()), text(words, f"admin.answer.public_{'on' if is_public else 'off'}")]
    )
    state = admin_state.state()
    if state.told is not None:
        st.html(listing.told(state.told.said, good=state.told.good))
    _tabs(words, principal, key, found, is_public=is_public)


def _administered(principal: Principal, key: str) -> bool:
    return principal.may(Right.PEOPLE, key) or principal.may(Right.TRAIL, key)


def _head(words: str, towns: pd.DataFrame, town: "pd.Series[Any]", found: Register) -> None:
    moment = format.moment(words, found.read_at, st.context.timezone)
    mark = html(' <span class="bb-tag">{word}</span>', word=text(words, "scope.fictional"))
    with st.container(key="bb-head", horizontal=True, horizontal_alignment="left", vertical_alignment="bottom"):
        st.html(
            html(
                '<h1 class="bb-question">{question}</h1><p class="bb-scope-line">{line}{mark}</p>',
                question=text(words, "page.administration.question", town=town["name"]),
                line=text(words, "admin.line", moment=moment),
                mark=mark if town["fictional"] else NOTHING,
            )
        )
        if st.button(text(words, "admin.read_anew"), key="bb-admin-read-anew"):
            admin_state.read_anew()
            st.rerun()
        names = dict(zip(towns["municipality_id"], towns["name"], strict=True))
        scope_bar.draw_municipality(words, names, str(town["municipality_id"]))


def answer(words: str, found: Register, today: date) -> str:
    """Return the answer in one sentence: how many have access, whose roles end soon, and who is signed in."""
    with_access = sum(1 for person in found.people if person.has_access(today))
    ending = sum(
        1
        for person in found.people
        for held in person.roles
        if (stretch := held.in_force(today)) and stretch.ends and stretch.ends <= today + SOON
    )
    signed_in = len({session.person_id for session in found.sessions})
    return text(
        words,
        "admin.answer",
        people=format.count(words, with_access),
        ending=format.count(words, ending),
        days=SOON.days,
        signed_in=format.count(words, signed_in),
    )


def _tabs(words: str, principal: Principal, key: str, found: Register, *, is_public: bool) -> None:
    labels = [text(words, f"admin.tab.{name}") for name in TABS]
    people, sessions, public, trail = st.tabs(labels, key="bb-admin-tabs", on_change="rerun")
    with people:
        if people.open:
            admin_people.draw(words, principal, key, found)
    with sessions:
        if sessions.open:
            admin_sessions.draw(words, principal, key, found)
    with public:
        if public.open:
            admin_public.draw(words, principal, key, is_public=is_public)
    with trail:
        if trail.open:
            admin_trail.draw(words, principal, key)
