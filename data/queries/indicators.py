"""Indicators, their values in force, and the targets and parameters adopted."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import CompoundSelect, Select, bindparam, case, false, or_, select, true, union

from data.access import Principal, around, reading, visible, within
from data.asked import KEPT, MUNICIPALITY, YEARS
from data.frames import frame
from data.importers.force import counts
from data.schema.indicators import Indicator, IndicatorValue, Parameter, Target
from data.vocabulary import Dimension, Right


def indicators(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the indicators with a dimension or of a volume: indicator_id, name, dimension, ..., source."""
    with reading(principal) as session:
        return frame(session, _indicators(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _indicators(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Indicator.indicator_id,
            Indicator.name,
            Indicator.dimension,
            Indicator.unit_of_measure,
            Indicator.grain,
            Indicator.measures_volume,
            Indicator.owner_role,
            Indicator.function_code,
            Indicator.source,
        )
        .where(
            visible(principal, Indicator.municipality_id),
            Indicator.municipality_id == MUNICIPALITY,
            Indicator.indicator_id.in_(_shown()),
        )
        .order_by(Indicator.indicator_id)
    )


def _shown() -> CompoundSelect[str]:
    """Return the few ids that are shown among thousands; two statements, so that each goes by its index."""
    own = select(Indicator.indicator_id).where(Indicator.municipality_id == MUNICIPALITY)
    return union(own.where(Indicator.dimension.in_(list(Dimension))), own.where(Indicator.measures_volume))


def indicator_values(
    principal: Principal,
    municipality_id: str,
    unit_ids: Collection[str],
    years: Iterable[int],
    indicator_ids: Collection[str],
) -> pd.DataFrame:
    """Return values in force with their batch: indicator_id, unit_id, fiscal_year, period, parts, value, batch_id.

    `withheld` tells whether the figure itself is kept from the principal because it is about too few persons: its parts
    and its value are then missing.
    """
    asked = {"municipality": municipality_id, "years": sorted(years), "indicators": sorted(indicator_ids)}
    with reading(principal) as session:
        found = frame(session, _indicator_values(principal), **asked)
    return _of_units(found, unit_ids)


@lru_cache(maxsize=KEPT)
def _indicator_values(principal: Principal) -> Select[*tuple[Any, ...]]:
    key = (IndicatorValue.indicator_id, IndicatorValue.unit_id, IndicatorValue.fiscal_year, IndicatorValue.period)
    told = or_(
        ~IndicatorValue.withheld,
        visible(principal, IndicatorValue.municipality_id, IndicatorValue.unit_id, Right.SMALL_GROUPS),
    )
    parts = (IndicatorValue.numerator, IndicatorValue.denominator, IndicatorValue.value)
    return (
        select(
            *key,
            *(case((told, part)).label(part.key) for part in parts),
            case((told, false()), else_=true()).label("withheld"),
            IndicatorValue.batch_id,
        )
        .where(
            within(principal, IndicatorValue.municipality_id, IndicatorValue.unit_id),
            IndicatorValue.municipality_id == MUNICIPALITY,
            IndicatorValue.indicator_id.in_(bindparam("indicators", expanding=True)),
            IndicatorValue.fiscal_year.in_(YEARS),
            IndicatorValue.in_force,
        )
        .order_by(*key)
    )


def targets(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], measures: Collection[str]
) -> pd.DataFrame:
    """Return every dated target of these units for some measures (metrics and indicators), whenever it begins."""
    with reading(principal) as session:
        found = frame(session, _targets(principal), municipality=municipality_id, measures=sorted(measures))
    return _of_units(found, unit_ids)


@lru_cache(maxsize=KEPT)
def _targets(principal: Principal) -> Select[*tuple[Any, ...]]:
    key = (Target.measure, Target.unit_id, Target.valid_from)
    return (
        select(
            *key,
            Target.target_type,
            Target.desired_low,
            Target.desired_high,
            Target.accepted_low,
            Target.accepted_high,
            Target.reference,
        )
        .where(
            around(principal, Target.municipality_id, Target.unit_id),
            Target.municipality_id == MUNICIPALITY,
            Target.measure.in_(bindparam("measures", expanding=True)),
            counts(Target),
        )
        .order_by(*key)
    )


def _of_units(found: pd.DataFrame, unit_ids: Collection[str]) -> pd.DataFrame:
    """Keep some units' rows; in the statement, SQLite would seek each unit for each indicator."""
    wanted = set(unit_ids)
    kept = np.array([unit in wanted for unit in found["unit_id"]], dtype=np.bool_)
    return found if kept.all() else found[kept].reset_index(drop=True)


def parameters(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return parameter, valid_from and value of what the municipality has set."""
    with reading(principal) as session:
        return frame(session, _parameters(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _parameters(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(Parameter.parameter, Parameter.valid_from, Parameter.value)
        .where(visible(principal, Parameter.municipality_id), Parameter.municipality_id == MUNICIPALITY)
        .order_by(Parameter.parameter, Parameter.valid_from)
    )
