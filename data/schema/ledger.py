"""Import batches, the immutable ledger lines they brought, and the decisions around a budget."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Document, Identity, Key, Minor, Model, Stamp, Versioned, Word


class ImportBatch(Model):
    """One file (or upload) that was stored: what it was, what it held and whether it counts.

    `control_totals` holds whole minor units by kind, as read from the file; `verify` compares them with the ledger.
    """

    __tablename__ = "import_batch"
    __table_args__ = (Index("ix_import_batch_file", "municipality_id", "profile", "file_hash"),)

    municipality_id: Mapped[Key] = mapped_column(ForeignKey("municipality.municipality_id"), primary_key=True)
    batch_id: Mapped[Identity] = mapped_column(primary_key=True)
    profile: Mapped[Key]
    file_name: Mapped[str] = mapped_column(String(300))
    file_hash: Mapped[str] = mapped_column(String(64))
    fiscal_year: Mapped[int | None]
    period: Mapped[int | None]
    grain: Mapped[Word | None]
    cumulative: Mapped[bool] = mapped_column(default=False)
    periodised: Mapped[bool] = mapped_column(default=False)
    as_of: Mapped[date | None]
    state: Mapped[Word]
    superseded_by: Mapped[Identity | None]
    rows_read: Mapped[int]
    rows_stored: Mapped[int]
    control_totals: Mapped[Document]
    content_digest: Mapped[str] = mapped_column(String(64))
    warnings: Mapped[Document]
    options: Mapped[Document]
    imported_at: Mapped[Stamp]
    imported_by: Mapped[str] = mapped_column(String(200))
    undone_at: Mapped[Stamp | None]
    undone_by: Mapped[str | None] = mapped_column(String(200))


class BatchCoverage(Model):
    """A cell (year, period, kind, account class) that a batch speaks for, and whether it is the one that counts.

    For each cell the newest batch that is not undone is in force; a ledger line counts when its batch's cell does.
    """

    __tablename__ = "batch_coverage"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "batch_id"], ["import_batch.municipality_id", "import_batch.batch_id"]
        ),
        Index("ix_batch_coverage_cell", "municipality_id", "fiscal_year", "kind", "account_class", "period"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    batch_id: Mapped[Identity] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    account_class: Mapped[Word] = mapped_column(primary_key=True)
    grain: Mapped[Word]
    cumulative: Mapped[bool]
    in_force: Mapped[bool]


class DeliveryGap(Model):
    """A unit that a batch says has not delivered a kind for a period: missing, not zero."""

    __tablename__ = "delivery_gap"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "batch_id"], ["import_batch.municipality_id", "import_batch.batch_id"]
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    batch_id: Mapped[Identity] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)


class LedgerLine(Model):
    """An amount as a source stated it: costs and assets positive, income and debt negative. Never changed.

    The key is in the order of the drill-down, so that one index serves both; `line_number` is unique in the batch.
    There is no foreign key: a batch's lines are written in one statement, a check for each takes a fifth of it on
    PostgreSQL, and `verify` finds lines without a batch.
    """

    __tablename__ = "ledger_line"
    __table_args__ = ({"sqlite_with_rowid": False},)

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    function_code: Mapped[Key] = mapped_column(primary_key=True)
    account_code: Mapped[Key] = mapped_column(primary_key=True)
    batch_id: Mapped[Identity] = mapped_column(primary_key=True)
    line_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Word]
    period: Mapped[int]
    account_class: Mapped[Word]
    project: Mapped[Key | None]
    amount_minor: Mapped[Minor]
    text: Mapped[str | None] = mapped_column(Text)


class BudgetChange(Versioned, Model):
    """A decided change of a unit's budget within the year, with who decided it and the reference."""

    __tablename__ = "budget_change"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        Index("ix_budget_change_year", "municipality_id", "fiscal_year", "unit_id"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    change_id: Mapped[Identity] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    decided_on: Mapped[date]
    unit_id: Mapped[Key]
    authority_kind: Mapped[Word]
    reference: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Text)
    amount_minor: Mapped[Minor]
    batch_id: Mapped[Identity | None]


class Adjustment(Versioned, Model):
    """An approved non-controllable deviation: sign of (revised budget - forecast), so an extra cost is negative."""

    __tablename__ = "adjustment"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        Index("ix_adjustment_year", "municipality_id", "fiscal_year", "unit_id"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    adjustment_id: Mapped[Identity] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    period: Mapped[int]
    unit_id: Mapped[Key]
    amount_minor: Mapped[Minor]
    reason: Mapped[str] = mapped_column(Text)
    benefit_text: Mapped[str | None] = mapped_column(Text)
    authority_kind: Mapped[Word]
    reference: Mapped[str] = mapped_column(String(200))
    approved_on: Mapped[date | None]
    batch_id: Mapped[Identity | None]
