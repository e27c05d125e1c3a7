"""Sums kept ready for the pages, refreshed in the transaction of the import that changed them.

Every row is the position at the end of a period. Flow kinds (actual, periodised) are sums from January to the
period; whole-year kinds (original, revised, forecast) are what stood at the period. Missing is null, never 0.
Each unit's rows include all units below it.
"""

from datetime import date

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Identity, Key, Minor, Model, Stamp, Word


class DataVersion(Model):
    """A number that rises whenever figures of a municipality's year change; part of every cache key."""

    __tablename__ = "data_version"

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    stamped_at: Mapped[Stamp]


class LoadedPeriod(Model):
    """Which periods of a kind are in force, their grain and the latest batch's date."""

    __tablename__ = "loaded_period"

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    account_class: Mapped[Word] = mapped_column(primary_key=True)
    grain: Mapped[Word]
    cumulative: Mapped[bool]
    as_of: Mapped[date | None]
    imported_at: Mapped[Stamp]


class BatchTotal(Model):
    """What one batch holds, summed once when it was stored: the stuff the positions are made of."""

    __tablename__ = "batch_total"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "batch_id"], ["import_batch.municipality_id", "import_batch.batch_id"]
        ),
        {"sqlite_with_rowid": False},
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    batch_id: Mapped[Identity] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    account_class: Mapped[Word] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    function_group: Mapped[Key] = mapped_column(primary_key=True)
    account_group: Mapped[Word] = mapped_column(primary_key=True)
    amount_minor: Mapped[Minor]
    line_count: Mapped[int] = mapped_column(BigInteger)


class Position(Model):
    """Amounts by unit, class, function group and account group at the end of a period."""

    __tablename__ = "position"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        {"sqlite_with_rowid": False},
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    account_class: Mapped[Word] = mapped_column(primary_key=True)
    function_group: Mapped[Key] = mapped_column(primary_key=True)
    account_group: Mapped[Word] = mapped_column(primary_key=True)
    actual_minor: Mapped[Minor | None]
    periodised_minor: Mapped[Minor | None]
    original_minor: Mapped[Minor | None]
    revised_minor: Mapped[Minor | None]
    forecast_minor: Mapped[Minor | None]
    data_version: Mapped[int] = mapped_column(BigInteger)


class UnitTotal(Model):
    """A unit's net amounts and gross expenditure, by class, at the end of a period."""

    __tablename__ = "unit_total"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        {"sqlite_with_rowid": False},
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    account_class: Mapped[Word] = mapped_column(primary_key=True)
    actual_minor: Mapped[Minor | None]
    periodised_minor: Mapped[Minor | None]
    original_minor: Mapped[Minor | None]
    revised_minor: Mapped[Minor | None]
    forecast_minor: Mapped[Minor | None]
    gross_actual_minor: Mapped[Minor | None]
    gross_periodised_minor: Mapped[Minor | None]
    gross_original_minor: Mapped[Minor | None]
    gross_revised_minor: Mapped[Minor | None]
    gross_forecast_minor: Mapped[Minor | None]
    line_count: Mapped[int] = mapped_column(BigInteger)
    data_version: Mapped[int] = mapped_column(BigInteger)


class PublishedAggregate(Model):
    """A published figure of a municipality: the one thing read across municipalities. Vintages stand side by side."""

    __tablename__ = "published_aggregate"
    __table_args__ = (Index("ix_published_aggregate_measure", "measure", "fiscal_year", "quarter"),)

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(String(80), primary_key=True)
    scope: Mapped[Key] = mapped_column(primary_key=True)
    vintage: Mapped[Key] = mapped_column(primary_key=True)
    municipality_name: Mapped[str] = mapped_column(String(200))
    value: Mapped[float | None] = mapped_column(Numeric(24, 6, asdecimal=False))
    numerator: Mapped[float | None] = mapped_column(Numeric(24, 6, asdecimal=False))
    denominator: Mapped[float | None] = mapped_column(Numeric(24, 6, asdecimal=False))
    unit: Mapped[Word]
    currency: Mapped[str | None] = mapped_column(String(3))
    source: Mapped[str] = mapped_column(String(300))
    published_on: Mapped[date | None]
    fictional: Mapped[bool] = mapped_column(default=False)
