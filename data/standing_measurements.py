"""Which measurement of a benefit counts, and what of it is told to whom."""

from typing import Any

from sqlalchemy import ColumnElement, Label, func, or_, select
from sqlalchemy.orm import aliased

from data.access import Principal, told
from data.asked import MUNICIPALITY
from data.importers.force import counts, gone_benefits
from data.schema.initiatives import Benefit
from data.schema.realisation import Measurement
from data.vocabulary import Right

CELL = ("municipality_id", "benefit_id", "fiscal_year", "period", "beneficiary_id")
"""What a measurement is of; a newer revision of it replaces an older one."""


def standing() -> tuple[ColumnElement[bool], ...]:
    """Return what makes a measurement the one that counts of its cell."""
    return (*newest(), or_(Measurement.amount_minor.is_not(None), Measurement.quantity.is_not(None)))


def newest() -> tuple[ColumnElement[bool], ...]:
    """Return what makes a revision the newest that counts of its cell; it may withdraw the one before."""
    revision = aliased(Measurement)
    same = (getattr(revision, name) == getattr(Measurement, name) for name in CELL)
    newest = select(func.max(revision.revision)).where(*same, counts(revision)).correlate(Measurement)
    return (
        Measurement.municipality_id == MUNICIPALITY,
        counts(Measurement),
        Measurement.benefit_id.not_in(gone_benefits(MUNICIPALITY)),
        Measurement.revision == newest.scalar_subquery(),
    )


def over_owner(principal: Principal, column: Any, right: Right) -> Label[Any]:
    """Return a column as it is told by a right over the unit of the benefit."""
    return told(principal, column, Benefit.municipality_id, Benefit.unit_id, right)
