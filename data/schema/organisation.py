"""Municipalities and their units, as they were at each date."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Key, Model, Word


class Municipality(Model):
    """A municipality: its key, its money and its chart of accounts."""

    __tablename__ = "municipality"

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    currency: Mapped[str] = mapped_column(String(3))
    currency_exponent: Mapped[int]
    chart: Mapped[Key]
    fictional: Mapped[bool] = mapped_column(default=False)
    public_view: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether anybody may see its aggregates without signing in."""


class Unit(Model):
    """The identity of a unit, unchanged by new names and parents. The root unit's id is the municipality's."""

    __tablename__ = "unit"

    municipality_id: Mapped[Key] = mapped_column(ForeignKey("municipality.municipality_id"), primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)


class UnitVersion(Model):
    """A unit's name, parent, level and sector from a date; a row without a name ends the unit."""

    __tablename__ = "unit_version"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        ForeignKeyConstraint(["municipality_id", "parent_unit_id"], ["unit.municipality_id", "unit.unit_id"]),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(String(200))
    parent_unit_id: Mapped[Key | None]
    level: Mapped[Word | None]
    sector: Mapped[str | None] = mapped_column(String(200))
    responsible_role: Mapped[str | None] = mapped_column(String(200))


class UnitAncestor(Model):
    """Which units stood above a unit (itself included, at distance 0) from a date; a null distance ends the row."""

    __tablename__ = "unit_ancestor"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        ForeignKeyConstraint(["municipality_id", "ancestor_id"], ["unit.municipality_id", "unit.unit_id"]),
        Index("ix_unit_ancestor_subtree", "municipality_id", "ancestor_id", "valid_from"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    ancestor_id: Mapped[Key] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    distance: Mapped[int | None]


class UnitSuccession(Model):
    """The share of a unit that its successor took over when units merged or split."""

    __tablename__ = "unit_succession"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        ForeignKeyConstraint(["municipality_id", "successor_id"], ["unit.municipality_id", "unit.unit_id"]),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    successor_id: Mapped[Key] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    share_numerator: Mapped[int]
    share_denominator: Mapped[int]
