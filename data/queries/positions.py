"""Positions at the end of periods, as the rollups keep them."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Select, bindparam, func, select

from data.access import Principal, reading, visible
from data.asked import KEPT, MUNICIPALITY, UNITS, YEARS
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
    asked = {"municipality": municipality_id, "units": sorted(unit_ids), "years": sorted(years)}
    with reading(principal) as session:
        return frame(session, _unit_totals(principal), **asked)


@lru_cache(maxsize=KEPT)
def _unit_totals(principal: Principal) -> Select[*tuple[Any, ...]]:
    key = (UnitTotal.unit_id, UnitTotal.fiscal_year, UnitTotal.period)
    return (
        select(*key, *(getattr(UnitTotal, name) for name in (*AMOUNTS, *GROSS_AMOUNTS)))
        .where(
            visible(principal, UnitTotal.municipality_id, UnitTotal.unit_id),
            UnitTotal.municipality_id == MUNICIPALITY,
            UnitTotal.unit_id.in_(UNITS),
            UnitTotal.fiscal_year.in_(YEARS),
            UnitTotal.account_class == AccountClass.OPERATIONS,
        )
        .order_by(*key)
    )


def account_positions(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int], periods: Iterable[int]
) -> pd.DataFrame:
    """Return positions by unit, class and account group: unit_id, fiscal_year, period, account_class, account_group."""
    keys = ("unit_id", "fiscal_year", "period", "account_class", "account_group")
    return _summed(principal, municipality_id, unit_ids, years, periods, keys)


def cell_positions(
    principal: Principal, municipality_id: str, unit_ids: Collection[str], years: Iterable[int], periods: Iterable[int]
) -> pd.DataFrame:
    """Return positions by unit, class, function group and account group: the finest that is kept ready."""
    keys = ("unit_id", "fiscal_year", "period", "account_class", "function_group", "account_group")
    return _summed(principal, municipality_id, unit_ids, years, periods, keys)


def _summed(
    principal: Principal,
    municipality_id: str,
    unit_ids: Collection[str],
    years: Iterable[int],
    periods: Iterable[int],
    keys: tuple[str, ...],
) -> pd.DataFrame:
    """Add up positions under the keys. Within a unit and period a kind is known everywhere or nowhere."""
    asked = {"municipality": municipality_id, "units": sorted(unit_ids), "years": sorted(years)}
    with reading(principal) as session:
        return frame(session, _sums(principal, keys), **asked, periods=sorted(periods))


@lru_cache(maxsize=KEPT)
def _sums(principal: Principal, keys: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    columns = [getattr(Position, name) for name in keys]
    sums = [func.sum(getattr(Position, name)).cast(getattr(Position, name).type).label(name) for name in AMOUNTS]
    return (
        select(*columns, *sums)
        .where(
            visible(principal, Position.municipality_id, Position.unit_id),
            Position.municipality_id == MUNICIPALITY,
            Position.unit_id.in_(UNITS),
            Position.fiscal_year.in_(YEARS),
            Position.period.in_(bindparam("periods", expanding=True)),
        )
        .group_by(*columns)
        .order_by(*columns)
    )


def loaded_periods(principal: Principal, municipality_id: str, years: Iterable[int]) -> pd.DataFrame:
    """Return fiscal_year, period, kind, account_class, grain, as_of and imported_at of what is in force."""
    with reading(principal) as session:
        return frame(session, _loaded_periods(principal), municipality=municipality_id, years=sorted(years))


@lru_cache(maxsize=KEPT)
def _loaded_periods(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
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
            LoadedPeriod.municipality_id == MUNICIPALITY,
            LoadedPeriod.fiscal_year.in_(YEARS),
        )
        .order_by(LoadedPeriod.fiscal_year, LoadedPeriod.period, LoadedPeriod.kind)
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
