"""Initiatives, who pays and gains by them, and their benefits: the register."""

from datetime import date

from sqlalchemy import Float, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Identity, Key, Minor, Model, Stamp, Versioned, Word


class Party(Versioned, Model):
    """Somebody who may pay or gain: an own unit (then `unit_id`), or somebody outside. A unit's party has its id."""

    __tablename__ = "party"
    __table_args__ = (ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),)

    municipality_id: Mapped[Key] = mapped_column(ForeignKey("municipality.municipality_id"), primary_key=True)
    party_id: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[Word]
    name: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[Key | None]


class Initiative(Versioned, Model):
    """Something a unit does to make things better, in its first form: phase, decider, money set aside.

    Every amount of an initiative is in kroner of `price_year`. `cost_low` and `cost_high` are millionths of the planned
    cost (the triangular distribution of a simulation); null where nobody has judged them.
    """

    __tablename__ = "initiative"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        Index("ix_initiative_unit_id", "municipality_id", "unit_id"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[Key]
    phase: Mapped[Word]
    state: Mapped[Word]
    decider_role: Mapped[str | None] = mapped_column(String(200))
    started_on: Mapped[date | None]
    next_decision_on: Mapped[date | None]
    leader_term_ends_on: Mapped[date | None]
    price_year: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    realisation_budget_minor: Mapped[Minor | None]
    cost_low_millionths: Mapped[int | None]
    cost_high_millionths: Mapped[int | None]
    summary: Mapped[str | None] = mapped_column(Text)
    batch_id: Mapped[Identity | None]


class InitiativePartner(Model):
    """A party that takes part in an initiative, and in what role."""

    __tablename__ = "initiative_partner"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
        ForeignKeyConstraint(["municipality_id", "party_id"], ["party.municipality_id", "party.party_id"]),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    party_id: Mapped[Key] = mapped_column(primary_key=True)
    part: Mapped[str | None] = mapped_column(String(200))


class AffectedGroup(Model):
    """Why a kind of party is touched by no benefit of an initiative; a kind with a benefit needs no row."""

    __tablename__ = "affected_group"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    explanation: Mapped[str] = mapped_column(Text)


class Benefit(Versioned, Model):
    """An effect that at least one party sees as good (or bad: a disbenefit), with who answers for it.

    `unit_id` and `owner_role` are the accountable line leader's. Shares are millionths. `wizard_type`, `dfo_type` and
    `ks_type` are the three code systems; `ks_type` is null where KS has no such type. `grain` is how often it is
    measured. `low` and `high` bound the triangular distribution as millionths of the planned value.

    `working` is how what is promised was worked out: its assumptions, and what was multiplied with what.
    `compared_before` is the baseline of those in `compared_with`, in the unit of the baseline. What a period as long as
    `grain` cost before is `fixed_cost_before` and `unit_cost_before` a unit of `volume_before`, in the prices of the
    year of `baseline_on`.
    """

    __tablename__ = "benefit"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        Index("ix_benefit_initiative_id", "municipality_id", "initiative_id"),
        Index("ix_benefit_indicator_id", "municipality_id", "indicator_id"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    benefit_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(Text)
    working: Mapped[str | None] = mapped_column(Text)
    benefit_type: Mapped[Word]
    wizard_type: Mapped[Word]
    dfo_type: Mapped[Word]
    ks_type: Mapped[Word | None]
    level: Mapped[Word]
    unit_id: Mapped[Key]
    owner_role: Mapped[str | None] = mapped_column(String(200))
    unexpected: Mapped[bool] = mapped_column(default=False)
    staffing_floor: Mapped[bool] = mapped_column(default=False)
    indicator_id: Mapped[Key | None]
    unit_of_measure: Mapped[str | None] = mapped_column(String(80))
    better: Mapped[Word]
    grain: Mapped[Word]
    first_effect_on: Mapped[date | None]
    baseline_value: Mapped[float | None] = mapped_column(Float(53))
    baseline_on: Mapped[date | None]
    baseline_method: Mapped[str | None] = mapped_column(String(300))
    baseline_count: Mapped[int | None]
    baseline_population: Mapped[int | None]
    compared_with: Mapped[str | None] = mapped_column(String(300))
    compared_before: Mapped[float | None] = mapped_column(Float(53))
    volume_before: Mapped[float | None] = mapped_column(Float(53))
    unit_cost_before_minor: Mapped[Minor | None]
    fixed_cost_before_minor: Mapped[Minor | None]
    counterfactual: Mapped[Word]
    deadweight_millionths: Mapped[int]
    displacement_millionths: Mapped[int]
    attribution_millionths: Mapped[int]
    drop_off_millionths: Mapped[int]
    confidence: Mapped[Word]
    low_millionths: Mapped[int | None]
    high_millionths: Mapped[int | None]
    batch_id: Mapped[Identity | None]


class BenefitDependency(Model):
    """An arrow of the benefits map: `benefit_id` leads to `leads_to_id`. The map has no circle."""

    __tablename__ = "benefit_dependency"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "benefit_id"], ["benefit.municipality_id", "benefit.benefit_id"]),
        ForeignKeyConstraint(["municipality_id", "leads_to_id"], ["benefit.municipality_id", "benefit.benefit_id"]),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    benefit_id: Mapped[Key] = mapped_column(primary_key=True)
    leads_to_id: Mapped[Key] = mapped_column(primary_key=True)


class BenefitPrerequisite(Versioned, Model):
    """What must be in place for a benefit to come, which role sees to it, and since when it is in place."""

    __tablename__ = "benefit_prerequisite"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "benefit_id"], ["benefit.municipality_id", "benefit.benefit_id"]),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    benefit_id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    description: Mapped[str] = mapped_column(String(300))
    responsible_role: Mapped[str | None] = mapped_column(String(200))
    noted_on: Mapped[date]
    met_on: Mapped[date | None]


class EvidenceFile(Model):
    """A file that shows a realised benefit, kept by its SHA-256; of the unit whose benefit it is. Never changed."""

    __tablename__ = "evidence_file"
    __table_args__ = (ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),)

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    unit_id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[Stamp]
    stored_by: Mapped[str] = mapped_column(String(200))
