"""Names and groups of functions and accounts in a municipality's chart."""

import pandas as pd
from sqlalchemy import select

from data.access import Principal, reading, visible
from data.frames import frame
from data.schema.codes import AccountCode, FunctionCode
from data.schema.organisation import Municipality


def functions(principal: Principal, municipality_id: str, year: int) -> pd.DataFrame:
    """Return function_code, name and function_group as they were in a year (the nearest known, where it had ended)."""
    with reading(principal) as session:
        dated = frame(
            session,
            select(
                FunctionCode.function_code, FunctionCode.valid_from_year, FunctionCode.name, FunctionCode.function_group
            )
            .join(Municipality, Municipality.chart == FunctionCode.chart)
            .where(
                visible(principal, Municipality.municipality_id),
                Municipality.municipality_id == municipality_id,
                FunctionCode.name.is_not(None),
            )
            .order_by(FunctionCode.valid_from_year),
        )
    return _as_of(dated, ["function_code"], year)[["function_code", "name", "function_group"]]


def accounts(principal: Principal, municipality_id: str, year: int) -> pd.DataFrame:
    """Return account_class, account_code, name and account_group as they were in a year."""
    with reading(principal) as session:
        dated = frame(
            session,
            select(
                AccountCode.account_class,
                AccountCode.account_code,
                AccountCode.valid_from_year,
                AccountCode.name,
                AccountCode.account_group,
            )
            .join(Municipality, Municipality.chart == AccountCode.chart)
            .where(
                visible(principal, Municipality.municipality_id),
                Municipality.municipality_id == municipality_id,
                AccountCode.name.is_not(None),
            )
            .order_by(AccountCode.valid_from_year),
        )
    keys = ["account_class", "account_code"]
    return _as_of(dated, keys, year)[[*keys, "name", "account_group"]]


def _as_of(dated: pd.DataFrame, keys: list[str], year: int) -> pd.DataFrame:
    reached = dated[dated["valid_from_year"] <= year].groupby(keys, as_index=False).last()
    later = dated.groupby(keys, as_index=False).first()
    return pd.concat([reached, later]).drop_duplicates(keys).sort_values(keys, ignore_index=True)
