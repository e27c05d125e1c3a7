"""Who has signed in, until they sign out, are idle too long or are put out.

The browser holds a random token; the database holds its SHA-256, so that reading the database lets nobody in.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import uuid_utils
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from data import people
from data.access import at_the_gate, looking_at_the_gate
from data.principal import Identity, Principal
from data.schema.people import SignInSession

TOUCHED_EVERY = timedelta(seconds=30)
"""How seldom a session that is used is written down as used: a write for each click would be one too many."""


class EndedBecause(StrEnum):
    """Why a session is over."""

    SIGNED_OUT = "signed_out"
    ROLE_REMOVED = "role_removed"
    PUT_OUT = "put_out"
    EXPIRED = "expired"
    IDLE = "idle"


@dataclass(frozen=True)
class Limits:
    """How long a session lasts at most, and how long it may be idle."""

    longest: timedelta = timedelta(hours=8)
    idle: timedelta = timedelta(minutes=30)


@dataclass(frozen=True)
class SignedIn:
    """A session that holds: its id, who it is, and what they may see and do today."""

    session_id: str
    principal: Principal
    provider: str
    name: str = ""


def open_session(identity: Identity, provider: str, acr: str | None = None) -> str:
    """Open a session for somebody who has just proved who they are; return the token for their browser."""
    with at_the_gate() as session:
        _, token = opened(session, identity, provider, acr)
    return token


def opened(session: Session, identity: Identity, provider: str, acr: str | None = None) -> tuple[str, str]:
    """Open a session in the caller's transaction; return its id and the token for the browser."""
    token, session_id, now = secrets.token_urlsafe(32), str(uuid_utils.uuid7()), datetime.now(UTC)
    session.add(
        SignInSession(
            session_id=session_id,
            token_hash=hashed(token),
            issuer=identity.issuer,
            subject=identity.subject,
            provider=provider,
            acr=acr,
            started_at=now,
            seen_at=now,
        )
    )
    return session_id, token


def signed_in(token: str, limits: Limits) -> SignedIn | None:
    """Return who holds a token, with their roles as they are now; None where the session is over or never was."""
    with looking_at_the_gate() as session:
        return present(session, token, limits)


def present(session: Session, token: str, limits: Limits) -> SignedIn | None:
    """Return who holds a token, asked in the caller's transaction."""
    row = _holding(session, token, limits)
    if row is None:
        return None
    identity = Identity(row.issuer, row.subject)
    principal = people.principal_of(session, identity, date.today())
    return SignedIn(row.session_id, principal, row.provider, people.name_of(session, identity))


def why_over(token: str, limits: Limits) -> EndedBecause | None:
    """Return why the session of a token is over; None where it holds or never was."""
    now = datetime.now(UTC)
    with looking_at_the_gate() as session:
        row = session.scalars(select(SignInSession).where(SignInSession.token_hash == hashed(token))).one_or_none()
        if row is None:
            return None
        if row.ended_at is not None:
            return EndedBecause(row.ended_because) if row.ended_because else EndedBecause.PUT_OUT
        if row.started_at <= now - limits.longest:
            return EndedBecause.EXPIRED
        if row.seen_at <= now - limits.idle:
            return EndedBecause.IDLE
        held = people.principal_of(session, Identity(row.issuer, row.subject), date.today()).grants
        return None if held else EndedBecause.ROLE_REMOVED


def touch(token: str, limits: Limits) -> None:
    """Note that somebody uses their session; nothing is written when that was noted a moment ago."""
    now = datetime.now(UTC)
    with looking_at_the_gate() as session:
        row = _holding(session, token, limits)
        if row is None or now - row.seen_at < min(TOUCHED_EVERY, limits.idle / 10):
            return
    with at_the_gate() as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.token_hash == hashed(token), SignInSession.ended_at.is_(None))
            .values(seen_at=now)
        )


def end(token: str, because: EndedBecause = EndedBecause.SIGNED_OUT) -> None:
    """End the session of a token; one that is over stays as it ended."""
    with at_the_gate() as session:
        ended(session, token, because)


def ended(session: Session, token: str, because: EndedBecause) -> None:
    """End the session of a token in the caller's transaction."""
    _end(session, because, SignInSession.token_hash == hashed(token))


def end_all(session: Session, identity: Identity, because: EndedBecause) -> int:
    """End every session of somebody, in the caller's transaction; return how many there were."""
    return _end(session, because, *of_identity(identity))


def end_one(session: Session, identity: Identity, session_id: str, because: EndedBecause) -> int:
    """End one session of somebody, in the caller's transaction; return how many there were."""
    return _end(session, because, SignInSession.session_id == session_id, *of_identity(identity))


def holding(limits: Limits, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a session one that holds at a moment."""
    return (
        SignInSession.ended_at.is_(None),
        SignInSession.started_at > now - limits.longest,
        SignInSession.seen_at > now - limits.idle,
    )


def of_identity(identity: Identity) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a session one of somebody's."""
    return SignInSession.issuer == identity.issuer, SignInSession.subject == identity.subject


def _end(session: Session, because: EndedBecause, *which: ColumnElement[bool]) -> int:
    closed = session.scalars(
        update(SignInSession)
        .where(*which, SignInSession.ended_at.is_(None))
        .values(ended_at=datetime.now(UTC), ended_because=because)
        .returning(SignInSession.session_id)
    )
    return len(closed.all())


def _holding(session: Session, token: str, limits: Limits) -> SignInSession | None:
    holds = holding(limits, datetime.now(UTC))
    return session.scalars(select(SignInSession).where(SignInSession.token_hash == hashed(token), *holds)).one_or_none()


def hashed(token: str) -> str:
    """Return what the database holds of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
