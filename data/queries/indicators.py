"""Indicators, their values in force, and the targets and parameters adopted."""

from collections.abc import Collection, Iterable
from datetime import date

import pandas as pd
from sqlalchemy import or_, select

from data.access import Principal, reading, visible
from data.frames import frame
from data.importers.force import counts
from data.schema.indicators import Indicator, IndicatorValue, Parameter, Target


def indicators(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the municipality's indicators: indicator_id, name, dimension, unit_of_measure, grain, ..., source."""
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
                or_(Indicator.dimension.is_not(None), Indicator.measures_volume),
            )
            .order_by(Indicator.indicator_id),
        )


def indicator_values(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int]
) -> pd.DataFrame:
    """Return values in force with their batch: indicator_id, unit_id, fiscal_year, period, parts, value, batch_id."""
    with reading(principal) as session:
        return frame(
            session,
            select(
                IndicatorValue.indicator_id,
                IndicatorValue.unit_id,
                IndicatorValue.fiscal_year,
                IndicatorValue.period,
                IndicatorValue.numerator,
                IndicatorValue.denominator,
                IndicatorValue.value,
                IndicatorValue.batch_id,
            )
            .join(Indicator)
            .where(
                visible(principal, IndicatorValue.municipality_id, IndicatorValue.unit_id),
                IndicatorValue.municipality_id == municipality_id,
                IndicatorValue.unit_id.in_(sorted(unit_ids)),
                IndicatorValue.fiscal_year.in_(sorted(years)),
                IndicatorValue.in_force,
                or_(Indicator.dimension.is_not(None), Indicator.measures_volume),
            )
            .order_by(
                IndicatorValue.indicator_id,
                IndicatorValue.unit_id,
                IndicatorValue.fiscal_year,
                IndicatorValue.period,
            ),
        )


def targets(principal: Principal, municipality_id: str, unit_ids: Collection[str], until: date) -> pd.DataFrame:
    """Return every dated target of these units up to a day, indicators without a dimension left out."""
    shown = select(Indicator.indicator_id).where(
        Indicator.municipality_id == municipality_id, Indicator.dimension.is_(None), ~Indicator.measures_volume
    )
    with reading(principal) as session:
        return frame(
            session,
            select(
                Target.measure,
                Target.unit_id,
                Target.valid_from,
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
                Target.unit_id.in_(sorted(unit_ids)),
                Target.valid_from <= until,
                counts(Target),
                Target.measure.not_in(shown),
            )
            .order_by(Target.measure, Target.unit_id, Target.valid_from),
        )


def parameters(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return parameter, valid_from and value of what the municipality has set."""
    with reading(principal) as session:
        return frame(
            session,
            select(Parameter.parameter, Parameter.valid_from, Parameter.value)
            .where(visible(principal, Parameter.municipality_id), Parameter.municipality_id == municipality_id)
            .order_by(Parameter.parameter, Parameter.valid_from),
        )
