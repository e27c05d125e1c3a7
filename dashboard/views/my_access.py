"""One's own access: what each role lets one see, where one is signed in, and who has read about one."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

import streamlit as st

from dashboard import format, gate, page, settings
from dashboard.actions.end_own_session import end_own_session
from dashboard.choices import distinct
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.notices import NothingToShow
from dashboard.register_sheet import Telling
from dashboard.views import listing
from dashboard.views.imports_preview import status
from dashboard.views.session_choice import session_to_end
from dashboard.words import text
from dashboard.words.people import (
    actor_text,
    event_text,
    first_letter,
    own_role_text,
    provider_text,
    stretch_text,
)
from data.access import Principal
from data.queries.own_access import OwnRole, OwnSession, own_name, own_roles, own_sessions
from data.queries.trail import about_me
from data.trail import TrailPage

LATELY = timedelta(days=30)
_TOLD, _PLACES = "bb-access-told", "bb-access-places"


def show(words: str, principal: Principal) -> None:
    """Draw the page; NothingToShow for whoever has not signed in, as the public or the machine itself."""
    if principal.identity is None:
        raise NothingToShow("no_own_access")
    held = own_roles(principal)
    sessions = own_sessions(principal, settings.current().limits)
    places: tuple[str, ...] = st.session_state.get(_PLACES, ())
    read = about_me(principal, before=places[-1] if places else None)
    _head(words, own_name(principal))
    own = {person_id for _, person_id in principal.persons}
    page.answer([answer(words, held, sessions, read, own)])
    st.html(listing.heading(text(words, "access.roles")))
    st.html(roles_list(words, held, date.today()))
    _sessions(words, principal, sessions)
    _read_about(words, read, places)


def _head(words: str, name: str | None) -> None:
    said = text(words, "access.line", name=name) if name else text(words, "access.line_unnamed")
    st.html(
        html(
            '<h1 class="bb-question">{question}</h1><p class="bb-scope-line">{said}</p>',
            question=text(words, "page.my_access.question"),
            said=said,
        )
    )


def answer(
    words: str, held: tuple[OwnRole, ...], sessions: tuple[OwnSession, ...], read: TrailPage, own: Collection[str]
) -> str:
    """Return the answer in one sentence: roles, open sessions, and how many others have read about one lately."""
    today, since = date.today(), datetime.now(UTC) - LATELY
    in_force = sum(1 for one in held if one.stretch.holds(today))
    reads = read.events[(read.events["action"] == "read") & (read.events["happened_at"] >= since)]
    return text(
        words,
        "access.answer",
        roles=format.count(words, in_force),
        sessions=format.count(words, len(sessions)),
        readers=format.count(words, len(set(reads["actor"]) - set(own))),
        days=LATELY.days,
    )


def roles_list(words: str, held: tuple[OwnRole, ...], today: date) -> Html:
    """Return each role with its place, its days and what it lets one see."""
    rows = joined(
        html(
            "<div><dt>{role}</dt><dd>{days}. {sees}</dd></div>",
            role=own_role_text(words, one),
            days=first_letter(stretch_text(words, one.stretch, today)),
            sees=text(words, f"access.role.{one.role}"),
        )
        for one in held
    )
    return html('<dl class="bb-definitions">{rows}</dl>', rows=rows)


def _sessions(words: str, principal: Principal, sessions: tuple[OwnSession, ...]) -> None:
    zone = st.context.timezone
    st.html(listing.heading(text(words, "access.sessions")))
    last: Telling | None = st.session_state.get(_TOLD)
    told = last.to_say() if last else None
    if told:
        st.html(listing.told(told))
    if not sessions:
        st.html(listing.quiet(text(words, "access.no_sessions")))
        return
    headings = [text(words, f"admin.column.{name}") for name in ("since", "used", "provider")]
    rows = [
        [
            html("{moment}", moment=format.moment(words, one.started_at, zone)),
            html("{moment}", moment=format.moment(words, one.seen_at, zone)),
            html("{provider}{here}", provider=provider_text(words, one.provider), here=_here(words, one)),
        ]
        for one in sessions
    ]
    st.html(listing.listing(text(words, "access.sessions"), headings, rows))
    choices = distinct({one.session_id: _label(words, one, zone) for one in sessions})
    chosen = session_to_end(words, "access.session.choose", choices, "bb-access-session", 420)
    if chosen is not None:
        done = end_own_session(principal, chosen)
        st.session_state[_TOLD] = Telling(text(words, "access.session.ended" if done else "access.session.already"))
        st.rerun()


def _here(words: str, one: OwnSession) -> Html:
    known = gate.current()
    here = known is not None and known.session_id == one.session_id
    return html(" {mark}", mark=status("desired", text(words, "access.here"))) if here else NOTHING


def _label(words: str, one: OwnSession, zone: str | None) -> str:
    return f"{format.moment(words, one.started_at, zone)} · {provider_text(words, one.provider)}"


def _read_about(words: str, read: TrailPage, places: tuple[str, ...]) -> None:
    st.html(listing.heading(text(words, "access.read")))
    st.html(listing.quiet(text(words, "access.read_help")))
    if read.events.empty:
        st.html(listing.quiet(text(words, "access.nobody_read")))
        return
    st.html(acts_table(words, read, st.context.timezone))
    with st.container(horizontal=True):
        if places and st.button(text(words, "admin.trail.newer"), key="bb-access-newer"):
            st.session_state[_PLACES] = places[:-1]
            st.rerun()
        if read.older is not None and st.button(text(words, "admin.trail.older"), key="bb-access-older"):
            st.session_state[_PLACES] = (*places, read.older)
            st.rerun()


def acts_table(words: str, read: TrailPage, zone: str | None) -> Html:
    """Return the acts about oneself, the newest first."""
    headings = [text(words, f"admin.column.{name}") for name in ("when", "who", "what")]
    rows = [
        [
            html("{moment}", moment=format.moment(words, row["happened_at"], zone)),
            html("<b>{who}</b>", who=actor_text(words, row["actor"], row["actor_name"])),
            html("{what}", what=event_text(words, row)),
        ]
        for row in read.events.to_dict("records")
    ]
    return listing.listing(text(words, "access.read"), headings, rows)
