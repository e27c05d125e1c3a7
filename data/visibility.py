"""What a principal may see, as the filter that every statement carries; default deny."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Label,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from data.policy import AGGREGATE_LEVELS, Reach
from data.principal import Grant, Principal
from data.schema.organisation import UnitAncestor, UnitVersion
from data.vocabulary import Right

Column = InstrumentedAttribute[str]
Town = str | Column


def visible(
    principal: Principal, municipality: Column, unit: Column | None = None, right: Right = Right.FIGURES
) -> ColumnElement[bool]:
    """Return the filter for a table with these columns: rows of what the principal may see by a right.

    Without a unit column it is the municipalities where the principal has the right at all.
    """
    if unit is None:
        return _any(_in(municipality, grant) for grant in _places_apart(principal.giving(right)))
    grants = _widest(principal.giving(right))
    return _any(_in(municipality, grant) & _of_unit(municipality, unit, grant) for grant in grants)


def within(
    principal: Principal, municipality: Column, unit: Column, right: Right = Right.FIGURES
) -> ColumnElement[bool]:
    """Return the filter for what the visible figures are made from: the visible units and all below them.

    A sum over a municipality needs the parts, also for somebody who may see the sum alone. What is read so must not be
    shown part by part.
    """
    return _any(
        _in(municipality, grant) & (_of_unit(municipality, unit, grant) if grant.reach is Reach.BELOW else true())
        for grant in principal.giving(right)
    )


def around(principal: Principal, municipality: Column, unit: Column) -> ColumnElement[bool]:
    """Return the filter for what holds for the visible units: their own rows, those below and those above them.

    A target adopted for a sector holds for its units, and whoever sees a unit may see what it is measured by.
    """
    return _any(
        _in(municipality, grant)
        & (
            or_(_of_unit(municipality, unit, grant), unit.in_(_above(_town(municipality, grant), grant.unit_id)))
            if grant.reach is Reach.BELOW
            else true()
        )
        for grant in principal.giving(Right.FIGURES)
    )


def own(principal: Principal, municipality: Column, person: Column) -> ColumnElement[bool]:
    """Return the filter for rows about the principal as a person, in each municipality that knows them."""
    return _any(and_(municipality == town, person == person_id) for town, person_id in principal.persons)


def told(
    principal: Principal, column: InstrumentedAttribute[Any], municipality: Column, unit: Column, right: Right
) -> Label[Any]:
    """Return a column, null in rows over whose unit the principal does not have the right.

    For what somebody may not be told of rows whose amounts they may see, or that enter a sum.
    """
    return case((visible(principal, municipality, unit, right), column)).label(column.key)


def _widest(grants: Iterable[Grant]) -> list[Grant]:
    """Return the grants less those that add nothing: where one reaches everything, no unit need be looked up."""
    given = list(grants)
    whole = _places_apart(grant for grant in given if grant.reach is Reach.WHOLE)
    reached = {grant.municipality_id for grant in whole}
    return whole + [grant for grant in given if reached.isdisjoint({grant.municipality_id, ""})]


def _places_apart(grants: Iterable[Grant]) -> list[Grant]:
    """Return one grant of each municipality; one of every municipality stands for all."""
    by_place = {grant.municipality_id: grant for grant in grants}
    return [by_place[""]] if "" in by_place else list(by_place.values())


def _any(clauses: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    found = list(clauses)
    return or_(*found) if found else false()


def _in(municipality: Column, grant: Grant) -> ColumnElement[bool]:
    return municipality == grant.municipality_id if grant.municipality_id else true()


def _of_unit(municipality: Column, unit: Column, grant: Grant) -> ColumnElement[bool]:
    if grant.reach is Reach.WHOLE:
        return true()
    if grant.reach is Reach.TOP:
        return unit == municipality
    if grant.reach is Reach.AGGREGATES:
        return unit.in_(_aggregates(_town(municipality, grant)))
    return unit.in_(_below(_town(municipality, grant), grant.unit_id))


def _town(municipality: Column, grant: Grant) -> Town:
    """Return the grant's municipality, so that its units are looked up once; for every one, each row's own."""
    return grant.municipality_id or municipality


def _today() -> BindParameter[date]:
    """Return the day of the question, not of a statement kept from before."""
    return bindparam("today", callable_=date.today, type_=Date())


def _aggregates(municipality: Town) -> Select[str]:
    """Return the units that are, or last were, a municipality or a sector."""
    version, later = aliased(UnitVersion), aliased(UnitVersion)
    newest = (
        select(func.max(later.valid_from))
        .where(
            later.municipality_id == version.municipality_id,
            later.unit_id == version.unit_id,
            later.valid_from <= _today(),
            later.level.is_not(None),
        )
        .correlate(version)
        .scalar_subquery()
    )
    return select(version.unit_id).where(
        version.municipality_id == municipality, version.valid_from == newest, version.level.in_(AGGREGATE_LEVELS)
    )


def _below(municipality: Town, top: str) -> Select[str]:
    """Return the units that stand under one in today's tree and itself; an ended one stays where it last stood."""
    link = aliased(UnitAncestor)
    return select(link.unit_id).where(*_standing(link, municipality), link.ancestor_id == top)


def _above(municipality: Town, unit_id: str) -> Select[str]:
    """Return the units that stand over one in today's tree."""
    link = aliased(UnitAncestor)
    return select(link.ancestor_id).where(*_standing(link, municipality), link.unit_id == unit_id)


def _standing(link: type[UnitAncestor], municipality: Town) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a link one of today's tree."""
    later, itself, today = aliased(UnitAncestor), aliased(UnitAncestor), _today()
    own_changes = and_(
        itself.municipality_id == link.municipality_id,
        itself.unit_id == link.unit_id,
        itself.ancestor_id == link.unit_id,
        itself.valid_from <= today,
    )
    newest = select(func.max(itself.valid_from)).where(own_changes).correlate(link).scalar_subquery()
    ended_on = select(itself.valid_from).where(own_changes, itself.valid_from == newest, itself.distance.is_(None))
    moved_on = exists().where(
        later.municipality_id == link.municipality_id,
        later.unit_id == link.unit_id,
        later.ancestor_id == link.ancestor_id,
        later.valid_from > link.valid_from,
        later.valid_from <= today,
        later.valid_from.not_in(ended_on.correlate(link)),
    )
    return link.municipality_id == municipality, link.valid_from <= today, link.distance.is_not(None), ~moved_on
