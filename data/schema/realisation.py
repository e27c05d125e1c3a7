"""What was planned, is expected and was realised of benefits, by period and party, and the budget cuts behind it."""

from datetime import date

from sqlalchemy import Float, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Identity, Key, Minor, Model, Stamp, Versioned, Word


class Projection(Versioned, Model):
    """A version of an initiative's plan, or of its forecast. Once adopted neither it nor its lines ever change.

    The first plan that is adopted is the original one; a later plan needs the reference of a decision. A forecast is
    of the day `as_of`. Until it is adopted it is a draft, which counts nowhere.
    """

    __tablename__ = "projection"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    projection_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Word]
    as_of: Mapped[date]
    decision_reference: Mapped[str | None] = mapped_column(String(200))
    authority_kind: Mapped[Word | None]
    reason: Mapped[str | None] = mapped_column(Text)
    written_at: Mapped[Stamp]
    written_by: Mapped[str] = mapped_column(String(200))
    adopted_at: Mapped[Stamp | None]
    adopted_by: Mapped[str | None] = mapped_column(String(200))
    batch_id: Mapped[Identity | None]


class ProjectionLine(Model):
    """An amount (kroner of the initiative's price year) or a quantity of one year or period, from one party to another.

    A line without a benefit is a cost or a transfer of the initiative. `quantity` is in the benefit's unit of measure;
    a quantity of hours has a `route` where it is planned what becomes of them. A benefit measured by the year has its
    lines at period 12, by the quarter at 3, 6, 9 and 12.
    """

    __tablename__ = "projection_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id", "projection_number"],
            ["projection.municipality_id", "projection.initiative_id", "projection.projection_number"],
        ),
        ForeignKeyConstraint(["municipality_id", "benefit_id"], ["benefit.municipality_id", "benefit.benefit_id"]),
        ForeignKeyConstraint(["municipality_id", "bearer_id"], ["party.municipality_id", "party.party_id"]),
        ForeignKeyConstraint(["municipality_id", "beneficiary_id"], ["party.municipality_id", "party.party_id"]),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    projection_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    benefit_id: Mapped[Key | None]
    flow: Mapped[Word]
    bearer_id: Mapped[Key | None]
    beneficiary_id: Mapped[Key | None]
    fiscal_year: Mapped[int]
    period: Mapped[int]
    amount_minor: Mapped[Minor | None]
    quantity: Mapped[float | None] = mapped_column(Float(53))
    route: Mapped[Word | None]


class Measurement(Model):
    """What was realised of a benefit in a period, for one beneficiary. Never changed: a newer revision replaces it.

    A revision with neither amount nor quantity withdraws the one before. Amounts are kroner of `price_year`.
    `value_after` and `compared_after` are what the baseline's indicator showed then, of those measured and of those
    they are compared with. `cost_after` is all that `volume_after` cost, in the prices of the measurement's own year.
    """

    __tablename__ = "measurement"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "benefit_id"], ["benefit.municipality_id", "benefit.benefit_id"]),
        ForeignKeyConstraint(["municipality_id", "beneficiary_id"], ["party.municipality_id", "party.party_id"]),
        UniqueConstraint(
            "municipality_id",
            "benefit_id",
            "fiscal_year",
            "period",
            "beneficiary_id",
            "revision",
            name="uq_measurement_revision",
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    measurement_id: Mapped[Identity] = mapped_column(primary_key=True)
    benefit_id: Mapped[Key]
    fiscal_year: Mapped[int]
    period: Mapped[int]
    beneficiary_id: Mapped[Key]
    revision: Mapped[int]
    amount_minor: Mapped[Minor | None]
    quantity: Mapped[float | None] = mapped_column(Float(53))
    price_year: Mapped[int]
    value_after: Mapped[float | None] = mapped_column(Float(53))
    compared_after: Mapped[float | None] = mapped_column(Float(53))
    volume_after: Mapped[float | None] = mapped_column(Float(53))
    cost_after_minor: Mapped[Minor | None]
    method: Mapped[str | None] = mapped_column(String(300))
    note: Mapped[str | None] = mapped_column(Text)
    entered_at: Mapped[Stamp]
    entered_by: Mapped[str] = mapped_column(String(200))
    entered_role: Mapped[str] = mapped_column(String(200))
    batch_id: Mapped[Identity | None]


class MeasuredRoute(Model):
    """What became of freed hours that a measurement tells of; hours not told of are unrealised. Never changed."""

    __tablename__ = "measured_route"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "measurement_id"], ["measurement.municipality_id", "measurement.measurement_id"]
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    measurement_id: Mapped[Identity] = mapped_column(primary_key=True)
    route: Mapped[Word] = mapped_column(primary_key=True)
    hours: Mapped[float] = mapped_column(Float(53))
    cut_basis: Mapped[Word | None]


class MeasurementEvidence(Model):
    """What shows a measurement, and how much of it: lines of the ledger, or a stored file. Never changed.

    Of the ledger it names the lines by year, unit, function and account (null: all of them) and the kind of amounts;
    `supports_minor` is never more than what those lines add up to.
    """

    __tablename__ = "measurement_evidence"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "measurement_id"], ["measurement.municipality_id", "measurement.measurement_id"]
        ),
        ForeignKeyConstraint(
            ["municipality_id", "content_hash", "file_unit_id"],
            ["evidence_file.municipality_id", "evidence_file.content_hash", "evidence_file.unit_id"],
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    measurement_id: Mapped[Identity] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Word]
    supports_minor: Mapped[Minor | None]
    content_hash: Mapped[str | None] = mapped_column(String(64))
    file_unit_id: Mapped[Key | None]
    ledger_kind: Mapped[Word | None]
    ledger_year: Mapped[int | None]
    ledger_unit_id: Mapped[Key | None]
    ledger_function_code: Mapped[Key | None]
    ledger_account_code: Mapped[Key | None]


class Verification(Model):
    """What a controller outside the owner's line, who did not enter the measurement, found of it. Never changed."""

    __tablename__ = "verification"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "measurement_id"], ["measurement.municipality_id", "measurement.measurement_id"]
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    measurement_id: Mapped[Identity] = mapped_column(primary_key=True)
    verdict: Mapped[Word]
    verified_minor: Mapped[Minor | None]
    verifier_role: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)
    verified_at: Mapped[Stamp]
    verified_by: Mapped[str] = mapped_column(String(200))


class BudgetClaim(Versioned, Model):
    """A line of the realisation calendar: which budget line a benefit lowers, when, by how much, by which role.

    `change_id` is the booked budget change that realises it; without one the gain is not money yet. What is claimed of
    a budget change is never more than what it cut.
    """

    __tablename__ = "budget_claim"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "benefit_id"], ["benefit.municipality_id", "benefit.benefit_id"]),
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        ForeignKeyConstraint(
            ["municipality_id", "change_id"], ["budget_change.municipality_id", "budget_change.change_id"]
        ),
        Index("ix_budget_claim_benefit_id", "municipality_id", "benefit_id"),
        Index("ix_budget_claim_change_id", "municipality_id", "change_id"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    claim_id: Mapped[Identity] = mapped_column(primary_key=True)
    benefit_id: Mapped[Key]
    fiscal_year: Mapped[int]
    period: Mapped[int]
    unit_id: Mapped[Key]
    function_code: Mapped[Key | None]
    account_code: Mapped[Key | None]
    amount_minor: Mapped[Minor]
    responsible_role: Mapped[str] = mapped_column(String(200))
    change_id: Mapped[Identity | None]
    batch_id: Mapped[Identity | None]


class UnpricedEffect(Versioned, Model):
    """An effect without a price, for one party: how much it matters and how far it goes, -3 to +3."""

    __tablename__ = "unpriced_effect"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
        ForeignKeyConstraint(["municipality_id", "party_id"], ["party.municipality_id", "party.party_id"]),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    party_id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200))
    importance: Mapped[Word]
    magnitude: Mapped[int]


class Scenario(Versioned, Model):
    """A way that an initiative may go: how likely, what becomes of benefits and costs, and when it could be stopped.

    Factors and probability are millionths. `stop_year` is the last year before it could be stopped, at
    `stop_cost_minor`; null where it cannot be.
    """

    __tablename__ = "scenario"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    probability_millionths: Mapped[int]
    benefit_factor_millionths: Mapped[int]
    cost_factor_millionths: Mapped[int]
    stop_year: Mapped[int | None]
    stop_cost_minor: Mapped[Minor | None]


class Adoption(Versioned, Model):
    """How many must take a solution into use: planned and so far, what each gains a year, and what is paid once."""

    __tablename__ = "adoption"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    adopter: Mapped[str] = mapped_column(String(80))
    adopters_planned: Mapped[int]
    adopters_now: Mapped[int | None]
    gain_per_adopter_minor: Mapped[Minor]
    fixed_cost_minor: Mapped[Minor]
    first_year: Mapped[int]
    last_year: Mapped[int]
