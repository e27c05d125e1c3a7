"""The trail of a municipality, and what of it is about oneself.

The trail names persons: reading it leaves an act, about everybody who acted or was acted on in what was shown, but the
reader. Of acts that were themselves reads of the trail only the actor counts: otherwise each look would be about
everybody that the looks before it were about. Reading what is about oneself needs no right and leaves no act.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import ColumnElement, and_, exists, false, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from data.access import Principal, reading, reading_about, visible
from data.frames import frame
from data.schema.people import AuditEvent, AuditSubject, Person
from data.trail import EVERYTHING, Tip, TrailChoices, TrailPage, Wanted
from data.vocabulary import Purpose, Right

SIZE = 50
"""How many events a page of the trail has."""
ENTITY = "trail"
"""What the act names that is left where somebody reads the trail."""
COLUMNS = (
    AuditEvent.municipality_id,
    AuditEvent.sequence,
    AuditEvent.happened_at,
    AuditEvent.actor,
    AuditEvent.role,
    AuditEvent.purpose,
    AuditEvent.action,
    AuditEvent.entity,
    AuditEvent.entity_key,
    AuditEvent.entity_version,
    AuditEvent.detail,
)


def trail(
    principal: Principal,
    municipality_id: str,
    which: Wanted = EVERYTHING,
    before: int | None = None,
    size: int = SIZE,
    purpose: Purpose = Purpose.OVERSIGHT,
) -> TrailPage:
    """Return events of a municipality's trail, and leave an act that says so.

    Args:
        principal: who asks.
        municipality_id: whose trail.
        which: which events.
        before: only events older than this sequence number: `TrailPage.older` of the page before.
        size: how many events at most.
        purpose: why.

    Raises:
        AccessDenied: the principal may not read the municipality's trail.
    """
    with reading_about(principal, municipality_id, Right.TRAIL, ENTITY, municipality_id, purpose) as opened:
        filters = [
            visible(principal, AuditEvent.municipality_id, right=Right.TRAIL),
            AuditEvent.municipality_id == municipality_id,
            *_of(which),
        ]
        if before is not None:
            filters.append(AuditEvent.sequence < before)
        found = _page(opened.session, principal, filters, size)
        opened.told = which.told
        persons = _persons_of(opened.session, municipality_id, found.events)
        opened.about |= persons - {opened.principal.actor_in(municipality_id)}
        return found


def trail_choices(principal: Principal, municipality_id: str) -> TrailChoices:
    """Return what the municipality's trail can be filtered by; nothing where the principal may not read it."""
    with reading(principal) as session:
        actions, entities, actors, subjects = (
            tuple(
                session.scalars(
                    select(column)
                    .where(visible(principal, table.municipality_id, right=Right.TRAIL))
                    .where(table.municipality_id == municipality_id)
                    .distinct()
                    .order_by(column)
                )
            )
            for table, column in (
                (AuditEvent, AuditEvent.action),
                (AuditEvent, AuditEvent.entity),
                (AuditEvent, AuditEvent.actor),
                (AuditSubject, AuditSubject.person_id),
            )
        )
        names = _names(session, visible(principal, Person.municipality_id, right=Right.NAMES), municipality_id)
    return TrailChoices(
        actions,
        entities,
        {actor: names.get(actor) or actor for actor in actors},
        {person: names.get(person) or person for person in subjects},
    )


def about_me(principal: Principal, before: str | None = None, size: int = SIZE) -> TrailPage:
    """Return every act about the principal's own persons, over all municipalities, the newest first.

    No right is needed and no act is left: it is one's own. Whom else an act was about is not told, nor its detail.

    Args:
        principal: who asks.
        before: only acts older than this event: `TrailPage.older` of the page before.
        size: how many acts at most.
    """
    own = tuple_(AuditSubject.municipality_id, AuditSubject.person_id).in_(list(principal.persons))
    towns = [town for town, _ in principal.persons]
    statement = (
        select(AuditEvent.event_id, *(column for column in COLUMNS if column is not AuditEvent.detail))
        .join(AuditSubject, _OF_EVENT)
        .where(own)
        .order_by(AuditEvent.event_id.desc())
        .limit(size + 1)
    )
    if before is not None:
        statement = statement.where(AuditEvent.event_id < before)
    with reading(principal) as session:
        found = frame(session, statement)
        names = _names(session, Person.municipality_id.in_(towns), *towns)
    events, older = _cut(found, size, "event_id")
    events = events.drop(columns="event_id")
    return TrailPage(events.assign(actor_name=_each(events["actor"].map(names.get))), older)


def tips(principal: Principal, municipality_id: str | None = None) -> list[Tip]:
    """Return the newest event of each chain that the principal may read, or of one municipality's."""
    later = aliased(AuditEvent)
    newest = select(func.max(later.sequence)).where(later.municipality_id == AuditEvent.municipality_id)
    statement = (
        select(AuditEvent.municipality_id, AuditEvent.sequence, AuditEvent.event_hash, AuditEvent.happened_at)
        .where(visible(principal, AuditEvent.municipality_id, right=Right.TRAIL))
        .where(AuditEvent.sequence == newest.scalar_subquery())
        .order_by(AuditEvent.municipality_id)
    )
    if municipality_id is not None:
        statement = statement.where(AuditEvent.municipality_id == municipality_id)
    with reading(principal) as session:
        return [Tip(*row) for row in session.execute(statement)]


_OF_EVENT = and_(
    AuditSubject.municipality_id == AuditEvent.municipality_id, AuditSubject.sequence == AuditEvent.sequence
)


def _of(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what events must hold to be wanted."""
    zone = ZoneInfo(wanted.zone)
    found = [
        column == value
        for column, value in (
            (AuditEvent.actor, wanted.actor),
            (AuditEvent.action, wanted.action),
            (AuditEvent.entity, wanted.entity),
        )
        if value
    ]
    if wanted.first:
        found.append(AuditEvent.happened_at >= datetime.combine(wanted.first, time(), zone))
    if wanted.last:
        found.append(AuditEvent.happened_at < datetime.combine(wanted.last + timedelta(days=1), time(), zone))
    if wanted.about:
        known = _is_person(wanted.about)
        found.append(exists().where(_OF_EVENT, AuditSubject.person_id == wanted.about) if known else false())
    return found


def _is_person(text: str) -> bool:
    """Tell whether a text has the form of a person's id: PostgreSQL compares nothing else with one."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _page(session: Session, principal: Principal, filters: Iterable[ColumnElement[bool]], size: int) -> TrailPage:
    """Return a page with the names that the principal may see."""
    newest = select(*COLUMNS).where(*filters).order_by(AuditEvent.sequence.desc())
    events, older = _cut(frame(session, newest.limit(size + 1)), size, "sequence")
    towns = set(events["municipality_id"])
    names = _names(session, visible(principal, Person.municipality_id, right=Right.NAMES), *towns)
    shown = newest.with_only_columns(AuditEvent.municipality_id, AuditEvent.sequence).limit(size).subquery()
    of_events = select(AuditSubject.sequence, AuditSubject.person_id).join(
        shown,
        and_(
            AuditSubject.municipality_id == shown.c.municipality_id,
            AuditSubject.sequence == shown.c.sequence,
        ),
    )
    about: dict[int, list[str]] = {}
    for sequence, person in session.execute(of_events.order_by(AuditSubject.person_id)):
        about.setdefault(sequence, []).append(person)
    whom = [tuple(about.get(int(one), ())) for one in events["sequence"]]
    named = [tuple(names.get(person) for person in persons) for persons in whom]
    actors = events["actor"].map(names.get)
    return TrailPage(events.assign(actor_name=_each(actors), about=_each(whom), about_names=_each(named)), older)


def _each(values: Iterable[Any]) -> "pd.Series[Any]":
    """Return values as a column that keeps None and tuples as they are."""
    return pd.Series([None if value is None or value != value else value for value in values], dtype=object)


def _cut(found: pd.DataFrame, size: int, key: str) -> tuple[pd.DataFrame, Any]:
    """Return the rows of a page, and the key of its last row where there is more."""
    shown = found.iloc[:size].reset_index(drop=True)
    last = shown[key].iloc[-1] if len(found) > size else None
    return shown, int(last) if last is not None and key == "sequence" else last


def _names(session: Session, visible_persons: ColumnElement[bool], *towns: str) -> dict[str, str | None]:
    """Return the names of the persons of municipalities by id."""
    statement = select(Person.person_id, Person.display_name).where(visible_persons, Person.municipality_id.in_(towns))
    return dict(iter(session.execute(statement)))


def _persons_of(session: Session, municipality_id: str, events: pd.DataFrame) -> set[str]:
    """Return the persons that events shown are about: who acted, and on whom, save in reads of the trail itself."""
    of_others = events[(events["action"] != "read") | (events["entity"] != ENTITY)]
    persons = {*events["actor"], *(person for persons in of_others["about"] for person in persons)}
    known = select(Person.person_id).where(Person.municipality_id == municipality_id)
    return persons & set(session.scalars(known))
