"""Budget changes, approved adjustments, delivery gaps, commentary and signatures."""

from collections.abc import Collection, Iterable

import pandas as pd
from sqlalchemy import and_, select

from data.access import Principal, reading, visible
from data.frames import frame
from data.importers.force import counts
from data.periods import Quarter
from data.schema.follow_up import ClosedQuarter, Commentary
from data.schema.ledger import Adjustment, BatchCoverage, BudgetChange, DeliveryGap


def budget_changes(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int]
) -> pd.DataFrame:
    """Return decided budget changes: unit_id, fiscal_year, decided_on, authority_kind, reference, reason, amount."""
    with reading(principal) as session:
        return frame(
            session,
            select(
                BudgetChange.unit_id,
                BudgetChange.fiscal_year,
                BudgetChange.decided_on,
                BudgetChange.authority_kind,
                BudgetChange.reference,
                BudgetChange.reason,
                BudgetChange.amount_minor,
            )
            .where(
                visible(principal, BudgetChange.municipality_id, BudgetChange.unit_id),
                BudgetChange.municipality_id == municipality_id,
                BudgetChange.unit_id.in_(sorted(unit_ids)),
                BudgetChange.fiscal_year.in_(sorted(years)),
                counts(BudgetChange),
            )
            .order_by(BudgetChange.decided_on, BudgetChange.unit_id, BudgetChange.reference, BudgetChange.amount_minor),
        )


def adjustments(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int]
) -> pd.DataFrame:
    """Return non-controllable deviations, approved or not (approved_on is then None)."""
    with reading(principal) as session:
        return frame(
            session,
            select(
                Adjustment.unit_id,
                Adjustment.fiscal_year,
                Adjustment.period,
                Adjustment.amount_minor,
                Adjustment.reason,
                Adjustment.benefit_text,
                Adjustment.authority_kind,
                Adjustment.reference,
                Adjustment.approved_on,
            )
            .where(
                visible(principal, Adjustment.municipality_id, Adjustment.unit_id),
                Adjustment.municipality_id == municipality_id,
                Adjustment.unit_id.in_(sorted(unit_ids)),
                Adjustment.fiscal_year.in_(sorted(years)),
                counts(Adjustment),
            )
            .order_by(Adjustment.fiscal_year, Adjustment.period, Adjustment.unit_id, Adjustment.amount_minor),
        )


def delivery_gaps(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int]
) -> pd.DataFrame:
    """Return what batches in force say was not delivered: fiscal_year, period, kind, unit_id."""
    in_force = and_(
        BatchCoverage.municipality_id == DeliveryGap.municipality_id,
        BatchCoverage.batch_id == DeliveryGap.batch_id,
        BatchCoverage.fiscal_year == DeliveryGap.fiscal_year,
        BatchCoverage.period == DeliveryGap.period,
        BatchCoverage.kind == DeliveryGap.kind,
        BatchCoverage.in_force,
    )
    with reading(principal) as session:
        return frame(
            session,
            select(DeliveryGap.fiscal_year, DeliveryGap.period, DeliveryGap.kind, DeliveryGap.unit_id)
            .join(BatchCoverage, in_force)
            .where(
                visible(principal, DeliveryGap.municipality_id, DeliveryGap.unit_id),
                DeliveryGap.municipality_id == municipality_id,
                DeliveryGap.unit_id.in_(sorted(unit_ids)),
                DeliveryGap.fiscal_year.in_(sorted(years)),
            )
            .distinct()
            .order_by(DeliveryGap.fiscal_year, DeliveryGap.period, DeliveryGap.kind, DeliveryGap.unit_id),
        )


def commentary(principal: Principal, municipality_id: str, unit_ids: Collection[str], quarter: Quarter) -> pd.DataFrame:
    """Return the commentary of a quarter with its version: unit_id, measure, cause, action, ..., version_id."""
    with reading(principal) as session:
        return frame(
            session,
            select(
                Commentary.unit_id,
                Commentary.measure,
                Commentary.cause,
                Commentary.action,
                Commentary.responsible_role,
                Commentary.due,
                Commentary.written_at,
                Commentary.written_by,
                Commentary.version_id,
            )
            .where(
                visible(principal, Commentary.municipality_id, Commentary.unit_id),
                Commentary.municipality_id == municipality_id,
                Commentary.unit_id.in_(sorted(unit_ids)),
                Commentary.fiscal_year == quarter.year,
                Commentary.quarter == quarter.number,
            )
            .order_by(Commentary.unit_id, Commentary.measure),
        )


def is_signed(principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter) -> bool:
    """Tell whether the unit's quarter is closed."""
    with reading(principal) as session:
        found = session.scalar(
            select(ClosedQuarter.content_hash).where(
                visible(principal, ClosedQuarter.municipality_id, ClosedQuarter.unit_id),
                ClosedQuarter.municipality_id == municipality_id,
                ClosedQuarter.unit_id == unit_id,
                ClosedQuarter.fiscal_year == quarter.year,
                ClosedQuarter.quarter == quarter.number,
            )
        )
    return found is not None
