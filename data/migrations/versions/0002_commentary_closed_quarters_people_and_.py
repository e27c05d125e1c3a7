"""Commentary, closed quarters, people and the trail"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Commentary, closed quarters, people and the trail."""
    op.create_table(
        "audit_event",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("entity", sa.String(length=24), nullable=False),
        sa.Column("entity_key", sa.String(length=300), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("event_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "sequence", name=op.f("pk_audit_event")),
    )
    op.create_table(
        "person",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("display_name", sa.String(length=200), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.municipality_id"], name=op.f("fk_person_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "person_id", name=op.f("pk_person")),
        sa.UniqueConstraint(
            "municipality_id", "issuer", "subject", name=op.f("uq_person_municipality_id_issuer_subject")
        ),
    )
    op.create_table(
        "closed_quarter",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_closed_quarter_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "unit_id", "fiscal_year", "quarter", name=op.f("pk_closed_quarter")),
    )
    op.create_table(
        "commentary",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=80), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("responsible_role", sa.String(length=200), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_commentary_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "unit_id", "fiscal_year", "quarter", "measure", name=op.f("pk_commentary")
        ),
    )
    op.create_table(
        "role_assignment",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["person.municipality_id", "person.person_id"],
            name=op.f("fk_role_assignment_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_role_assignment_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "person_id", "role", "unit_id", "valid_from", name=op.f("pk_role_assignment")
        ),
    )


def downgrade() -> None:
    """Undo: Commentary, closed quarters, people and the trail."""
    op.drop_table("role_assignment")
    op.drop_table("commentary")
    op.drop_table("closed_quarter")
    op.drop_table("person")
    op.drop_table("audit_event")
