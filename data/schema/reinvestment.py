"""The rules of reinvestment, the savings that kroner come from, loans and agreements: what the ledger rests on."""

from datetime import date

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Identity, Key, Minor, Model, Stamp, Versioned, Word

RULE = ["reinvestment_rule.municipality_id", "reinvestment_rule.valid_from"]
LOT = ["saving_lot.municipality_id", "saving_lot.lot_id"]
LOAN = ["fund_loan.municipality_id", "fund_loan.loan_id"]
AGREEMENT = ["reinvestment_agreement.municipality_id", "reinvestment_agreement.agreement_id"]
UNIT = ["unit.municipality_id", "unit.unit_id"]
PARTY = ["party.municipality_id", "party.party_id"]


def of(column: str, referred: list[str]) -> ForeignKeyConstraint:
    """Return the foreign key of a column, with the municipality before it."""
    return ForeignKeyConstraint(["municipality_id", column], referred)


class ReinvestmentRule(Versioned, Model):
    """How a booked saving is shared from a day on. A draft until the council adopts it, and then never changed.

    Shares and `taper` are millionths; shares sum to a million. Amounts are whole minor units.
    """

    __tablename__ = "reinvestment_rule"
    __table_args__ = (
        CheckConstraint(
            "kept_as_cut_millionths + initiator_millionths + bearer_compensation_millionths + common_fund_millionths"
            " = 1000000",
            name="shares_are_whole",
        ),
        CheckConstraint(
            "kept_as_cut_millionths >= 0 AND initiator_millionths >= 0 AND bearer_compensation_millionths >= 0"
            " AND common_fund_millionths >= 0 AND threshold_minor >= 0 AND years >= 0"
            " AND (cap_minor IS NULL OR cap_minor >= 0)",
            name="nothing_below_zero",
        ),
        CheckConstraint(
            "(adopted_at IS NULL) = (council_resolution IS NULL) AND (adopted_at IS NULL) = (adopted_by IS NULL)"
            " AND (adopted_at IS NULL) = (resolved_on IS NULL)",
            name="adopted_by_resolution",
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(ForeignKey("municipality.municipality_id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kept_as_cut_millionths: Mapped[int]
    initiator_millionths: Mapped[int]
    bearer_compensation_millionths: Mapped[int]
    common_fund_millionths: Mapped[int]
    threshold_minor: Mapped[Minor]
    cap_minor: Mapped[Minor | None]
    years: Mapped[int]
    taper: Mapped[list[int]] = mapped_column(JSON())
    loan_first: Mapped[bool]
    recipient_scope: Mapped[Word]
    staffing_floor_exempt: Mapped[bool]
    default_account: Mapped[Word]
    council_resolution: Mapped[str | None] = mapped_column(String(200))
    resolved_on: Mapped[date | None]
    written_at: Mapped[Stamp]
    written_by: Mapped[str] = mapped_column(String(200))
    adopted_at: Mapped[Stamp | None]
    adopted_by: Mapped[str | None] = mapped_column(String(200))


class ReinvestmentAgreement(Model):
    """What two parties agreed: that the receiver gets a share, or is compensated; at most `amount_minor` in all."""

    __tablename__ = "reinvestment_agreement"
    __table_args__ = (
        of("payer_id", PARTY),
        of("receiver_id", PARTY),
        CheckConstraint("amount_minor > 0 AND payer_id <> receiver_id", name="two_parties"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    agreement_id: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[Word]
    payer_id: Mapped[Key]
    receiver_id: Mapped[Key]
    reference: Mapped[str] = mapped_column(String(200))
    agreed_on: Mapped[date]
    amount_minor: Mapped[Minor]
    written_at: Mapped[Stamp]
    written_by: Mapped[str] = mapped_column(String(200))


class SavingLot(Model):
    """A saving that kroner come from: one benefit, one period, one beneficiary. There is one, so it is used once."""

    __tablename__ = "saving_lot"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "benefit_id"], ["benefit.municipality_id", "benefit.benefit_id"]),
        of("beneficiary_id", PARTY),
        UniqueConstraint(
            "municipality_id", "benefit_id", "fiscal_year", "period", "beneficiary_id", name="uq_saving_lot_used_once"
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    lot_id: Mapped[Identity] = mapped_column(primary_key=True)
    benefit_id: Mapped[Key]
    fiscal_year: Mapped[int]
    period: Mapped[int]
    beneficiary_id: Mapped[Key]


class SavingSource(Model):
    """A saving whose initiative was paid for by an older, reinvested saving: it is not new own money all of it."""

    __tablename__ = "saving_source"
    __table_args__ = (
        of("lot_id", LOT),
        ForeignKeyConstraint(["municipality_id", "source_lot_id"], LOT, name="fk_saving_source_source"),
        CheckConstraint("lot_id <> source_lot_id", name="another_saving"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    lot_id: Mapped[Identity] = mapped_column(primary_key=True)
    source_lot_id: Mapped[Identity] = mapped_column(primary_key=True)


class FundLoan(Model):
    """An interest-free loan of the innovation fund to a unit."""

    __tablename__ = "fund_loan"
    __table_args__ = (of("unit_id", UNIT), CheckConstraint("amount_minor > 0", name="something_lent"))

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    loan_id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[Key]
    amount_minor: Mapped[Minor]
    paid_out_on: Mapped[date]
    written_at: Mapped[Stamp]
    written_by: Mapped[str] = mapped_column(String(200))


class FundInstalment(Model):
    """What of a loan falls due on a day; the instalments of a loan sum to it."""

    __tablename__ = "fund_instalment"
    __table_args__ = (of("loan_id", LOAN), CheckConstraint("amount_minor >= 0", name="not_below_zero"))

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    loan_id: Mapped[Key] = mapped_column(primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    amount_minor: Mapped[Minor]
