"""Budget changes, approved adjustments, delivery gaps, commentary and signatures."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Label, Select, and_, bindparam, select

from data.access import Principal, reading, told, visible, within
from data.asked import KEPT, MUNICIPALITY, UNITS, YEARS
from data.frames import frame
from data.importers.force import counts
from data.periods import Quarter
from data.schema.follow_up import ClosedQuarter, Commentary
from data.schema.ledger import Adjustment, BatchCoverage, BudgetChange, DeliveryGap
from data.vocabulary import Right


def budget_changes(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int]
) -> pd.DataFrame:
    """Return decided budget changes: unit_id, fiscal_year, decided_on, authority_kind, reference, reason, amount."""
    asked = {"municipality": municipality_id, "units": sorted(unit_ids), "years": sorted(years)}
    with reading(principal) as session:
        return frame(session, _budget_changes(principal), **asked)


@lru_cache(maxsize=KEPT)
def _budget_changes(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(
            BudgetChange.unit_id,
            BudgetChange.fiscal_year,
            BudgetChange.decided_on,
            BudgetChange.authority_kind,
            BudgetChange.reference,
            _text(principal, BudgetChange.reason, BudgetChange),
            BudgetChange.amount_minor,
        )
        .where(*_asked(principal, BudgetChange), counts(BudgetChange))
        .order_by(BudgetChange.decided_on, BudgetChange.unit_id, BudgetChange.reference, BudgetChange.amount_minor)
    )


def adjustments(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int]
) -> pd.DataFrame:
    """Return non-controllable deviations, approved or not (approved_on is then None).

    Reason and benefit are missing where what people write is not for the principal.
    """
    asked = {"municipality": municipality_id, "units": sorted(unit_ids), "years": sorted(years)}
    with reading(principal) as session:
        return frame(session, _adjustments(principal), **asked)


@lru_cache(maxsize=KEPT)
def _adjustments(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Adjustment.unit_id,
            Adjustment.fiscal_year,
            Adjustment.period,
            Adjustment.amount_minor,
            _text(principal, Adjustment.reason, Adjustment),
            _text(principal, Adjustment.benefit_text, Adjustment),
            Adjustment.authority_kind,
            Adjustment.reference,
            Adjustment.approved_on,
        )
        .where(*_asked(principal, Adjustment), counts(Adjustment))
        .order_by(Adjustment.fiscal_year, Adjustment.period, Adjustment.unit_id, Adjustment.amount_minor)
    )


def _text(principal: Principal, column: Any, table: type[BudgetChange] | type[Adjustment]) -> Label[Any]:
    """Return what somebody wrote of a decision; null to who may see its amount and not such texts."""
    return told(principal, column, table.municipality_id, table.unit_id, Right.TEXTS)


def delivery_gaps(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int]
) -> pd.DataFrame:
    """Return what batches in force say was not delivered: fiscal_year, period, kind, unit_id."""
    asked = {"municipality": municipality_id, "units": sorted(unit_ids), "years": sorted(years)}
    with reading(principal) as session:
        return frame(session, _delivery_gaps(principal), **asked)


@lru_cache(maxsize=KEPT)
def _delivery_gaps(principal: Principal) -> Select[*tuple[Any, ...]]:
    in_force = and_(
        BatchCoverage.municipality_id == DeliveryGap.municipality_id,
        BatchCoverage.batch_id == DeliveryGap.batch_id,
        BatchCoverage.fiscal_year == DeliveryGap.fiscal_year,
        BatchCoverage.period == DeliveryGap.period,
        BatchCoverage.kind == DeliveryGap.kind,
        BatchCoverage.in_force,
    )
    key = (DeliveryGap.fiscal_year, DeliveryGap.period, DeliveryGap.kind, DeliveryGap.unit_id)
    statement = select(*key).join(BatchCoverage, in_force).where(*_asked(principal, DeliveryGap))
    return statement.distinct().order_by(*key)


def _asked(
    principal: Principal, table: type[BudgetChange] | type[Adjustment] | type[DeliveryGap]
) -> tuple[ColumnElement[bool], ...]:
    return (
        within(principal, table.municipality_id, table.unit_id),
        table.municipality_id == MUNICIPALITY,
        table.unit_id.in_(UNITS),
        table.fiscal_year.in_(YEARS),
    )


def commentary(principal: Principal, municipality_id: str, unit_ids: Collection[str], quarter: Quarter) -> pd.DataFrame:
    """Return the commentary of a quarter with its version: unit_id, measure, cause, action, ..., version_id."""
    asked = {"municipality": municipality_id, "units": sorted(unit_ids)}
    with reading(principal) as session:
        return frame(session, _commentary(principal), **asked, year=quarter.year, quarter=quarter.number)


@lru_cache(maxsize=KEPT)
def _commentary(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
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
            visible(principal, Commentary.municipality_id, Commentary.unit_id, Right.TEXTS),
            Commentary.municipality_id == MUNICIPALITY,
            Commentary.unit_id.in_(UNITS),
            Commentary.fiscal_year == bindparam("year"),
            Commentary.quarter == bindparam("quarter"),
        )
        .order_by(Commentary.unit_id, Commentary.measure)
    )


def is_signed(principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter) -> bool:
    """Tell whether the unit's quarter is closed."""
    asked = {"municipality": municipality_id, "unit": unit_id, "year": quarter.year, "quarter": quarter.number}
    with reading(principal) as session:
        return session.connection().scalar(_signature(principal), asked) is not None


@lru_cache(maxsize=KEPT)
def _signature(principal: Principal) -> Select[*tuple[Any, ...]]:
    return select(ClosedQuarter.content_hash).where(
        visible(principal, ClosedQuarter.municipality_id, ClosedQuarter.unit_id),
        ClosedQuarter.municipality_id == MUNICIPALITY,
        ClosedQuarter.unit_id == bindparam("unit"),
        ClosedQuarter.fiscal_year == bindparam("year"),
        ClosedQuarter.quarter == bindparam("quarter"),
    )
