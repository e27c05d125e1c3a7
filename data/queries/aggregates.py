"""Published aggregates: the one thing read across municipalities."""

import pandas as pd
from sqlalchemy import select, true

from data.access import Principal, reading
from data.frames import frame
from data.periods import Quarter
from data.schema.rollups import PublishedAggregate


def published(principal: Principal, measure: str, quarter: Quarter) -> pd.DataFrame:
    """Return every municipality's published figure of a measure for a quarter, each vintage a row.

    Columns: municipality_id, municipality_name, scope, vintage, value, numerator, denominator, unit, currency,
    source, published_on, fictional. Anyone with a role may read them.
    """
    with reading(principal) as session:
        return frame(
            session,
            select(
                PublishedAggregate.municipality_id,
                PublishedAggregate.municipality_name,
                PublishedAggregate.scope,
                PublishedAggregate.vintage,
                PublishedAggregate.value,
                PublishedAggregate.numerator,
                PublishedAggregate.denominator,
                PublishedAggregate.unit,
                PublishedAggregate.currency,
                PublishedAggregate.source,
                PublishedAggregate.published_on,
                PublishedAggregate.fictional,
            )
            .where(
                true() if principal.roles else ~true(),
                PublishedAggregate.measure == measure,
                PublishedAggregate.fiscal_year == quarter.year,
                PublishedAggregate.quarter == quarter.number,
            )
            .order_by(PublishedAggregate.municipality_name, PublishedAggregate.scope, PublishedAggregate.vintage),
        )


def measures(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return measure, fiscal_year and quarter of everything published of a municipality, the newest first."""
    with reading(principal) as session:
        return frame(
            session,
            select(PublishedAggregate.measure, PublishedAggregate.fiscal_year, PublishedAggregate.quarter)
            .where(true() if principal.roles else ~true(), PublishedAggregate.municipality_id == municipality_id)
            .distinct()
            .order_by(
                PublishedAggregate.fiscal_year.desc(), PublishedAggregate.quarter.desc(), PublishedAggregate.measure
            ),
        )
