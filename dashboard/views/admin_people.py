"""People and roles: the list, a person's history, and what an administrator may decide about them."""

from collections.abc import Iterable
from datetime import date, timedelta

import streamlit as st

from dashboard import format
from dashboard.markup import Html, html, joined
from dashboard.views import admin_grant, admin_person, listing
from dashboard.views.imports_preview import status
from dashboard.words import text
from dashboard.words.people import held_text, name_text, stretch_text
from data.access import Principal
from data.queries.people import KnownPerson, Register
from data.roles import Stretch
from data.vocabulary import Right

SHOWN = 25
"""How many people the page lists before somebody searches or asks for all."""
SOON = timedelta(days=30)
"""An end that is nearer is marked."""
_ALL = "bb-admin-all-shown"


def draw(words: str, principal: Principal, key: str, found: Register) -> None:
    """Draw the list of people, and for an administrator the forms beneath it."""
    wanted = st.text_input(text(words, "admin.search"), key="bb-admin-search", width=420)
    shown = matching(words, found.people, wanted)
    if wanted.strip():
        said = text(words, "admin.shown", n=format.count(words, len(shown)), all=len(found.people))
        st.html(html('<p class="bb-quiet" role="status">{said}</p>', said=said))
    every = len(shown) <= SHOWN or bool(wanted.strip()) or bool(st.session_state.get(_ALL))
    if shown:
        st.html(table(words, shown if every else shown[:SHOWN], found, date.today()))
    if not every:
        label = text(words, "admin.show_all", n=format.count(words, len(shown)))
        st.button(label, key="bb-admin-all", on_click=lambda: st.session_state.update({_ALL: True}))
    admin_person.draw(words, principal, key, found)
    if principal.may(Right.GRANT, key):
        admin_grant.draw(words, principal, key, found)
    else:
        st.html(listing.quiet(text(words, "admin.read_only")))


def matching(words: str, people: tuple[KnownPerson, ...], wanted: str) -> list[KnownPerson]:
    """Return the people whose name, role or unit holds every word that was written; those without access last."""
    parts = wanted.lower().split()
    today = date.today()
    found = [person for person in people if all(part in _searched(words, person) for part in parts)]
    return sorted(found, key=lambda person: not person.has_access(today))


def _searched(words: str, person: KnownPerson) -> str:
    return " ".join([name_text(words, person), *(held_text(words, held) for held in person.roles)]).lower()


def table(words: str, people: list[KnownPerson], found: Register, today: date) -> Html:
    """Return the people with their roles in force and to come, and whether they are signed in."""
    signed_in = {session.person_id for session in found.sessions}
    headings = [text(words, f"admin.column.{name}") for name in ("person", "roles", "days", "signed_in")]
    rows = []
    for person in people:
        standing = sorted(
            ((held, stretch) for held in person.roles if (stretch := held.standing(today))),
            key=lambda one: (one[1].begins, one[0].role, one[0].unit_name),
        )
        rows.append(
            [
                html("<b>{name}</b>", name=name_text(words, person)),
                _lines(held_text(words, held) for held, _ in standing) if standing else _none(words),
                _lines(_days(words, stretch, today) for _, stretch in standing),
                html(
                    "{said}", said=text(words, "admin.signed_in" if person.person_id in signed_in else "admin.not_in")
                ),
            ]
        )
    return listing.listing(text(words, "admin.tab.people"), headings, rows)


def _lines(said: Iterable[str]) -> Html:
    return joined(html("<div>{line}</div>", line=line) for line in said)


def _none(words: str) -> Html:
    return status("open", text(words, "admin.no_role"))


def _days(words: str, stretch: Stretch, today: date) -> Html:
    said = stretch_text(words, stretch, today)
    if stretch.begins > today:
        return html("{said} {mark}", said=said, mark=status("open", text(words, "admin.coming")))
    if stretch.ends and stretch.ends <= today + SOON:
        return html("{said} {mark}", said=said, mark=status("accepted", text(words, "admin.ends_soon")))
    return html("{said}", said=said)
