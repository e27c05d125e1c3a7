"""Who is signed in, since when and through whom; and the end of a session."""

import streamlit as st

from dashboard import format
from dashboard.actions.end_sessions import end_sessions
from dashboard.actions.refusals import Refused
from dashboard.choices import distinct
from dashboard.markup import Html, html
from dashboard.views import listing
from dashboard.views.admin_state import Told, state
from dashboard.views.session_choice import session_to_end
from dashboard.words import text
from dashboard.words.people import name_text, provider_text, refused_text
from data.access import AccessDenied, Principal
from data.queries.people import KnownPerson, OpenSession, Register
from data.vocabulary import Right

ALL = "all "


def draw(words: str, principal: Principal, key: str, found: Register) -> None:
    """Draw the sessions that hold, and for an administrator the way to end them."""
    people = {person.person_id: person for person in found.people}
    if not found.sessions:
        st.html(listing.quiet(text(words, "admin.sessions.none")))
        return
    st.html(table(words, people, found.sessions, st.context.timezone))
    if not principal.may(Right.GRANT, key):
        return
    st.html(listing.quiet(text(words, "admin.sessions.help")))
    zone = st.context.timezone
    choices = {session.session_id: _label(words, people, session, zone) for session in found.sessions}
    several = {
        one: sum(1 for session in found.sessions if session.person_id == one)
        for one in dict.fromkeys(session.person_id for session in found.sessions)
    }
    choices |= {
        f"{ALL}{one}": text(words, "admin.sessions.all_of", name=name_text(words, people[one]), n=count)
        for one, count in several.items()
        if count > 1
    }
    choices = distinct(choices)
    chosen = session_to_end(words, "admin.sessions.choose", choices, "bb-admin-session", 520)
    if chosen is not None:
        state().decided(_ended(words, principal, key, people, found.sessions, chosen))
        st.rerun()


def table(words: str, people: dict[str, KnownPerson], sessions: tuple[OpenSession, ...], zone: str | None) -> Html:
    """Return the sessions, the newest first."""
    headings = [text(words, f"admin.column.{name}") for name in ("person", "since", "used", "provider")]
    rows = [
        [
            html("<b>{name}</b>", name=name_text(words, people[session.person_id])),
            html("{moment}", moment=format.moment(words, session.started_at, zone)),
            html("{moment}", moment=format.moment(words, session.seen_at, zone)),
            html("{provider}", provider=provider_text(words, session.provider)),
        ]
        for session in sessions
    ]
    return listing.listing(text(words, "admin.tab.sessions"), headings, rows)


def _label(words: str, people: dict[str, KnownPerson], session: OpenSession, zone: str | None) -> str:
    name = name_text(words, people[session.person_id])
    return f"{name} · {format.moment(words, session.started_at, zone)} · {provider_text(words, session.provider)}"


def _ended(
    words: str,
    principal: Principal,
    key: str,
    people: dict[str, KnownPerson],
    sessions: tuple[OpenSession, ...],
    chosen: str,
) -> Told:
    one = next((session for session in sessions if session.session_id == chosen), None)
    person = people.get(one.person_id if one else chosen.removeprefix(ALL))
    if person is None:
        return Told(text(words, "admin.refused.stranger"), good=False)
    return ended(words, principal, key, person, chosen if one else None)


def ended(words: str, principal: Principal, key: str, person: KnownPerson, session_id: str | None) -> Told:
    """End a session of a person, or all of them, and return what came of it."""
    name = name_text(words, person)
    try:
        count = end_sessions(principal, key, person.identity, session_id)
    except Refused as refused:
        return Told(refused_text(words, refused), good=False)
    except AccessDenied:
        return Told(text(words, "admin.refused.denied"), good=False)
    if not count:
        return Told(text(words, "admin.sessions.already", name=name))
    return Told(text(words, "admin.sessions.ended", name=name, n=format.count(words, count)))
