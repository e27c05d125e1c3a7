"""One person: how sign-in knows them, every role they have had, and the end of a role, another name."""

from datetime import date, timedelta

import streamlit as st

from dashboard import format
from dashboard.actions.refusals import NameChangedMeanwhile, Refused, RoleChangedMeanwhile
from dashboard.actions.rename_person import Renaming, rename_person
from dashboard.actions.revoke_role import Revocation, revoke_role
from dashboard.choices import distinct
from dashboard.markup import Html, html, joined
from dashboard.views import listing
from dashboard.views.admin_state import Ending, State, Told, state
from dashboard.words import text
from dashboard.words.people import changed_text, held_text, name_text, people_labels, refused_text
from data.access import AccessDenied, Principal
from data.queries.people import KnownPerson, Register
from data.vocabulary import Right


def draw(words: str, principal: Principal, key: str, found: Register) -> None:
    """Draw the choice of a person, and what is known and can be decided about the one chosen."""
    st.html(listing.heading(text(words, "admin.person.title")))
    by_id = {person.person_id: person for person in found.people}
    labels = people_labels(words, found.people)
    chosen = st.selectbox(
        text(words, "admin.person.choose"),
        list(by_id),
        index=None,
        format_func=labels.__getitem__,
        placeholder=text(words, "imports.choose"),
        key="bb-admin-person",
        width=420,
    )
    person = by_id.get(chosen or "")
    if person is None:
        return
    st.html(history(words, person))
    if not principal.may(Right.GRANT, key):
        return
    now = state()
    if now.ending is not None and now.ending.identity == person.identity:
        _confirmation(words, principal, key, found, now, now.ending)
        return
    now.ending = None
    _end(words, person, now)
    _rename(words, principal, key, person, now)


def history(words: str, person: KnownPerson) -> Html:
    """Return how sign-in knows a person, and every role they have, had and will have, the newest first."""
    headings = [text(words, f"admin.column.{name}") for name in ("role", "from", "until")]
    turns = sorted(
        ((stretch, held) for held in person.roles for stretch in held.stretches),
        key=lambda turn: turn[0].begins,
        reverse=True,
    )
    rows = [
        [
            html("{role}", role=held_text(words, held)),
            html("{day}", day=format.day(words, stretch.begins)),
            html("{day}", day=_last_day(words, stretch.ends)),
        ]
        for stretch, held in turns
    ]
    known = html(
        '<p class="bb-quiet">{said}</p>',
        said=text(words, "admin.person.known", subject=person.identity.subject, issuer=person.identity.issuer),
    )
    caption = text(words, "admin.person.history", name=name_text(words, person))
    return joined([known, listing.listing(caption, headings, rows)])


def _last_day(words: str, ends: date | None) -> str:
    return format.day(words, ends - timedelta(days=1)) if ends else text(words, "admin.no_end")


def _end(words: str, person: KnownPerson, now: State) -> None:
    today = date.today()
    standing = {str(at): held for at, held in enumerate(person.roles) if held.standing(today)}
    labels = distinct({at: held_text(words, held) for at, held in standing.items()})
    if not standing:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            text(words, "admin.end.choose"),
            list(standing),
            format_func=labels.__getitem__,
            key=f"bb-admin-end-{person.person_id}",
            width=320,
        )
        last = st.date_input(
            text(words, "admin.end.last_day"),
            value=None,
            min_value=today,
            key=f"bb-admin-end-day-{person.person_id}",
            format="DD.MM.YYYY",
            width=280,
        )
        asked = st.button(text(words, "admin.end.see"), key="bb-admin-end-see")
    if asked and chosen in standing:
        ends = last + timedelta(days=1) if isinstance(last, date) else today
        now.ending = Ending(person.identity, name_text(words, person), standing[chosen], ends)
        now.told = None
        st.rerun()


def _confirmation(words: str, principal: Principal, key: str, found: Register, now: State, waiting: Ending) -> None:
    lines = joined(html("<li>{line}</li>", line=line) for line in effect_lines(words, found, waiting))
    st.html(
        html(
            '<section class="bb-notice bb-stale-edge" aria-labelledby="bb-end"><h2 id="bb-end">{title}</h2>'
            '<ul class="bb-list">{lines}</ul></section>',
            title=text(words, "admin.end.title", role=held_text(words, waiting.held), name=waiting.name),
            lines=lines,
        )
    )
    with st.container(horizontal=True):
        confirmed = st.button(text(words, "admin.end.confirm"), type="primary", key="bb-admin-end-confirm")
        if st.button(text(words, "admin.end.keep"), key="bb-admin-end-keep"):
            now.ending = None
            st.rerun()
    if confirmed:
        now.end_once(lambda ending: ended(words, principal, key, ending))
        st.rerun()


def effect_lines(words: str, found: Register, waiting: Ending) -> list[str]:
    """Return what ending a role does, a line for each thing."""
    kept = text(words, "admin.end.kept")
    if waiting.ends > date.today():
        last = format.day(words, waiting.ends - timedelta(days=1))
        return [text(words, "admin.end.later", day=last), kept]
    whose = {person.person_id for person in found.people if person.identity == waiting.identity}
    count = sum(1 for session in found.sessions if session.person_id in whose)
    out = text(words, "admin.end.sessions", n=format.count(words, count)) if count else None
    return [line for line in (text(words, "admin.end.now"), out, kept) if line]


def ended(words: str, principal: Principal, key: str, waiting: Ending) -> Told:
    """End the role, and return what came of it."""
    held = waiting.held
    wanted = Revocation(key, waiting.identity, held.role, held.unit_id, waiting.ends, held.version)
    slots = {"role": held_text(words, held), "name": waiting.name}
    try:
        revoked = revoke_role(principal, wanted)
    except Refused as refused:
        return Told(refused_text(words, refused), good=False)
    except RoleChangedMeanwhile as changed:
        return Told(changed_text(words, changed, **slots), good=False)
    except AccessDenied:
        return Told(text(words, "admin.refused.denied"), good=False)
    if not revoked.changed:
        return Told(text(words, "admin.end.already", **slots))
    if waiting.ends > date.today():
        return Told(text(words, "admin.end.done_later", day=_last_day(words, waiting.ends), **slots))
    count = format.count(words, revoked.sessions_ended)
    return Told(text(words, "admin.end.done", n=count, **slots))


def _rename(words: str, principal: Principal, key: str, person: KnownPerson, now: State) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            text(words, "admin.rename.label"),
            value=person.name or "",
            max_chars=200,
            key=f"bb-admin-rename-{person.person_id}-{person.version}",
            width=420,
        )
        asked = st.button(text(words, "admin.rename.do"), key="bb-admin-rename")
    if asked:
        now.decided(renamed(words, principal, Renaming(key, person.identity, name, person.version)))
        st.rerun()


def renamed(words: str, principal: Principal, wanted: Renaming) -> Told:
    """Rename a person, and return what came of it."""
    try:
        changed = rename_person(principal, wanted)
    except Refused as refused:
        return Told(refused_text(words, refused), good=False)
    except NameChangedMeanwhile as meanwhile:
        theirs = meanwhile.theirs or text(words, "admin.unnamed")
        return Told(text(words, "admin.rename.meanwhile", name=theirs), good=False)
    except AccessDenied:
        return Told(text(words, "admin.refused.denied"), good=False)
    return Told(text(words, "admin.rename.done" if changed else "admin.rename.already", name=wanted.name.strip()))
