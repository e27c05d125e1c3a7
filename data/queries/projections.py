"""What is planned and expected of initiatives: plans and forecasts with their lines.

Adopted ones are for whoever has figures in the municipality; a draft is for those who may edit it. What an undone batch
brought does not count.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_

from data.access import Principal, reading, told, visible
from data.asked import KEPT, MUNICIPALITY
from data.database import engine
from data.frames import frame
from data.importers.force import counts, gone_benefits, gone_initiatives
from data.schema.initiatives import Initiative
from data.schema.realisation import Projection, ProjectionLine
from data.vocabulary import Right

Statement = Select[*tuple[Any, ...]]
GONE = gone_benefits(MUNICIPALITY)
LINE_KEY = ["initiative_id", "projection_number", "line_number"]
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
    """Return the lines of those projections in the columns of PROJECTION_LINES; kroner of the price year.

    Those of adopted ones never change, which the database itself holds, so they are read once for each set of adopted
    projections that a principal is told; only drafts are read anew.
    """
    asked = {"municipality": municipality_id}
    with reading(principal) as session:
        counting = [tuple(row) for row in session.execute(_counting(principal), asked)]
        gone = tuple(session.scalars(GONE, asked))
        adopted = tuple(row for row in counting if row[-1] is not None)
        kept = _shelf(engine(), principal.scope, municipality_id, adopted, gone)
        if not kept:
            kept.append(frame(session, _projection_lines(principal, drafts=False), **asked))
        if len(adopted) == len(counting):
            return kept[0].copy(deep=False)
        drafts = frame(session, _projection_lines(principal, drafts=True), **asked)
    return pd.concat([kept[0], drafts]).sort_values(LINE_KEY, ignore_index=True)


@lru_cache(maxsize=KEPT)
def _shelf(*_of: object) -> list[pd.DataFrame]:
    """Return the place where the lines of some adopted projections are kept, as a principal is told them."""
    return []


@lru_cache(maxsize=KEPT)
def _counting(principal: Principal) -> Statement:
    """Return the statement for which projections count, and since when; a number is never given anew."""
    key = (Projection.initiative_id, Projection.projection_number)
    return (
        select(*key, Projection.adopted_at)
        .join(Initiative, OF_INITIATIVE)
        .where(visible(principal, Projection.municipality_id), Projection.municipality_id == MUNICIPALITY)
        .where(*_counting_projections(principal))
        .order_by(*key)
    )


@lru_cache(maxsize=KEPT)
def _projection_lines(principal: Principal, *, drafts: bool) -> Statement:
    line = ProjectionLine
    key = [getattr(line, name) for name in LINE_KEY]
    amounts = (line.fiscal_year, line.period, line.amount_minor, line.quantity, line.route)
    without_gone = or_(line.benefit_id.is_(None), line.benefit_id.not_in(GONE))
    counting = (
        select(Projection.initiative_id, Projection.projection_number)
        .join(Initiative, OF_INITIATIVE)
        .where(Projection.municipality_id == MUNICIPALITY, *_counting_projections(principal))
        .where(Projection.adopted_at.is_(None) if drafts else Projection.adopted_at.is_not(None))
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
