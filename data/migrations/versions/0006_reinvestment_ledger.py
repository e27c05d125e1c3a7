"""The reinvestment ledger: rules, savings, postings and what became of them

What stands in the ledger is added to and never changed; a version of the rules is a draft until it is adopted. What
must hold of a transaction is held by triggers on both engines as its states are added, since its postings stand then.
"""

# ruff: noqa: S608 - the statements are made of our own names

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
    seeing,
)

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DECIDED = open_for("benefits", "book", "resolve")
BOOKED = open_for("book")
TABLES = {
    "reinvestment_rule": Table(MUNICIPALITY, open_for("book", "resolve")),
    **dict.fromkeys(("reinvestment_agreement", "fund_loan", "fund_instalment"), Table(MUNICIPALITY, BOOKED, ADD_ONLY)),
    "year_closing": Table(MUNICIPALITY, open_for("resolve"), ADD_ONLY),
    **dict.fromkeys(("saving_lot", "saving_source", "saving_split"), Table(MUNICIPALITY, DECIDED, ADD_ONLY)),
    **dict.fromkeys(
        ("reinvestment_transaction", "reinvestment_posting", "reinvestment_event"),
        Table(MUNICIPALITY, DECIDED, ADD_ONLY),
    ),
    "posting_change": Table(MUNICIPALITY, open_for("book", "resolve"), ADD_ONLY),
}

_CHANGE = "(municipality_id, change_id) IN (SELECT c.municipality_id, c.change_id FROM {} c)"
CLAIMED, NAMED = _CHANGE.format("budget_claim"), _CHANGE.format("posting_change")
"""A budget change that a claim or a posting rests on is seen with it, whoever's unit it is of."""

NEVER = "the reinvestment ledger is never changed"
_TRANSACTION = ("municipality_id", "transaction_id")
FOR_EVER = {
    "reinvestment_agreement": (("municipality_id", "agreement_id"), ("rowid",)),
    "saving_lot": (
        ("municipality_id", "lot_id"),
        ("municipality_id", "benefit_id", "fiscal_year", "period", "beneficiary_id"),
        ("rowid",),
    ),
    "saving_source": (("municipality_id", "lot_id", "source_lot_id"), ("rowid",)),
    "fund_loan": (("municipality_id", "loan_id"), ("rowid",)),
    "fund_instalment": (("municipality_id", "loan_id", "due_on"), ("rowid",)),
    "reinvestment_transaction": (_TRANSACTION, ("rowid",)),
    "saving_split": (_TRANSACTION, ("rowid",)),
    "reinvestment_posting": ((*_TRANSACTION, "number"), ("rowid",)),
    "posting_change": ((*_TRANSACTION, "number", "change_id"), ("rowid",)),
    "reinvestment_event": ((*_TRANSACTION, "state"), (*_TRANSACTION, "follows"), ("rowid",)),
    "year_closing": (("municipality_id", "unit_id", "fiscal_year"), ("rowid",)),
}

ADOPTED = "an adopted rule is never changed"
_REPLACED = (
    "EXISTS (SELECT 1 FROM reinvestment_rule WHERE adopted_at IS NOT NULL AND"
    f" ({same(('municipality_id', 'valid_from'))} OR {same(('rowid',))}))"
)
GUARDED = {
    "INSERT": _REPLACED,
    "UPDATE": f"OLD.adopted_at IS NOT NULL OR {_REPLACED}",
    "DELETE": "OLD.adopted_at IS NOT NULL",
}
"""On SQLite: when a change of a rule is stopped. REPLACE takes rows away without a DELETE."""

MOVES = "('booked', 'spent', 'lapsed', 'carried_over')"
"""States of transactions whose postings have moved money."""
_ITS = "p.municipality_id = NEW.municipality_id AND p.transaction_id = NEW.transaction_id"
_ITS_EVENT = "e.municipality_id = NEW.municipality_id AND e.transaction_id = NEW.transaction_id"
_NAMED = "c.municipality_id = p.municipality_id AND c.transaction_id = p.transaction_id AND c.number = p.number"

RULES = (
    # name, table, when, said
    (
        "posting_after_its_state",
        "reinvestment_posting",
        f"EXISTS (SELECT 1 FROM reinvestment_event e WHERE {_ITS_EVENT})",
        "a transaction takes no more postings",
    ),
    (
        "change_after_its_state",
        "posting_change",
        f"EXISTS (SELECT 1 FROM reinvestment_event e WHERE {_ITS_EVENT} AND e.state IN {MOVES})",
        "a transaction takes no more budget changes",
    ),
    (
        "transaction_out_of_balance",
        "reinvestment_event",
        f"EXISTS (SELECT 1 FROM reinvestment_posting p WHERE {_ITS} GROUP BY p.lot_id HAVING SUM(p.amount_minor) <> 0)",
        "the postings of a transaction sum to nothing",
    ),
    (
        "posting_without_a_change",
        "reinvestment_event",
        f"NEW.state IN {MOVES} AND NEW.kind IN ('allocation', 'appropriation', 'capital', 'loan', 'receipt')"
        f" AND EXISTS (SELECT 1 FROM reinvestment_posting p WHERE {_ITS} AND p.amount_minor <>"
        f" COALESCE((SELECT SUM(c.amount_minor) FROM posting_change c WHERE {_NAMED}), 0))",
        "a posting without a budget change is not booked",
    ),
    (
        "saving_approved_twice",
        "reinvestment_event",
        "NEW.state IN ('approved', 'booked') AND EXISTS (SELECT 1 FROM saving_split p JOIN saving_split o"
        " ON o.municipality_id = p.municipality_id AND o.lot_id = p.lot_id AND o.transaction_id <> p.transaction_id"
        " JOIN reinvestment_event e ON e.municipality_id = o.municipality_id AND e.transaction_id = o.transaction_id"
        f" WHERE {_ITS} AND NEW.kind IN ('allocation', 'loss') AND e.kind IN ('allocation', 'loss')"
        " AND e.state IN ('approved', 'booked') AND NOT EXISTS (SELECT 1 FROM reinvestment_event r"
        " WHERE r.municipality_id = o.municipality_id AND r.transaction_id = o.transaction_id"
        " AND r.state = 'rejected'))",
        "a saving is used once",
    ),
    (
        "account_below_zero",
        "reinvestment_event",
        f"NEW.state IN {MOVES} AND EXISTS (SELECT 1 FROM reinvestment_posting o"
        " JOIN reinvestment_posting p ON p.municipality_id = o.municipality_id AND p.account = o.account"
        " AND COALESCE(p.unit_id, '') = COALESCE(o.unit_id, '')"
        f" JOIN reinvestment_event e ON e.municipality_id = p.municipality_id AND e.transaction_id = p.transaction_id"
        f" AND e.state IN {MOVES}"
        " WHERE o.municipality_id = NEW.municipality_id AND o.transaction_id = NEW.transaction_id"
        " AND o.amount_minor < 0 AND o.account NOT IN ('saving', 'budget')"
        " GROUP BY o.number, p.lot_id, p.loan_id HAVING SUM(p.amount_minor) < 0)",
        "no account of the ledger is below zero",
    ),
)
"""What is looked at once a row is there, by SQL that both engines read."""


def upgrade() -> None:
    """The reinvestment ledger: rules, savings, postings and what became of them."""
    make_tables()
    dialect = op.get_bind().dialect.name
    for statement in (*stopped(FOR_EVER, NEVER, dialect), *adopted_stays(dialect), *rules(dialect)):
        op.execute(statement)
    if dialect == "postgresql":
        seen = f"({WITHIN} OR ({MUNICIPALITY} AND ({CLAIMED} OR {NAMED})))"
        for statement in (*privileges(TABLES), *policies(TABLES), *named_changes(seen)):
            op.execute(statement)


def named_changes(seen: str) -> Iterator[str]:
    """Yield the statements that say anew whose budget changes are seen."""
    yield "DROP POLICY budget_change_select ON budget_change"
    yield seeing("budget_change", seen)


def adopted_stays(dialect: str) -> Iterator[str]:
    """Yield the statements that stop changes of an adopted rule."""
    if dialect == "sqlite":
        for act, when in GUARDED.items():
            name = f"reinvestment_rule_no_{act.lower()}"
            yield f"CREATE TRIGGER {name} BEFORE {act} ON reinvestment_rule WHEN {when} BEGIN {abort(ADOPTED)}; END"
        return
    refuse = f"EXECUTE FUNCTION {function_of(ADOPTED)}()"
    yield refusal(ADOPTED)
    yield (
        "CREATE TRIGGER reinvestment_rule_no_change BEFORE UPDATE OR DELETE ON reinvestment_rule "
        f"FOR EACH ROW WHEN (OLD.adopted_at IS NOT NULL) {refuse}"
    )
    yield (
        f"CREATE TRIGGER reinvestment_rule_no_truncate BEFORE TRUNCATE ON reinvestment_rule FOR EACH STATEMENT {refuse}"
    )


def rules(dialect: str) -> Iterator[str]:
    """Yield the statements that hold what must be true of a transaction."""
    if dialect == "sqlite":
        for name, table, when, said in RULES:
            yield f"CREATE TRIGGER {name} AFTER INSERT ON {table} WHEN {when} BEGIN {abort(said)}; END"
        return
    schema = op.get_bind().scalar(sa.text("SELECT quote_ident(current_schema())"))
    for name, table, when, said in RULES:
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, {schema}, pg_temp"
            f" AS $$ BEGIN IF {when} THEN RAISE EXCEPTION '{said}'; END IF; RETURN NULL; END $$"
        )
        yield f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def make_tables() -> None:
    """Make the tables and their indexes."""
    op.create_table(
        "reinvestment_rule",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kept_as_cut_millionths", sa.Integer(), nullable=False),
        sa.Column("initiator_millionths", sa.Integer(), nullable=False),
        sa.Column("bearer_compensation_millionths", sa.Integer(), nullable=False),
        sa.Column("common_fund_millionths", sa.Integer(), nullable=False),
        sa.Column("threshold_minor", sa.BigInteger(), nullable=False),
        sa.Column("cap_minor", sa.BigInteger(), nullable=True),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("taper", sa.JSON(), nullable=False),
        sa.Column("loan_first", sa.Boolean(), nullable=False),
        sa.Column("recipient_scope", sa.String(length=24), nullable=False),
        sa.Column("staffing_floor_exempt", sa.Boolean(), nullable=False),
        sa.Column("default_account", sa.String(length=24), nullable=False),
        sa.Column("council_resolution", sa.String(length=200), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adopted_by", sa.String(length=200), nullable=True),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(adopted_at IS NULL) = (council_resolution IS NULL) AND (adopted_at IS NULL) = (adopted_by IS NULL)"
            " AND (adopted_at IS NULL) = (resolved_on IS NULL)",
            name=op.f("ck_reinvestment_rule_adopted_by_resolution"),
        ),
        sa.CheckConstraint(
            "kept_as_cut_millionths + initiator_millionths + bearer_compensation_millionths +"
            " common_fund_millionths = 1000000",
            name=op.f("ck_reinvestment_rule_shares_are_whole"),
        ),
        sa.CheckConstraint(
            "kept_as_cut_millionths >= 0 AND initiator_millionths >= 0 AND bearer_compensation_millionths >= 0"
            " AND common_fund_millionths >= 0 AND threshold_minor >= 0 AND years >= 0 AND (cap_minor IS NULL OR"
            " cap_minor >= 0)",
            name=op.f("ck_reinvestment_rule_nothing_below_zero"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.municipality_id"], name=op.f("fk_reinvestment_rule_municipality_id")
        ),
        sa.PrimaryKeyConstraint("municipality_id", "valid_from", name=op.f("pk_reinvestment_rule")),
    )
    op.create_table(
        "fund_loan",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("loan_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_out_on", sa.Date(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_fund_loan_something_lent")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_fund_loan_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "loan_id", name=op.f("pk_fund_loan")),
    )
    op.create_table(
        "fund_instalment",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("loan_id", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_fund_instalment_not_below_zero")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "loan_id"],
            ["fund_loan.municipality_id", "fund_loan.loan_id"],
            name=op.f("fk_fund_instalment_municipality_id_loan_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "loan_id", "due_on", name=op.f("pk_fund_instalment")),
    )
    op.create_table(
        "reinvestment_agreement",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("agreement_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("payer_id", sa.String(length=40), nullable=False),
        sa.Column("receiver_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "amount_minor > 0 AND payer_id <> receiver_id", name=op.f("ck_reinvestment_agreement_two_parties")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "payer_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_reinvestment_agreement_municipality_id_payer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "receiver_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_reinvestment_agreement_municipality_id_receiver_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "agreement_id", name=op.f("pk_reinvestment_agreement")),
    )
    op.create_table(
        "saving_lot",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("lot_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("benefit_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("beneficiary_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "beneficiary_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_saving_lot_municipality_id_beneficiary_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "benefit_id"],
            ["benefit.municipality_id", "benefit.benefit_id"],
            name=op.f("fk_saving_lot_municipality_id_benefit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "lot_id", name=op.f("pk_saving_lot")),
        sa.UniqueConstraint(
            "municipality_id", "benefit_id", "fiscal_year", "period", "beneficiary_id", name="uq_saving_lot_used_once"
        ),
    )
    op.create_table(
        "reinvestment_transaction",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("transaction_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=True),
        sa.Column("price_year", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=True),
        sa.Column("initiative_id", sa.String(length=40), nullable=True),
        sa.Column("measurement_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("agreement_id", sa.String(length=40), nullable=True),
        sa.Column("reverses_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "kind <> 'reversal' OR reverses_id IS NOT NULL", name=op.f("ck_reinvestment_transaction_reverses_something")
        ),
        sa.CheckConstraint(
            "kind NOT IN ('claim', 'receipt') OR agreement_id IS NOT NULL",
            name=op.f("ck_reinvestment_transaction_as_agreed"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "agreement_id"],
            ["reinvestment_agreement.municipality_id", "reinvestment_agreement.agreement_id"],
            name=op.f("fk_reinvestment_transaction_municipality_id_agreement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "initiative_id"],
            ["initiative.municipality_id", "initiative.initiative_id"],
            name=op.f("fk_reinvestment_transaction_municipality_id_initiative_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "measurement_id"],
            ["measurement.municipality_id", "measurement.measurement_id"],
            name=op.f("fk_reinvestment_transaction_municipality_id_measurement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "reverses_id"],
            ["reinvestment_transaction.municipality_id", "reinvestment_transaction.transaction_id"],
            name="fk_reinvestment_reverses",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_reinvestment_transaction_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "transaction_id", name=op.f("pk_reinvestment_transaction")),
        sa.UniqueConstraint("municipality_id", "transaction_id", "kind", name="uq_reinvestment_transaction_kind"),
    )
    op.create_table(
        "saving_source",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("lot_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("source_lot_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint("lot_id <> source_lot_id", name=op.f("ck_saving_source_another_saving")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "lot_id"],
            ["saving_lot.municipality_id", "saving_lot.lot_id"],
            name=op.f("fk_saving_source_municipality_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "source_lot_id"],
            ["saving_lot.municipality_id", "saving_lot.lot_id"],
            name="fk_saving_source_source",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "lot_id", "source_lot_id", name=op.f("pk_saving_source")),
    )
    op.create_table(
        "reinvestment_event",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("transaction_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("follows", sa.String(length=24), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("resolution", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(follows IS NULL AND kind = 'allocation' AND state = 'proposed') OR (follows IS NULL AND kind <>"
            " 'allocation' AND state IN ('booked', 'spent', 'lapsed', 'carried_over')) OR (follows = 'proposed'"
            " AND state IN ('approved', 'rejected')) OR (follows = 'approved' AND state IN ('booked',"
            " 'rejected'))",
            name=op.f("ck_reinvestment_event_in_order"),
        ),
        sa.CheckConstraint(
            "resolution IS NOT NULL OR (state <> 'approved' AND kind NOT IN ('lapse', 'carry_over',"
            " 'appropriation', 'capital', 'loan'))",
            name=op.f("ck_reinvestment_event_by_resolution"),
        ),
        sa.CheckConstraint(
            "state <> 'rejected' OR reason IS NOT NULL", name=op.f("ck_reinvestment_event_rejected_for_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "transaction_id", "follows"],
            ["reinvestment_event.municipality_id", "reinvestment_event.transaction_id", "reinvestment_event.state"],
            name="fk_reinvestment_event_follows",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "transaction_id", "kind"],
            [
                "reinvestment_transaction.municipality_id",
                "reinvestment_transaction.transaction_id",
                "reinvestment_transaction.kind",
            ],
            name="fk_reinvestment_event_transaction",
        ),
        sa.PrimaryKeyConstraint("municipality_id", "transaction_id", "state", name=op.f("pk_reinvestment_event")),
        sa.UniqueConstraint("municipality_id", "transaction_id", "follows", name="uq_reinvestment_event_one_follows"),
    )
    op.create_table(
        "reinvestment_posting",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("transaction_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("loan_id", sa.String(length=40), nullable=True),
        sa.Column("party_id", sa.String(length=40), nullable=True),
        sa.Column("agreement_id", sa.String(length=40), nullable=True),
        sa.CheckConstraint("account <> 'loan' OR loan_id IS NOT NULL", name=op.f("ck_reinvestment_posting_of_a_loan")),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_reinvestment_posting_something_posted")),
        sa.CheckConstraint(
            "party_id IS NULL OR agreement_id IS NOT NULL", name=op.f("ck_reinvestment_posting_shared_as_agreed")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "agreement_id"],
            ["reinvestment_agreement.municipality_id", "reinvestment_agreement.agreement_id"],
            name=op.f("fk_reinvestment_posting_municipality_id_agreement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "loan_id"],
            ["fund_loan.municipality_id", "fund_loan.loan_id"],
            name=op.f("fk_reinvestment_posting_municipality_id_loan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "lot_id"],
            ["saving_lot.municipality_id", "saving_lot.lot_id"],
            name=op.f("fk_reinvestment_posting_municipality_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "party_id"],
            ["party.municipality_id", "party.party_id"],
            name=op.f("fk_reinvestment_posting_municipality_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "transaction_id"],
            ["reinvestment_transaction.municipality_id", "reinvestment_transaction.transaction_id"],
            name=op.f("fk_reinvestment_posting_municipality_id_transaction_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_reinvestment_posting_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "transaction_id", "number", name=op.f("pk_reinvestment_posting")),
    )
    with op.batch_alter_table("reinvestment_posting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reinvestment_posting_account", ["municipality_id", "account", "unit_id"], unique=False
        )

    op.create_table(
        "saving_split",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("transaction_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("lot_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("measurement_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("rule_valid_from", sa.Date(), nullable=False),
        sa.Column("year_number", sa.Integer(), nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), nullable=False),
        sa.Column("operating_cost_minor", sa.BigInteger(), nullable=False),
        sa.Column("loss_carried_minor", sa.BigInteger(), nullable=False),
        sa.Column("booked_reduction_minor", sa.BigInteger(), nullable=False),
        sa.Column("instalment_due_minor", sa.BigInteger(), nullable=False),
        sa.Column("initiator_before_minor", sa.BigInteger(), nullable=False),
        sa.Column("bearer_to_compensate", sa.Boolean(), nullable=False),
        sa.Column("at_minimum_staffing", sa.Boolean(), nullable=False),
        sa.Column("distributable_minor", sa.BigInteger(), nullable=False),
        sa.Column("loss_forward_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "distributable_minor = 0 OR distributable_minor <= gross_minor - operating_cost_minor - loss_carried_minor",
            name=op.f("ck_saving_split_not_above_the_saving"),
        ),
        sa.CheckConstraint(
            "distributable_minor >= 0 AND distributable_minor <= booked_reduction_minor AND loss_carried_minor"
            " >= 0 AND loss_forward_minor >= 0",
            name=op.f("ck_saving_split_not_above_the_cut"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "lot_id"],
            ["saving_lot.municipality_id", "saving_lot.lot_id"],
            name=op.f("fk_saving_split_municipality_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "measurement_id"],
            ["measurement.municipality_id", "measurement.measurement_id"],
            name=op.f("fk_saving_split_municipality_id_measurement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "rule_valid_from"],
            ["reinvestment_rule.municipality_id", "reinvestment_rule.valid_from"],
            name=op.f("fk_saving_split_municipality_id_rule_valid_from"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "transaction_id"],
            ["reinvestment_transaction.municipality_id", "reinvestment_transaction.transaction_id"],
            name=op.f("fk_saving_split_municipality_id_transaction_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "transaction_id", name=op.f("pk_saving_split")),
    )
    with op.batch_alter_table("saving_split", schema=None) as batch_op:
        batch_op.create_index("ix_saving_split_lot_id", ["municipality_id", "lot_id"], unique=False)

    op.create_table(
        "year_closing",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(length=24), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_year_closing_not_below_zero")),
        sa.ForeignKeyConstraint(
            ["municipality_id", "transaction_id"],
            ["reinvestment_transaction.municipality_id", "reinvestment_transaction.transaction_id"],
            name=op.f("fk_year_closing_municipality_id_transaction_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["unit.municipality_id", "unit.unit_id"],
            name=op.f("fk_year_closing_municipality_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("municipality_id", "unit_id", "fiscal_year", name=op.f("pk_year_closing")),
    )
    op.create_table(
        "posting_change",
        sa.Column("municipality_id", sa.String(length=40), nullable=False),
        sa.Column("transaction_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "change_id"],
            ["budget_change.municipality_id", "budget_change.change_id"],
            name=op.f("fk_posting_change_municipality_id_change_id"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id", "transaction_id", "number"],
            [
                "reinvestment_posting.municipality_id",
                "reinvestment_posting.transaction_id",
                "reinvestment_posting.number",
            ],
            name=op.f("fk_posting_change_municipality_id_transaction_id_number"),
        ),
        sa.PrimaryKeyConstraint(
            "municipality_id", "transaction_id", "number", "change_id", name=op.f("pk_posting_change")
        ),
    )
    with op.batch_alter_table("posting_change", schema=None) as batch_op:
        batch_op.create_index("ix_posting_change_change_id", ["municipality_id", "change_id"], unique=False)


def downgrade() -> None:
    """Undo: The reinvestment ledger. Triggers and policies go with the tables."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in named_changes(f"({WITHIN} OR ({MUNICIPALITY} AND {CLAIMED}))"):
            op.execute(statement)
    with op.batch_alter_table("posting_change", schema=None) as batch_op:
        batch_op.drop_index("ix_posting_change_change_id")

    op.drop_table("posting_change")
    op.drop_table("year_closing")
    with op.batch_alter_table("saving_split", schema=None) as batch_op:
        batch_op.drop_index("ix_saving_split_lot_id")

    op.drop_table("saving_split")
    with op.batch_alter_table("reinvestment_posting", schema=None) as batch_op:
        batch_op.drop_index("ix_reinvestment_posting_account")

    op.drop_table("reinvestment_posting")
    op.drop_table("reinvestment_event")
    op.drop_table("saving_source")
    op.drop_table("reinvestment_transaction")
    op.drop_table("saving_lot")
    op.drop_table("reinvestment_agreement")
    op.drop_table("fund_instalment")
    op.drop_table("fund_loan")
    op.drop_table("reinvestment_rule")
    if op.get_bind().dialect.name == "postgresql":
        for function in (function_of(NEVER), function_of(ADOPTED), *(name for name, *_ in RULES)):
            op.execute(f"DROP FUNCTION {function}()")
