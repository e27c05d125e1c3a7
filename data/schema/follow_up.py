"""What people write about figures, and the quarters they have signed."""

from datetime import date

from sqlalchemy import ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Document, Key, Model, Stamp, Versioned


class Commentary(Versioned, Model):
    """Why a figure deviates, what is done, by which role and when; one a unit, quarter and metric."""

    __tablename__ = "commentary"
    __table_args__ = (ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),)

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(80), primary_key=True)
    cause: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    responsible_role: Mapped[str] = mapped_column(String(200))
    due: Mapped[date | None]
    written_at: Mapped[Stamp]
    written_by: Mapped[str] = mapped_column(String(200))


class ClosedQuarter(Model):
    """A signed quarter: values, definitions with their `since`, commentary and batch ids, with a hash."""

    __tablename__ = "closed_quarter"
    __table_args__ = (ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),)

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[Document]
    content_hash: Mapped[str] = mapped_column(String(64))
    closed_at: Mapped[Stamp]
    closed_by: Mapped[str] = mapped_column(String(200))
