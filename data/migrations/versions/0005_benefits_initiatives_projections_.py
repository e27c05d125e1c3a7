"""Benefits: initiatives, projections, measurements and claims

What was measured, shown and verified is never changed, nor is an adopted projection: triggers hold it on both engines.
On PostgreSQL the new tables are protected as the older ones are in revision 0004.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from data.migrations.guards import abort, function_of, refusal, same, stopped
from data.migrations.protection import (
    ADD_ONLY,
    MUNICIPALITY,
    WITHIN,
    Table,
    open_for,
    policies,
    privileges,
    right_in,
    right_over,
    seeing,
)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ENTERED = open_for("benefits", "import")
OVER_UNIT = f"({ENTERED} AND ({right_in('import')} OR {right_over('benefits', 'visible')}))"
VERIFIED = open_for("verify", "import")
OF_ALL = Table(MUNICIPALITY, ENTERED)
"""An initiative is the municipality's: who pays for it and who gains by it are seldom in the same unit."""
OF_A_UNIT = Table(MUNICIPALITY, OVER_UNIT)

TABLES = {
    **dict.fromkeys(("party", "initiative_partner", "affected_group"), OF_ALL),
    **dict.fromkeys(("initiative", "benefit", "budget_claim"), OF_A_UNIT),
    **dict.fromkeys(("benefit_dependency", "benefit_prerequisite"), OF_ALL),
    **dict.fromkeys(("projection", "projection_line"), OF_ALL),
    **dict.fromkeys(("unpriced_effect", "scenario", "adoption"), OF_ALL),
    **dict.fromkeys(("measurement", "measured_route", "measurement_evidence"), Table(MUNICIPALITY, ENTERED, ADD_ONLY)),
    "verification": Table(MUNICIPALITY, VERIFIED, ADD_ONLY),
    "evidence_file": Table(right_over("lines", "visible"), OVER_UNIT, ADD_ONLY),
}

CLAIMED = "(municipality_id, change_id) IN (SELECT c.municipality_id, c.change_id FROM budget_claim c)"
"""A claim is booked while its budget change counts: whoever sees the one sees the other, or sums would differ."""

MEASURED = "what was measured is never changed"
FOR_EVER = {
    "evidence_file": (("municipality_id", "content_hash", "unit_id"), ("rowid",)),
    "measurement": (
        ("municipality_id", "measurement_id"),
        ("municipality_id", "benefit_id", "fiscal_year", "period", "beneficiary_id", "revision"),
        ("rowid",),
    ),
    "measured_route": (("municipality_id", "measurement_id", "route"), ("rowid",)),
    "measurement_evidence": (("municipality_id", "measurement_id", "number"), ("rowid",)),
    "verification": (("municipality_id", "measurement_id"), ("rowid",)),
}

ADOPTED = "an adopted projection is never changed"
PROJECTION = ("municipality_id", "initiative_id", "projection_number")
REPLACED = (
    f"EXISTS (SELECT 1 FROM projection WHERE adopted_at IS NOT NULL AND ({same(PROJECTION)} OR {same(('rowid',))}))"  # noqa: S608 - our own names
)
LINE_THERE = f"EXISTS (SELECT 1 FROM projection_line WHERE {same(('rowid',))})"  # noqa: S608 - our own names


def no_draft(row: str) -> str:
    """Return the condition: a line (NEW or OLD) is of no projection that is still a draft."""
    its = " AND ".join(f"{name} = {row}.{name}" for name in PROJECTION)
    return f"NOT EXISTS (SELECT 1 FROM projection WHERE {its} AND adopted_at IS NULL)"  # noqa: S608 - our own names


GUARDED = {
    ("projection", "INSERT"): REPLACED,
    ("projection", "UPDATE"): f"OLD.adopted_at IS NOT NULL OR {REPLACED}",
    ("projection", "DELETE"): "OLD.adopted_at IS NOT NULL",
    ("projection_line", "INSERT"): f"{no_draft('NEW')} OR {LINE_THERE}",
    ("projection_line", "UPDATE"): f"{no_draft('OLD')} OR {no_draft('NEW')} OR NEW.rowid <> OLD.rowid",
    ("projection_line", "DELETE"): no_draft("OLD"),
}
"""On SQLite: when a change is stopped. REPLACE takes rows away without a DELETE, by the key or by the row's number."""

ONLY_DRAFTS = """
CREATE FUNCTION only_lines_of_drafts_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, {schema}, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT municipality_id, initiative_id, projection_number FROM changed) AS touched
        WHERE NOT EXISTS (
            SELECT FROM projection its WHERE its.municipality_id = touched.municipality_id
            AND its.initiative_id = touched.initiative_id AND its.projection_number = touched.projection_number
            AND its.adopted_at IS NULL
        )
    ) THEN
        RAISE EXCEPTION '{said}';
    END IF;
    RETURN NULL;
END $$
"""
LINE_CHANGES = (("insert", "NEW"), ("update", "OLD"), ("update", "NEW"), ("delete", "OLD"))


def upgrade() -> None:
    """Benefits: initiatives, projections, measurements and claims."""
    make_tables()
    for statement in (*stopped(FOR_EVER, MEASURED, op.get_bind().dialect.name), *adopted_stays()):
        op.execute(statement)
    if op.get_bind().dialect.name != "postgresql":
        return
    for statement in (
        *privileges(TABLES),
        *policies(TABLES),
        *claimed_changes(f"({WITHIN} OR ({MUNICIPALITY} AND {CLAIMED}))"),
    ):
        op.execute(statement)


def claimed_changes(seen: str) -> Iterator[str]:
    """Yield the statements that say anew whose budget changes are seen."""
    yield "DROP POLICY budget_change_select ON budget_change"
    yield seeing("budget_change", seen)


def adopted_stays() -> Iterator[str]:
    """Yield the statements that stop changes of an adopted projection and its lines; a draft may change."""
    if op.get_bind().dialect.name == "sqlite":
        for (table, act), when in GUARDED.items():
            name = f"{table}_no_{act.lower()}"
            yield f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} BEGIN {abort(ADOPTED)}; END"
        return
    schema = op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())"))
    yield refusal(ADOPTED)
    yield ONLY_DRAFTS.format(schema=schema, said=ADOPTED)
    refuse = f"EXECUTE FUNCTION {function_of(ADOPTED)}()"
    yield (
        "CREATE TRIGGER projection_no_change BEFORE UPDATE OR DELETE ON projection "
        f"FOR EACH ROW WHEN (OLD.adopted_at IS NOT NULL) {refuse}"
    )
    for table in ("projection", "projection_line"):
        yield f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
    for act, side in LINE_CHANGES:  # afterwards: policies speak first, and a file's lines are looked at all at once
        yield (
            f"CREATE TRIGGER projection_line_no_{act}_{side.lower()} AFTER {act.upper()} ON projection_line "
            f"REFERENCING {side} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION only_lines_of_drafts_change()"
        )


def make_tables() -> None:
    """Make the tables and their indexes."""
    op.create_table(
        "evidence_file",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_evidence_file_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "content_hash", "unit_id", name=op.f("pk_evidence_file")),
    )
    op.create_table(
        "initiative",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("phase", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("decider_role", sa.String(length=200), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("next_decision_on", sa.Date(), nullable=True),
        sa.Column("leader_term_ends_on", sa.Date(), nullable=True),
        sa.Column("price_year", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("realisation_budget_minor", sa.BigInteger(), nullable=True),
        sa.Column("cost_low_millionths", sa.Integer(), nullable=True),
        sa.Column("cost_high_millionths", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_initiative_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", name=op.f("pk_initiative")),
    )
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.create_index("ix_initiative_unit_id", ["municipality_id", "unit_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("party_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_party_municipality_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.municipality_id"], name=op.f("fk_party_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "party_id", name=op.f("pk_party")),
    )
    op.create_table(
        "adoption",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("adopter", sa.String(length=80), nullable=False),
        sa.Column("adopters_planned", sa.Integer(), nullable=False),
        sa.Column("adopters_now", sa.Integer(), nullable=True),
        sa.Column("gain_per_adopter_minor", sa.BigInteger(), nullable=False),
        sa.Column("fixed_cost_minor", sa.BigInteger(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_adoption_municipality_id_initiative_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", name=op.f("pk_adoption")),
    )
    op.create_table(
        "affected_group",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_affected_group_municipality_id_initiative_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", "kind", name=op.f("pk_affected_group")),
    )
    op.create_table(
        "benefit",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("benefit_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("benefit_type", sa.String(length=24), nullable=False),
        sa.Column("wizard_type", sa.String(length=24), nullable=False),
        sa.Column("dfo_type", sa.String(length=24), nullable=False),
        sa.Column("ks_type", sa.String(length=24), nullable=True),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("owner_role", sa.String(length=200), nullable=True),
        sa.Column("unexpected", sa.Boolean(), nullable=False),
        sa.Column("staffing_floor", sa.Boolean(), nullable=False),
        sa.Column("indicator_id", sa.String(length=40), nullable=True),
        sa.Column("unit_of_measure", sa.String(length=80), nullable=True),
        sa.Column("better", sa.String(length=24), nullable=False),
        sa.Column("grain", sa.String(length=24), nullable=False),
        sa.Column("first_effect_on", sa.Date(), nullable=True),
        sa.Column("baseline_value", sa.Float(precision=53), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("baseline_method", sa.String(length=300), nullable=True),
        sa.Column("baseline_count", sa.Integer(), nullable=True),
        sa.Column("baseline_population", sa.Integer(), nullable=True),
        sa.Column("compared_with", sa.String(length=300), nullable=True),
        sa.Column("compared_before", sa.Float(precision=53), nullable=True),
        sa.Column("volume_before", sa.Float(precision=53), nullable=True),
        sa.Column("unit_cost_before_minor", sa.BigInteger(), nullable=True),
        sa.Column("fixed_cost_before_minor", sa.BigInteger(), nullable=True),
        sa.Column("counterfactual", sa.String(length=24), nullable=False),
        sa.Column("deadweight_millionths", sa.Integer(), nullable=False),
        sa.Column("displacement_millionths", sa.Integer(), nullable=False),
        sa.Column("attribution_millionths", sa.Integer(), nullable=False),
        sa.Column("drop_off_millionths", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.String(length=24), nullable=False),
        sa.Column("low_millionths", sa.Integer(), nullable=True),
        sa.Column("high_millionths", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_benefit_municipality_id_initiative_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_benefit_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "benefit_id", name=op.f("pk_benefit")),
    )
    with op.batch_alter_table("benefit", schema=None) as batch_op:
        batch_op.create_index("ix_benefit_indicator_id", ["municipality_id", "indicator_id"], unique=False)
        batch_op.create_index("ix_benefit_initiative_id", ["municipality_id", "initiative_id"], unique=False)

    op.create_table(
        "initiative_partner",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("party_id", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_initiative_partner_municipality_id_initiative_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "party_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_initiative_partner_municipality_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", "party_id", name=op.f("pk_initiative_partner")),
    )
    op.create_table(
        "projection",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("projection_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("decision_reference", sa.String(length=200), nullable=True),
        sa.Column("authority_kind", sa.String(length=24), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_by", sa.String(length=200), nullable=True),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_projection_municipality_id_initiative_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", "projection_number", name=op.f("pk_projection")),
    )
    op.create_table(
        "scenario",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("probability_millionths", sa.Integer(), nullable=False),
        sa.Column("benefit_factor_millionths", sa.Integer(), nullable=False),
        sa.Column("cost_factor_millionths", sa.Integer(), nullable=False),
        sa.Column("stop_year", sa.Integer(), nullable=True),
        sa.Column("stop_cost_minor", sa.BigInteger(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_scenario_municipality_id_initiative_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", "number", name=op.f("pk_scenario")),
    )
    op.create_table(
        "unpriced_effect",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("importance", sa.String(length=24), nullable=False),
        sa.Column("magnitude", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_unpriced_effect_municipality_id_initiative_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "party_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_unpriced_effect_municipality_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "initiative_id", "number", name=op.f("pk_unpriced_effect")),
    )
    op.create_table(
        "benefit_dependency",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("benefit_id", sa.String(length=40), nullable=False),
        sa.Column("leads_to_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "benefit_id"],
            ["benefit.municipality_id", "benefit.benefit_id"],
            name=op.f("fk_benefit_dependency_municipality_id_benefit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "leads_to_id"],
            ["benefit.municipality_id", "benefit.benefit_id"],
            name=op.f("fk_benefit_dependency_municipality_id_leads_to_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "benefit_id", "leads_to_id", name=op.f("pk_benefit_dependency")),
    )
    op.create_table(
        "benefit_prerequisite",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("benefit_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("responsible_role", sa.String(length=200), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "benefit_id"],
            ["benefit.municipality_id", "benefit.benefit_id"],
            name=op.f("fk_benefit_prerequisite_municipality_id_benefit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "benefit_id", "number", name=op.f("pk_benefit_prerequisite")),
    )
    op.create_table(
        "budget_claim",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("claim_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("benefit_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("function_code", sa.String(length=40), nullable=True),
        sa.Column("account_code", sa.String(length=40), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("responsible_role", sa.String(length=200), nullable=False),
        sa.Column("change_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "benefit_id"],
            ["benefit.municipality_id", "benefit.benefit_id"],
            name=op.f("fk_budget_claim_municipality_id_benefit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "change_id"],
            ["budget_change.municipality_id", "budget_change.change_id"],
            name=op.f("fk_budget_claim_municipality_id_change_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_budget_claim_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "claim_id", name=op.f("pk_budget_claim")),
    )
    with op.batch_alter_table("budget_claim", schema=None) as batch_op:
        batch_op.create_index("ix_budget_claim_benefit_id", ["municipality_id", "benefit_id"], unique=False)
        batch_op.create_index("ix_budget_claim_change_id", ["municipality_id", "change_id"], unique=False)

    op.create_table(
        "measurement",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("measurement_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("benefit_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("beneficiary_id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Float(precision=53), nullable=True),
        sa.Column("price_year", sa.Integer(), nullable=False),
        sa.Column("value_after", sa.Float(precision=53), nullable=True),
        sa.Column("compared_after", sa.Float(precision=53), nullable=True),
        sa.Column("volume_after", sa.Float(precision=53), nullable=True),
        sa.Column("cost_after_minor", sa.BigInteger(), nullable=True),
        sa.Column("method", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("entered_role", sa.String(length=200), nullable=False),
        sa.Column("batch_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id", "beneficiary_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_measurement_municipality_id_beneficiary_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "benefit_id"],
            ["benefit.municipality_id", "benefit.benefit_id"],
            name=op.f("fk_measurement_municipality_id_benefit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "measurement_id", name=op.f("pk_measurement")),
        sa.UniqueConstraint(
            "municipality_id",
            "benefit_id",
            "fiscal_year",
            "period",
            "beneficiary_id",
            "revision",
            name="uq_measurement_revision",
        ),
    )
    op.create_table(
        "projection_line",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.String(length=40), nullable=False),
        sa.Column("projection_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("benefit_id", sa.String(length=40), nullable=True),
        sa.Column("flow", sa.String(length=24), nullable=False),
        sa.Column("bearer_id", sa.String(length=40), nullable=True),
        sa.Column("beneficiary_id", sa.String(length=40), nullable=True),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Float(precision=53), nullable=True),
        sa.Column("route", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id", "bearer_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_projection_line_municipality_id_bearer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "beneficiary_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_projection_line_municipality_id_beneficiary_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "benefit_id"],
            ["benefit.municipality_id", "benefit.benefit_id"],
            name=op.f("fk_projection_line_municipality_id_benefit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id", "projection_number"],
            ["projection.municipality_id", "projection.initiative_id", "projection.projection_number"],
            name=op.f("fk_projection_line_municipality_id_initiative_id_projection_number"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "initiative_id", "projection_number", "line_number", name=op.f("pk_projection_line")
        ),
    )
    op.create_table(
        "measured_route",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("measurement_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("route", sa.String(length=24), nullable=False),
        sa.Column("hours", sa.Float(precision=53), nullable=False),
        sa.Column("cut_basis", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id", "measurement_id"],
            ["measurement.municipality_id", "measurement.measurement_id"],
            name=op.f("fk_measured_route_municipality_id_measurement_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "measurement_id", "route", name=op.f("pk_measured_route")),
    )
    op.create_table(
        "measurement_evidence",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("measurement_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("supports_minor", sa.BigInteger(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("file_unit_id", sa.String(length=40), nullable=True),
        sa.Column("ledger_kind", sa.String(length=24), nullable=True),
        sa.Column("ledger_year", sa.Integer(), nullable=True),
        sa.Column("ledger_unit_id", sa.String(length=40), nullable=True),
        sa.Column("ledger_function_code", sa.String(length=40), nullable=True),
        sa.Column("ledger_account_code", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id", "content_hash", "file_unit_id"],
            ["evidence_file.municipality_id", "evidence_file.content_hash", "evidence_file.unit_id"],
            name=op.f("fk_measurement_evidence_municipality_id_content_hash_file_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "measurement_id"],
            ["measurement.municipality_id", "measurement.measurement_id"],
            name=op.f("fk_measurement_evidence_municipality_id_measurement_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "measurement_id", "number", name=op.f("pk_measurement_evidence")),
    )
    op.create_table(
        "verification",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("measurement_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("verdict", sa.String(length=24), nullable=False),
        sa.Column("verified_minor", sa.BigInteger(), nullable=True),
        sa.Column("verifier_role", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "measurement_id"],
            ["measurement.municipality_id", "measurement.measurement_id"],
            name=op.f("fk_verification_municipality_id_measurement_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "measurement_id", name=op.f("pk_verification")),
    )


def downgrade() -> None:
    """Undo: Benefits: initiatives, projections, measurements and claims. Triggers and policies go with the tables."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in claimed_changes(WITHIN):
            op.execute(statement)
    op.drop_table("verification")
    op.drop_table("measurement_evidence")
    op.drop_table("measured_route")
    op.drop_table("projection_line")
    op.drop_table("measurement")
    with op.batch_alter_table("budget_claim", schema=None) as batch_op:
        batch_op.drop_index("ix_budget_claim_change_id")
        batch_op.drop_index("ix_budget_claim_benefit_id")

    op.drop_table("budget_claim")
    op.drop_table("benefit_prerequisite")
    op.drop_table("benefit_dependency")
    op.drop_table("unpriced_effect")
    op.drop_table("scenario")
    op.drop_table("projection")
    op.drop_table("initiative_partner")
    with op.batch_alter_table("benefit", schema=None) as batch_op:
        batch_op.drop_index("ix_benefit_initiative_id")
        batch_op.drop_index("ix_benefit_indicator_id")

    op.drop_table("benefit")
    op.drop_table("affected_group")
    op.drop_table("adoption")
    op.drop_table("party")
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.drop_index("ix_initiative_unit_id")

    op.drop_table("initiative")
    op.drop_table("evidence_file")
    if op.get_bind().dialect.name == "postgresql":
        for function in (function_of(MEASURED), function_of(ADOPTED), "only_lines_of_drafts_change"):
            op.execute(f"DROP FUNCTION {function}()")
