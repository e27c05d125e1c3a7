"""What stands behind a saving: the measurement that counts, who verified it, the cut that is booked, who pays."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from data.benefit_vocabulary import BenefitType, Flow, PartyKind, Verdict
from data.importers.force import counts, gone_benefits
from data.money_vocabulary import MOVES_MONEY, Account
from data.reinvestment_vocabulary import FILLED_BY_A_CHANGE, TransactionKind
from data.schema.initiatives import Benefit, Party
from data.schema.ledger import BudgetChange
from data.schema.realisation import BudgetClaim, Measurement, Projection, ProjectionLine, Verification
from data.schema.reinvestment_ledger import (
    PostingChange,
    ReinvestmentEvent,
    ReinvestmentPosting,
    ReinvestmentTransaction,
    SavingSplit,
)


@dataclass(frozen=True)
class Source:
    """A measurement that counts, with its benefit, its beneficiary and what was verified of it.

    `verifier_role` is None where nobody has confirmed it; `newest` is False where a newer revision stands.
    """

    measurement: Measurement
    benefit: Benefit
    beneficiary: Party
    verifier_role: str | None
    verified_minor: int | None
    newest: bool

    @property
    def own_unit_id(self) -> str | None:
        """The unit of one's own whose books the gain is in; None where it is in somebody else's."""
        return self.beneficiary.unit_id if self.beneficiary.kind == PartyKind.UNIT else None

    @property
    def benefit_type(self) -> BenefitType:
        """What kind of value it is."""
        return BenefitType(self.benefit.benefit_type)

    @property
    def owner_role(self) -> str:
        """Who answers for the benefit, or else who entered the measurement."""
        return self.benefit.owner_role or self.measurement.entered_role

    @property
    def year_number(self) -> int:
        """The benefit's own year, 1 for the first with an effect."""
        begins = self.benefit.first_effect_on
        return max(1, self.measurement.fiscal_year - (begins.year if begins else self.measurement.fiscal_year) + 1)


def source(session: Session, municipality_id: str, measurement_id: str) -> Source | None:
    """Return what stands behind a measurement; None where there is none that counts."""
    row = session.execute(
        select(Measurement, Benefit, Party, Verification)
        .join(Benefit, _same(Benefit, Measurement, "benefit_id"))
        .join(Party, and_(Party.municipality_id == municipality_id, Party.party_id == Measurement.beneficiary_id))
        .outerjoin(Verification, _same(Verification, Measurement, "measurement_id"))
        .where(
            Measurement.municipality_id == municipality_id,
            Measurement.measurement_id == measurement_id,
            counts(Measurement),
            Benefit.benefit_id.not_in(gone_benefits(municipality_id)),
        )
    ).one_or_none()
    if row is None:
        return None
    measurement, benefit, party, verification = row
    confirmed = verification is not None and verification.verdict == Verdict.CONFIRMED
    newest = newest_of(session, municipality_id, measurement)
    return Source(
        measurement,
        benefit,
        party,
        verification.verifier_role if confirmed else None,
        verification.verified_minor if confirmed else None,
        newest is not None and newest.measurement_id == measurement.measurement_id,
    )


def newest_of(session: Session, municipality_id: str, cell: Measurement) -> Measurement | None:
    """Return the newest revision that counts of what a measurement is of."""
    return session.scalars(
        select(Measurement)
        .where(
            Measurement.municipality_id == municipality_id,
            Measurement.benefit_id == cell.benefit_id,
            Measurement.fiscal_year == cell.fiscal_year,
            Measurement.period == cell.period,
            Measurement.beneficiary_id == cell.beneficiary_id,
            counts(Measurement),
        )
        .order_by(Measurement.revision.desc())
        .limit(1)
    ).one_or_none()


def booked_cuts(session: Session, municipality_id: str, of: Measurement) -> list[tuple[str, int]]:
    """Return the budget changes that cut what a benefit freed so far in the year: (change_id, minor units, above 0).

    Only claims whose change is booked and counts; the oldest change first.
    """
    total = func.sum(BudgetClaim.amount_minor)
    rows = session.execute(
        select(BudgetClaim.change_id, total)
        .join(BudgetChange, _same(BudgetChange, BudgetClaim, "change_id"))
        .where(
            BudgetClaim.municipality_id == municipality_id,
            BudgetClaim.benefit_id == of.benefit_id,
            BudgetClaim.fiscal_year == of.fiscal_year,
            BudgetClaim.period <= of.period,
            BudgetChange.amount_minor < 0,
            counts(BudgetClaim),
            counts(BudgetChange),
        )
        .group_by(BudgetClaim.change_id, BudgetChange.decided_on)
        .order_by(BudgetChange.decided_on, BudgetClaim.change_id)
    )
    return [(str(change_id), int(amount)) for change_id, amount in rows]


def booked_change(session: Session, municipality_id: str, change_id: str) -> BudgetChange | None:
    """Return a decided budget change that counts."""
    return session.scalars(
        select(BudgetChange).where(
            BudgetChange.municipality_id == municipality_id, BudgetChange.change_id == change_id, counts(BudgetChange)
        )
    ).one_or_none()


def filled_by(session: Session, municipality_id: str, change_id: str) -> int:
    """Return what accounts were filled with by a budget change that raised a budget, in minor units."""
    total = session.scalar(
        select(func.sum(PostingChange.amount_minor))
        .join(ReinvestmentPosting, _same(ReinvestmentPosting, PostingChange, "transaction_id", "number"))
        .where(
            PostingChange.municipality_id == municipality_id,
            PostingChange.change_id == change_id,
            ReinvestmentPosting.account.in_(sorted(FILLED_BY_A_CHANGE)),
            PostingChange.amount_minor > 0,
        )
    )
    return int(total or 0)


Taken = dict[tuple[str, str], int]
"""By budget change and saving: minor units, 0 or above."""


def cuts_taken(session: Session, municipality_id: str) -> Taken:
    """Return what savings take of the budget changes that cut a budget; what is revised away is free again."""
    left = _standing(session, municipality_id)
    parts = session.execute(
        select(ReinvestmentPosting.lot_id, PostingChange.change_id, PostingChange.amount_minor)
        .join(PostingChange, _same(ReinvestmentPosting, PostingChange, "transaction_id", "number"))
        .join(ReinvestmentTransaction, _same(ReinvestmentTransaction, PostingChange, "transaction_id"))
        .where(
            PostingChange.municipality_id == municipality_id,
            ReinvestmentPosting.account == Account.SAVING,
            ReinvestmentTransaction.kind == TransactionKind.ALLOCATION,
        )
        .order_by(PostingChange.transaction_id, PostingChange.change_id)
    )
    found: Taken = {}
    for lot_id, change_id, amount in parts:
        part = min(-amount, left.get(str(lot_id), 0))
        left[str(lot_id)] = left.get(str(lot_id), 0) - part
        found[change_id, str(lot_id)] = part
    return found


def _standing(session: Session, municipality_id: str) -> dict[str, int]:
    """Return what each booked saving gives now, after what was revised."""
    rows = session.execute(
        select(SavingSplit.lot_id, SavingSplit.distributable_minor)
        .join(ReinvestmentEvent, _same(ReinvestmentEvent, SavingSplit, "transaction_id"))
        .where(SavingSplit.municipality_id == municipality_id, ReinvestmentEvent.state.in_(sorted(MOVES_MONEY)))
        .order_by(SavingSplit.transaction_id)
    )
    return {str(lot_id): int(amount) for lot_id, amount in rows}


def somebody_else_pays(session: Session, municipality_id: str, of: Source) -> bool:
    """Tell whether an adopted plan lets another than the beneficiary carry costs of a benefit."""
    gain = and_(ProjectionLine.flow == Flow.BENEFIT, ProjectionLine.benefit_id == of.benefit.benefit_id)
    cost = ProjectionLine.flow.in_([Flow.COST, Flow.OPERATING_COST])
    return bool(
        session.scalar(
            select(func.count())
            .select_from(ProjectionLine)
            .join(Projection, _same(Projection, ProjectionLine, "initiative_id", "projection_number"))
            .where(
                ProjectionLine.municipality_id == municipality_id,
                ProjectionLine.initiative_id == of.benefit.initiative_id,
                Projection.adopted_at.is_not(None),
                counts(Projection),
                ProjectionLine.bearer_id.is_not(None),
                ProjectionLine.bearer_id != of.beneficiary.party_id,
                or_(gain, cost),
            )
        )
    )


def lots_behind(session: Session, municipality_id: str, initiative_id: str, until: date) -> list[str]:
    """Return the savings that paid for an initiative up to a day."""
    transaction = _same(ReinvestmentTransaction, ReinvestmentPosting, "transaction_id")
    rows = session.scalars(
        select(ReinvestmentPosting.lot_id)
        .join(ReinvestmentTransaction, transaction)
        .join(ReinvestmentEvent, _same(ReinvestmentEvent, ReinvestmentPosting, "transaction_id"))
        .where(
            ReinvestmentPosting.municipality_id == municipality_id,
            ReinvestmentTransaction.initiative_id == initiative_id,
            ReinvestmentPosting.account == Account.USE,
            ReinvestmentPosting.lot_id.is_not(None),
            ReinvestmentEvent.state.in_(sorted(MOVES_MONEY)),
            ReinvestmentEvent.day <= until,
        )
        .distinct()
        .order_by(ReinvestmentPosting.lot_id)
    )
    return [lot for lot in rows if lot is not None]


def _same(table: Any, other: Any, *names: str) -> ColumnElement[bool]:
    return and_(*(getattr(table, name) == getattr(other, name) for name in ("municipality_id", *names)))
