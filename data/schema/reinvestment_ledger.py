"""The reinvestment ledger itself: transactions, postings and the states they came to. Added to, and never changed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Identity, Key, Minor, Model, Stamp, Word
from data.schema.reinvestment import AGREEMENT, LOAN, LOT, PARTY, RULE, UNIT, of

TRANSACTION = ["reinvestment_transaction.municipality_id", "reinvestment_transaction.transaction_id"]
MEASUREMENT = ["measurement.municipality_id", "measurement.measurement_id"]
CHANGE = ["budget_change.municipality_id", "budget_change.change_id"]


class ReinvestmentTransaction(Model):
    """One thing that happened to money of the ledger; its postings sum to 0. Kroner are of `price_year`, nominal.

    `unit_id` is the unit it is about (null: the municipality), `initiative_id` what was paid for by it.
    """

    __tablename__ = "reinvestment_transaction"
    __table_args__ = (
        of("unit_id", UNIT),
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
        of("measurement_id", MEASUREMENT),
        of("agreement_id", AGREEMENT),
        ForeignKeyConstraint(["municipality_id", "reverses_id"], TRANSACTION, name="fk_reinvestment_reverses"),
        UniqueConstraint("municipality_id", "transaction_id", "kind", name="uq_reinvestment_transaction_kind"),
        CheckConstraint("kind <> 'reversal' OR reverses_id IS NOT NULL", name="reverses_something"),
        CheckConstraint("kind NOT IN ('claim', 'receipt') OR agreement_id IS NOT NULL", name="as_agreed"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    transaction_id: Mapped[Identity] = mapped_column(primary_key=True)
    kind: Mapped[Word]
    unit_id: Mapped[Key | None]
    price_year: Mapped[int]
    purpose: Mapped[str | None] = mapped_column(String(300))
    initiative_id: Mapped[Key | None]
    measurement_id: Mapped[Identity | None]
    agreement_id: Mapped[Key | None]
    reverses_id: Mapped[Identity | None]
    written_at: Mapped[Stamp]
    written_by: Mapped[str] = mapped_column(String(200))


class SavingSplit(Model):
    """How a saving was worked out and shared by a version of the rules: of an allocation, or of its reversal."""

    __tablename__ = "saving_split"
    __table_args__ = (
        of("transaction_id", TRANSACTION),
        of("lot_id", LOT),
        of("measurement_id", MEASUREMENT),
        ForeignKeyConstraint(["municipality_id", "rule_valid_from"], RULE),
        CheckConstraint(
            "distributable_minor >= 0 AND distributable_minor <= booked_reduction_minor AND loss_carried_minor >= 0"
            " AND loss_forward_minor >= 0",
            name="not_above_the_cut",
        ),
        CheckConstraint(
            "distributable_minor = 0 OR distributable_minor <= gross_minor - operating_cost_minor - loss_carried_minor",
            name="not_above_the_saving",
        ),
        Index("ix_saving_split_lot_id", "municipality_id", "lot_id"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    transaction_id: Mapped[Identity] = mapped_column(primary_key=True)
    lot_id: Mapped[Identity]
    measurement_id: Mapped[Identity]
    rule_valid_from: Mapped[date]
    year_number: Mapped[int]
    gross_minor: Mapped[Minor]
    operating_cost_minor: Mapped[Minor]
    loss_carried_minor: Mapped[Minor]
    booked_reduction_minor: Mapped[Minor]
    instalment_due_minor: Mapped[Minor]
    initiator_before_minor: Mapped[Minor]
    bearer_to_compensate: Mapped[bool]
    at_minimum_staffing: Mapped[bool]
    distributable_minor: Mapped[Minor]
    loss_forward_minor: Mapped[Minor]


class ReinvestmentPosting(Model):
    """An amount on an account of a unit (null: the municipality): + fills it, - empties it.

    `lot_id` is the saving that the kroner came from (null: none); a share of another legal entity names it and the
    agreement.
    """

    __tablename__ = "reinvestment_posting"
    __table_args__ = (
        of("transaction_id", TRANSACTION),
        of("unit_id", UNIT),
        of("lot_id", LOT),
        of("loan_id", LOAN),
        of("party_id", PARTY),
        of("agreement_id", AGREEMENT),
        CheckConstraint("amount_minor <> 0", name="something_posted"),
        CheckConstraint("account <> 'loan' OR loan_id IS NOT NULL", name="of_a_loan"),
        CheckConstraint("party_id IS NULL OR agreement_id IS NOT NULL", name="shared_as_agreed"),
        Index("ix_reinvestment_posting_account", "municipality_id", "account", "unit_id"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    transaction_id: Mapped[Identity] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[Word]
    unit_id: Mapped[Key | None]
    amount_minor: Mapped[Minor]
    lot_id: Mapped[Identity | None]
    loan_id: Mapped[Key | None]
    party_id: Mapped[Key | None]
    agreement_id: Mapped[Key | None]


class PostingChange(Model):
    """The budget change that carries out a posting, or a part of it; parts have the posting's sign and sum to it."""

    __tablename__ = "posting_change"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "transaction_id", "number"],
            [
                "reinvestment_posting.municipality_id",
                "reinvestment_posting.transaction_id",
                "reinvestment_posting.number",
            ],
        ),
        of("change_id", CHANGE),
        Index("ix_posting_change_change_id", "municipality_id", "change_id"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    transaction_id: Mapped[Identity] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    change_id: Mapped[Identity] = mapped_column(primary_key=True)
    amount_minor: Mapped[Minor]


class ReinvestmentEvent(Model):
    """A state that a transaction came to, on a day, and the state it `follows` (null: the first).

    Each state is come to once, and one alone follows another.
    """

    __tablename__ = "reinvestment_event"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "transaction_id", "kind"],
            [*TRANSACTION, "reinvestment_transaction.kind"],
            name="fk_reinvestment_event_transaction",
        ),
        ForeignKeyConstraint(
            ["municipality_id", "transaction_id", "follows"],
            [
                "reinvestment_event.municipality_id",
                "reinvestment_event.transaction_id",
                "reinvestment_event.state",
            ],
            name="fk_reinvestment_event_follows",
        ),
        UniqueConstraint("municipality_id", "transaction_id", "follows", name="uq_reinvestment_event_one_follows"),
        CheckConstraint(
            "(follows IS NULL AND kind = 'allocation' AND state = 'proposed')"
            " OR (follows IS NULL AND kind <> 'allocation' AND state IN ('booked', 'spent', 'lapsed', 'carried_over'))"
            " OR (follows = 'proposed' AND state IN ('approved', 'rejected'))"
            " OR (follows = 'approved' AND state IN ('booked', 'rejected'))",
            name="in_order",
        ),
        CheckConstraint(
            "resolution IS NOT NULL OR (state <> 'approved'"
            " AND kind NOT IN ('lapse', 'carry_over', 'appropriation', 'capital', 'loan'))",
            name="by_resolution",
        ),
        CheckConstraint("state <> 'rejected' OR reason IS NOT NULL", name="rejected_for_a_reason"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    transaction_id: Mapped[Identity] = mapped_column(primary_key=True)
    state: Mapped[Word] = mapped_column(primary_key=True)
    kind: Mapped[Word]
    follows: Mapped[Word | None]
    day: Mapped[date]
    resolution: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[Stamp]
    recorded_by: Mapped[str] = mapped_column(String(200))


class YearClosing(Model):
    """That a year of a unit's account is closed, and what became of the money that was left."""

    __tablename__ = "year_closing"
    __table_args__ = (
        of("unit_id", UNIT),
        of("transaction_id", TRANSACTION),
        CheckConstraint("amount_minor >= 0", name="not_below_zero"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    fate: Mapped[Word]
    amount_minor: Mapped[Minor]
    transaction_id: Mapped[Identity]
