"""People, their roles and sessions, and the trail of what was changed and what was read about persons."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Document, Identity, Key, Model, Moment, Stamp, Versioned, Word


class Person(Versioned, Model):
    """Somebody who signs in: known by issuer and subject, never by an e-mail address."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("municipality_id", "issuer", "subject"),)

    municipality_id: Mapped[Key] = mapped_column(ForeignKey("municipality.municipality_id"), primary_key=True)
    person_id: Mapped[Identity] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(300))
    display_name: Mapped[str | None] = mapped_column(String(200))


class RoleAssignment(Versioned, Model):
    """A role a person has over a unit and those below it, from a date; a row without `granted` ends it."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "person_id"], ["person.municipality_id", "person.person_id"]),
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    person_id: Mapped[Identity] = mapped_column(primary_key=True)
    role: Mapped[Word] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    granted: Mapped[bool | None]


class AuditEvent(Model):
    """One act: who in which role and why, what, on which row of which version, before and after, about whom.

    `detail` holds `before` and `after`, and `about`: the persons whose data it is, who stand in AuditSubject too. Each
    event carries the hash of the one before. Rows are added and never changed: a trigger stops it.
    """

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_happened_at", "municipality_id", "happened_at"),)

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[Identity]
    happened_at: Mapped[Stamp]
    actor: Mapped[str] = mapped_column(String(200))
    role: Mapped[str | None] = mapped_column(String(200))
    purpose: Mapped[str | None] = mapped_column(String(200))
    action: Mapped[Word]
    entity: Mapped[Word]
    entity_key: Mapped[str] = mapped_column(String(300))
    entity_version: Mapped[int | None] = mapped_column(BigInteger)
    detail: Mapped[Document]
    previous_hash: Mapped[str] = mapped_column(String(64))
    event_hash: Mapped[str] = mapped_column(String(64))


class AuditSubject(Model):
    """A person whom an event is about, so that they can find who read about them."""

    __tablename__ = "audit_subject"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "sequence"], ["audit_event.municipality_id", "audit_event.sequence"]),
        ForeignKeyConstraint(["municipality_id", "person_id"], ["person.municipality_id", "person.person_id"]),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    person_id: Mapped[Identity] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class TrailKey(Model):
    """The key by which a municipality's trail hashes what persons wrote; without it no hash can be tried on a text."""

    __tablename__ = "trail_key"

    municipality_id: Mapped[Key] = mapped_column(ForeignKey("municipality.municipality_id"), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))


class SignInSession(Model):
    """Somebody who has signed in, until they sign out, are idle too long or are put out; outside any municipality.

    The browser holds a token, the table its SHA-256.
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("ix_sign_in_session_identity", "issuer", "subject"),)

    session_id: Mapped[Identity] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(300))
    provider: Mapped[str] = mapped_column(String(80))
    acr: Mapped[str | None] = mapped_column(String(200))
    started_at: Mapped[Stamp]
    seen_at: Mapped[Stamp]
    ended_at: Mapped[Stamp | None] = mapped_column(Moment())
    ended_because: Mapped[Word | None]


class ExportTicket(Model):
    """Leave to fetch one file once, by the session that asked for it; outside any municipality."""

    __tablename__ = "export_ticket"

    ticket_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[Identity] = mapped_column(ForeignKey("sign_in_session.session_id"))
    wanted: Mapped[Document]
    made_at: Mapped[Stamp]
    used_at: Mapped[Stamp | None] = mapped_column(Moment())


class SignInLink(Model):
    """Leave to sign in once as somebody, given on the command line of the machine; outside any municipality."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[Stamp]
    used_at: Mapped[Stamp | None] = mapped_column(Moment())
