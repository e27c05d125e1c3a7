"""What is planned and expected of initiatives: plans and forecasts with their lines.

Adopted ones are for whoever has figures in the municipality; a draft is for those who may edit it. What an undone batch
brought does not count.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_

from data.access import Principal, reading, told, visible
from data.frames import frame
from data.importers.force import counts, gone_benefits, gone_initiatives
from data.queries.asked import KEPT, MUNICIPALITY
from data.schema.initiatives import Initiative
from data.schema.realisation import Projection, ProjectionLine
from data.vocabulary import Right

Statement = Select[*tuple[Any, ...]]
OF_INITIATIVE = and_(
    Initiative.municipality_id == Projection.municipality_id, Initiative.initiative_id == Projection.initiative_id
)


def projections(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return adopted plans and forecasts in the columns of PROJECTIONS, and drafts to whoever may edit them."""
    with reading(principal) as session:
        return frame(session, _projections(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _projections(principal: Principal) -> Statement:
    key = (Projection.initiative_id, Projection.projection_number)
    return (
        select(
            *key,
            Projection.kind,
            Projection.as_of,
            Projection.decision_reference,
            Projection.authority_kind,
            told(principal, Projection.reason, Initiative.municipality_id, Initiative.unit_id, Right.TEXTS),
            Projection.adopted_at.is_not(None).label("adopted"),
            Projection.version_id,
        )
        .join(Initiative, OF_INITIATIVE)
        .where(visible(principal, Projection.municipality_id), Projection.municipality_id == MUNICIPALITY)
        .where(*_counting_projections(principal))
        .order_by(*key)
    )


def projection_lines(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the lines of those projections in the columns of PROJECTION_LINES; kroner of the price year."""
    with reading(principal) as session:
        return frame(session, _projection_lines(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _projection_lines(principal: Principal) -> Statement:
    line = ProjectionLine
    key = (line.initiative_id, line.projection_number, line.line_number)
    amounts = (line.fiscal_year, line.period, line.amount_minor, line.quantity, line.route)
    without_gone = or_(line.benefit_id.is_(None), line.benefit_id.not_in(gone_benefits(MUNICIPALITY)))
    counting = (
        select(Projection.initiative_id, Projection.projection_number)
        .join(Initiative, OF_INITIATIVE)
        .where(Projection.municipality_id == MUNICIPALITY, *_counting_projections(principal))
    )
    return (
        select(*key, line.benefit_id, line.flow, line.bearer_id, line.beneficiary_id, *amounts)
        .where(visible(principal, line.municipality_id), line.municipality_id == MUNICIPALITY, without_gone)
        .where(tuple_(line.initiative_id, line.projection_number).in_(counting))
        .order_by(*key)
    )


def _counting_projections(principal: Principal) -> tuple[ColumnElement[bool], ...]:
    editable = visible(principal, Initiative.municipality_id, Initiative.unit_id, Right.BENEFITS)
    return (
        counts(Projection),
        Projection.initiative_id.not_in(gone_initiatives(MUNICIPALITY)),
        or_(Projection.adopted_at.is_not(None), editable),
    )
