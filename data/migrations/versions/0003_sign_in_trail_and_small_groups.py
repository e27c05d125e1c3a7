"""Sign-in, the trail of what is read, and small groups"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


FOR_EVER = ("audit_event", "audit_subject")


def upgrade() -> None:
    """Sign-in, the trail of what is read, and small groups."""
    op.create_table(
        "sign_in_session",
        sa.Column("session_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("provider", sa.String(length=80), nullable=False),
        sa.Column("acr", sa.String(length=200), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_session_token_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_session_identity", ["issuer", "subject"], unique=False)

    op.create_table(
        "export_ticket",
        sa.Column("ticket_hash", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sign_in_session.session_id"], name=op.f("fk_export_ticket_session_id")
        ),
        sa.PrimaryKeyConstraint("ticket_hash", name=op.f("pk_export_ticket")),
    )
    op.create_table(
        "trail_key",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.municipality_id"], name=op.f("fk_trail_key_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", name=op.f("pk_trail_key")),
    )
    op.create_table(
        "audit_subject",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "person_id"],
            ["person.municipality_id", "person.person_id"],
            name=op.f("fk_audit_subject_municipality_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "sequence"],
            ["audit_event.municipality_id", "audit_event.sequence"],
            name=op.f("fk_audit_subject_municipality_id_sequence"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "person_id", "sequence", name=op.f("pk_audit_subject")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("role", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("purpose", sa.String(length=200), nullable=True))
        batch_op.create_index("ix_audit_event_happened_at", ["municipality_id", "happened_at"], unique=False)

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about_people", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.add_column(sa.Column("people", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withheld", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_view", sa.Boolean(), server_default=sa.false(), nullable=False))
    for table in FOR_EVER:
        stop_changes(table)


def stop_changes(table: str) -> None:
    """Let rows be added to a table and never changed or taken away."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the trail is never changed'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION the_trail_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the trail is never changed'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION the_trail_is_never_changed()"
    )


def let_changes(table: str) -> None:
    """Take the triggers away."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(f"DROP TRIGGER {table}_no_{act.lower()}")
        return
    op.execute(f"DROP TRIGGER {table}_no_change ON {table}")


def downgrade() -> None:
    """Undo: Sign-in, the trail of what is read, and small groups."""
    for table in FOR_EVER:
        let_changes(table)
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_column("public_view")

    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.drop_column("withheld")
        batch_op.drop_column("people")

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_column("about_people")

    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_happened_at")
        batch_op.drop_column("purpose")
        batch_op.drop_column("role")

    op.drop_table("audit_subject")
    op.drop_table("trail_key")
    op.drop_table("export_ticket")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_session_identity")

    op.drop_table("sign_in_session")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION the_trail_is_never_changed()")
