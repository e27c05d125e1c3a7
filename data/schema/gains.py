"""The gains plan of an initiative, and its adopted versions: what the register of benefits does not tell of it."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Document, Key, Minor, Model, Stamp, Versioned, Word

PLAN = ["gains_plan.municipality_id", "gains_plan.initiative_id"]


class GainsPlan(Versioned, Model):
    """Who applies for money and for how much: one gains plan an initiative, which is worked on until it is adopted.

    `applicant_id` is the party that applies; null is the municipality itself. Amounts are whole minor units in kroner
    of the initiative's price year. `budget_years` is over how many budget years a grant would be used.
    """

    __tablename__ = "gains_plan"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
        ForeignKeyConstraint(["municipality_id", "applicant_id"], ["party.municipality_id", "party.party_id"]),
        CheckConstraint(
            "(total_cost_minor IS NULL OR total_cost_minor > 0) AND (budget_years IS NULL OR budget_years > 0)"
            " AND (grant_applied_minor IS NULL OR grant_applied_minor >= 0)",
            name="amounts_make_sense",
        ),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    applicant_id: Mapped[Key | None]
    grant_category: Mapped[Word]
    total_cost_minor: Mapped[Minor | None]
    budget_years: Mapped[int | None]
    grant_applied_minor: Mapped[Minor | None]
    written_at: Mapped[Stamp]
    written_by: Mapped[str] = mapped_column(String(200))


class GainsMeasure(Model):
    """What is done to achieve the gains, by which role and when, how it is followed up, and how the gain is counted."""

    __tablename__ = "gains_measure"
    __table_args__ = (ForeignKeyConstraint(["municipality_id", "initiative_id"], PLAN),)

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    description: Mapped[str] = mapped_column(String(300))
    responsible_role: Mapped[str | None] = mapped_column(String(200))
    due_on: Mapped[date | None]
    follow_up: Mapped[str | None] = mapped_column(String(300))
    quantification: Mapped[str | None] = mapped_column(String(300))


class GainsOperatingCost(Model):
    """What running the new solution costs an entity each year of the plan; 0 is said, never assumed.

    `entity_id` is a party, or the municipality itself. Where lines of the plan tell the entity's cost, they count.
    """

    __tablename__ = "gains_operating_cost"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "initiative_id"], PLAN),
        CheckConstraint("amount_minor >= 0", name="not_below_zero"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    entity_id: Mapped[Key] = mapped_column(primary_key=True)
    amount_minor: Mapped[Minor]


class GainsAdoption(Model):
    """A version of a gains plan that binds: its figures and words as they were when it was decided. Never changed.

    `plan_version` is the version of the plan's row and `projection_number` the benefits plan it was made from;
    `content_digest` is the SHA-256 of figures and words.
    """

    __tablename__ = "gains_adoption"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "initiative_id"], PLAN),
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id", "projection_number"],
            ["projection.municipality_id", "projection.initiative_id", "projection.projection_number"],
            name="fk_gains_adoption_projection",
        ),
        CheckConstraint("number > 0 AND decision_reference <> ''", name="by_decision"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    initiative_id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    adopted_on: Mapped[date]
    decision_reference: Mapped[str] = mapped_column(String(200))
    authority_kind: Mapped[Word]
    projection_number: Mapped[int]
    plan_version: Mapped[int] = mapped_column(BigInteger)
    rule_valid_from: Mapped[date]
    figures: Mapped[Document]
    words: Mapped[Document]
    content_digest: Mapped[str] = mapped_column(String(64))
    adopted_at: Mapped[Stamp]
    adopted_by: Mapped[str] = mapped_column(String(200))
