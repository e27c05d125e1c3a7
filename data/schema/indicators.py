"""Indicators, their values and the targets adopted for them and for the metrics."""

from datetime import date

from sqlalchemy import Float, ForeignKey, ForeignKeyConstraint, Index, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Identity, Key, Model, Versioned, Word


class Indicator(Versioned, Model):
    """Something that is counted or measured, the dimension it belongs to and who answers for it."""

    __tablename__ = "indicator"
    __table_args__ = (
        Index("ix_indicator_dimension", "municipality_id", "dimension"),
        Index("ix_indicator_volume", "municipality_id", "measures_volume"),
    )

    municipality_id: Mapped[Key] = mapped_column(ForeignKey("municipality.municipality_id"), primary_key=True)
    indicator_id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    dimension: Mapped[Word | None]
    unit_of_measure: Mapped[str] = mapped_column(String(80))
    grain: Mapped[Word]
    function_code: Mapped[Key | None]
    objective: Mapped[Key | None]
    measures_volume: Mapped[bool] = mapped_column(default=False)
    about_people: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether its values are about persons, so that a small group must not be shown."""
    owner_role: Mapped[str | None] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(300))


class IndicatorValue(Model):
    """What a batch says an indicator was for a unit at the end of a period: numerator and denominator, or a value."""

    __tablename__ = "indicator_value"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "indicator_id"], ["indicator.municipality_id", "indicator.indicator_id"]
        ),
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        ForeignKeyConstraint(
            ["municipality_id", "batch_id"], ["import_batch.municipality_id", "import_batch.batch_id"]
        ),
        Index("ix_indicator_value_indicator", "municipality_id", "indicator_id", "fiscal_year"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    batch_id: Mapped[Identity] = mapped_column(primary_key=True)
    indicator_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    numerator: Mapped[float | None] = mapped_column(Float(53))
    denominator: Mapped[float | None] = mapped_column(Float(53))
    value: Mapped[float | None] = mapped_column(Float(53))
    people: Mapped[int | None] = mapped_column(Integer)
    """How many persons the figure is about; null where it is about none, or where nobody said."""
    in_force: Mapped[bool]
    withheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it is about too few persons, or would tell of so few beside another: see `data.small_groups`."""
    line_number: Mapped[int] = mapped_column(Integer)


class Target(Versioned, Model):
    """The band adopted for an indicator or a metric, for a unit and those below it, from a date.

    `desired_*` bound what is desired, `accepted_*` the lowest accepted; an open side is null. A row without a type
    ends the target. The root unit's target holds for the whole municipality.
    """

    __tablename__ = "target"
    __table_args__ = (ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),)

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(80), primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    target_type: Mapped[Word | None]
    desired_low: Mapped[float | None] = mapped_column(Float(53))
    desired_high: Mapped[float | None] = mapped_column(Float(53))
    accepted_low: Mapped[float | None] = mapped_column(Float(53))
    accepted_high: Mapped[float | None] = mapped_column(Float(53))
    reference: Mapped[str | None] = mapped_column(String(200))
    batch_id: Mapped[Identity | None]


class Parameter(Versioned, Model):
    """A number the municipality has set in place of the shipped default, from a date, with its decision."""

    __tablename__ = "parameter"

    municipality_id: Mapped[Key] = mapped_column(ForeignKey("municipality.municipality_id"), primary_key=True)
    parameter: Mapped[str] = mapped_column(String(80), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[float | None] = mapped_column(Float(53))
    reference: Mapped[str | None] = mapped_column(String(200))
