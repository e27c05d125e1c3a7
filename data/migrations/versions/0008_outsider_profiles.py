"""Outsider accounts: profiles of what a person costs by age, and the measures weighed against them

A profile is added and never changed: triggers hold it on both engines. A scenario is its unit's; one of the root is
the municipality's, seen by everybody with figures there.
"""

import sqlalchemy as sa
from alembic import op

from data.migrations.guards import function_of, stopped
from data.migrations.protection import (
    ADD_ONLY,
    MUNICIPALITY,
    Table,
    open_for,
    policies,
    privileges,
    right_in,
    right_over,
)

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PROFILED = Table(MUNICIPALITY, open_for("import"), ADD_ONLY)
SEEN = f"({right_over('figures', 'visible')} OR ({MUNICIPALITY} AND unit_id = municipality_id))"
WRITTEN = f"({open_for('benefits', 'import')} AND ({right_in('import')} OR {right_over('benefits', 'visible')}))"
TABLES = {
    "outsider_profile": PROFILED,
    "outsider_profile_cell": PROFILED,
    "outsider_scenario": Table(SEEN, WRITTEN),
}

NEVER = "a profile of costs is never changed"
FOR_EVER = {
    "outsider_profile": (("municipality_id", "profile_id"), ("rowid",)),
    "outsider_profile_cell": (("municipality_id", "profile_id", "age", "level", "kind", "life_group"), ("rowid",)),
}


def upgrade() -> None:
    """Outsider accounts: profiles of what a person costs by age, and the measures weighed against them."""
    make_tables()
    dialect = op.get_bind().dialect.name
    for statement in stopped(FOR_EVER, NEVER, dialect):
        op.execute(statement)
    if dialect == "postgresql":
        for statement in (*privileges(TABLES), *policies(TABLES)):
            op.execute(statement)


def make_tables() -> None:
    """Make the tables and their index."""
    op.create_table(
        "outsider_profile",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("profile_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.municipality_id"], name=op.f("fk_outsider_profile_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "profile_id", name=op.f("pk_outsider_profile")),
    )
    op.create_table(
        "outsider_profile_cell",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("profile_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("age", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("life_group", sa.String(length=24), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("age BETWEEN 18 AND 58", name=op.f("ck_outsider_profile_cell_within_working_life")),
        sa.CheckConstraint(
            "(kind = 'tax' AND amount_minor <= 0) OR (kind <> 'tax' AND amount_minor >= 0)",
            name=op.f("ck_outsider_profile_cell_signed"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "profile_id"],
            ["outsider_profile.municipality_id", "outsider_profile.profile_id"],
            name=op.f("fk_outsider_profile_cell_municipality_id_profile_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "profile_id", "age", "level", "kind", "life_group", name=op.f("pk_outsider_profile_cell")
        ),
    )
    op.create_table(
        "outsider_scenario",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("scenario_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=True),
        sa.Column("target_group", sa.String(length=200), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("success_without_millionths", sa.Integer(), nullable=False),
        sa.Column("success_with_millionths", sa.Integer(), nullable=False),
        sa.Column("move_millionths", sa.Integer(), nullable=False),
        sa.Column("start_age", sa.Integer(), nullable=False),
        sa.Column("cost_minor", sa.JSON(), nullable=False),
        sa.Column("paid_by", sa.String(length=24), nullable=False),
        sa.Column("discount", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "people >= 1 AND success_without_millionths BETWEEN 0 AND 1000000"
            " AND success_with_millionths BETWEEN success_without_millionths AND 1000000"
            " AND move_millionths BETWEEN 0 AND 1000000 AND start_age BETWEEN 18 AND 58",
            name=op.f("ck_outsider_scenario_within_bounds"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_outsider_scenario_municipality_id_initiative_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_outsider_scenario_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "scenario_id", name=op.f("pk_outsider_scenario")),
        sa.UniqueConstraint(
            "municipality_id", "unit_id", "name", name=op.f("uq_outsider_scenario_municipality_id_unit_id_name")
        ),
    )
    with op.batch_alter_table("outsider_scenario", schema=None) as batch_op:
        batch_op.create_index("ix_outsider_scenario_initiative_id", ["municipality_id", "initiative_id"], unique=False)


def downgrade() -> None:
    """Undo: Outsider accounts. Triggers and policies go with the tables."""
    with op.batch_alter_table("outsider_scenario", schema=None) as batch_op:
        batch_op.drop_index("ix_outsider_scenario_initiative_id")

    op.drop_table("outsider_scenario")
    op.drop_table("outsider_profile_cell")
    op.drop_table("outsider_profile")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {function_of(NEVER)}()")
