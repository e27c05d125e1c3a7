"""What a person costs the public by age, as a municipality knows it, and the measures that it weighs against that."""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Identity, Key, Minor, Model, Stamp, Versioned, Word

PROFILE = ["outsider_profile.municipality_id", "outsider_profile.profile_id"]


class OutsiderProfile(Model):
    """A profile of costs from a day on, with where it is from. Never changed: a newer one takes over from it.

    `content_hash` is the SHA-256 of its cells. `synthetic` marks made-up figures, on every view and file.
    """

    __tablename__ = "outsider_profile"

    municipality_id: Mapped[Key] = mapped_column(ForeignKey("municipality.municipality_id"), primary_key=True)
    profile_id: Mapped[Identity] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(String(200))
    synthetic: Mapped[bool]
    content_hash: Mapped[str] = mapped_column(String(64))
    batch_id: Mapped[Identity | None]
    written_at: Mapped[Stamp]
    written_by: Mapped[str] = mapped_column(String(200))


class OutsiderProfileCell(Model):
    """What a person of a group costs a level in a year of life, by kind; a tax is income and stands below zero."""

    __tablename__ = "outsider_profile_cell"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "profile_id"], PROFILE),
        CheckConstraint("age BETWEEN 18 AND 58", name="within_working_life"),
        CheckConstraint("(kind = 'tax' AND amount_minor <= 0) OR (kind <> 'tax' AND amount_minor >= 0)", name="signed"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    profile_id: Mapped[Identity] = mapped_column(primary_key=True)
    age: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    level: Mapped[Word] = mapped_column(primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    life_group: Mapped[Word] = mapped_column(primary_key=True)
    amount_minor: Mapped[Minor]


class OutsiderScenario(Versioned, Model):
    """A measure against falling outside working life, for a target group of a unit (the root is the municipality).

    Shares are millionths. `cost_minor` is what the measure costs by year from the first, in whole minor units.
    """

    __tablename__ = "outsider_scenario"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "unit_id"], ["unit.municipality_id", "unit.unit_id"]),
        ForeignKeyConstraint(
            ["municipality_id", "initiative_id"], ["initiative.municipality_id", "initiative.initiative_id"]
        ),
        CheckConstraint(
            "people >= 1 AND success_without_millionths BETWEEN 0 AND 1000000"
            " AND success_with_millionths BETWEEN success_without_millionths AND 1000000"
            " AND move_millionths BETWEEN 0 AND 1000000 AND start_age BETWEEN 18 AND 58",
            name="within_bounds",
        ),
        UniqueConstraint("municipality_id", "unit_id", "name"),
        Index("ix_outsider_scenario_initiative_id", "municipality_id", "initiative_id"),
    )

    municipality_id: Mapped[Key] = mapped_column(primary_key=True)
    scenario_id: Mapped[Identity] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[Key]
    initiative_id: Mapped[Key | None]
    target_group: Mapped[str] = mapped_column(String(200))
    people: Mapped[int]
    success_without_millionths: Mapped[int]
    success_with_millionths: Mapped[int]
    move_millionths: Mapped[int]
    start_age: Mapped[int]
    cost_minor: Mapped[list[int]] = mapped_column(JSON())
    paid_by: Mapped[Word]
    discount: Mapped[bool]
    written_at: Mapped[Stamp]
    written_by: Mapped[str] = mapped_column(String(200))
