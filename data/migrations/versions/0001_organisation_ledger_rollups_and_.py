"""Organisation, ledger, rollups and indicators"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Organisation, ledger, rollups and indicators."""
    op.create_table(
        "account_code",
        sa.Column("chart", sa.String(length=40), nullable=False),
        sa.Column("account_class", sa.String(length=24), nullable=False),
        sa.Column("account_code", sa.String(length=40), nullable=False),
        sa.Column("valid_from_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("account_group", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint(
            "chart", "account_class", "account_code", "valid_from_year", name=op.f("pk_account_code")
        ),
    )
    op.create_table(
        "data_version",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "fiscal_year", name=op.f("pk_data_version")),
    )
    op.create_table(
        "function_code",
        sa.Column("chart", sa.String(length=40), nullable=False),
        sa.Column("function_code", sa.String(length=40), nullable=False),
        sa.Column("valid_from_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("function_group", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("chart", "function_code", "valid_from_year", name=op.f("pk_function_code")),
    )
    op.create_table(
        "function_group",
        sa.Column("chart", sa.String(length=40), nullable=False),
        sa.Column("function_group", sa.String(length=40), nullable=False),
        sa.Column("valid_from_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("chart", "function_group", "valid_from_year", name=op.f("pk_function_group")),
    )
    op.create_table(
        "hierarchy_edge",
        sa.Column("chart", sa.String(length=40), nullable=False),
        sa.Column("hierarchy", sa.String(length=24), nullable=False),
        sa.Column("parent", sa.String(length=80), nullable=False),
        sa.Column("child", sa.String(length=80), nullable=False),
        sa.Column("valid_from_year", sa.Integer(), nullable=False),
        sa.Column("sign", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint(
            "chart", "hierarchy", "parent", "child", "valid_from_year", name=op.f("pk_hierarchy_edge")
        ),
    )
    op.create_table(
        "loaded_period",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("account_class", sa.String(length=24), nullable=False),
        sa.Column("grain", sa.String(length=24), nullable=False),
        sa.Column("cumulative", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "municipality_id", "fiscal_year", "period", "kind", "account_class", name=op.f("pk_loaded_period")
        ),
    )
    op.create_table(
        "municipality",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("currency_exponent", sa.Integer(), nullable=False),
        sa.Column("chart", sa.String(length=40), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", name=op.f("pk_municipality")),
    )
    op.create_table(
        "published_aggregate",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("vintage", sa.String(length=40), nullable=False),
        sa.Column("municipality_name", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Numeric(precision=24, scale=6, asdecimal=False), nullable=True),
        sa.Column("numerator", sa.Numeric(precision=24, scale=6, asdecimal=False), nullable=True),
        sa.Column("denominator", sa.Numeric(precision=24, scale=6, asdecimal=False), nullable=True),
        sa.Column("unit", sa.String(length=24), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "municipality_id",
            "fiscal_year",
            "quarter",
            "measure",
            "scope",
            "vintage",
            name=op.f("pk_published_aggregate"),
        ),
    )
    with op.batch_alter_table("published_aggregate", schema=None) as batch_op:
        batch_op.create_index("ix_published_aggregate_measure", ["measure", "fiscal_year", "quarter"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("period", sa.Integer(), nullable=True),
        sa.Column("grain", sa.String(length=24), nullable=True),
        sa.Column("cumulative", sa.Boolean(), nullable=False),
        sa.Column("periodised", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("superseded_by", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_stored", sa.Integer(), nullable=False),
        sa.Column("control_totals", sa.JSON(), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(length=200), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.municipality_id"], name=op.f("fk_import_batch_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "batch_id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index("ix_import_batch_file", ["municipality_id", "profile", "file_hash"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("indicator_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("dimension", sa.String(length=24), nullable=True),
        sa.Column("unit_of_measure", sa.String(length=80), nullable=False),
        sa.Column("grain", sa.String(length=24), nullable=False),
        sa.Column("function_code", sa.String(length=40), nullable=True),
        sa.Column("objective", sa.String(length=40), nullable=True),
        sa.Column("measures_volume", sa.Boolean(), nullable=False),
        sa.Column("owner_role", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.municipality_id"], name=op.f("fk_indicator_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "indicator_id", name=op.f("pk_indicator")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index("ix_indicator_dimension", ["municipality_id", "dimension"], unique=False)
        batch_op.create_index("ix_indicator_volume", ["municipality_id", "measures_volume"], unique=False)

    op.create_table(
        "parameter",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("parameter", sa.String(length=80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(precision=53), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.municipality_id"], name=op.f("fk_parameter_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "parameter", "valid_from", name=op.f("pk_parameter")),
    )
    op.create_table(
        "unit",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.municipality_id"], name=op.f("fk_unit_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "unit_id", name=op.f("pk_unit")),
    )
    op.create_table(
        "adjustment",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("adjustment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("benefit_text", sa.Text(), nullable=True),
        sa.Column("authority_kind", sa.String(length=24), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_adjustment_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "adjustment_id", name=op.f("pk_adjustment")),
    )
    with op.batch_alter_table("adjustment", schema=None) as batch_op:
        batch_op.create_index("ix_adjustment_year", ["municipality_id", "fiscal_year", "unit_id"], unique=False)

    op.create_table(
        "batch_coverage",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("account_class", sa.String(length=24), nullable=False),
        sa.Column("grain", sa.String(length=24), nullable=False),
        sa.Column("cumulative", sa.Boolean(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "batch_id"],
            ["import_batch.municipality_id", "import_batch.batch_id"],
            name=op.f("fk_batch_coverage_municipality_id_batch_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id",
            "batch_id",
            "fiscal_year",
            "period",
            "kind",
            "account_class",
            name=op.f("pk_batch_coverage"),
        ),
    )
    with op.batch_alter_table("batch_coverage", schema=None) as batch_op:
        batch_op.create_index(
            "ix_batch_coverage_cell",
            ["municipality_id", "fiscal_year", "kind", "account_class", "period"],
            unique=False,
        )

    op.create_table(
        "batch_total",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("account_class", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("function_group", sa.String(length=40), nullable=False),
        sa.Column("account_group", sa.String(length=24), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("line_count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "batch_id"],
            ["import_batch.municipality_id", "import_batch.batch_id"],
            name=op.f("fk_batch_total_municipality_id_batch_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id",
            "batch_id",
            "fiscal_year",
            "period",
            "kind",
            "account_class",
            "unit_id",
            "function_group",
            "account_group",
            name=op.f("pk_batch_total"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "budget_change",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("change_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("authority_kind", sa.String(length=24), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_budget_change_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "change_id", name=op.f("pk_budget_change")),
    )
    with op.batch_alter_table("budget_change", schema=None) as batch_op:
        batch_op.create_index("ix_budget_change_year", ["municipality_id", "fiscal_year", "unit_id"], unique=False)

    op.create_table(
        "delivery_gap",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "batch_id"],
            ["import_batch.municipality_id", "import_batch.batch_id"],
            name=op.f("fk_delivery_gap_municipality_id_batch_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "batch_id", "fiscal_year", "period", "kind", "unit_id", name=op.f("pk_delivery_gap")
        ),
    )
    op.create_table(
        "indicator_value",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("indicator_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Float(precision=53), nullable=True),
        sa.Column("denominator", sa.Float(precision=53), nullable=True),
        sa.Column("value", sa.Float(precision=53), nullable=True),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("line_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "batch_id"],
            ["import_batch.municipality_id", "import_batch.batch_id"],
            name=op.f("fk_indicator_value_municipality_id_batch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "indicator_id"],
            ["indicator.municipality_id", "indicator.indicator_id"],
            name=op.f("fk_indicator_value_municipality_id_indicator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_indicator_value_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id",
            "batch_id",
            "indicator_id",
            "unit_id",
            "fiscal_year",
            "period",
            name=op.f("pk_indicator_value"),
        ),
    )
    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.create_index(
            "ix_indicator_value_indicator", ["municipality_id", "indicator_id", "fiscal_year"], unique=False
        )

    op.create_table(
        "ledger_line",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("function_code", sa.String(length=40), nullable=False),
        sa.Column("account_code", sa.String(length=40), nullable=False),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("line_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("account_class", sa.String(length=24), nullable=False),
        sa.Column("project", sa.String(length=40), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint(
            "municipality_id",
            "fiscal_year",
            "unit_id",
            "function_code",
            "account_code",
            "batch_id",
            "line_number",
            name=op.f("pk_ledger_line"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "position",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("account_class", sa.String(length=24), nullable=False),
        sa.Column("function_group", sa.String(length=40), nullable=False),
        sa.Column("account_group", sa.String(length=24), nullable=False),
        sa.Column("actual_minor", sa.BigInteger(), nullable=True),
        sa.Column("periodised_minor", sa.BigInteger(), nullable=True),
        sa.Column("original_minor", sa.BigInteger(), nullable=True),
        sa.Column("revised_minor", sa.BigInteger(), nullable=True),
        sa.Column("forecast_minor", sa.BigInteger(), nullable=True),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_position_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id",
            "unit_id",
            "fiscal_year",
            "period",
            "account_class",
            "function_group",
            "account_group",
            name=op.f("pk_position"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "target",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("measure", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("target_type", sa.String(length=24), nullable=True),
        sa.Column("desired_low", sa.Float(precision=53), nullable=True),
        sa.Column("desired_high", sa.Float(precision=53), nullable=True),
        sa.Column("accepted_low", sa.Float(precision=53), nullable=True),
        sa.Column("accepted_high", sa.Float(precision=53), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_target_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "measure", "unit_id", "valid_from", name=op.f("pk_target")),
    )
    op.create_table(
        "unit_ancestor",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("ancestor_id", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("distance", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id", "ancestor_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_unit_ancestor_municipality_id_ancestor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_unit_ancestor_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "unit_id", "ancestor_id", "valid_from", name=op.f("pk_unit_ancestor")
        ),
    )
    with op.batch_alter_table("unit_ancestor", schema=None) as batch_op:
        batch_op.create_index(
            "ix_unit_ancestor_subtree", ["municipality_id", "ancestor_id", "valid_from"], unique=False
        )

    op.create_table(
        "unit_succession",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("successor_id", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("share_numerator", sa.Integer(), nullable=False),
        sa.Column("share_denominator", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "successor_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_unit_succession_municipality_id_successor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_unit_succession_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "unit_id", "successor_id", "valid_from", name=op.f("pk_unit_succession")
        ),
    )
    op.create_table(
        "unit_total",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("account_class", sa.String(length=24), nullable=False),
        sa.Column("actual_minor", sa.BigInteger(), nullable=True),
        sa.Column("periodised_minor", sa.BigInteger(), nullable=True),
        sa.Column("original_minor", sa.BigInteger(), nullable=True),
        sa.Column("revised_minor", sa.BigInteger(), nullable=True),
        sa.Column("forecast_minor", sa.BigInteger(), nullable=True),
        sa.Column("gross_actual_minor", sa.BigInteger(), nullable=True),
        sa.Column("gross_periodised_minor", sa.BigInteger(), nullable=True),
        sa.Column("gross_original_minor", sa.BigInteger(), nullable=True),
        sa.Column("gross_revised_minor", sa.BigInteger(), nullable=True),
        sa.Column("gross_forecast_minor", sa.BigInteger(), nullable=True),
        sa.Column("line_count", sa.BigInteger(), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_unit_total_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "unit_id", "fiscal_year", "period", "account_class", name=op.f("pk_unit_total")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit_version",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("parent_unit_id", sa.String(length=40), nullable=True),
        sa.Column("level", sa.String(length=24), nullable=True),
        sa.Column("sector", sa.String(length=200), nullable=True),
        sa.Column("responsible_role", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id", "parent_unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_unit_version_municipality_id_parent_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_unit_version_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "unit_id", "valid_from", name=op.f("pk_unit_version")),
    )


def downgrade() -> None:
    """Undo: Organisation, ledger, rollups and indicators."""
    op.drop_table("unit_version")
    op.drop_table("unit_total")
    op.drop_table("unit_succession")
    with op.batch_alter_table("unit_ancestor", schema=None) as batch_op:
        batch_op.drop_index("ix_unit_ancestor_subtree")

    op.drop_table("unit_ancestor")
    op.drop_table("target")
    op.drop_table("position")
    op.drop_table("ledger_line")
    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.drop_index("ix_indicator_value_indicator")

    op.drop_table("indicator_value")
    op.drop_table("delivery_gap")
    with op.batch_alter_table("budget_change", schema=None) as batch_op:
        batch_op.drop_index("ix_budget_change_year")

    op.drop_table("budget_change")
    op.drop_table("batch_total")
    with op.batch_alter_table("batch_coverage", schema=None) as batch_op:
        batch_op.drop_index("ix_batch_coverage_cell")

    op.drop_table("batch_coverage")
    with op.batch_alter_table("adjustment", schema=None) as batch_op:
        batch_op.drop_index("ix_adjustment_year")

    op.drop_table("adjustment")
    op.drop_table("unit")
    op.drop_table("parameter")
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_index("ix_indicator_volume")
        batch_op.drop_index("ix_indicator_dimension")

    op.drop_table("indicator")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index("ix_import_batch_file")

    op.drop_table("import_batch")
    with op.batch_alter_table("published_aggregate", schema=None) as batch_op:
        batch_op.drop_index("ix_published_aggregate_measure")

    op.drop_table("published_aggregate")
    op.drop_table("municipality")
    op.drop_table("loaded_period")
    op.drop_table("hierarchy_edge")
    op.drop_table("function_group")
    op.drop_table("function_code")
    op.drop_table("data_version")
    op.drop_table("account_code")
