"""The audit trail: who did or read what, when and about whom; by period, person, action and kind, and as a file."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard import format
from dashboard.choices import distinct
from dashboard.markup import Html, html
from dashboard.table import Column, Table
from dashboard.views import listing
from dashboard.views.admin_state import KEPT_FOR
from dashboard.words import text
from dashboard.words.people import about_text, act_text, actor_text, entity_text, event_text, roles_text
from data.access import Principal
from data.queries.trail import trail, trail_choices
from data.trail import EVERYTHING, TrailChoices, TrailPage, Wanted
from data.vocabulary import Right

SHOWN = timedelta(days=30)
"""How far back the trail is shown before somebody asks for more."""
_ASKED, _READ = "bb-admin-trail-asked", "bb-admin-trail-read"


@dataclass(frozen=True)
class _Read:
    key: Hashable
    page: TrailPage
    read_at: datetime


@dataclass(frozen=True)
class _Asked:
    """Which events, and from which on: the places of the pages turned so far, the newest last."""

    wanted: Wanted
    places: tuple[int, ...] = ()


def draw(words: str, principal: Principal, key: str) -> None:
    """Draw the filters, the events and the link to them as a file."""
    if not principal.may(Right.TRAIL, key):
        st.html(listing.quiet(text(words, "admin.trail.not_yours")))
        return
    choices = trail_choices(principal, key)
    asked = _filters(words, choices, st.session_state.get(_ASKED) or _Asked(_recent()))
    st.session_state[_ASKED] = asked
    found = _read(principal, key, asked)
    if found.events.empty:
        st.html(listing.quiet(text(words, "admin.trail.none")))
    else:
        st.html(events_table(words, found, st.context.timezone))
    _turn(words, found, asked)
    address = f"/eksport/trail.csv?{urlencode({'municipality': key, 'lang': words, **asked.wanted.told})}"
    word = text(words, "admin.trail.csv")
    st.html(html('<p><a href="{address}" download>{word}</a></p>', address=address, word=word))


def _recent(now: datetime | None = None) -> Wanted:
    """Return the last days, today's included, as they are where the days of the filter are."""
    today = (now or datetime.now(UTC)).astimezone(ZoneInfo(EVERYTHING.zone)).date()
    return Wanted(first=today - SHOWN, last=today)


def _filters(words: str, choices: TrailChoices, asked: _Asked) -> _Asked:
    """Draw the filters; a new choice starts at the newest event. One press is one reading."""
    with st.form("bb-admin-trail", border=False):
        columns = st.columns(3)
        with columns[0]:
            first, last = _day(words, "first", asked.wanted.first), _day(words, "last", asked.wanted.last)
        with columns[1]:
            actor = _one_of(words, "actor", {one: actor_text(words, one, name) for one, name in choices.actors.items()})
            about = _one_of(
                words, "about", {one: actor_text(words, one, name) for one, name in choices.persons.items()}
            )
        with columns[2]:
            action = _one_of(words, "action", {one: act_text(words, one) for one in choices.actions})
            entity = _one_of(words, "entity", {one: entity_text(words, one) for one in choices.entities})
        pressed = st.form_submit_button(text(words, "admin.trail.show"), key="bb-admin-trail-show")
    return _Asked(Wanted(first, last, actor, action, entity, about)) if pressed else asked


def _day(words: str, part: str, value: date | None) -> date | None:
    found = st.date_input(
        text(words, f"admin.trail.{part}"), value=value, key=f"bb-admin-trail-{part}", format="DD.MM.YYYY"
    )
    return found if isinstance(found, date) else None


def _one_of(words: str, part: str, labels: Mapping[str, str]) -> str:
    choices = distinct({"": text(words, "admin.trail.all"), **labels})
    chosen = st.selectbox(
        text(words, f"admin.trail.{part}"),
        list(choices),
        format_func=choices.__getitem__,
        key=f"bb-admin-trail-{part}",
    )
    return chosen or ""


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """Return what the address of a file asks for; a day that is none is left out."""
    first, last = (_parsed(asked.get(part, "")) for part in ("first", "last"))
    actor, action, entity, about = (asked.get(part, "") for part in ("actor", "action", "entity", "about"))
    return Wanted(first, last, actor, action, entity, about)


def _parsed(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _read(principal: Principal, key: str, asked: _Asked) -> TrailPage:
    """Return the events from what this reader was shown last where that is what is asked for, else read them."""
    mark = (key, principal.scope, principal.identity, asked)
    kept: _Read | None = st.session_state.get(_READ)
    if kept is not None and kept.key == mark and datetime.now(UTC) - kept.read_at < KEPT_FOR:
        return kept.page
    found = trail(principal, key, asked.wanted, before=asked.places[-1] if asked.places else None)
    st.session_state[_READ] = _Read(mark, found, datetime.now(UTC))
    return found


def _turn(words: str, found: TrailPage, asked: _Asked) -> None:
    if found.older is None and not asked.places:
        return
    with st.container(horizontal=True):
        if asked.places and st.button(text(words, "admin.trail.newer"), key="bb-admin-trail-newer"):
            st.session_state[_ASKED] = replace(asked, places=asked.places[:-1])
            st.rerun()
        if found.older is not None and st.button(text(words, "admin.trail.older"), key="bb-admin-trail-older"):
            st.session_state[_ASKED] = replace(asked, places=(*asked.places, found.older))
            st.rerun()


def events_table(words: str, found: TrailPage, zone: str | None) -> Html:
    """Return the events, the newest first."""
    headings = [text(words, f"admin.column.{name}") for name in ("when", "who", "what", "about")]
    rows = [
        [
            html("{moment}", moment=format.moment(words, row["happened_at"], zone)),
            html(
                "<b>{who}</b><br><small>{role}</small>",
                who=actor_text(words, row["actor"], row["actor_name"]),
                role=roles_text(words, row["role"]),
            ),
            html("{what}", what=event_text(words, row)),
            html("{about}", about=about_text(words, row["about_names"])),
        ]
        for row in found.events.to_dict("records")
    ]
    return listing.listing(text(words, "admin.tab.trail"), headings, rows)


def table(words: str, found: TrailPage) -> Table:
    """Return the events with all that each tells, as a table for a file; moments are in UTC."""
    names = ("when", "who", "role", "what", "about", "key", "version", "detail")
    return Table(
        text(words, "admin.trail.file"),
        tuple(Column(text(words, f"admin.column.{name}")) for name in names),
        tuple(_file_row(words, row) for row in found.events.to_dict("records")),
    )


def _file_row(words: str, row: Mapping[Any, Any]) -> tuple[Any, ...]:
    version = row["entity_version"]
    return (
        row["happened_at"].isoformat(timespec="seconds"),
        actor_text(words, row["actor"], row["actor_name"]),
        roles_text(words, row["role"]),
        event_text(words, row),
        about_text(words, row["about_names"], most=None),
        row["entity_key"],
        str(int(version)) if version is not None and version == version else None,
        _detail(row["detail"]),
    )


def _detail(detail: Mapping[str, Any]) -> str:
    told = {name: value for name, value in detail.items() if name != "about"}
    return "; ".join(f"{name}: {value}" for name, value in told.items())
