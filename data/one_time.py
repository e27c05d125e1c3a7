"""Leave that is good once and for a minute: to fetch one file, and to sign in from the machine's own command line.

Whoever holds the token has the leave; the database holds its SHA-256.
"""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.access import at_the_gate
from data.principal import Identity
from data.schema.people import ExportTicket, SignInLink
from data.sessions import hashed

GOOD_FOR = timedelta(seconds=60)
KEPT_FOR = timedelta(days=1)
"""How long what was used, or never was, stays in the database."""


def make_ticket(session_id: str, wanted: dict[str, Any]) -> str:
    """Return a ticket by which a session may fetch one file once; `wanted` says which, in plain values."""
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    with at_the_gate() as session:
        _forget_old(session, ExportTicket, ExportTicket.made_at)
        session.add(ExportTicket(ticket_hash=hashed(token), session_id=session_id, wanted=wanted, made_at=now))
    return token


def use_ticket(token: str, session_id: str) -> dict[str, Any] | None:
    """Return what a ticket is for and spend it; None where it is spent, too old, another session's or none."""
    now = datetime.now(UTC)
    with at_the_gate() as session:
        return session.scalar(
            update(ExportTicket)
            .where(
                ExportTicket.ticket_hash == hashed(token),
                ExportTicket.session_id == session_id,
                ExportTicket.used_at.is_(None),
                ExportTicket.made_at > now - GOOD_FOR,
            )
            .values(used_at=now)
            .returning(ExportTicket.wanted)
        )


def make_link(identity: Identity) -> str:
    """Return the token of a link by which somebody signs in once."""
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    with at_the_gate() as session:
        _forget_old(session, SignInLink, SignInLink.made_at)
        row = SignInLink(token_hash=hashed(token), issuer=identity.issuer, subject=identity.subject, made_at=now)
        session.add(row)
    return token


def use_link(token: str) -> Identity | None:
    """Return whom a link signs in and spend it; None where it is spent, too old or none."""
    now = datetime.now(UTC)
    with at_the_gate() as session:
        row = session.execute(
            update(SignInLink)
            .where(
                SignInLink.token_hash == hashed(token),
                SignInLink.used_at.is_(None),
                SignInLink.made_at > now - GOOD_FOR,
            )
            .values(used_at=now)
            .returning(SignInLink.issuer, SignInLink.subject)
        ).one_or_none()
    return Identity(row.issuer, row.subject) if row else None


def _forget_old(
    session: Session, table: type[ExportTicket] | type[SignInLink], made_at: InstrumentedAttribute[datetime]
) -> None:
    session.execute(delete(table).where(made_at < datetime.now(UTC) - KEPT_FOR))
