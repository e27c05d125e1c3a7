"""What most queries ask for, as parameters of statements that are built once for each principal.

Building a statement costs more than running it against the rollups: a page asks some fifteen.
"""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam

from data.access import Principal, visible

MUNICIPALITY: BindParameter[str] = bindparam("municipality")
UNITS: BindParameter[str] = bindparam("units", expanding=True)
YEARS: BindParameter[int] = bindparam("years", expanding=True)

KEPT = 128
"""For how many principals a statement is kept."""


def here(principal: Principal, table: Any) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a row one of the municipality that is asked for, and of one that the principal sees."""
    return visible(principal, table.municipality_id), table.municipality_id == MUNICIPALITY


def same(one: Any, other: Any, *names: str) -> ColumnElement[bool]:
    """Return the condition that joins two tables of a municipality by these columns."""
    return and_(*(getattr(one, name) == getattr(other, name) for name in ("municipality_id", *names)))
