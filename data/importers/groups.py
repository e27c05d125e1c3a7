"""Which group a function or an account is shown under, in the year of the line."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.schema.codes import AccountCode, FunctionCode
from data.vocabulary import AccountGroup

NO_GROUP = "-"
"""The function group of lines without a function, or with one that is in no list."""


def group_of_function(session: Session, chart: str) -> Callable[[str, int], str]:
    """Return the look-up (code, year) -> function group; `NO_GROUP` for a code in no list.

    A code that ended keeps its last group, so that the money of a late line is still shown where it belongs.
    """
    rows = session.execute(
        select(FunctionCode.function_code, FunctionCode.valid_from_year, FunctionCode.function_group)
        .where(FunctionCode.chart == chart, FunctionCode.function_group.is_not(None))
        .order_by(FunctionCode.valid_from_year)
    )
    dated: dict[str, list[tuple[int, str]]] = {}
    for code, year, group in rows:
        dated.setdefault(code, []).append((year, group or NO_GROUP))
    return lambda code, year: _in_force(dated.get(code), year) or NO_GROUP


def group_of_account(session: Session, chart: str) -> Callable[[str, str, int], str]:
    """Return the look-up (class, code, year) -> account group; an unknown code is a cost below 600, else income."""
    rows = session.execute(
        select(
            AccountCode.account_class, AccountCode.account_code, AccountCode.valid_from_year, AccountCode.account_group
        )
        .where(AccountCode.chart == chart, AccountCode.account_group.is_not(None))
        .order_by(AccountCode.valid_from_year)
    )
    dated: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for account_class, code, year, group in rows:
        dated.setdefault((account_class, code), []).append((year, group or ""))
    return lambda account_class, code, year: _in_force(dated.get((account_class, code)), year) or _unknown(code)


def _in_force(dated: list[tuple[int, str]] | None, year: int) -> str | None:
    if not dated:
        return None
    reached = [group for since, group in dated if since <= year]
    return reached[-1] if reached else dated[0][1]


def _unknown(code: str) -> str:
    income = code[:3].isdigit() and int(code[:3]) >= 600
    return AccountGroup.UNKNOWN_INCOME if income else AccountGroup.UNKNOWN_COST
