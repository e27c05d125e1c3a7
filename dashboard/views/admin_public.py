"""The public view: what it means, whether it is on, and the switch."""

import streamlit as st

from dashboard.actions.public_view import switch_public_view
from dashboard.actions.refusals import Refused
from dashboard.markup import html, joined
from dashboard.views import listing
from dashboard.views.admin_state import State, Told, state
from dashboard.words import text
from dashboard.words.people import refused_text
from data.access import AccessDenied, Principal
from data.vocabulary import Right

SAID = ("sums", "never", "small")


def draw(words: str, principal: Principal, key: str, *, is_public: bool) -> None:
    """Draw what the public view is and shows, and for an administrator the switch."""
    lines = joined(html("<li>{line}</li>", line=text(words, f"admin.public.{part}")) for part in SAID)
    st.html(
        html(
            '<p class="bb-answer">{now}</p><p class="bb-quiet">{what}</p><ul class="bb-list">{lines}</ul>',
            now=text(words, f"admin.public.{'on' if is_public else 'off'}"),
            what=text(words, "admin.public.what"),
            lines=lines,
        )
    )
    if not principal.may(Right.GRANT, key):
        return
    now = state()
    if now.switching is not None and now.switching != is_public:
        _confirmation(words, principal, key, now)
        return
    now.switching = None
    if st.button(text(words, f"admin.public.switch_{'off' if is_public else 'on'}"), key="bb-admin-public"):
        now.switching, now.told = not is_public, None
        st.rerun()


def _confirmation(words: str, principal: Principal, key: str, now: State) -> None:
    wanted = "on" if now.switching else "off"
    st.html(listing.told(text(words, f"admin.public.sure_{wanted}"), good=False))
    with st.container(horizontal=True):
        confirmed = st.button(
            text(words, f"admin.public.confirm_{wanted}"), type="primary", key="bb-admin-public-confirm"
        )
        if st.button(text(words, "imports.cancel"), key="bb-admin-public-keep"):
            now.switching = None
            st.rerun()
    if confirmed:
        now.switch_once(lambda on: switched(words, principal, key, on=on))
        st.rerun()


def switched(words: str, principal: Principal, key: str, *, on: bool) -> Told:
    """Switch the public view, and return what came of it."""
    try:
        switch_public_view(principal, key, on=on)
    except Refused as refused:
        return Told(refused_text(words, refused), good=False)
    except AccessDenied:
        return Told(text(words, "admin.refused.denied"), good=False)
    return Told(text(words, f"admin.public.done_{'on' if on else 'off'}"))
