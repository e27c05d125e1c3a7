"""Sign-in, the trail of what is read, and small groups"""

import sqlalchemy as sa
from alembic import op

from data.migrations.guards import function_of, let, stopped

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


SAID = "the trail is never changed"
KEYS = {
    "audit_event": (("municipality_id", "sequence"),),
    "audit_subject": (("municipality_id", "person_id", "sequence"),),
}
"""What is for ever, and by which columns a row is told from another."""
NEW_COLUMNS = ("role", "purpose", "entity_version")
FOLDED = "revision 0003"
"""Under this name an event's detail holds what the older schema has no place for, so that going down loses nothing."""
EVENTS = sa.table(
    "audit_event",
    *(sa.column(name) for name in ("municipality_id", "sequence", *NEW_COLUMNS)),
    sa.column("detail", sa.JSON()),
)
SUBJECTS = sa.table(
    "audit_subject", sa.column("municipality_id"), sa.column("person_id", sa.Uuid(as_uuid=False)), sa.column("sequence")
)
TRAIL_KEYS = sa.table("trail_key", sa.column("municipality_id"), sa.column("key", sa.LargeBinary()))


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
        "sign_in_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_link")),
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
        batch_op.add_column(sa.Column("entity_version", sa.BigInteger(), nullable=True))
        batch_op.create_index("ix_audit_event_happened_at", ["municipality_id", "happened_at"], unique=False)

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about_people", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.add_column(sa.Column("people", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withheld", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_view", sa.Boolean(), server_default=sa.false(), nullable=False))
    unfold()
    for statement in stopped(KEYS, SAID, op.get_bind().dialect.name):
        op.execute(statement)


def fold() -> None:
    """Put into each event's detail what the older schema has no place for, and a municipality's key into its first."""
    bind = op.get_bind()
    keys = {town: key.hex() for town, key in bind.execute(sa.select(TRAIL_KEYS))}
    for event in bind.execute(sa.select(EVENTS)).mappings().all():
        kept = {name: event[name] for name in NEW_COLUMNS if event[name] is not None}
        if event["sequence"] == 1 and event["municipality_id"] in keys:
            kept["key"] = keys[event["municipality_id"]]
        if kept:
            bind.execute(this(event).values(detail={**event["detail"], FOLDED: kept}))


def unfold() -> None:
    """Put what was folded back into its columns and tables, and note the persons that events are about."""
    bind = op.get_bind()
    for event in bind.execute(sa.select(EVENTS)).mappings().all():
        detail = dict(event["detail"])
        town, kept = event["municipality_id"], detail.pop(FOLDED, {})
        if "key" in kept:
            bind.execute(TRAIL_KEYS.insert().values(municipality_id=town, key=bytes.fromhex(kept.pop("key"))))
        if kept or detail != event["detail"]:
            bind.execute(this(event).values(detail=detail, **kept))
        for person in detail.get("about", ()):
            values = {"municipality_id": town, "person_id": person, "sequence": event["sequence"]}
            bind.execute(SUBJECTS.insert().values(values))


def this(event: sa.RowMapping) -> sa.Update:
    """Return an update of one event."""
    return EVENTS.update().where(
        EVENTS.c.municipality_id == event["municipality_id"], EVENTS.c.sequence == event["sequence"]
    )


def downgrade() -> None:
    """Undo: Sign-in, the trail of what is read, and small groups."""
    for statement in let(KEYS, op.get_bind().dialect.name):
        op.execute(statement)
    fold()
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_column("public_view")

    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.drop_column("withheld")
        batch_op.drop_column("people")

    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_column("about_people")

    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_happened_at")
        batch_op.drop_column("entity_version")
        batch_op.drop_column("purpose")
        batch_op.drop_column("role")

    op.drop_table("audit_subject")
    op.drop_table("trail_key")
    op.drop_table("sign_in_link")
    op.drop_table("export_ticket")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_session_identity")

    op.drop_table("sign_in_session")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {function_of(SAID)}()")
