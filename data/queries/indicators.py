"""Indicators, their values in force, and the targets and parameters adopted."""

from collections.abc import Collection, Iterable

import pandas as pd
from sqlalchemy import CompoundSelect, select, union

from data.access import Principal, reading, visible
from data.frames import frame
from data.importers.force import counts
from data.schema.indicators import Indicator, IndicatorValue, Parameter, Target
from data.vocabulary import Dimension


def indicators(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what has a dimension or is a volume: indicator_id, name, dimension, unit_of_measure, ..., source."""
    with reading(principal) as session:
        return frame(
            session,
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
                Indicator.municipality_id == municipality_id,
                Indicator.indicator_id.in_(_shown(municipality_id)),
            )
            .order_by(Indicator.indicator_id),
        )


def _shown(municipality_id: str) -> CompoundSelect[str]:
    """Return the few ids that are shown among thousands; two statements, so that each goes by its index."""
    own = select(Indicator.indicator_id).where(Indicator.municipality_id == municipality_id)
    return union(own.where(Indicator.dimension.in_(list(Dimension))), own.where(Indicator.measures_volume))


def indicator_values(
    principal: Principal,
    municipality_id: str,
    unit_ids: Collection[str],
    years: Iterable[int],
    indicator_ids: Collection[str],
) -> pd.DataFrame:
    """Return values in force with their batch: indicator_id, unit_id, fiscal_year, period, parts, value, batch_id."""
    key = (
        IndicatorValue.indicator_id,
        IndicatorValue.unit_id,
        IndicatorValue.fiscal_year,
        IndicatorValue.period,
    )
    with reading(principal) as session:
        return frame(
            session,
            select(
                *key,
                IndicatorValue.numerator,
                IndicatorValue.denominator,
                IndicatorValue.value,
                IndicatorValue.batch_id,
            )
            .where(
                visible(principal, IndicatorValue.municipality_id, IndicatorValue.unit_id),
                IndicatorValue.municipality_id == municipality_id,
                IndicatorValue.indicator_id.in_(sorted(indicator_ids)),
                IndicatorValue.fiscal_year.in_(sorted(years)),
                IndicatorValue.unit_id.in_(sorted(unit_ids)),
                IndicatorValue.in_force,
            )
            .order_by(*key),
        )


def targets(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], measures: Collection[str]
) -> pd.DataFrame:
    """Return every dated target of these units for some measures (metrics and indicators), whenever it begins."""
    key = (Target.measure, Target.unit_id, Target.valid_from)
    with reading(principal) as session:
        found = frame(
            session,
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
                visible(principal, Target.municipality_id, Target.unit_id),
                Target.municipality_id == municipality_id,
                Target.measure.in_(sorted(measures)),
                counts(Target),
            )
            .order_by(*key),
        )
    # The units are looked up here: in the statement, SQLite would seek each unit for each measure.
    return found[found["unit_id"].isin(set(unit_ids))].reset_index(drop=True)


def parameters(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return parameter, valid_from and value of what the municipality has set."""
    with reading(principal) as session:
        return frame(
            session,
            select(Parameter.parameter, Parameter.valid_from, Parameter.value)
            .where(visible(principal, Parameter.municipality_id), Parameter.municipality_id == municipality_id)
            .order_by(Parameter.parameter, Parameter.valid_from),
        )
