"""People, their roles, and the trail of what they changed; first form."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Document, Identity, Key, Model, Stamp, Versioned, Word


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
    """One act: who, what, on which row, before and after; each event carries the hash of the one before."""

    __tablename__ = "audit_event"

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[Identity]
    happened_at: Mapped[Stamp]
    actor: Mapped[str] = mapped_column(String(200))
    action: Mapped[Word]
    entity: Mapped[Word]
    entity_key: Mapped[str] = mapped_column(String(300))
    detail: Mapped[Document]
    previous_hash: Mapped[str] = mapped_column(String(64))
    event_hash: Mapped[str] = mapped_column(String(64))
