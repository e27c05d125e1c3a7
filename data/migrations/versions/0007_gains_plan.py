"""The gains plan: measures, operating costs, who applies, and the versions that were adopted

An adopted version is added and never changed: triggers hold it on both engines.
"""

import sqlalchemy as sa
from alembic import op

from data.migrations.guards import function_of, stopped
from data.migrations.protection import ADD_ONLY, MUNICIPALITY, Table, open_for, policies, privileges

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ENTERED = open_for("benefits", "import")
TABLES = {
    **dict.fromkeys(("gains_plan", "gains_measure", "gains_operating_cost"), Table(MUNICIPALITY, ENTERED)),
    "gains_adoption": Table(MUNICIPALITY, ENTERED, ADD_ONLY),
}
ADOPTED = "an adopted gains plan is never changed"
FOR_EVER = {"gains_adoption": (("municipality_id", "initiative_id", "number"), ("rowid",))}


def upgrade() -> None:
    """The gains plan."""
    make_tables()
    dialect = op.get_bind().dialect.name
    for statement in stopped(FOR_EVER, ADOPTED, dialect):
        op.execute(statement)
    if dialect == "postgresql":
        for statement in (*privileges(TABLES), *policies(TABLES)):
            op.execute(statement)


def make_tables() -> None:
    """Make the tables."""
    op.create_table(
        "gains_plan",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("applicant_id", sa.String(length=40), nullable=True),
        sa.Column("grant_category", sa.String(length=24), nullable=False),
        sa.Column("total_cost_minor", sa.BigInteger(), nullable=True),
        sa.Column("budget_years", sa.Integer(), nullable=True),
        sa.Column("grant_applied_minor", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(total_cost_minor IS NULL OR total_cost_minor > 0) AND (budget_years IS NULL OR budget_years > 0)"
            " AND (grant_applied_minor IS NULL OR grant_applied_minor >= 0)",
            name=op.f("ck_gains_plan_amounts_make_sense"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "applicant_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_gains_plan_municipality_id_applicant_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_gains_plan_municipality_id_initiative_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", name=op.f("pk_gains_plan")),
    )
    op.create_table(
        "gains_measure",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("responsible_role", sa.String(length=200), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("follow_up", sa.String(length=300), nullable=True),
        sa.Column("quantification", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["gains_plan.municipality_id", "gains_plan.initiative_id"],
            name=op.f("fk_gains_measure_municipality_id_initiative_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", "number", name=op.f("pk_gains_measure")),
    )
    op.create_table(
        "gains_operating_cost",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("entity_id", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_gains_operating_cost_not_below_zero")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["gains_plan.municipality_id", "gains_plan.initiative_id"],
            name=op.f("fk_gains_operating_cost_municipality_id_initiative_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", "entity_id", name=op.f("pk_gains_operating_cost")),
    )
    op.create_table(
        "gains_adoption",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("decision_reference", sa.String(length=200), nullable=False),
        sa.Column("authority_kind", sa.String(length=24), nullable=False),
        sa.Column("projection_number", sa.Integer(), nullable=False),
        sa.Column("plan_version", sa.BigInteger(), nullable=False),
        sa.Column("rule_valid_from", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("number > 0 AND decision_reference <> ''", name=op.f("ck_gains_adoption_by_decision")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["gains_plan.municipality_id", "gains_plan.initiative_id"],
            name=op.f("fk_gains_adoption_municipality_id_initiative_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id", "projection_number"],
            ["projection.municipality_id", "projection.initiative_id", "projection.projection_number"],
            name="fk_gains_adoption_projection",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", "number", name=op.f("pk_gains_adoption")),
    )


def downgrade() -> None:
    """Undo: The gains plan. Triggers and policies go with the tables."""
    for table in ("gains_adoption", "gains_operating_cost", "gains_measure", "gains_plan"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {function_of(ADOPTED)}()")
