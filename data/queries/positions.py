"""Positions at the end of periods, as the rollups keep them."""

from collections.abc import Collection, Iterable

import pandas as pd
from sqlalchemy import func, select

from data.access import Principal, reading, visible
from data.frames import frame
from data.schema.codes import FunctionGroup
from data.schema.organisation import Municipality
from data.schema.rollups import LoadedPeriod, Position, UnitTotal
from data.vocabulary import AccountClass

AMOUNTS = ("actual_minor", "periodised_minor", "original_minor", "revised_minor", "forecast_minor")
GROSS_AMOUNTS = tuple(f"gross_{name}" for name in AMOUNTS)


def unit_totals(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int]
) -> pd.DataFrame:
    """Return operations of units at the end of each loaded period: unit_id, fiscal_year, period, net and gross amounts.

    Each row holds all below its unit. Minor units, costs positive; missing is <NA>.
    """
    with reading(principal) as session:
        return frame(
            session,
            select(
                UnitTotal.unit_id,
                UnitTotal.fiscal_year,
                UnitTotal.period,
                *(getattr(UnitTotal, name) for name in (*AMOUNTS, *GROSS_AMOUNTS)),
            )
            .where(
                visible(principal, UnitTotal.municipality_id, UnitTotal.unit_id),
                UnitTotal.municipality_id == municipality_id,
                UnitTotal.unit_id.in_(sorted(unit_ids)),
                UnitTotal.fiscal_year.in_(sorted(years)),
                UnitTotal.account_class == AccountClass.OPERATIONS,
            )
            .order_by(UnitTotal.unit_id, UnitTotal.fiscal_year, UnitTotal.period),
        )


def account_positions(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int], periods: Iterable[int]
) -> pd.DataFrame:
    """Return positions by unit, class and account group: unit_id, fiscal_year, period, account_class, account_group."""
    keys = (
        Position.unit_id,
        Position.fiscal_year,
        Position.period,
        Position.account_class,
        Position.account_group,
    )
    return _summed(principal, municipality_id, unit_ids, years, periods, keys)


def cell_positions(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int], periods: Iterable[int]
) -> pd.DataFrame:
    """Return positions by unit, class, function group and account group: the finest that is kept ready."""
    keys = (
        Position.unit_id,
        Position.fiscal_year,
        Position.period,
        Position.account_class,
        Position.function_group,
        Position.account_group,
    )
    return _summed(principal, municipality_id, unit_ids, years, periods, keys)


def _summed(
    principal: Principal,
    municipality_id: str,
    unit_ids: Collection[str],
    years: Iterable[int],
    periods: Iterable[int],
    keys: tuple[object, ...],
) -> pd.DataFrame:
    """Add up positions under the keys. Within a unit and period a kind is known everywhere or nowhere."""
    sums = [func.sum(getattr(Position, name)).cast(getattr(Position, name).type).label(name) for name in AMOUNTS]
    with reading(principal) as session:
        return frame(
            session,
            select(*keys, *sums)  # type: ignore[call-overload]  # the keys are columns; their number varies
            .where(
                visible(principal, Position.municipality_id, Position.unit_id),
                Position.municipality_id == municipality_id,
                Position.unit_id.in_(sorted(unit_ids)),
                Position.fiscal_year.in_(sorted(years)),
                Position.period.in_(sorted(periods)),
            )
            .group_by(*keys)
            .order_by(*keys),
        )


def loaded_periods(principal: Principal, municipality_id: str, years: Iterable[int]) -> pd.DataFrame:
    """Return fiscal_year, period, kind, account_class, grain, as_of and imported_at of what is in force."""
    with reading(principal) as session:
        return frame(
            session,
            select(
                LoadedPeriod.fiscal_year,
                LoadedPeriod.period,
                LoadedPeriod.kind,
                LoadedPeriod.account_class,
                LoadedPeriod.grain,
                LoadedPeriod.as_of,
                LoadedPeriod.imported_at,
            )
            .where(
                visible(principal, LoadedPeriod.municipality_id),
                LoadedPeriod.municipality_id == municipality_id,
                LoadedPeriod.fiscal_year.in_(sorted(years)),
            )
            .order_by(LoadedPeriod.fiscal_year, LoadedPeriod.period, LoadedPeriod.kind),
        )


def function_groups(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return function_group and its newest name in the municipality's chart."""
    with reading(principal) as session:
        dated = frame(
            session,
            select(FunctionGroup.function_group, FunctionGroup.valid_from_year, FunctionGroup.name)
            .join(Municipality, Municipality.chart == FunctionGroup.chart)
            .where(
                visible(principal, Municipality.municipality_id),
                Municipality.municipality_id == municipality_id,
                FunctionGroup.name.is_not(None),
            )
            .order_by(FunctionGroup.valid_from_year),
        )
    return dated.groupby("function_group", as_index=False).last()[["function_group", "name"]]
