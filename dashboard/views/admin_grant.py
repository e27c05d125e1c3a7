"""The form that gives somebody a role: who, which role, for which unit, from when."""

from collections import Counter
from datetime import date

import streamlit as st

from dashboard import format, settings
from dashboard.actions.grant_role import GIVEN_TO_NOBODY, LONGEST, RoleGrant, grant_role
from dashboard.actions.refusals import Refused
from dashboard.choices import distinct
from dashboard.views import listing
from dashboard.views.admin_state import State, Told, state
from dashboard.words import text
from dashboard.words.people import name_text, people_labels, refused_text, role_name
from data.access import AccessDenied, Identity, Principal
from data.policy import OF_UNITS
from data.queries.people import KnownPerson, Register, grantable_units
from data.vocabulary import Role

NEW = "+"


def draw(words: str, principal: Principal, key: str, found: Register) -> None:
    """Draw the form, and give the role when it is asked for."""
    now = state()
    st.html(listing.heading(text(words, "admin.grant.title")))
    identity, name = _who(words, found, now)
    left, middle, right = st.columns(3)
    with left:
        role = st.selectbox(
            text(words, "admin.grant.role"),
            [role for role in Role if role not in GIVEN_TO_NOBODY],
            index=None,
            format_func=lambda one: role_name(words, one),
            placeholder=text(words, "imports.choose"),
            key=f"bb-admin-role-{now.round}",
        )
    with middle:
        unit_id = _unit(words, principal, key, now) if role in OF_UNITS else None
    with right:
        begins = st.date_input(
            text(words, "admin.grant.from"),
            min_value=date.today(),
            key=f"bb-admin-from-{now.round}",
            format="DD.MM.YYYY",
        )
    if role is not None:
        st.html(listing.quiet(text(words, f"access.role.{role}")))
    if not st.button(text(words, "admin.grant.do"), type="primary", key=f"bb-admin-grant-{now.round}"):
        return
    if role is None or not isinstance(begins, date):
        now.decided(Told(text(words, "admin.grant.incomplete"), good=False))
    else:
        wanted = RoleGrant(key, identity, Role(role), unit_id, begins, name)
        now.decided(granted(words, principal, wanted, _shown(words, found, identity, name)))
    st.rerun()


def _who(words: str, found: Register, now: State) -> tuple[Identity, str | None]:
    """Ask who gets the role: somebody known, or how sign-in will know somebody new."""
    by_id = {person.person_id: person for person in found.people}
    labels = {NEW: text(words, "admin.grant.new"), **people_labels(words, found.people)}
    chosen = st.selectbox(
        text(words, "admin.grant.who"),
        list(labels),
        format_func=labels.__getitem__,
        key=f"bb-admin-who-{now.round}",
        width=420,
    )
    if chosen in by_id:
        return by_id[chosen].identity, None
    st.html(listing.quiet(text(words, "admin.grant.identity_help")))
    left, middle, right = st.columns(3)
    subject = left.text_input(
        text(words, "admin.part.subject"), max_chars=LONGEST["subject"], key=f"bb-admin-subject-{now.round}"
    )
    issuer = middle.text_input(
        text(words, "admin.part.issuer"),
        value=usual_issuer(found.people),
        max_chars=LONGEST["issuer"],
        key=f"bb-admin-issuer-{now.round}",
    )
    name = right.text_input(text(words, "admin.part.name"), max_chars=LONGEST["name"], key=f"bb-admin-name-{now.round}")
    return Identity(issuer.strip(), subject.strip()), name.strip() or None


def usual_issuer(people: tuple[KnownPerson, ...]) -> str:
    """Return who most probably vouches for the next person: the only provider's issuer, else that of most people."""
    issuers = sorted({issuer for provider in settings.current().providers for issuer in provider.issuers})
    if len(issuers) == 1:
        return issuers[0]
    known = Counter(person.identity.issuer for person in people)
    return known.most_common(1)[0][0] if known else ""


def _unit(words: str, principal: Principal, key: str, now: State) -> str | None:
    units = grantable_units(principal, key)
    indented = {unit.unit_id: "\u2013\u00a0" * max(0, unit.depth - 1) + unit.name for unit in units}
    labels = distinct(indented)
    return st.selectbox(
        text(words, "admin.grant.unit"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=text(words, "imports.choose"),
        key=f"bb-admin-unit-{now.round}",
    )


def _shown(words: str, found: Register, identity: Identity, name: str | None) -> str:
    known = next((person for person in found.people if person.identity == identity), None)
    return name_text(words, known) if known else name or text(words, "admin.unnamed")


def granted(words: str, principal: Principal, wanted: RoleGrant, name: str) -> Told:
    """Give the role, and return what came of it."""
    role = text(words, f"role.{wanted.role}")
    try:
        given = grant_role(principal, wanted)
    except Refused as refused:
        return Told(refused_text(words, refused), good=False)
    except AccessDenied:
        return Told(text(words, "admin.refused.denied"), good=False)
    key = "admin.grant.done" if given.changed else "admin.grant.already"
    return Told(text(words, key, name=name, role=role, day=format.day(words, given.begins)))
